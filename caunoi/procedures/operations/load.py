"""Load the catalogue from `data/procedures`: the published list, and the procedures that can be filed."""

from __future__ import annotations

import hashlib
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
from caunoi.procedures.publishing import ENTRY_FIELDS, FILES, fill_entry, office_procedures, searched, version_row


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many entries stand in the catalogue's files, how many files of filable procedures, what changed.

    `kept` are the codes whose files say something else than what the office published here: they were left alone.
    """

    entries: int
    filable: int
    versions_published: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Files:
    entries: dict[str, dict[str, Any]]
    bodies: list[dict[str, Any]]
    events: list[dict[str, Any]]
    rates: list[dict[str, Any]]


def load(*, now: datetime, actor: Actor, folder: Path | None = None) -> Loaded:
    """Load everything or, when a file is wrong, nothing. Repeatable: what did not change is left as it is.

    A version whose body changed is published anew with the next revision; what was filed under the old one keeps it.
    A procedure that the office published, abolished or transferred here is the office's: its file changes nothing.
    Raises BrokenCatalogue naming the file and each thing that is wrong with it, and where.
    """
    where = folder or settings.DATA / "procedures"
    mark = _fingerprint(where)
    last = CatalogueLoad.objects.order_by("-id").first()
    if last is not None and last.fingerprint == mark:
        return Loaded(entries=last.entries, filable=last.filable, versions_published=0)
    files = _read(folder)
    with transaction.atomic():
        ours = office_procedures()
        _write_entries(files, ours)
        published, kept = _write_versions(files.bodies, ours, now=now, actor=actor)
        _write_tables(files)
        CatalogueLoad.objects.create(
            fingerprint=mark, entries=len(files.entries), filable=len(files.bodies), loaded_at=now
        )
    return Loaded(len(files.entries), len(files.bodies), published, kept)


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


def _write_entries(files: _Files, ours: set[UUID]) -> None:
    rows = {code: _row(entry, files.events) for code, entry in files.entries.items()}
    for body in files.bodies:
        newest = body["versions"][-1]
        row = rows.setdefault(body["code"], Procedure(id=new_id(), code=body["code"], name=newest["name"]["vi"]))
        fill_entry(row, newest)
    kept = set(Procedure.objects.filter(id__in=ours).values_list("code", flat=True))
    Procedure.objects.bulk_create(
        [row for code, row in rows.items() if code not in kept],
        update_conflicts=True, unique_fields=["code"], update_fields=ENTRY_FIELDS,
    )  # fmt: skip


def _row(entry: dict[str, Any], events: list[dict[str, Any]]) -> Procedure:
    row = Procedure(id=new_id(), life_events=events_of(entry, events), **entry)
    row.search_text = searched(row, row.field)
    return row


def _write_versions(
    bodies: list[dict[str, Any]], ours: set[UUID], *, now: datetime, actor: Actor
) -> tuple[int, tuple[str, ...]]:
    """Publish what is new, in a few statements however many; how many versions, and the codes that were left alone."""
    ids = dict(Procedure.objects.values_list("code", "id"))
    current = ProcedureVersion.objects.filter(superseded_at=None).defer("body")
    known = {(row.procedure_id, row.effective_from): row for row in current}
    seen = set(ProcedureVersion.objects.filter(procedure_id__in=ours).values_list("procedure_id", "digest"))
    fresh: list[ProcedureVersion] = []
    replaced: list[UUID] = []
    kept: list[str] = []
    for body in bodies:
        for version in body["versions"]:
            row = _version(ids[body["code"]], version, now)
            old = known.get((row.procedure_id, row.effective_from))
            if row.procedure_id in ours:
                kept += [] if (row.procedure_id, row.digest) in seen else [body["code"]]
            elif old is None or old.digest != row.digest:
                row.revision = old.revision + 1 if old else 1
                fresh.append(row)
                replaced += [old.id] if old else []
    ProcedureVersion.objects.filter(id__in=replaced).update(superseded_at=now)
    ProcedureVersion.objects.bulk_create(fresh)
    codes = {procedure_id: code for code, procedure_id in ids.items()}
    append_many(((_event(row, codes), row.procedure_id, Place()) for row in fresh), actor=actor, now=now)
    return len(fresh), tuple(dict.fromkeys(kept))


def _version(procedure_id: UUID, body: dict[str, Any], now: datetime) -> ProcedureVersion:
    period = period_of(body)
    return version_row(procedure_id, body, start=period.start, end=period.end, now=now, origin=FILES)


def _event(row: ProcedureVersion, codes: dict[UUID, str]) -> VersionPublished:
    return VersionPublished(
        procedure=codes[row.procedure_id],
        effective_from=row.effective_from,
        revision=row.revision,
        digest=row.digest[:16],
        online=str(row.body.get("online_level") or ""),
    )


def _write_tables(files: _Files) -> None:
    LifeEventRow.objects.all().delete()
    LifeEventRow.objects.bulk_create(
        LifeEventRow(code=event["code"], names=event["name"], texts=event["text"], position=number)
        for number, event in enumerate(files.events)
    )
    ProvincialRate.objects.all().delete()
    ProvincialRate.objects.bulk_create(ProvincialRate(**rate) for rate in files.rates)
