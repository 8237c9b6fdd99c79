"""Who does something. Every operation takes an actor; there is always one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable
from uuid import UUID


@runtime_checkable
class Actor(Protocol):
    """Somebody or something that acts. `ref` is pseudonymous: it never holds a name."""

    @property
    def ref(self) -> str:
        """The pseudonymous reference that the journal keeps."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person, in one role in one agency, or as a citizen when `agency_id` and `role` are None.

    Policies do not trust `role`: they look the membership up at the time of the act (see `people.policies`).
    """

    person_id: UUID
    role: str | None = None
    agency_id: UUID | None = None
    membership_id: UUID | None = None

    @property
    def ref(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True)
class System:
    """The program itself: a background job, a loader, a timer. `name` says which."""

    name: str

    @property
    def ref(self) -> str:
        return f"system:{self.name}"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Someone who has not signed in; `session` is an opaque token, or empty."""

    session: str = field(default="")

    @property
    def ref(self) -> str:
        return f"anonymous:{self.session}" if self.session else "anonymous"
