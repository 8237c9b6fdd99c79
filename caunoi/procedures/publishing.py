"""Rows that follow from publishing a body: the version, and the entry by which it is found. Private to the room."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from caunoi.procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from caunoi.units.rules.text import fold

ENTRY_FIELDS = [
    "name", "names", "field", "levels", "life_events", "agency_text", "limits_text", "results_text", "source_url",
    "source_updated", "unsure", "unsure_note", "search_text",
]  # fmt: skip
FILES, OFFICE = "files", "office"


def version_row(
    procedure_id: UUID, body: dict[str, Any], *, start: date, end: date | None, now: datetime, origin: str
) -> ProcedureVersion:
    """A version to be saved; its digest is over the whole body."""
    return ProcedureVersion(
        procedure_id=procedure_id, effective_from=start, effective_to=end, decision_ref=body["decision_ref"],
        body=body, digest=digest_of(body), published_at=now, origin=origin,
    )  # fmt: skip


def digest_of(body: dict[str, Any]) -> str:
    """SHA-256 of a body, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def dated(body: dict[str, Any], *, ref: str, on: date, start: date, end: date | None = None) -> dict[str, Any]:
    """A body with what the decision says of it."""
    return {
        **body, "effective_from": start.isoformat(), "effective_to": end.isoformat() if end else None,
        "decision_ref": ref, "decision_on": on.isoformat(),
    }  # fmt: skip


def office_procedures() -> set[UUID]:
    """The procedures that the office has published, abolished or transferred: loading leaves them alone."""
    made = ProcedureVersion.objects.filter(origin=OFFICE).values_list("procedure_id", flat=True)
    ended = ProcedureDraft.objects.filter(state="published", version__isnull=False)
    return {*made, *ended.values_list("version__procedure_id", flat=True)}


def fill_entry(row: Procedure, body: dict[str, Any]) -> Procedure:
    """Let the entry say what the body says: names, field, level, events of life, what is unsure, words of search."""
    row.names, row.field, row.levels = body["name"], body["field"], [body["level"]]
    row.life_events = body.get("life_events") or row.life_events
    notes = [*body.get("unsure_notes", []), *unsure_parts(body)] if body["unsure"] else unsure_parts(body)
    row.unsure, row.unsure_note = bool(notes), "\n".join(note.replace("\n", " ") for note in notes)
    row.search_text = searched(row, body["field"], *body["name"].values(), *body.get("keywords", []))
    return row


def fill_office_entry(row: Procedure, body: dict[str, Any]) -> Procedure:
    """The same for what the office published: agency, limits and results in Vietnamese words too."""
    from caunoi.procedures import wording

    row.name = body["name"]["vi"]
    with override("vi"):
        row.agency_text = wording.competent(body)
        row.limits_text = "; ".join(dict.fromkeys(wording.limits(body)))
        row.results_text = "; ".join(result["name"]["vi"] for result in body["results"])
    return fill_entry(row, body)


def unsure_parts(version: dict[str, Any]) -> list[str]:
    """Fees, reliefs and provinces' variants that are marked unsure, each in a line."""
    fees = [rule for case in version["cases"] for rules in case["fees"].values() for rule in rules]
    parts = {part["id"]: part for part in [*fees, *version.get("reliefs", [])] if part.get("unsure")}
    named = [f"{part['name']['vi']} ({part['reference']})" for part in parts.values()]
    variants = [variant for variant in version.get("variants", []) if variant["unsure"]]
    return named + [f"{variant['province']}: {variant['reference']}" for variant in variants]


def searched(row: Procedure, *more: str) -> str:
    """Folded words, each with a blank on both sides; the code stays in one piece too."""
    return f" {row.code} {fold(' '.join([row.code, row.name, *more]))} "
