"""Which text new runs begin with. Private to the room.

The newest published version of the province, else of the nation, else the file that ships. A start must not pay a
statement for asking, so what was true last time is remembered, and the statement that inserts the run inserts it only
when that is still true (`records.insert_run`); otherwise the start asks and begins again.
"""

from __future__ import annotations

from caunoi.processes import engine
from caunoi.processes.errors import ProcessNotFound
from caunoi.processes.models import ProcessDefinition, ProcessVersion

_remembered: dict[tuple[str, str], str] = {}
"""The digest of the published version by code and province; empty where what ships holds."""


def published(code: str, province: str, kind: str = "process") -> ProcessVersion | None:
    """The version in force, None when what ships holds; one statement."""
    rows = ProcessVersion.objects.filter(kind=kind, code=code, province__in={"", province}, state="published")
    return rows.order_by("-province", "-number").first()


def remembered(code: str, province: str) -> tuple[engine.Definition, str]:
    """What held last time, with the digest under which it is published (empty: it ships); usually no statement."""
    known = _remembered.get((code, province))
    if known is None and code not in engine.codes():
        return asked(code, province)
    return (stored(known), known) if known else (engine.shipped(code), "")


def asked(code: str, province: str) -> tuple[engine.Definition, str]:
    """What holds now; one statement, two when this process has not used it yet. Raises ProcessNotFound."""
    version = published(code, province)
    if version is None:
        _remembered.pop((code, province), None)
        return engine.shipped(code), ""
    _remembered[code, province] = version.digest
    return stored(version.digest), version.digest


def stored(digest: str) -> engine.Definition:
    """A definition by the digest of its text; a statement when this process has not used it yet."""
    known = _stored.get(digest)
    if known is None:
        row = ProcessDefinition.objects.filter(digest=digest).first()
        if row is None:
            raise ProcessNotFound(code=digest[:12])
        known = _stored[digest] = engine.parse(row.code, row.text)
    return known


_stored: dict[str, engine.Definition] = {}


def by_digest(code: str, digest: str) -> engine.Definition:
    """The shipped definition when it is that text, else the stored one."""
    if code in engine.codes():
        shipped = engine.shipped(code)
        if shipped.digest == digest:
            return shipped
    return stored(digest)
