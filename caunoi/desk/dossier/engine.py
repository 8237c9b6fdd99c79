"""How an act is asked and done: the page before it, one operation, back to the dossier.

Every act carries the version that the officer saw. When somebody was quicker the page says who did what, answers 409,
and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.dossier import reading
from caunoi.desk.dossier.forms import ActForm, ReasonForm
from caunoi.dossiers import queries
from caunoi.dossiers.queries import ActionView, DossierView
from caunoi.ui import answers
from caunoi.ui.access import officer

FormOf = Callable[[HttpRequest, DossierView], Callable[..., Any]]
View = Callable[..., HttpResponseBase]


def _plain(_request: HttpRequest, _dossier: DossierView) -> Callable[..., Any]:
    return ActForm


def _nothing(_form: Any) -> dict[str, Any]:
    return {}


def because(label: Any, hint: Any) -> FormOf:
    """A form that asks for a reason, in these words."""
    return lambda _request, _dossier: partial(ReasonForm, label=label, hint=hint)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done to a dossier.

    `run` is the operation, `form` makes its form, `said` takes the operation's own arguments out of the checked form.
    `done` is what is said after it, with a place for the code. `ready_at_once`: one press on the dossier's page;
    `leads_on`: the operation returns the id of another dossier, which is shown next. `extra`: a template for controls
    that need a layout of their own.
    """

    code: str
    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    run: Callable[..., Any]
    form: FormOf = field(default=_plain)
    said: Callable[[Any], dict[str, Any]] = field(default=_nothing)
    warning: bool = False
    shows_record: bool = False
    ready_at_once: bool = False
    leads_on: bool = False
    extra: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.code.replace("_", "-")


def view_of(act: Act) -> View:
    """The page of an act: asks on GET, does on POST."""

    @officer
    @csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
    @require_http_methods(["POST"] if act.ready_at_once else ["GET", "HEAD", "POST"])
    def page(request: HttpRequest, code: str) -> HttpResponseBase:
        dossier = queries.by_code(code, actor=who(request), now=when(request))
        form_of = act.form(request, dossier)
        return _do(request, dossier, act, form_of) if request.method == "POST" else _ask(request, dossier, act, form_of)

    page.__doc__ = f"{act.code}: asked on GET, done on POST."
    return page


def _do(request: HttpRequest, dossier: DossierView, act: Act, form_of: Callable[..., Any]) -> HttpResponseBase:
    form = form_of(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, dossier, act, form, status=422)
    try:
        made = act.run(
            dossier_id=dossier.id, actor=who(request), now=when(request),
            expected_version=form.cleaned_data["expected_version"], **act.said(form),
        )  # fmt: skip
    except InvalidInput as error:
        form.take(error)
        return _page(request, dossier, act, form, status=422)
    except Conflict as error:
        return _conflict(request, dossier.id, act, form, error)
    messages.success(request, str(act.done) % {"code": dossier.code})
    if act.leads_on:
        return redirect("desk:dossier", queries.dossier(made, actor=who(request), now=when(request)).code)
    return redirect("desk:dossier", dossier.code)


def _ask(request: HttpRequest, dossier: DossierView, act: Act, form_of: Callable[..., Any]) -> HttpResponseBase:
    """The page before the act; or why it cannot be done."""
    action = _available(request, dossier.id, act)
    if action is None:
        messages.warning(request, now_("Việc này không làm được ở bước hiện tại của hồ sơ."))
        return redirect("desk:dossier", dossier.code)
    if not action.allowed:
        return answers.status_page(request, 403, message=action.reason)
    seen = request.GET.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else dossier.version
    return _page(request, dossier, act, form_of(initial={"expected_version": version}))


def _available(request: HttpRequest, dossier_id: UUID, act: Act) -> ActionView | None:
    actions = queries.available_actions(dossier_id, actor=who(request), now=when(request))
    return next((a for a in actions if a.code == act.code), None)


def _page(
    request: HttpRequest, dossier: DossierView, act: Act, form: ActForm, *, conflict: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "dossier": dossier, "act": act, "form": form, "conflict": conflict,
        "record": reading.record(dossier) if act.shows_record else [],
    }  # fmt: skip
    return render(request, "desk/dossier/act.html", context, status=status)


def _conflict(request: HttpRequest, dossier_id: UUID, act: Act, form: ActForm, error: Conflict) -> HttpResponse:
    """Somebody was quicker: who did what; and the form again, as typed, when the act can still be done."""
    fresh = queries.dossier(dossier_id, actor=who(request), now=when(request))
    action = _available(request, dossier_id, act)
    if action is not None and action.allowed:
        form.renew(fresh.version)
        return _page(request, fresh, act, form, conflict=error.message, status=409)
    context = {"dossier": fresh, "act": act, "message": error.message, "typed": form.typed()}
    return render(request, "desk/dossier/conflict.html", context, status=409)
