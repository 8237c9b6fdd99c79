"""For all tests in this folder: a small piece of the country; an office, its citizen signed in, and a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people


@pytest.fixture
def hanoi(db: None) -> Iterator[None]:
    """Hà Nội and Cao Bằng with their history."""
    from caunoi.units.testing import load_small

    caches["local"].clear()
    load_small()
    yield
    caches["local"].clear()


@pytest.fixture
def office(db: None) -> Office:
    caches["local"].clear()
    made = testing.office(SystemClock().now())
    return replace(made, citizen=Person(people.citizen().id))


@pytest.fixture
def citizen(office: Office) -> Client:
    client = Client()
    people.sign_in(client, office.citizen.person_id)
    return client


@pytest.fixture
def stranger(office: Office) -> Client:
    client = Client()
    people.sign_in(client, people.citizen(full_name="Lê Thị Thí Dụ").id)
    return client
