"""What the filing pages share: the visitor's own draft, or the way to where it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.actor import Person
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import DossierView
from caunoi.people import queries as people
from caunoi.portal.filing.kept import keeps_answers
from caunoi.portal.visitors import Visit, visit
from caunoi.ui.access import View, citizen

asks = require_http_methods(["GET", "HEAD", "POST"])
Page = Callable[..., HttpResponse]


def draft(page: Page) -> View:
    """A page of the visitor's own draft: `page(request, here, view, ...)`.

    A dossier that was filed meanwhile (another tab, a second click) has no such pages: the visitor is led to it. What
    was typed into a page whose session had ended is kept until the visitor has signed in again.
    """

    @keeps_answers
    @citizen
    @asks
    @wraps(page)
    def opened(request: HttpRequest, dossier_id: UUID, **more: Any) -> HttpResponse:
        here = visit(request)
        view = dossiers.dossier(dossier_id, actor=here.actor, now=here.now)
        if view.status != dossiers.Status.DRAFT:
            return redirect("portal:submitted" if request.method == "POST" else "portal:dossier", view.code)
        return page(request, here, view, **more)

    return opened


def own_particulars(here: Visit, view: DossierView, fields: list[str]) -> dict[str, str]:
    """What the visitor's account answers, when one of the fields asks for it."""
    if not isinstance(here.actor, Person) or not any("x-prefill" in view.form["properties"][name] for name in fields):
        return {}
    account = people.account(here.actor.person_id)
    names = ("full_name", "personal_id", "phone", "email")
    return {name: getattr(account, name) for name in names}


def earlier_records(here: Visit, view: DossierView, fields: list[str]) -> dict[str, tuple[Any, str]]:
    """What the visitor's own records answer, each with a sentence that names the record."""
    if not any("x-prefill-from" in view.form["properties"][name] for name in fields):
        return {}
    found = dossiers.earlier_answers(view.id, fields, actor=here.actor, now=here.now)
    said = _("Lấy từ “%(title)s” số %(number)s ngày %(on)s trong kho giấy tờ của bạn; hãy sửa nếu chưa đúng.")
    return {
        name: (one.value, said % {"title": one.title, "number": one.number, "on": f"{one.on:%d/%m/%Y}"})
        for name, one in found.items()
    }
