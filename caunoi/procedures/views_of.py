"""From a version's row to what is shown. Private to the room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from caunoi.procedures.models import ProcedureVersion
from caunoi.procedures.rules import localised, text_in, with_variant
from caunoi.procedures.rules.variants import variant_of
from caunoi.procedures.shapes import (
    AgencyNeed,
    CaseView,
    ComponentView,
    FeeRule,
    FeeStep,
    Limit,
    ProcedureView,
    Relief,
    Variant,
)

_UNITS: dict[str, Promise] = {"copies": gettext_lazy("bản"), "members": gettext_lazy("người")}
"""What is counted, by the name that the forms give the field, where a rule does not say it."""


def procedure_view(row: ProcedureVersion, language: str, province: str | None) -> ProcedureView:
    """A version with its texts in `language`, as `province` applies it; `row.procedure` must be loaded."""
    variant = variant_of(row.body, province) or {}
    body = with_variant(row.body, province)
    return ProcedureView(
        code=row.procedure.code,
        version_id=row.id,
        name=text_in(body["name"], language),
        summary=_text(body, "summary", language),
        field=body["field"],
        level=body["level"],
        competent_kind=body["competent_kind"],
        competent_name=body.get("competent_name", ""),
        online_level=body.get("online_level", "none"),
        online_note=_text(body, "online_note", language),
        cases=[_case(case, language) for case in body["cases"]],
        components=[_component(component, language) for component in body["components"]],
        form=localised(body["form"], language),
        process_code=body["process"],
        results=[_result(result, language) for result in body["results"]],
        legal_basis=list(body["legal_basis"]),
        pause_mode=body["pause_mode"],
        supplement_days=body.get("supplement_days"),
        agencies={word: AgencyNeed(a["kind"], a["level"], a.get("name", "")) for word, a in _agencies(body)},
        reliefs=[_relief(relief, language) for relief in body.get("reliefs", [])],
        life_events=tuple(body.get("life_events", ())),
        decision_ref=row.decision_ref,
        decision_on=_date(body.get("decision_on")),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        unsure=body["unsure"] or variant.get("unsure", False),
        unsure_notes=[*body.get("unsure_notes", []), *variant.get("unsure_notes", [])],
        source_url=body.get("source_url", ""),
        province=variant.get("province", ""),
        variant_reference=variant.get("reference", ""),
        variants=tuple(Variant(v["province"], v["reference"], v["unsure"]) for v in row.body.get("variants", ())),
    )


def _text(body: dict[str, Any], key: str, language: str) -> str:
    return text_in(body[key], language) if key in body else ""


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _agencies(body: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    return list(body.get("agencies", {}).items())


def _result(result: dict[str, Any], language: str) -> dict[str, str]:
    more = {key: result.get(key, "") for key in ("component_code", "step")}
    return {"id": result["id"], "name": text_in(result["name"], language), "form": result["form"], **more}


def _case(case: dict[str, Any], language: str) -> CaseView:
    return CaseView(
        id=case["id"],
        name=text_in(case["name"], language),
        summary=_text(case, "summary", language),
        limits={c: Limit(Decimal(limit["value"]), limit["unit"]) for c, limit in case["limits"].items()},
        fees={c: [_fee(rule, language) for rule in rules] for c, rules in case["fees"].items()},
    )


def _fee(rule: dict[str, Any], language: str) -> FeeRule:
    when = rule.get("optional_when", {})
    plain = (
        "amount",
        "unit_field",
        "included",
        "cap_per_copy",
        "pages_field",
        "copies_field",
        "items_field",
        "table",
        "unsure",
    )
    return FeeRule(
        id=rule["id"],
        kind=rule["kind"],
        name=text_in(rule["name"], language),
        reference=rule["reference"],
        unit=_text(rule, "unit", language) or str(_UNITS.get(rule.get("unit_field", ""), "")),
        steps=tuple(FeeStep(step["amount"], step.get("upto")) for step in rule.get("steps", ())),
        optional_field=when.get("field", ""),
        optional_equals=when.get("equals"),
        **{key: rule[key] for key in plain if key in rule},
    )


def _relief(relief: dict[str, Any], language: str) -> Relief:
    return Relief(
        id=relief["id"],
        name=text_in(relief["name"], language),
        percent=relief["percent"],
        needs=text_in(relief["needs"], language),
        reference=relief["reference"],
        since=_date(relief.get("from")),
        until=_date(relief.get("to")),
        channels=tuple(relief.get("channels", ())),
        fees=tuple(relief.get("fees", ())),
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
        condition=_text(component, "condition", language),
        channels=tuple(component["channels"]),
        from_form=component.get("from_form", False),
        cases=tuple(component.get("cases", ())),
        accepts_result_of=tuple(component.get("accepts_result_of", ())),
        name_cut=component.get("name_cut_at_source", False),
    )
