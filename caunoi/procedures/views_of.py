"""From a version's row to what is shown. Private to the room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from caunoi.procedures.models import ProcedureVersion
from caunoi.procedures.rules import localised, text_in
from caunoi.procedures.shapes import CaseView, ComponentView, Fee, Limit, ProcedureView


def procedure_view(row: ProcedureVersion, language: str) -> ProcedureView:
    """A version with its texts in `language`; `row.procedure` must be loaded."""
    body = row.body
    return ProcedureView(
        code=row.procedure.code,
        version_id=row.id,
        name=text_in(body["name"], language),
        summary=text_in(body["summary"], language) if "summary" in body else "",
        field=body["field"],
        level=body["level"],
        competent_kind=body["competent_kind"],
        online_level=body.get("online_level", "none"),
        cases=[_case(case, language) for case in body["cases"]],
        components=[_component(component, language) for component in body["components"]],
        form=localised(body["form"], language),
        process_code=body["process"],
        results=[{"id": r["id"], "name": text_in(r["name"], language), "form": r["form"]} for r in body["results"]],
        legal_basis=list(body["legal_basis"]),
        pause_mode=body["pause_mode"],
        decision_ref=row.decision_ref,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        unsure=body["unsure"],
        unsure_notes=list(body.get("unsure_notes", [])),
        source_url=body.get("source_url", ""),
    )


def _case(case: dict[str, Any], language: str) -> CaseView:
    return CaseView(
        id=case["id"],
        name=text_in(case["name"], language),
        limits={c: Limit(Decimal(limit["value"]), limit["unit"]) for c, limit in case["limits"].items()},
        fees={c: Fee(Decimal(fee["amount"]), fee.get("note", "")) for c, fee in case["fees"].items()},
    )


def _component(component: dict[str, Any], language: str) -> ComponentView:
    return ComponentView(
        id=component["id"],
        code=component["code"],
        name=component["name"],
        title=text_in(component["title"], language),
        group=component["group"],
        originals=component["originals"],
        copies=component["copies"],
        required=component["required"],
        condition=text_in(component["condition"], language) if "condition" in component else "",
        channels=tuple(component["channels"]),
        from_form=component.get("from_form", False),
    )
