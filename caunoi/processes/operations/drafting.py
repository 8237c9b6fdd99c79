"""Draft a process or a decision table: begin, keep, give up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.people import queries as people
from caunoi.processes import current, engine
from caunoi.processes.drafts import (
    digest_of,
    locked_draft,
    require_code,
    seen_version,
    view,
)
from caunoi.processes.errors import StaleProcessDraft
from caunoi.processes.events import ProcessDrafted, ProcessDropped
from caunoi.processes.models import ProcessVersion
from caunoi.processes.policies import Reach, require_drawer
from caunoi.processes.reading import plain_names, recoded, require_readable
from caunoi.processes.shapes_modelling import VersionView
from caunoi.processes.templates import new_decision

TEMPLATE = "generic"
"""A new process begins as a copy of this one."""


def start_process_draft(
    *,
    code: str,
    actor: Actor,
    now: datetime,
    names: Mapping[str, str] | None = None,
    base_id: UUID | None = None,
    kind: str = "process",
) -> VersionView:
    """Begin a draft for the actor's agency: of `base_id`, else of what is in force, else (a new code) of a template.

    When the place has a draft of the code already, that one is returned as it is. `kind`: process or decision. Raises
    BadCode, NotProcessManager, VersionNotFound.
    """
    require_code(code)
    found = require_drawer(actor, now=now)
    with transaction.atomic():
        known = ProcessVersion.objects.filter(kind=kind, code=code, province=found.province, state="draft").first()
        if known is None:
            known = _begin(code, kind, names or {}, base_id, found, actor, now)
    return view(known, found, in_force=False, text=True)


def _begin(
    code: str, kind: str, names: Mapping[str, str], base_id: UUID | None, found: Reach, actor: Actor, now: datetime
) -> ProcessVersion:
    base = seen_version(base_id, found) if base_id else current.published(code, found.province, kind)
    text = base.text if base else _template(code, kind)
    row = ProcessVersion.objects.create(
        id=new_id(),
        kind=kind,
        code=code,
        province=found.province,
        names={**(base.names if base else _names(code, kind)), **names},
        text=recoded(text, code) if kind == "process" else text,
        agency_id=found.agency_id,
        made_by=found.person_id,
        made_at=now,
        changed_by=found.person_id,
        changed_at=now,
    )
    note = ProcessDrafted(what=kind, code=code, base=digest_of(text) if base else "")
    append(note, subject_id=row.id, actor=actor, now=now, place=_place(row))
    return row


def _template(code: str, kind: str) -> str:
    if kind == "decision":
        return new_decision(code)
    return engine.shipped(code if code in engine.codes() else TEMPLATE).text


def _names(code: str, kind: str) -> dict[str, str]:
    ships = kind == "process" and code in engine.codes()
    return plain_names(engine.shipped(code).text, code) if ships else {}


def _place(row: ProcessVersion) -> Place:
    return Place(agency_id=row.agency_id, province=row.province)


def save_process_draft(
    *,
    draft_id: UUID,
    text: str,
    revision: int,
    actor: Actor,
    now: datetime,
    names: Mapping[str, str] | None = None,
    note: str | None = None,
) -> VersionView:
    """Keep the text as it is, also when it cannot be published yet. `revision`: the one that the editor was given.

    Raises TextRefused (not XML, a DOCTYPE, too large, another process's id), StaleProcessDraft (somebody saved
    meanwhile: nothing is kept), VersionNotFound, NotADraft, NotProcessManager.
    """
    found = require_drawer(actor, now=now)
    with transaction.atomic():
        row = locked_draft(draft_id, found)
        if row.revision != revision:
            raise _stale(row)
        require_readable(row.kind, row.code, text)
        row.text, row.revision = text, row.revision + 1
        row.names = dict(names) if names is not None else row.names
        row.note = row.note if note is None else note[:500]
        row.changed_by, row.changed_at = found.person_id, now
        row.save()
    return view(row, found, in_force=False, text=True)


def _stale(row: ProcessVersion) -> StaleProcessDraft:
    who = people.names([row.changed_by]).get(row.changed_by, "") if row.changed_by else ""
    return StaleProcessDraft(who=who, at=f"{row.changed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")


def drop_process_draft(*, draft_id: UUID, actor: Actor, now: datetime) -> None:
    """Give a draft up. Raises VersionNotFound, NotADraft, NotProcessManager."""
    found = require_drawer(actor, now=now)
    with transaction.atomic():
        row = locked_draft(draft_id, found)
        append(ProcessDropped(what=row.kind, code=row.code), subject_id=row.id, actor=actor, now=now, place=_place(row))
        row.delete()


__all__ = ["drop_process_draft", "save_process_draft", "start_process_draft"]
