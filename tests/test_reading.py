"""Nobody reads a dossier that is not theirs to read: every address of the program is asked, as everybody.

The test is made from the addresses themselves, so that a page added tomorrow is asked too. A word that stands in no
other dossier must not come out, whatever the status of the answer is, and no file of the dossier either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.dossiers import queries, testing
from caunoi.dossiers.shapes import DossierView
from caunoi.people import testing as people
from caunoi.people.rules import Role
from tests.architecture.walls import access_of, addresses

pytestmark = pytest.mark.django_db
SECRET = "Quách Thị Không Ai Biết"
ASKED = "?q=quach+thi+khong+ai+biet"
"""A search, without diacritics: pages say again what was asked, and that is no leak."""
READERS = frozenset({"counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"})
"""Roles that read their agency's dossiers; the others (support staff, administrators) do not."""
NOT_OURS = ("accounts/", "static/")


@dataclass
class Scene:
    """One dossier with a secret in it, the values that addresses are filled with, and who is who."""

    dossier: DossierView
    office: testing.Office
    other: testing.Office
    values: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture
def scene() -> Scene:
    caches["local"].clear()
    now = SystemClock().now()
    office = testing.office(now)
    other = testing.office(now, ward_code="00004", name="Ba Đình")
    answers = testing.ANSWERS | {"mother_full_name": SECRET, "child_full_name": SECRET}
    applicant = Person(people.citizen(full_name=SECRET).id)
    dossier = testing.walk(office, "returned", now=now, citizen=applicant, answers=answers)
    files = [str(f) for f in (dossier.receipt_file_id, dossier.result_file_id, dossier.components[0].file_id) if f]
    values = {
        "dossier_id": [str(dossier.id)],
        "file_id": files,
        "agency_id": [str(office.centre_id), str(office.committee_id)],
        "code": [dossier.code],
    }
    return Scene(dossier, office, other, values)


def filled(scene: Scene, *, public: bool) -> Iterator[str]:
    """Every address, with every combination of the values that its places may take; public ones only when wanted."""
    for route, entry in addresses(get_resolver().url_patterns):
        if route.startswith(NOT_OURS) or not isinstance(entry.pattern, RoutePattern):
            continue
        if access_of(entry.callback) == "public" and not public:
            continue
        places = _places(route)
        choices = [_choices(scene, name, converter) for name, converter in places]
        for chosen in product(*choices):
            address = route
            for (name, converter), value in zip(places, chosen, strict=True):
                address = address.replace(f"<{converter}:{name}>" if converter else f"<{name}>", value)
            yield f"/{address}"


def _places(route: str) -> list[tuple[str, str]]:
    found = []
    for piece in route.split("<")[1:]:
        inside = piece.split(">")[0]
        converter, _, name = inside.rpartition(":")
        found.append((name, converter))
    return found


def _choices(scene: Scene, name: str, converter: str) -> list[str]:
    if name in scene.values:
        return scene.values[name]
    if converter == "uuid":
        return [str(scene.dossier.id), *scene.values["file_id"]]
    if converter == "int":
        return ["1"]
    return ["all", scene.dossier.code]


def tells(answer: HttpResponseBase, scene: Scene) -> bool:
    """Whether the answer gives the dossier away: its secret in words, or one of its files."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    kind = answer.headers.get("Content-Type", "")
    is_file = answer.status_code == 200 and kind.split(";")[0] in ("application/pdf", "image/png", "image/jpeg")
    return SECRET.encode() in body or (is_file and "dossiers" in answer.request["PATH_INFO"])  # type: ignore[attr-defined]


def leaks(client: Client, scene: Scene, *, public: bool = False) -> list[str]:
    """Addresses at which this visitor learns of the dossier. Public pages know no visitor: they are asked once."""
    found = []
    for address in filled(scene, public=public):
        asked = [address, address + ASKED] if str(scene.dossier.id) not in address and "-" not in address else [address]
        found += [one for one in asked if tells(client.get(one), scene)]
    return found


def officer(agency_id: Any, role: str) -> Client:
    return people.signed_in_officer(people.officer(agency_id, role, second_factor=False).id)


class TestStrangers:
    def test_nobody_in_particular_learns_of_it(self, scene: Scene) -> None:
        assert leaks(Client(), scene, public=True) == []

    def test_another_citizen_does_not(self, scene: Scene) -> None:
        client = Client()
        people.sign_in(client, people.citizen(full_name="Lê Thị Thí Dụ").id)
        assert leaks(client, scene) == []

    @pytest.mark.parametrize("role", sorted(Role))
    def test_an_officer_of_another_commune_does_not_whatever_the_role(self, scene: Scene, role: str) -> None:
        assert leaks(officer(scene.other.committee_id, role), scene) == []

    @pytest.mark.parametrize("role", sorted(set(Role) - READERS))
    def test_a_colleague_who_settles_nothing_does_not(self, scene: Scene, role: str) -> None:
        assert leaks(officer(scene.office.committee_id, role), scene) == []

    def test_somebody_whose_service_ended_does_not(self, scene: Scene) -> None:
        gone = people.officer(scene.office.committee_id, "leader", second_factor=False, until=SystemClock().now())
        assert leaks(people.signed_in_officer(gone.id), scene) == []


class TestThoseWhoMay:
    """Without these the tests above could pass because nothing is shown to anybody."""

    @pytest.mark.parametrize("role", sorted(READERS))
    def test_a_reader_of_its_agency_does(self, scene: Scene, role: str) -> None:
        found = leaks(officer(scene.office.committee_id, role), scene)
        assert any(address.startswith("/desk/dossiers/") for address in found)

    def test_the_applicant_does(self, scene: Scene) -> None:
        client = Client()
        people.sign_in(client, scene.dossier.applicant_id)
        assert f"/dossiers/{scene.dossier.code}/" in leaks(client, scene, public=True)

    def test_the_secret_is_in_the_dossier(self, scene: Scene) -> None:
        found = queries.dossier(scene.dossier.id, actor=scene.office.counter, now=SystemClock().now())
        assert found.applicant_name == SECRET
