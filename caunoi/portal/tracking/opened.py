"""What the pages of one dossier share: the applicant's own dossier, by its code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from caunoi.core.actor import Person
from caunoi.core.errors import NotFound
from caunoi.dossiers import queries as dossiers
from caunoi.portal.filing.kept import keeps_answers
from caunoi.portal.visitors import visit
from caunoi.ui.access import View, citizen

Page = Callable[..., HttpResponse]


def own_dossier(page: Page) -> View:
    """A page of the visitor's own filed dossier: `page(request, here, view, ...)`; others are told that there is none.

    What was typed into a page whose session had ended is kept until the visitor has signed in again.
    """

    @keeps_answers
    @citizen
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def opened(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        here = visit(request)
        view = dossiers.by_code(code, actor=here.actor, now=here.now)
        if not isinstance(here.actor, Person) or view.applicant_id != here.actor.person_id:
            raise NotFound
        return page(request, here, view, **more)

    return opened


def to_dossier(view: dossiers.DossierView) -> HttpResponse:
    """Back to the dossier's page."""
    return redirect("portal:dossier", view.code)
