"""Plain references across walls: what something is about, without importing its model."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """`kind` is a room's word (`dossier`, `unit`, `task`); `id` its row."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
