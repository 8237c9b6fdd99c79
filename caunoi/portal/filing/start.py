"""Before a draft: which case, where it is decided, where it is received, by when and for how much; then sign in.

The choices are in the address, one question a page: nothing is kept of who only looks, and signing in loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caunoi.core.actor import Person
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import ReceivingChoice
from caunoi.portal.filing import places
from caunoi.portal.filing.drafts import asks
from caunoi.portal.visitors import Visit, visit
from caunoi.procedures import queries as catalogue
from caunoi.procedures.queries import ProcedureView
from caunoi.ui.access import public
from caunoi.units import queries as units

ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address says so far. `unit` is where it is decided: a commune, or a province for its departments."""

    procedure: ProcedureView
    case_id: str
    unit: units.UnitView | None
    receiving_id: str

    def href(self, **changes: str) -> str:
        """The address with these answers, and others."""
        known = {"case": self.case_id, "unit": self.unit.code if self.unit else "", "received": self.receiving_id}
        answers = {name: value for name, value in {**known, **changes}.items() if value}
        base = reverse("portal:start", args=[self.procedure.code])
        return f"{base}?{urlencode(answers)}" if answers else base


@public
@asks
def start(request: HttpRequest, code: str) -> HttpResponse:
    """The next question that is not answered yet; when all are, what it will be, and POST starts the draft."""
    here = visit(request)
    procedure = catalogue.procedure(code, on=here.today)
    cases = dossiers.case_choices(code, on=here.today, channel=ONLINE)
    if not cases:
        return render(request, "portal/filing/counter_only.html", {"procedure": procedure}, status=404)
    known = {case.id for case in cases}
    asked = request.GET.get("case", "") if len(cases) > 1 else cases[0].id
    chosen = Chosen(
        procedure,
        asked if asked in known else "",
        places.unit_of(procedure, request.GET.get("unit", ""), on=here.today),
        request.GET.get("received", ""),
    )
    if not chosen.case_id:
        context = {"cases": cases, "wrong": "asked_case" in request.GET, "drafts": _drafts(here, code)}
        return _page(request, "case", chosen, context)
    if chosen.unit is None:
        return _where(request, here, chosen, several=len(cases) > 1)
    if "elsewhere" in request.GET:
        return _elsewhere(request, here, chosen)
    return _confirm(request, here, chosen)


def _page(request: HttpRequest, name: str, chosen: Chosen, context: dict[str, Any]) -> HttpResponse:
    whole = {"procedure": chosen.procedure, "chosen": chosen, **context}
    status = 422 if whole.get("wrong") else 200
    return render(request, f"portal/filing/start_{name}.html", whole, status=status)


def _drafts(here: Visit, code: str) -> list[dossiers.DossierRow]:
    """The visitor's drafts of the same procedure: one may be gone on with."""
    if not isinstance(here.actor, Person):
        return []
    rows = dossiers.mine(actor=here.actor, now=here.now)
    return [row for row in rows if row.status == dossiers.Status.DRAFT and row.procedure_code == code][:3]


def _where(request: HttpRequest, here: Visit, chosen: Chosen, *, several: bool) -> HttpResponse:
    """Search the commune (or province) that decides."""
    text = request.GET.get("q", "").strip()[:100]
    found = places.search(chosen.procedure, text, on=here.today)
    wrong = bool({"unit", "asked_unit"} & set(request.GET))  # without a choice, or with one that is none
    context = {
        "q": text, "found": found, "wrong": wrong, "provincial": places.provincial(chosen.procedure),
        "drafts": [] if several else _drafts(here, chosen.procedure.code),
        "back": reverse("portal:start" if several else "portal:procedure", args=[chosen.procedure.code]),
    }  # fmt: skip
    return _page(request, "where", chosen, context)


def _elsewhere(request: HttpRequest, here: Visit, chosen: Chosen) -> HttpResponse:
    """Any centre of the province receives: search another."""
    assert chosen.unit is not None
    text = request.GET.get("q", "").strip()[:100]
    found = places.centres(text, chosen.unit, on=here.today)
    context = {"q": text, "found": found, "province": chosen.unit.province_name or chosen.unit.full_name}
    return _page(request, "elsewhere", chosen, context)


def _confirm(request: HttpRequest, here: Visit, chosen: Chosen) -> HttpResponse:
    assert chosen.unit is not None
    competent = places.competent(chosen.procedure, chosen.unit, on=here.today)
    receiving = places.receiving(chosen.unit, chosen.receiving_id, on=here.today)
    ready = competent is not None and receiving is not None
    if request.method == "POST" and competent and receiving:
        return _begin(request, here, chosen, competent, receiving)
    case = next(c for c in dossiers.case_choices(
        chosen.procedure.code, on=here.today, province=chosen.unit.province_code, channel=ONLINE
    ) if c.id == chosen.case_id)  # fmt: skip
    context = {
        "case": case, "limit": case.limits[ONLINE], "competent": competent, "receiving": receiving, "ready": ready,
        "fee": _fee(chosen, here.today), "signed_in": isinstance(here.actor, Person),
        "here": request.get_full_path(), "drafts": _drafts(here, chosen.procedure.code),
        "several": len(chosen.procedure.cases) > 1,
    }  # fmt: skip
    return _page(request, "confirm", chosen, context)


def _fee(chosen: Chosen, on: date) -> Any:
    assert chosen.unit is not None
    return catalogue.fee(
        chosen.procedure.version_id, case_id=chosen.case_id, channel=ONLINE, answers={},
        province=chosen.unit.province_code, on=on,
    )  # fmt: skip


def _begin(
    request: HttpRequest, here: Visit, chosen: Chosen, competent: ReceivingChoice, receiving: ReceivingChoice
) -> HttpResponse:
    if not isinstance(here.actor, Person):
        login = reverse("account_login")
        return redirect(f"{login}?{urlencode({'next': request.get_full_path()})}")
    dossier_id = operations.start_draft(
        procedure_code=chosen.procedure.code, case_id=chosen.case_id, receiving_agency_id=receiving.agency_id,
        competent_agency_id=competent.agency_id, actor=here.actor, now=here.now,
    )  # fmt: skip
    return redirect("portal:tasks", dossier_id)


@public
@require_safe
def helped(request: HttpRequest, code: str) -> HttpResponse:
    """Where somebody helps to file: the centres, and what to bring."""
    here = visit(request)
    procedure = catalogue.procedure(code, on=here.today)
    text = request.GET.get("q", "").strip()[:100]
    centres = dossiers.receiving_choices(text, on=here.today, limit=places.SHOWN) if text else []
    papers = [c for c in procedure.components if c.required and not c.from_form]
    context = {"procedure": procedure, "q": text, "centres": centres, "papers": papers}
    return render(request, "portal/filing/helped.html", context)
