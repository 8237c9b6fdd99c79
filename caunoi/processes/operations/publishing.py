"""Publish a draft as a version, and retire a version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from caunoi.core.actor import Actor
from caunoi.core.journal import Place, append
from caunoi.people.rules import Role
from caunoi.processes import current, engine
from caunoi.processes.checking import require_publishable
from caunoi.processes.composing import composed
from caunoi.processes.drafts import digest_of, in_force_of, locked_draft, seen_version, view
from caunoi.processes.errors import LastVersion, NotPublished, NotPublisher
from caunoi.processes.events import ProcessPublished, ProcessRetired
from caunoi.processes.models import ProcessDefinition, ProcessVersion
from caunoi.processes.operations.drafting import _stale
from caunoi.processes.policies import Reach, reach, require_publisher
from caunoi.processes.shapes_modelling import VersionView

_SERIES = "SELECT pg_advisory_xact_lock(hashtext(%s))"


def publish_process(
    *, draft_id: UUID, revision: int, actor: Actor, now: datetime, note: str | None = None
) -> VersionView:
    """Make the draft the version with which new runs of its place begin; runs that exist stay on theirs.

    Who: a leader of the drafting agency, or a process manager of it who is not the one that changed it last. Raises
    DefinitionInvalid with every problem and its element, StaleProcessDraft (the publisher saw another text),
    NotPublisher, VersionNotFound, NotADraft.
    """
    found = reach(actor, now=now)
    with transaction.atomic():
        row = locked_draft(draft_id, found)
        require_publisher(found, row)
        if row.revision != revision:
            raise _stale(row)
        text = composed(row)
        require_publishable(row.kind, row.code, text)
        _number(row)
        row.state, row.digest = "published", digest_of(text)
        row.published_by, row.published_at = found.person_id, now
        row.note = row.note if note is None else note[:500]
        row.save()
        if row.kind == "process":
            kept = ProcessDefinition(digest=row.digest, code=row.code, text=text)
            ProcessDefinition.objects.bulk_create([kept], ignore_conflicts=True)
        event = ProcessPublished(what=row.kind, code=row.code, number=row.number, digest=row.digest)
        append(event, subject_id=row.id, actor=actor, now=now, place=_place(row))
    return view(row, found, in_force=True, text=True)


def _number(row: ProcessVersion) -> None:
    """The next number of the series; those who publish at the same time wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(_SERIES, [f"process {row.kind} {row.code} {row.province}"])
    rows = ProcessVersion.objects.filter(kind=row.kind, code=row.code, province=row.province)
    row.number = (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _place(row: ProcessVersion) -> Place:
    return Place(agency_id=row.agency_id, province=row.province)


def retire_process(*, version_id: UUID, actor: Actor, now: datetime) -> VersionView:
    """Let no new run begin with the version; those that exist stay on it. What was in force before it is so again.

    Raises LastVersion (nothing would be left to begin with), NotPublished, NotPublisher, VersionNotFound.
    """
    found = reach(actor, now=now)
    with transaction.atomic():
        row = seen_version(version_id, found)
        row = ProcessVersion.objects.select_for_update().get(id=row.id)
        _require_retirable(row, found)
        row.state, row.retired_by, row.retired_at = "retired", found.person_id, now
        row.save()
        left = current.published(row.code, row.province, row.kind)
        if left is None and (row.kind == "decision" or row.code not in engine.codes()):
            raise LastVersion(code=row.code)
        event = ProcessRetired(what=row.kind, code=row.code, number=row.number)
        append(event, subject_id=row.id, actor=actor, now=now, place=_place(row))
    return view(row, found, in_force=in_force_of(row, found))


def _require_retirable(row: ProcessVersion, found: Reach) -> None:
    if row.agency_id != found.agency_id or not (found.draws or Role.LEADER in found.roles):
        raise NotPublisher
    if row.state != "published":
        raise NotPublished


__all__ = ["publish_process", "retire_process"]
