"""What the signed-in person was told, newest first."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.messages import operations, queries
from caunoi.portal.visitors import visit
from caunoi.ui.access import citizen


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponseBase:
    """The list; a POST marks everything as read."""
    here = visit(request)
    if request.method == "POST":
        operations.read_all(actor=here.actor, now=here.now)
        flash.success(request, _("Đã đánh dấu mọi thông báo là đã đọc."))
        return redirect("portal:notices")
    found = queries.notices(actor=here.actor)
    context = {"notices": found, "unread": sum(notice.read_at is None for notice in found)}
    return render(request, "portal/notices/notices.html", context)
