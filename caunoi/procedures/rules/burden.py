"""What a year's dossiers ask of people, and which papers an agency holds already. Pure.

Decree 63/2010/NĐ-CP and its successors count the cost of complying; the units here (papers, working days, đồng,
visits) are ours, chosen because the catalogue knows them. What is assumed stands beside each function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from caunoi.procedures.shapes import CaseView, ComponentView, FeeRule, ProcedureView
from caunoi.procedures.shapes_burden import Burden, HeldPaper, ProcedureBurden

Counts = Mapping[tuple[str, str], int]
"""Dossiers of a year by procedure code and case."""
_IN_WORKING_DAYS = {
    "working_days": Decimal(1),
    "calendar_days": Decimal(5) / 7,
    "working_hours": Decimal(1) / 8,
}
Sources = dict[str, list[tuple[str, str]]]


def burden_of(procedures: Sequence[ProcedureView], counts: Counts) -> Burden:
    """The burden of these procedures for these dossiers; a count of an unknown procedure is left out."""
    sources = _sources(procedures)
    lines = sorted((_line(p, counts) for p in procedures), key=lambda b: (-b.papers_a_year, -b.dossiers, b.code))
    held = [paper for p in procedures for paper in _held(p, counts, sources)]
    held.sort(key=lambda h: (-h.papers_a_year, not h.certain, h.code, h.component_id))
    return Burden(
        procedures=tuple(lines),
        held=tuple(held),
        dossiers=sum(line.dossiers for line in lines),
        papers=sum(line.papers_a_year for line in lines),
        visits=sum(line.visits_a_year for line in lines),
        fees=sum(line.fees_a_year or 0 for line in lines),
        unpriced=sum(line.dossiers for line in lines if line.fees_a_year is None),
        saved=sum(paper.papers_a_year for paper in held if paper.certain),
    )


def _line(procedure: ProcedureView, counts: Counts) -> ProcedureBurden:
    by_case = {case.id: counts.get((procedure.code, case.id), 0) for case in procedure.cases}
    most = max(procedure.cases, key=lambda case: by_case[case.id])
    dossiers = sum(by_case.values())
    fees = [(fee_of(case), by_case[case.id]) for case in procedure.cases]
    known = all(fee is not None for fee, count in fees if count)
    return ProcedureBurden(
        code=procedure.code,
        name=procedure.name,
        dossiers=dossiers,
        case_name=most.name if len(procedure.cases) > 1 else "",
        components=len(asked(procedure, most)),
        limit=most.limits.get("direct") or next(iter(most.limits.values()), None),
        fee=fee_of(most),
        visits=visits_of(procedure),
        papers_a_year=sum(len(asked(procedure, case)) * by_case[case.id] for case in procedure.cases),
        days_a_year=sum((days_of(case) * by_case[case.id] for case in procedure.cases), Decimal()),
        fees_a_year=sum((fee or 0) * count for fee, count in fees) if known else None,
        visits_a_year=visits_of(procedure) * dossiers,
    )


def asked(procedure: ProcedureView, case: CaseView) -> list[ComponentView]:
    """The papers that a case always asks for by any channel, the filled form aside; conditional ones do not count."""
    return [c for c in procedure.components if c.required and _asks(c, case.id)]


def _asks(component: ComponentView, case_id: str) -> bool:
    return not component.from_form and (not component.cases or case_id in component.cases)


def days_of(case: CaseView) -> Decimal:
    """The limit of filing in person in working days: seven calendar days are five, eight hours or the same day one."""
    limit = case.limits.get("direct") or next(iter(case.limits.values()), None)
    if limit is None:
        return Decimal()
    return Decimal(1) if limit.unit == "same_day" else limit.value * _IN_WORKING_DAYS[limit.unit]


def visits_of(procedure: ProcedureView) -> int:
    """How often a person must come, by the easiest way: none when all is done online, once when a part is; without
    online filing twice (to file and to collect), once when it is done while one waits.
    """
    online = any("online" in case.limits for case in procedure.cases)
    if online and procedure.online_level in ("full", "partial"):
        return 0 if procedure.online_level == "full" else 1
    at_once = all(limit.unit == "same_day" for case in procedure.cases for limit in case.limits.values())
    return 1 if at_once else 2


def fee_of(case: CaseView) -> int | None:
    """đồng for one of everything when filed in person; None when the province or the number of pages decides."""
    rules = case.fees.get("direct") or next(iter(case.fees.values()), [])
    amounts = [_amount(rule) for rule in rules]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def _amount(rule: FeeRule) -> int | None:
    if rule.optional_field:
        return 0
    if rule.kind == "per_unit" and rule.amount is not None:
        return rule.amount * max(1 - rule.included, 0)
    return rule.amount if rule.kind == "fixed" else None


def _sources(procedures: Sequence[ProcedureView]) -> Sources:
    """Which procedures issue a kind of paper."""
    found: Sources = {}
    for procedure in procedures:
        for result in procedure.results:
            if code := result["component_code"]:
                found.setdefault(code, []).append((procedure.code, procedure.name))
    return found


def _held(procedure: ProcedureView, counts: Counts, sources: Sources) -> list[HeldPaper]:
    """The papers of a procedure that other procedures issue."""
    found = []
    for component in procedure.components:
        if component.from_form:
            continue
        kinds = [code for code in (component.code, *component.accepts_result_of) if code]
        issued = {source for code in kinds for source in sources.get(code, ()) if source[0] != procedure.code}
        if issued:
            found.append(_paper(procedure, component, counts, tuple(sorted(issued))))
    return found


def _paper(
    procedure: ProcedureView, component: ComponentView, counts: Counts, issued: tuple[tuple[str, str], ...]
) -> HeldPaper:
    cases = [case.id for case in procedure.cases if _asks(component, case.id)]
    return HeldPaper(
        code=procedure.code,
        name=procedure.name,
        component_id=component.id,
        title=component.title,
        paper_code=component.code,
        condition=component.condition,
        certain=component.required,
        reused=bool(component.accepts_result_of),
        sources=issued,
        papers_a_year=sum(counts.get((procedure.code, case), 0) for case in cases),
    )
