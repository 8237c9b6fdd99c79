"""Load the catalogue from `data/procedures`: the published list, and the procedures that can be filed."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator, FormatChecker

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import append
from caunoi.core.periods import Period, find_overlap
from caunoi.procedures.errors import BrokenCatalogue
from caunoi.procedures.events import VersionPublished
from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.units.rules.text import fold

_ENTRY_FIELDS = [
    "name", "field", "agency_text", "limits_text", "results_text", "source_url", "source_updated", "unsure",
    "search_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many entries stand in the catalogue's files, how many files of filable procedures, what changed."""

    entries: int
    filable: int
    versions_published: int


def load(*, now: datetime, actor: Actor, folder: Path | None = None) -> Loaded:
    """Load everything or, when a file is wrong, nothing. Repeatable: what did not change is left as it is.

    Raises BrokenCatalogue naming the file and each thing that is wrong with it.
    """
    where = folder or settings.DATA / "procedures"
    entries = _read_entries(where / "catalogue.csv")
    bodies = [_read_body(path) for path in sorted(where.glob("*.json"))]
    with transaction.atomic():
        _write_entries(entries, bodies)
        published = sum(_write_versions(body, now=now, actor=actor) for body in bodies)
    return Loaded(entries=len(entries), filable=len(bodies), versions_published=published)


def _read_entries(path: Path) -> dict[str, dict[str, Any]]:
    problems, entries = [], {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            for column in ("code", "name"):
                if not (row.get(column) or "").strip():
                    problems.append(Problem(_("không được để trống"), line=line, column=column))
            if row["code"] in entries:
                problems.append(Problem(_("mã này đã có ở dòng trên"), line=line, column="code"))
            entries[row["code"]] = _entry(row)
    if problems:
        raise BrokenCatalogue(problems, file=path.name)
    return entries


def _entry(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "field": row["field"],
        "agency_text": row["agency"].replace(" (memory)", ""),
        "limits_text": row["limits"],
        "results_text": row["results"],
        "source_url": row["source_url"],
        "source_updated": row["portal_updated"],
        "unsure": any("memory" in (value or "") for value in row.values()),
        "search_text": fold(f"{row['code']} {row['name']} {row['field']}"),
    }


@lru_cache(maxsize=1)
def _schema() -> Draft202012Validator:
    text = (Path(__file__).parents[1] / "schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker(["date"]))


def _read_body(path: Path) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BrokenCatalogue([Problem(str(error))], file=path.name) from error
    problems = [
        Problem(e.message[:300], field="/".join(map(str, e.absolute_path))) for e in _schema().iter_errors(body)
    ]
    problems = problems or _consistency(body)
    if problems:
        raise BrokenCatalogue(problems, file=path.name)
    return body


def _consistency(body: dict[str, Any]) -> list[Problem]:
    """What a schema cannot say: no overlapping versions, sections that ask each field once, forms that are schemas."""
    problems = []
    if overlap := find_overlap([_period(version) for version in body["versions"]]):
        start = (("start", overlap[1].start.isoformat()),)
        problems.append(Problem(_("hai bản có hiệu lực chồng lên nhau từ ngày %(start)s"), params=start))
    for version in body["versions"]:
        form = version["form"]
        Draft202012Validator.check_schema(form)
        asked = [name for section in form["x-sections"] for name in section["fields"]]
        if sorted(asked) != sorted(form["properties"]):
            problems.append(Problem(_("mỗi mục của biểu mẫu phải thuộc đúng một nhóm câu hỏi")))
    return problems


def _period(version: dict[str, Any]) -> Period[date]:
    end = version["effective_to"]
    return Period(date.fromisoformat(version["effective_from"]), date.fromisoformat(end) if end else None)


def _write_entries(entries: dict[str, dict[str, Any]], bodies: list[dict[str, Any]]) -> None:
    rows = {code: Procedure(id=new_id(), **entry) for code, entry in entries.items()}
    for body in bodies:
        newest = body["versions"][-1]
        row = rows.setdefault(
            body["code"], Procedure(id=new_id(), code=body["code"], name=newest["name"]["vi"], field=newest["field"])
        )
        row.search_text = fold(" ".join([row.code, row.name, row.field, *newest["name"].values()]))
    Procedure.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["code"], update_fields=_ENTRY_FIELDS
    )


def _write_versions(body: dict[str, Any], *, now: datetime, actor: Actor) -> int:
    procedure = Procedure.objects.get(code=body["code"])
    known = {version.effective_from: version for version in procedure.versions.all()}
    return sum(_write_version(procedure, known, version, now=now, actor=actor) for version in body["versions"])


def _write_version(
    procedure: Procedure,
    known: dict[date, ProcedureVersion],
    body: dict[str, Any],
    *,
    now: datetime,
    actor: Actor,
) -> bool:
    period = _period(body)
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    version = known.get(period.start) or ProcedureVersion(procedure=procedure, effective_from=period.start)
    if version.digest == digest:
        return False
    version.effective_to, version.decision_ref = period.end, body["decision_ref"]
    version.body, version.digest = body, digest
    version.save()
    event = VersionPublished(procedure=procedure.code, effective_from=period.start, digest=digest[:16])
    append(event, subject_id=procedure.id, actor=actor, now=now)
    return True
