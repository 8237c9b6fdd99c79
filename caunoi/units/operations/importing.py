"""Load a register from UNITS.csv and CHANGES.csv: validated as a whole first, then all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.journal import Place, append, append_many
from caunoi.units import store
from caunoi.units.errors import BadRegister, RegisterExists
from caunoi.units.events import RegisterLoaded
from caunoi.units.files import Planned, plan, read_changes, read_units
from caunoi.units.journalling import entries
from caunoi.units.models import Register
from caunoi.units.policies import require_system

Progress = Callable[[str], None]
_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,39}$")
_NAMESPACE = UUID("1d1fc5a7-3df1-5b67-8a1e-7f9a7a7e4a10")
FORMAT = "1"
"""Part of a register's fingerprint: raised when the same files would give another history."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `changed` is False when the register was already there from the same files."""

    register: str
    changed: bool
    starts_on: date
    versions: int
    edges: int
    mutations: int
    disagreements: int


def register_id(register: str) -> UUID:
    """The journal's subject for a register."""
    return uuid5(_NAMESPACE, register)


def fingerprint(parts: Iterable[bytes]) -> str:
    """SHA-256 over files, in order."""
    digest = hashlib.sha256(FORMAT.encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def import_register(
    *, register: str, units: Path, changes: Path | None, actor: Actor, now: datetime, starts_on: date | None = None,
    progress: Progress = lambda text: None,
) -> Loaded:  # fmt: skip
    """Load any country's register (docs/howto/units.md has the format).

    Raises BadRegister with every wrong line and column, RegisterExists, OnlyTheSystemMay. Nothing is half loaded.
    """
    require_system(actor)
    if not _NAME.match(register):
        raise BadRegister(
            [Problem(_("tên danh mục cần bắt đầu bằng chữ thường a–z, chỉ gồm a–z, 0–9, _ và -"))], count=1
        )
    unit_rows, problems = read_units(units)
    change_rows, more = read_changes(changes) if changes else ([], [])
    _refuse([*named(problems, units), *named(more, changes)])
    mark = fingerprint([units.read_bytes(), changes.read_bytes() if changes else b"", str(starts_on).encode()])
    if already(register, mark):
        return unchanged(register)
    progress(
        _t("Đã đọc %(units)s đơn vị và %(changes)s thay đổi") % {"units": len(unit_rows), "changes": len(change_rows)}
    )
    planned = plan(register, unit_rows, change_rows, starts_on=starts_on, progress=progress)
    _refuse(named(planned.problems, changes or units))
    return save(planned, fingerprint=mark, actor=actor, now=now, progress=progress)


def named(problems: Iterable[Problem], path: Path | None) -> list[Problem]:
    """The problems, each told with its file's name."""
    return [
        Problem("%(file)s: %(problem)s", params=(("file", path.name if path else ""), ("problem", str(p))))
        for p in problems
    ]


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BadRegister(problems, count=len(problems))


def already(register: str, mark: str) -> bool:
    """Whether the register is there from exactly these files. Raises RegisterExists when it is from others."""
    stored = Register.objects.filter(name=register).values_list("fingerprint", flat=True).first()
    if stored is not None and stored != mark:
        raise RegisterExists(register=register)
    return stored is not None


def unchanged(register: str) -> Loaded:
    """The answer when nothing had to be done."""
    starts_on = Register.objects.values_list("starts_on", flat=True).get(name=register)
    return Loaded(register, False, starts_on, 0, 0, 0, 0)


def save(planned: Planned, *, fingerprint: str, actor: Actor, now: datetime, progress: Progress) -> Loaded:
    """Store a planned register and journal it, in one transaction."""
    history = planned.history
    with transaction.atomic():
        store.lock(history.register)
        if already(history.register, fingerprint):
            return unchanged(history.register)
        progress(_t("Đang ghi %(versions)s phiên bản đơn vị") % {"versions": len(history.versions)})
        store.save_new(history, planned.findings, fingerprint=fingerprint, now=now)
        progress(_t("Đang ghi nhật ký %(mutations)s thay đổi") % {"mutations": len(history.applied)})
        append(_loaded(planned), subject_id=register_id(history.register), actor=actor, now=now, place=Place())
        append_many(entries(history), actor=actor, now=now)
    return Loaded(
        history.register, True, history.starts_on, len(history.versions), len(history.edges), len(history.applied),
        len(planned.findings),
    )  # fmt: skip


def _loaded(planned: Planned) -> RegisterLoaded:
    history = planned.history
    at_start = sum(1 for v in history.versions.values() if v.valid_from == history.starts_on)
    return RegisterLoaded(
        register=history.register, starts_on=history.starts_on, units_at_start=at_start,
        versions=len(history.versions), mutations=len(history.applied),
    )  # fmt: skip
