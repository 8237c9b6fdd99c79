"""Who files, pays, settles: made once, written to the data folder, read by every process that works there."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office

PEOPLE = ("counter", "manager", "specialist", "head", "leader", "auditor", "citizen")


@dataclass(frozen=True)
class Scene:
    """An office with its people, its cashier, and the token of a machine that files for it."""

    office: Office
    cashier: Person
    token: str


def _file() -> Path:
    return Path(os.environ["CAUNOI_DATA"]) / "scene.json"


def make() -> None:
    """Make it and write it down."""
    from django.test import Client

    from caunoi.exchange import testing as machines
    from caunoi.people import testing as people

    now = SystemClock().now()
    office = testing.office(now)
    machine = machines.machine(office.centre_id, now=now, per_minute=6_000)
    cashier = people.actor(people.officer(office.centre_id, "cashier", second_factor=False).id, at=now)
    said = {
        "centre_id": str(office.centre_id), "committee_id": str(office.committee_id), "centre_code": office.centre_code,
        "people": {name: _written(getattr(office, name)) for name in PEOPLE},
        "cashier": _written(cashier), "token": machines.token(Client(), machine),
    }  # fmt: skip
    _file().write_text(json.dumps(said))


def read() -> Scene:
    """What `make` wrote."""
    said = json.loads(_file().read_text())
    persons = {name: _person(value) for name, value in said["people"].items()}
    office = Office(UUID(said["centre_id"]), UUID(said["committee_id"]), said["centre_code"], **persons)
    return Scene(office, _person(said["cashier"]), said["token"])


def _written(person: Person) -> dict[str, Any]:
    return {
        "person_id": str(person.person_id), "role": person.role,
        "agency_id": person.agency_id and str(person.agency_id),
        "membership_id": person.membership_id and str(person.membership_id),
    }  # fmt: skip


def _person(said: dict[str, Any]) -> Person:
    def identifier(name: str) -> UUID | None:
        return UUID(said[name]) if said[name] else None

    return Person(
        UUID(said["person_id"]), role=said["role"], agency_id=identifier("agency_id"),
        membership_id=identifier("membership_id"),
    )  # fmt: skip
