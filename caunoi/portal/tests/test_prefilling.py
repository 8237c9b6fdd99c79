"""A question that an earlier record answers is offered filled in, from the applicant's own store only."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from django.apps import apps
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.procedures.rules import building
from caunoi.procedures.tests import office as pieces
from caunoi.procedures.tests.office import NEW, NOW

Dossier = apps.get_model("dossiers.Dossier")
DossierResult = apps.get_model("dossiers.DossierResult")

pytestmark = pytest.mark.django_db
TITLE = {"vi": "Tên của trẻ", "en": "Name of the child", "th": "ชื่อเด็ก"}
SAID = "trong kho giấy tờ của bạn"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)


@pytest.fixture
def office(db: None) -> Office:
    """An office; a procedure that asks for a child's name and takes it from a birth certificate; a birth settled."""
    made, ministry = replace(testing.office(NOW), citizen=Person(people.citizen().id)), pieces.ministry()
    draft = pieces.begun(ministry)
    body = copy.deepcopy(draft.body) | {"field": "Thử nghiệm", "legal_basis": ["Luật thử"]}
    section = body["form"]["x-sections"][0]["id"]
    built = building.add_question(body["form"], kind="text", titles=TITLE, section=section)
    source = {"component": "CN-GKS", "field": "child_full_name"}
    body["form"] = building.set_rules(built.form, built.place, {"x-prefill-from": source}).form
    pieces.published(ministry, pieces.saved(ministry, draft, body), now=NOW)
    testing.walk(made, "returned", now=NOW)
    return made


def screen(office: Office, person: Person) -> str:
    """The first screen of a draft of the new procedure, as the person sees it."""
    dossier = testing.file(office, NEW, citizen=person, now=NOW, submit=False)
    Dossier.objects.filter(id=dossier.id).update(answers={})
    client = Client()
    people.sign_in(client, person.person_id)
    section = dossier.form["x-sections"][0]["id"]
    answer = client.get(f"/file/{dossier.id}/form/{section}/")
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def test_an_answer_of_an_earlier_record_is_offered_and_says_from_where(office: Office) -> None:
    page = screen(office, office.citizen)
    assert 'value="Trần Thị Ví Dụ"' in page
    assert SAID in page
    assert "Giấy khai sinh" in page


def test_nobody_is_offered_what_is_in_anothers_store(office: Office) -> None:
    page = screen(office, Person(people.citizen(full_name="Lê Thị Thí Dụ").id))
    assert "Trần Thị Ví Dụ" not in page
    assert SAID not in page


def test_a_record_that_no_longer_stands_answers_nothing(office: Office) -> None:
    DossierResult.objects.update(status="revoked")
    assert SAID not in screen(office, office.citizen)
