"""For all tests in this folder: a small piece of the country; an office, its citizen signed in, and a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.actor import Person, System
from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.portal.tests import filing
from caunoi.procedures import operations as procedures


@pytest.fixture
def hanoi(db: None) -> Iterator[None]:
    """Hà Nội and Cao Bằng with their history."""
    from caunoi.units.testing import load_small

    caches["local"].clear()
    load_small()
    yield
    caches["local"].clear()


@pytest.fixture(scope="session")
def few_procedures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five procedures that differ, out of those that ship: loading all of them takes seconds."""
    return filing.few_procedures(tmp_path_factory.mktemp("procedures"))


@pytest.fixture
def office(db: None, few_procedures: Path) -> Office:
    caches["local"].clear()
    procedures.load(now=SystemClock().now(), actor=System("test"), folder=few_procedures)
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
