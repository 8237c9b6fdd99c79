"""Reads of drafts and versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.core.decisions import Table, Value, evaluate, read_table
from caunoi.people.queries import ROLE_NAMES
from caunoi.processes import engine
from caunoi.processes.checking import decision_problems, element_problems, process_problems
from caunoi.processes.composing import compose
from caunoi.processes.drafts import in_force_of, named, running_counts, seen_version, shipped_view, view
from caunoi.processes.errors import DefinitionInvalid, ProcessNotFound
from caunoi.processes.models import ProcessVersion
from caunoi.processes.policies import Reach, reach
from caunoi.processes.rules.checks import ACTIONS, AGENCIES, KINDS, MESSAGES, settles
from caunoi.processes.shapes_modelling import ElementProblem, ProcessView, VersionView, Vocabulary


def processes(*, actor: Actor, now: datetime, kind: str = "process") -> list[ProcessView]:
    """All processes (or decision tables) with the versions that the actor may see, by code; three statements beside the
    permission's. Raises NotForProcesses."""
    found = reach(actor, now=now)
    rows = _rows(found, kind).order_by("code", "-number")
    by_code = {code: list(group) for code, group in groupby(rows, key=lambda row: row.code)}
    ships = engine.codes() if kind == "process" else []
    running = _running(list(rows), ships, found)
    return [_process(code, kind, by_code.get(code, []), found, running) for code in sorted({*by_code, *ships})]


def process(code: str, *, actor: Actor, now: datetime, kind: str = "process") -> ProcessView:
    """One of them. Raises ProcessNotFound, NotForProcesses."""
    found = reach(actor, now=now)
    rows = list(_rows(found, kind).filter(code=code).order_by("-number"))
    ships = [code] if kind == "process" and code in engine.codes() else []
    if not rows and not ships:
        raise ProcessNotFound(code=code[:60])
    return _process(code, kind, rows, found, _running(rows, ships, found))


def _rows(found: Reach, kind: str) -> QuerySet[ProcessVersion]:
    seen = ~Q(state="draft") | Q(agency_id=found.agency_id)
    if found.province:
        seen &= Q(province__in=["", found.province])
    return ProcessVersion.objects.filter(seen, kind=kind)


def _running(rows: list[ProcessVersion], ships: list[str], found: Reach) -> dict[str, int]:
    digests = {row.digest for row in rows if row.digest} | {engine.shipped(code).digest for code in ships}
    return running_counts(digests, found)


def _process(code: str, kind: str, rows: list[ProcessVersion], found: Reach, running: Mapping[str, int]) -> ProcessView:
    own = [row for row in rows if row.state == "published" and row.province in ("", found.province)]
    force = max(own, key=lambda row: (row.province, row.number), default=None)
    order = sorted(rows, key=lambda row: row.state != "draft")
    views = [view(r, found, in_force=r is force, running=running.get(r.digest, 0) if r.digest else 0) for r in order]
    ships = kind == "process" and code in engine.codes()
    if ships:
        digest = engine.shipped(code).digest
        views.append(shipped_view(code, in_force=force is None, running=running.get(digest, 0)))
    names = (force or order[0]).names if order else views[-1].names
    return ProcessView(
        kind=kind,
        code=code,
        name=named(names, code),
        ships=ships,
        current=force.number if force else 0,
        running=sum(v.running for v in views),
        versions=views,
    )


def version(version_id: UUID, *, actor: Actor, now: datetime) -> VersionView:
    """A draft or version with its text. Raises VersionNotFound, NotForProcesses."""
    found = reach(actor, now=now)
    row = seen_version(version_id, found)
    running = running_counts([row.digest], found).get(row.digest, 0) if row.digest else 0
    return view(row, found, in_force=in_force_of(row, found), running=running, text=True)


def shipped(code: str, *, actor: Actor, now: datetime) -> VersionView:
    """The text that ships, as a version. Raises ProcessNotFound, NotForProcesses."""
    reach(actor, now=now)
    return shipped_view(code, in_force=False, text=True)


def check_text(
    code: str, text: str, *, kinds: Mapping[str, str] | None = None, kind: str = "process"
) -> list[ElementProblem]:
    """Every problem with its element (of a table: `row 3`); empty when it can be published.

    A statement for each decision table that a process names, else none. `kinds`: which kind of agency a word of the
    process is (`{"competent": "peoples_committee"}`), where known.
    """
    if kind == "decision":
        return element_problems(decision_problems(code, text))
    try:
        whole = compose(code, text)
    except DefinitionInvalid as refused:
        return element_problems(refused.problems)
    return element_problems(process_problems(code, whole, kinds))


def try_decision(text: str, said: Mapping[str, Any]) -> dict[str, Value] | None:
    """What a table decides for what is said, by output; None when no row fits. Raises TableInvalid."""
    return evaluate(read_table(text), said)


def decision(text: str) -> Table:
    """A decision table as rows and columns, for a page. Raises TableInvalid."""
    return read_table(text)


def vocabulary() -> Vocabulary:
    """The words that a process may use, named in the language in force."""
    return Vocabulary(
        roles={role.value: str(name) for role, name in ROLE_NAMES.items() if _settles_somewhere(role)},
        agencies={word: _AGENCIES_SAID[word]() for word in sorted(AGENCIES)},
        kinds={word: _KINDS_SAID[word]() for word in sorted(KINDS)},
        actions={word: _ACTIONS_SAID[word]() for word in sorted(ACTIONS)},
        messages={word: _MESSAGES_SAID[word]() for word in sorted(MESSAGES)},
    )


def _settles_somewhere(role: str) -> bool:
    return settles(role, "") or settles(role, "service_centre")


_AGENCIES_SAID = {
    "receiving": lambda: _("nơi tiếp nhận hồ sơ"),
    "competent": lambda: _("cơ quan có thẩm quyền giải quyết"),
    "consulted": lambda: _("cơ quan được lấy ý kiến"),
    "police": lambda: _("cơ quan công an"),
    "insurance": lambda: _("cơ quan bảo hiểm xã hội"),
    "tax": lambda: _("cơ quan thuế"),
    "land_registry": lambda: _("cơ quan đăng ký đất đai"),
}
_KINDS_SAID = {
    "receive": lambda: _("tiếp nhận"),
    "examine": lambda: _("thẩm định"),
    "check": lambda: _("kiểm tra lại"),
    "field_check": lambda: _("kiểm tra thực địa"),
    "consult": lambda: _("lấy ý kiến"),
    "sign": lambda: _("ký duyệt"),
    "return": lambda: _("trả kết quả"),
}
_ACTIONS_SAID = {
    "accept": lambda: _("tiếp nhận hồ sơ"),
    "refuse": lambda: _("từ chối"),
    "request_supplement": lambda: _("yêu cầu bổ sung"),
    "request_payment": lambda: _("yêu cầu nộp phí, lệ phí"),
    "submit_for_signature": lambda: _("trình ký"),
    "forward": lambda: _("chuyển bước tiếp"),
    "submit_check": lambda: _("trình kiểm tra"),
    "answer_consultation": lambda: _("trả lời ý kiến"),
    "return_to_specialist": lambda: _("trả lại chuyên viên"),
    "sign": lambda: _("ký"),
    "hand_over": lambda: _("trao kết quả"),
}
_MESSAGES_SAID = {
    "supplement_received": lambda: _("hồ sơ bổ sung đã đến"),
    "payment_received": lambda: _("phí, lệ phí đã nộp"),
}
