"""The counter's pages: choose a procedure, take the dossier in on one page, hand out the slip."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.counter import reading
from caunoi.desk.counter.forms import ASKED, CounterForm
from caunoi.desk.questions import said_in
from caunoi.dossiers import operations, queries
from caunoi.procedures import queries as procedures
from caunoi.procedures.queries import ProcedureView
from caunoi.ui.access import role
from caunoi.units import queries as units

COUNTER = ("counter_officer",)


@role(*COUNTER)
@require_GET
def start(request: HttpRequest) -> HttpResponseBase:
    """Which procedure? The officer's own frequent ones first; one that fits what was typed is opened at once."""
    today = local_date(when(request))
    text = request.GET.get("q", "").strip()[:100]
    found = [entry for entry in procedures.search(text, on=today).entries if entry.can_file] if text else []
    exact = [entry for entry in found if entry.code == text.split(" ")[0]]
    if len(exact or found) == 1:
        return redirect("desk:intake", (exact or found)[0].code)
    listed = [entry for entry in procedures.listing(on=today) if entry.can_file]
    own = queries.most_received(agency_id=agency_of(request), actor=who(request), now=when(request))
    context = {
        "q": text, "found": found, "listed": listed,
        "favourites": sorted((e for e in listed if e.code in own), key=lambda e: own.index(e.code)),
    }  # fmt: skip
    return render(request, "desk/counter/start.html", context)


@role(*COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, code: str) -> HttpResponseBase:
    """The whole dossier on one page. `do=find` fills in the person, `do=look` reckons anew, else it is received."""
    now = when(request)
    procedure = procedures.procedure(code, on=local_date(now), province=_province(request))
    if request.method != "POST":
        return _page(request, procedure, _form(request, procedure, None, {"key": uuid4().hex}))
    data = request.POST.copy()
    do = data.get("do", "")
    if do == "find":
        reading.fill_in(data, reading.known(data.get("personal_id", "").strip(), request), procedure.form)
        reading.take_over(data, reading.earlier(request, procedure, data))
    if do.startswith("more:"):
        data[f"{ASKED}{do.removeprefix('more:')}-{data.get('entries', '1')}-"] = ""
    form = _form(request, procedure, data, {})
    if do:
        fee = reading.fee(form, _province(request), now)
        form.hush()
        return _page(request, procedure, form, fee=fee)
    return _receive(request, procedure, form)


def _receive(request: HttpRequest, procedure: ProcedureView, form: CounterForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, procedure, form, status=422)
    data = form.cleaned_data
    try:
        elsewhere = data["competent"] or reading.agency_in(data["commune"], request, procedure)
        done = operations.receive_at_counter(
            procedure_code=procedure.code, case_id=data["case_id"], channel=data["channel"],
            agency_id=agency_of(request), competent_agency_id=elsewhere,
            person=form.person(), answers=form.answers(), papers=form.handed_in(), priority=data["priority"],
            reliefs=data["reliefs"], return_way=data["return_way"], return_address=data["return_address"],
            support=reading.support(request, data["supporter"]), idempotency_key=data["key"],
            actor=who(request), now=when(request),
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        form.take(error)
        return _page(request, procedure, form, status=error.status)
    return redirect("desk:received", done.code)


def _form(request: HttpRequest, procedure: ProcedureView, data: Any, initial: dict[str, Any]) -> CounterForm:
    now = when(request)
    said = said_in(data, procedure.form, ASKED) if data is not None else {}
    before = reading.earlier(request, procedure, data)
    form = CounterForm(
        data, request.FILES if data is not None else None, procedure=procedure, said=said, on=local_date(now),
        supporters=reading.supporters(request), competent=reading.competent(request, procedure),
        reusable=before.papers if before else [], initial=initial,
        case_id=(data or {}).get("case_id", ""), channel=(data or {}).get("channel", "direct"),
    )  # fmt: skip
    if data is None:
        form.initial.update(form.asked.initial({}))
    return form


def _province(request: HttpRequest) -> str:
    return units.agency(agency_of(request)).province_code


def _page(
    request: HttpRequest, procedure: ProcedureView, form: CounterForm, *, fee: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "procedure": procedure, "form": form, "fee": fee or reading.fee(form, _province(request), when(request)),
        "language": get_language(), "papers": [(paper.component, paper.bound()) for paper in form.papers],
    }  # fmt: skip
    part = "X-Part" in request.headers
    template = "desk/counter/body.html" if part else "desk/counter/intake.html"
    return render(request, template, context, status=status)


@role(*COUNTER)
@require_GET
def received(request: HttpRequest, code: str) -> HttpResponse:
    """It is in: the slip to print, the fee, what comes next, and the next person."""
    found = queries.by_code(code, actor=who(request), now=when(request))
    actions = queries.available_actions(found.id, actor=who(request), now=when(request))
    context = {"dossier": found, "allowed": [action for action in actions if action.allowed]}
    return render(request, "desk/counter/received.html", context)
