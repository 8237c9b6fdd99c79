"""The pages about processes, without a browser: who may, what is refused, what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.ids import new_id
from caunoi.desk.tests.conftest import NOW
from caunoi.people import testing as people
from caunoi.processes import operations, queries
from caunoi.units import testing as units_testing

Agency = apps.get_model("units.Agency")

pytestmark = pytest.mark.django_db
HOME = "/desk/processes/"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A ministry's process manager with a draft."""

    ministry: UUID
    drawer: UUID
    client: Client
    draft: UUID
    text: str

    @property
    def address(self) -> str:
        return f"{HOME}versions/{self.draft}/"


@pytest.fixture
def drawing() -> Drawing:
    ministry = Agency.objects.create(
        id=new_id(), code="000.00.00.G15", kind="ministry", level="nation", name="Bộ Mẫu", position=1,
        valid_from=units_testing.SINCE,
    ).id  # fmt: skip
    drawer = people.officer(ministry, "process_manager").id
    draft = operations.start_process_draft(code="generic", actor=Person(drawer), now=NOW)
    assert draft.id is not None
    return Drawing(ministry, drawer, people.signed_in_officer(drawer), draft.id, draft.text)


def test_it_says_every_mistake_with_the_element_that_people_see(drawing: Drawing) -> None:
    wrong = drawing.text.replace('value="leader"', 'value="magician"')
    found = drawing.client.post(f"{drawing.address}check/", {"text": wrong}).json()["problems"]
    assert [problem["element"] for problem in found] == ["sign"]
    assert "Ký duyệt kết quả" in found[0]["sentence"]
    assert drawing.client.post(f"{drawing.address}check/", {"text": "<oh"}).json()["problems"]
    assert drawing.client.post(f"{drawing.address}check/", {"text": drawing.text}).json() == {"problems": []}


def test_the_second_of_two_savings_is_refused_and_loses_nothing(drawing: Drawing) -> None:
    first = drawing.client.post(f"{drawing.address}save/", {"text": drawing.text, "revision": "1"})
    assert first.json()["revision"] == 2
    second = drawing.client.post(f"{drawing.address}save/", {"text": "<other/>", "revision": "1"})
    assert second.status_code == 409
    assert second.json()["said"]
    kept = queries.version(drawing.draft, actor=Person(drawing.drawer), now=NOW)
    assert (kept.revision, kept.text) == (2, drawing.text)


def test_a_file_is_taken_without_a_script_and_its_mistakes_are_listed(drawing: Drawing) -> None:
    wrong = drawing.text.replace('value="leader"', 'value="magician"').encode()
    given = {"revision": "1", "file": SimpleUploadedFile("a.bpmn", wrong)}
    page = drawing.client.post(f"{drawing.address}upload/", given, follow=True).content.decode()
    assert "1 điều cần sửa" in page
    assert "magician" in page
    bad = {"revision": "2", "file": SimpleUploadedFile("a.bpmn", b"\xff\xfe")}
    assert drawing.client.post(f"{drawing.address}upload/", bad).status_code == 422
    file = drawing.client.get(f"{drawing.address}text.bpmn")
    assert file["Content-Disposition"] == 'attachment; filename="generic.bpmn"'
    assert file.content == wrong


def test_a_copy_has_its_own_code_and_name_and_is_sound(drawing: Drawing) -> None:
    names = {"vi": 'Cấp phép "vỉa hè" & lòng đường'}
    answer = drawing.client.post(f"{HOME}new/", {"base": "building_permit", "code": "pavement", **names})
    page = drawing.client.get(answer["Location"])
    assert page.context["problems"] == []
    assert page.context["version"].name == names["vi"]
    assert 'id="building_permit"' not in page.context["version"].text


def test_who_drew_last_does_not_publish_and_the_leader_does(drawing: Drawing) -> None:
    page = drawing.client.get(f"{drawing.address}publish/").content.decode()
    assert "không tự ban hành" in page
    assert drawing.client.post(f"{drawing.address}publish/", {"revision": "1"}).status_code == 403
    leader = people.signed_in_officer(people.officer(drawing.ministry, "leader").id)
    assert leader.post(f"{drawing.address}publish/", {"revision": "1"})["Location"] == f"{HOME}generic/"
    assert leader.post(f"{drawing.address}save/", {"text": "", "revision": "1"}).status_code == 403


@pytest.mark.parametrize("address", ["", "generic/", "generic/token/", "generic/mix/", "generic/mining/"])
def test_it_is_for_those_who_model(drawing: Drawing, address: str) -> None:
    assert drawing.client.get(HOME + address).status_code == 200
    assert Client().get(HOME + address).status_code == 302
    other = people.signed_in_officer(people.officer(drawing.ministry, "specialist").id)
    assert other.get(HOME + address).status_code == 403


def test_what_is_not_there_is_not_found(drawing: Drawing) -> None:
    for address in ("nothing/", "generic/token/?version=x", f"versions/{new_id()}/", "generic/migrate/?from=x"):
        assert drawing.client.get(HOME + address).status_code == 404, address
    assert drawing.client.get(f"{drawing.address}save/").status_code == 405


def test_a_token_goes_only_where_the_step_allows(drawing: Drawing) -> None:
    page = drawing.client.get(f"{HOME}generic/token/?do=receive:accept")
    assert page.context["at"] == ["Thẩm định hồ sơ"]
    wrong = drawing.client.get(f"{HOME}generic/token/?do=receive:sign")
    assert wrong.status_code == 200
    assert wrong.context["wrong"]
