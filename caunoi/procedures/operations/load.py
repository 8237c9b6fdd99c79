"""Load the catalogue from `data/procedures`: the published list, and the procedures that can be filed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append_many
from caunoi.procedures.events import VersionPublished
from caunoi.procedures.files import read_bodies, read_entries, read_life_events, read_rates
from caunoi.procedures.files.bodies import period_of
from caunoi.procedures.files.tables import events_of
from caunoi.procedures.models import CatalogueLoad, LifeEventRow, Procedure, ProcedureVersion, ProvincialRate
from caunoi.units.rules.text import fold

_ENTRY_FIELDS = [
    "name", "names", "field", "levels", "life_events", "agency_text", "limits_text", "results_text", "source_url",
    "source_updated", "unsure", "unsure_note", "search_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many entries stand in the catalogue's files, how many files of filable procedures, what changed."""

    entries: int
    filable: int
    versions_published: int


@dataclass(frozen=True, slots=True)
class _Files:
    entries: dict[str, dict[str, Any]]
    bodies: list[dict[str, Any]]
    events: list[dict[str, Any]]
    rates: list[dict[str, Any]]


def load(*, now: datetime, actor: Actor, folder: Path | None = None) -> Loaded:
    """Load everything or, when a file is wrong, nothing. Repeatable: what did not change is left as it is.

    A version whose body changed is published anew with the next revision; what was filed under the old one keeps it.
    Raises BrokenCatalogue naming the file and each thing that is wrong with it, and where.
    """
    where = folder or settings.DATA / "procedures"
    mark = _fingerprint(where)
    last = CatalogueLoad.objects.order_by("-id").first()
    if last is not None and last.fingerprint == mark:
        return Loaded(entries=last.entries, filable=last.filable, versions_published=0)
    files = _read(folder)
    with transaction.atomic():
        _write_entries(files)
        published = _write_versions(files.bodies, now=now, actor=actor)
        _write_tables(files)
        CatalogueLoad.objects.create(
            fingerprint=mark, entries=len(files.entries), filable=len(files.bodies), loaded_at=now
        )
    return Loaded(entries=len(files.entries), filable=len(files.bodies), versions_published=published)


def check(*, folder: Path | None = None) -> Loaded:
    """Read and check all files without loading them. Raises BrokenCatalogue."""
    files = _read(folder)
    return Loaded(entries=len(files.entries), filable=len(files.bodies), versions_published=0)


def _fingerprint(where: Path) -> str:
    """What was loaded and by which code: the same twice has nothing left to do, and checking it all takes seconds."""
    room = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*where.rglob("*.*"), room / "schema.json", *room.rglob("*.py")]):
        if path.is_file() and "tests" not in path.parts:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read(folder: Path | None) -> _Files:
    where = folder or settings.DATA / "procedures"
    shipped = settings.DATA / "procedures" / "life_events.json"
    events = where / "life_events.json"
    return _Files(
        entries=read_entries(where / "catalogue.csv"),
        bodies=read_bodies(where),
        events=read_life_events(events if events.exists() else shipped),
        rates=read_rates(where / "provincial_rates.csv"),
    )


def _write_entries(files: _Files) -> None:
    rows = {code: _row(entry, files.events) for code, entry in files.entries.items()}
    for body in files.bodies:
        newest = body["versions"][-1]
        row = rows.setdefault(body["code"], Procedure(id=new_id(), code=body["code"], name=newest["name"]["vi"]))
        row.names, row.field, row.levels = newest["name"], newest["field"], [newest["level"]]
        row.life_events = newest.get("life_events") or row.life_events
        notes = [*newest.get("unsure_notes", []), *_unsure_parts(newest)] if newest["unsure"] else _unsure_parts(newest)
        row.unsure, row.unsure_note = bool(notes), "\n".join(note.replace("\n", " ") for note in notes)
        row.search_text = _searched(row, newest["field"], *newest["name"].values(), *newest.get("keywords", []))
    Procedure.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["code"], update_fields=_ENTRY_FIELDS
    )


def _unsure_parts(version: dict[str, Any]) -> list[str]:
    """Fees, reliefs and provinces' variants that are marked unsure, each in a line."""
    fees = [rule for case in version["cases"] for rules in case["fees"].values() for rule in rules]
    parts = {part["id"]: part for part in [*fees, *version.get("reliefs", [])] if part.get("unsure")}
    named = [f"{part['name']['vi']} ({part['reference']})" for part in parts.values()]
    variants = [variant for variant in version.get("variants", []) if variant["unsure"]]
    return named + [f"{variant['province']}: {variant['reference']}" for variant in variants]


def _row(entry: dict[str, Any], events: list[dict[str, Any]]) -> Procedure:
    row = Procedure(id=new_id(), life_events=events_of(entry, events), **entry)
    row.search_text = _searched(row, row.field)
    return row


def _searched(row: Procedure, *more: str) -> str:
    """Folded words, each with a blank on both sides; the code stays in one piece too."""
    return f" {row.code} {fold(' '.join([row.code, row.name, *more]))} "


def _write_versions(bodies: list[dict[str, Any]], *, now: datetime, actor: Actor) -> int:
    """Publish what is new, in a few statements however many there are; returns how many versions."""
    ids = dict(Procedure.objects.values_list("code", "id"))
    current = ProcedureVersion.objects.filter(superseded_at=None).defer("body")
    known = {(row.procedure_id, row.effective_from): row for row in current}
    fresh: list[ProcedureVersion] = []
    replaced: list[UUID] = []
    for body in bodies:
        for version in body["versions"]:
            row = _version(ids[body["code"]], version, now)
            old = known.get((row.procedure_id, row.effective_from))
            if old is None or old.digest != row.digest:
                row.revision = old.revision + 1 if old else 1
                fresh.append(row)
                replaced += [old.id] if old else []
    ProcedureVersion.objects.filter(id__in=replaced).update(superseded_at=now)
    ProcedureVersion.objects.bulk_create(fresh)
    codes = {procedure_id: code for code, procedure_id in ids.items()}
    append_many(((_event(row, codes), row.procedure_id, Place()) for row in fresh), actor=actor, now=now)
    return len(fresh)


def _version(procedure_id: UUID, body: dict[str, Any], now: datetime) -> ProcedureVersion:
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    period = period_of(body)
    return ProcedureVersion(
        procedure_id=procedure_id, effective_from=period.start, effective_to=period.end,
        decision_ref=body["decision_ref"], body=body, digest=digest, published_at=now,
    )  # fmt: skip


def _event(row: ProcedureVersion, codes: dict[UUID, str]) -> VersionPublished:
    return VersionPublished(
        procedure=codes[row.procedure_id],
        effective_from=row.effective_from,
        revision=row.revision,
        digest=row.digest[:16],
    )


def _write_tables(files: _Files) -> None:
    LifeEventRow.objects.all().delete()
    LifeEventRow.objects.bulk_create(
        LifeEventRow(code=event["code"], names=event["name"], texts=event["text"], position=number)
        for number, event in enumerate(files.events)
    )
    ProvincialRate.objects.all().delete()
    ProvincialRate.objects.bulk_create(ProvincialRate(**rate) for rate in files.rates)
