"""The people of a simulated province, made when first needed. Their names are plainly invented; they cannot sign in."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from uuid import UUID

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM
from caunoi.core.errors import NotFound
from caunoi.people import operations as people
from caunoi.people import queries as people_queries
from caunoi.procedures.testing import invented_name
from caunoi.units import queries as units

ACTOR = System("simulation")


class Players:
    """Officers by agency and role, citizens by number; the same again when asked again, also in a later run."""

    def __init__(self, *, since: date, seed: int) -> None:
        self.since = datetime(since.year, since.month, since.day, tzinfo=VIETNAM)
        self.random = Random(f"players {seed}")
        self._officers: dict[tuple[UUID, str], Person] = {}
        self._citizens: dict[int, Person] = {}

    def officer(self, agency_id: UUID, role: str) -> Person:
        """Somebody who serves there in that role, appointed before the first day when there was nobody."""
        key = (agency_id, role)
        if key not in self._officers:
            self._officers[key] = self._serving(agency_id, role) or self._appointed(agency_id, role)
        return self._officers[key]

    def _serving(self, agency_id: UUID, role: str) -> Person | None:
        members = people_queries.members(agency_id, at=self.since, role=role)
        return Person(members[0].person_id, role=role, agency_id=agency_id) if members else None

    def _appointed(self, agency_id: UUID, role: str) -> Person:
        username = f"mp-{units.agency(agency_id).code}-{role}".lower()[:150]
        try:
            account = people_queries.account_by_username(username)
        except NotFound:
            account = people.create_account(
                username=username, full_name=invented_name(self.random), is_demo=True, actor=ACTOR, now=self.since
            )
        people.grant_membership(
            person_id=account.id, agency_id=agency_id, role=role, valid_from=self.since, actor=ACTOR, now=self.since
        )
        return Person(account.id, role=role, agency_id=agency_id)

    def citizen(self, number: int, now: datetime) -> Person:
        """The citizen of that number."""
        if number not in self._citizens:
            account = people.receive_citizen(
                person_id=None,
                full_name=invented_name(self.random),
                personal_id="",
                phone="",
                email="",
                now=now,
            )
            self._citizens[number] = Person(account.id)
        return self._citizens[number]
