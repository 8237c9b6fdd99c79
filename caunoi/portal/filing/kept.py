"""Answers that were typed when the session had ended: kept in the new session until the visitor has signed in again.

Only what was typed into one page, without files, and only for that page: whoever signs in next on this computer sees
it nowhere unless the page is theirs.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from caunoi.ui.access import View

KEY = "kept_answers"
MOST = 100_000
"""Characters: a page of answers, not a file."""


def keeps_answers(view: View) -> View:
    """Keep what a visitor sends without a session, before the page leads them to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            text = typed.urlencode()
            if len(text) <= MOST:
                request.session[KEY] = {"path": request.path, "typed": text}
        return view(request, *args, **kwargs)

    return guarded


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once; the visitor is told that it is not saved yet."""
    found = request.session.get(KEY)
    if request.method == "POST" or not found or found["path"] != request.path:
        return None
    del request.session[KEY]
    messages.info(request, _("Phiên đăng nhập đã hết khi bạn gửi. Những gì bạn đã gõ vẫn còn đây; hãy xem rồi lưu."))
    return QueryDict(found["typed"])
