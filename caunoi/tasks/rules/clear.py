"""The six "clear" of an assignment: person, task, responsibility, time, result, authority (Decree 191/2026 art. 24)."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID


class Assignment(Protocol):
    """What an assignment has to say."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def title(self) -> str: ...
    @property
    def responsibility(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def result(self) -> str: ...
    @property
    def authority(self) -> str: ...


CLEAR = ("person_id", "title", "responsibility", "due_on", "result", "authority")
"""The six points by field, in the order in which the law names them."""


def unclear(draft: Assignment) -> tuple[str, ...]:
    """The points that the assignment does not say, all of them, in the law's order."""
    return tuple(name for name in CLEAR if not _said(getattr(draft, name)))


def _said(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
