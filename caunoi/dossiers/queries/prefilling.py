"""What earlier records of a person answer in a new form: `x-prefill-from` (docs/howto/forms.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.models import Dossier, DossierResult
from caunoi.dossiers.policies import require_visible
from caunoi.dossiers.shapes import Status
from caunoi.procedures import queries as procedures

_MOST = 200


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What a record of the applicant says: the answer, and the record's title, number and day."""

    value: Any
    title: str
    number: str
    on: date


def earlier_answers(
    dossier_id: UUID, fields: Iterable[str], *, actor: Actor, now: datetime
) -> dict[str, EarlierAnswer]:
    """For a draft: answers to those of `fields` whose `x-prefill-from` names a record in the applicant's store.

    Only records that stand and were handed over count, the newest first; an answer that does not fit the question is
    left out. Nothing for somebody else than the applicant. At most four statements. Raises DossierNotFound.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    asked = procedures.version(found.procedure_version_id, province=found.province).form["properties"]
    wanted = {name: asked[name]["x-prefill-from"] for name in fields if "x-prefill-from" in asked.get(name, {})}
    if not wanted or found.status != Status.DRAFT or getattr(actor, "person_id", None) != found.applicant_id:
        return {}
    rows = _records(found.applicant_id, {source["component"] for source in wanted.values()})
    answers = {name: _answer(rows, source, asked[name]) for name, source in wanted.items()}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _records(owner_id: UUID, codes: set[str]) -> list[DossierResult]:
    rows = DossierResult.objects.filter(owner_id=owner_id, status="valid", component_code__in=codes)
    rows = rows.filter(dossier__status=Status.RETURNED, file_id__isnull=False).select_related("dossier")
    return list(rows.order_by("-signed_at")[:_MOST])


def _answer(rows: list[DossierResult], source: dict[str, str], rules: dict[str, Any]) -> EarlierAnswer | None:
    """The newest record's answer that the question can have."""
    for row in rows:
        value = row.drafted.get(source["field"])
        if row.component_code == source["component"] and value not in (None, "", []) and _fits(rules, value):
            version = procedures.version(row.dossier.procedure_version_id)
            title = next((r["name"] for r in version.results if r["id"] == row.result_id), version.name)
            assert row.signed_at is not None
            return EarlierAnswer(value, str(title), row.number, local_date(row.signed_at))
    return None


def _fits(rules: dict[str, Any], value: Any) -> bool:
    return bool(Draft202012Validator(rules, format_checker=FormatChecker(["date"])).is_valid(value))
