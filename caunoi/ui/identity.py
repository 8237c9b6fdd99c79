"""Who the visitor is, for the header: name, and the memberships that they may act in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from caunoi.core.actor import Actor, Anonymous, Person
from caunoi.people import operations as people_operations
from caunoi.people import queries as people
from caunoi.units import queries as units

SESSION_KEY = "membership_id"


@dataclass(frozen=True, slots=True)
class Place:
    """One membership to choose: the role's and the agency's names."""

    membership_id: UUID
    role: str
    agency: str
    chosen: bool

    def __str__(self) -> str:
        return f"{self.agency} · {self.role}"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the header says. `places` is empty for citizens."""

    signed_in: bool = False
    name: str = ""
    places: list[Place] = field(default_factory=list)

    @property
    def acting(self) -> Place | None:
        """The membership in which the person acts now."""
        return next((place for place in self.places if place.chosen), None)


def actor_of(request: HttpRequest, *, now: datetime) -> Actor:
    """The actor of a request: the account with the membership chosen in the session, or anonymous."""
    user: Any = request.user
    if not user.is_authenticated:
        return Anonymous()
    return people.actor_for(user, _uuid(request.session.get(SESSION_KEY)), at=now)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def of(request: HttpRequest) -> Identity:
    """The identity of this visitor. Two queries for an officer, none for others."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Identity()
    name = getattr(user, "full_name", "") or user.get_username()
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Person) or actor.membership_id is None:
        return Identity(signed_in=True, name=name)
    return Identity(signed_in=True, name=name, places=_places(actor, request))


def _places(actor: Person, request: HttpRequest) -> list[Place]:
    held = people.memberships(actor.person_id, at=request.now)  # type: ignore[attr-defined]
    agencies = units.agencies([m.agency_id for m in held])
    return [
        Place(m.id, str(people.role_name(m.role)), agencies[m.agency_id].name, m.id == actor.membership_id)
        for m in held
        if m.agency_id in agencies
    ]


def remember_language(request: HttpRequest, language: str) -> None:
    """Letters to who is signed in are written in this language from now on."""
    actor = getattr(request, "actor", None)
    if isinstance(actor, Person):
        people_operations.set_language(language=language, actor=actor)
