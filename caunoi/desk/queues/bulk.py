"""Many dossiers at once: chosen by ticks, listed once more before it is done, each one's outcome said after."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Conflict, DomainError, InvalidInput, NotFound, NotPermitted
from caunoi.desk import keeping
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.people import reading
from caunoi.desk.queues.views import ASSIGNERS
from caunoi.desk.taking import TakingForm
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import BulkOutcome, DossierRow
from caunoi.people import queries as people
from caunoi.ui.access import officer, role

MOST = 100
"""So many at once: each is a transaction of its own, and a signature takes its time."""
KEPT = "desk.outcome"
ACTS: dict[str, Promise] = {
    "assign": _("Phân công các hồ sơ đã chọn"),
    "sign": _("Ký các hồ sơ đã chọn"),
    "hand-over": _("Giao lại cả hàng việc"),
}


class WhoForm(TakingForm):
    """Who examines all of them."""

    person_id = forms.TypedChoiceField(label=_("Người thẩm định"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = choices  # type: ignore[attr-defined]


class QueueForm(TakingForm):
    """Whose queue goes to whom."""

    from_person = forms.TypedChoiceField(label=_("Việc của"), coerce=UUID, widget=forms.Select)
    to_person = forms.TypedChoiceField(label=_("Giao cho"), coerce=UUID, widget=forms.Select)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], takers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_person"].choices = owners  # type: ignore[attr-defined]
        self.fields["to_person"].choices = [("", _("Hãy chọn")), *takers]  # type: ignore[attr-defined]


@role(*ASSIGNERS)
@require_POST
def assign_many(request: HttpRequest) -> HttpResponseBase:
    """Name one specialist for all that were ticked."""
    members = people.members(agency_of(request), at=when(request), role="specialist")
    names = people.names(m.person_id for m in members)
    form_of = partial(WhoForm, choices=sorted(((str(i), n) for i, n in names.items()), key=lambda pair: pair[1]))
    return _many(request, "assign", _("Phân công"), form_of, _assigned)


def _assigned(request: HttpRequest, ids: list[UUID], form: Any) -> BulkOutcome:
    return operations.assign_many(
        dossier_ids=ids, person_id=form.cleaned_data["person_id"], actor=who(request), now=when(request)
    )


@role("leader")
@require_POST
def sign_many(request: HttpRequest) -> HttpResponseBase:
    """Sign all that were ticked; what each record says can be read from the list before."""
    return _many(request, "sign", _("Ký tất cả"), TakingForm, _signed)


def _signed(request: HttpRequest, ids: list[UUID], _form: Any) -> BulkOutcome:
    return operations.sign_many(dossier_ids=ids, actor=who(request), now=when(request))


def _many(
    request: HttpRequest,
    act: str,
    button: Promise,
    form_of: Callable[..., Any],
    run: Callable[[HttpRequest, list[UUID], Any], BulkOutcome],
) -> HttpResponseBase:
    rows = _chosen(request)
    if not rows:
        messages.warning(request, now_("Bạn chưa chọn hồ sơ nào."))
        return redirect("desk:home")
    sure = "sure" in request.POST
    form = form_of(request.POST if sure else None)
    if sure and form.is_valid():
        return _said(request, act, run(request, [row.id for row in rows], form))
    context = {"title": ACTS[act], "button": button, "form": form, "rows": rows}
    return render(request, "desk/queues/sure.html", context, status=422 if sure else 200)


def _chosen(request: HttpRequest) -> list[DossierRow]:
    ids = []
    for text in request.POST.getlist("ids")[:MOST]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return queries.chosen(ids, agency_id=agency_of(request), actor=who(request), now=when(request))


@officer
@require_http_methods(["GET", "HEAD", "POST"])
def hand_queue_over(request: HttpRequest) -> HttpResponseBase:
    """A colleague's whole queue, or my own, goes to another."""
    actor, now, agency_id = who(request), when(request), agency_of(request)
    everybody = reading.staff(agency_id, at=now).choices()
    mine = [pair for pair in everybody if pair[0] == str(actor.person_id)]
    manages = actor.role in (*ASSIGNERS, "centre_manager")
    form_of = partial(
        QueueForm, owners=everybody if manages else mine, takers=everybody,
        initial={"from_person": request.GET.get("from", str(actor.person_id))},
    )  # fmt: skip
    form = form_of(request.POST) if request.method == "POST" else form_of()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                outcome = operations.reassign_all(
                    from_person=form.cleaned_data["from_person"], to_person=form.cleaned_data["to_person"],
                    agency_id=agency_id, actor=actor, now=now,
                )  # fmt: skip
                return _said(request, "hand-over", outcome)
            except (InvalidInput, Conflict, NotPermitted) as error:
                status = _refused(form, error)
    context = {
        "form": form, "title": ACTS["hand-over"], "button": _("Giao lại"),
        "text": _("Mọi việc đang chờ người này chuyển sang người kia. Thời hạn không thay đổi."),
    }  # fmt: skip
    return render(request, "desk/people/form.html", context, status=status)


def _refused(form: QueueForm, error: DomainError) -> int:
    form.take(error)
    return error.status


def _said(request: HttpRequest, act: str, outcome: BulkOutcome) -> HttpResponseBase:
    said = {"act": act, "done": outcome.done, "failed": outcome.failed}
    return redirect("desk:outcome", keeping.keep(request, KEPT, said))


@officer
@require_GET
def outcome(request: HttpRequest, kept: UUID) -> HttpResponse:
    """What was done and what was not, and why, of one time that many were done at once.

    Raises NotFound after an hour, and for everybody else.
    """
    said = keeping.kept(request, KEPT, str(kept))
    if said is None:
        raise NotFound
    return render(request, "desk/queues/outcome.html", {**said, "title": ACTS[said["act"]]})
