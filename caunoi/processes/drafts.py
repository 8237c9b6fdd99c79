"""What the operations and queries of versions share: rows, views, what may be done. Private to the room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language

from caunoi.people.rules import Role
from caunoi.processes import current, engine
from caunoi.processes.errors import BadCode, NotADraft, VersionNotFound
from caunoi.processes.models import ProcessInstance, ProcessVersion
from caunoi.processes.policies import Reach, may_publish, sees
from caunoi.processes.shapes_modelling import VersionView

_CODE = re.compile(r"[a-z][a-z0-9_]{2,59}")
KINDS = ("process", "decision")


def require_code(code: str) -> None:
    """Raise BadCode unless `code` can be a process's id in a file."""
    if not _CODE.fullmatch(code):
        raise BadCode(code=code[:60])


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def seen_version(version_id: UUID, found: Reach) -> ProcessVersion:
    """A version that the reach may see. Raises VersionNotFound."""
    row = ProcessVersion.objects.filter(id=version_id).first()
    if row is None or not sees(found, row):
        raise VersionNotFound
    return row


def locked_draft(draft_id: UUID, found: Reach) -> ProcessVersion:
    """A draft of the reach's own agency, locked. Raises VersionNotFound, NotADraft."""
    row = ProcessVersion.objects.select_for_update().filter(id=draft_id, agency_id=found.agency_id).first()
    if row is None:
        raise VersionNotFound
    if row.state != "draft":
        raise NotADraft
    return row


def named(names: Mapping[str, str], code: str) -> str:
    """The name in the language in force, in Vietnamese when there is none, else the code."""
    return names.get(get_language() or "vi") or names.get("vi") or code


def running_counts(digests: Iterable[str], found: Reach) -> dict[str, int]:
    """How many runs of each text have not ended, in the reach's place; one statement."""
    rows = ProcessInstance.objects.filter(definition_id__in=list(digests), completed_at__isnull=True)
    if found.province:
        rows = rows.filter(province=found.province)
    return dict(rows.values_list("definition_id").annotate(Count("id")))


def view(row: ProcessVersion, found: Reach, *, in_force: bool, running: int = 0, text: bool = False) -> VersionView:
    """A version as the actor sees it."""
    return VersionView(
        id=row.id,
        kind=row.kind,
        code=row.code,
        name=named(row.names, row.code),
        names=dict(row.names),
        province=row.province,
        number=row.number,
        state=row.state,
        current=in_force,
        digest=row.digest,
        agency_id=row.agency_id,
        note=row.note,
        revision=row.revision,
        made_by=row.made_by,
        made_at=row.made_at,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        published_by=row.published_by,
        published_at=row.published_at,
        running=running,
        may=_may(row, found),
        text=row.text if text else "",
    )


def _may(row: ProcessVersion, found: Reach) -> frozenset[str]:
    own = row.agency_id == found.agency_id
    allowed = set()
    if row.state == "draft" and own:
        allowed |= {"save", "drop"} if found.draws else set()
        allowed |= {"publish"} if may_publish(found, row) else set()
    if row.state == "published" and row.province == found.province:
        allowed |= {"retire"} if own and (found.draws or Role.LEADER in found.roles) else set()
        allowed |= {"migrate"} if found.draws and row.kind == "process" else set()
    return frozenset(allowed)


def shipped_view(code: str, *, in_force: bool, running: int = 0, text: bool = False) -> VersionView:
    """The text that ships, as a version."""
    definition = engine.shipped(code)
    names = definition.graph.names.get(code, {})
    return VersionView(
        id=None, kind="process", code=code, name=named(names, code), names=dict(names), province="", number=0,
        state="shipped", current=in_force, digest=definition.digest, agency_id=None, note="", revision=0, made_by=None,
        made_at=None, changed_by=None, changed_at=None, published_by=None, published_at=None, running=running,
        text=definition.text if text else "",
    )  # fmt: skip


def in_force_of(row: ProcessVersion, found: Reach) -> bool:
    """Whether new runs of the reach's place begin with it; one statement."""
    force = current.published(row.code, found.province, row.kind)
    return force is not None and force.id == row.id
