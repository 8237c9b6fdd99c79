"""The catalogue's pages for those who manage it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.procedures import queries
from caunoi.procedures.tests import pieces
from caunoi.procedures.tests.pieces import CODE, texts

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
UNSURE = {"unsure": True, "unsure_notes": ["Chưa biết số quyết định công bố"], "decision_ref": ""}


@pytest.fixture
def manager(office: Office) -> Client:
    return people.signed_in_officer(office.manager.person_id)


def test_the_unsure_come_first_each_with_its_reasons(manager: Client, tmp_path: Path) -> None:
    pieces.load(tmp_path, pieces.version(**UNSURE))
    page = manager.get(f"/desk/catalogue/?q={CODE}").content.decode()
    assert "Chưa biết số quyết định công bố" in page
    assert "1 điều chưa chắc" in page


def test_one_procedure_is_shown_whole(manager: Client, tmp_path: Path) -> None:
    pieces.load(tmp_path, pieces.version(**UNSURE))
    page = manager.get(f"/desk/catalogue/{CODE}/").content.decode()
    for words in (
        "Chưa biết số quyết định công bố", "chưa biết", "trực tuyến: 3 ngày làm việc", "000.00.00.G15-KQ000001",
        "Thông tư 85/2019/TT-BTC", "Hội đồng nhân dân cấp tỉnh quy định", "Nghị quyết 66.22/2026/NQ-CP", "generic",
        "police: Công an, cấp xã", "members", "result_sheet",
    ):  # fmt: skip
        assert words in page, words


def test_a_replaced_version_can_still_be_read(manager: Client, tmp_path: Path) -> None:
    pieces.load(tmp_path)
    pieces.load(tmp_path, pieces.version(name=texts("Tên mới")))
    old = queries.history(CODE)[1]
    page = manager.get(f"/desk/catalogue/{CODE}/?version={old.id}").content.decode()
    assert "Bản này đã được thay" in page
    assert "lần công bố 2" in page
    assert "Bản này đã được thay" not in manager.get(f"/desk/catalogue/{CODE}/").content.decode()


@pytest.mark.parametrize("version", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_version_of_something_else_is_not_found(manager: Client, version: str) -> None:
    assert manager.get(f"/desk/catalogue/{BIRTH}/?version={version}").status_code == 404


def test_an_entry_without_version_shows_what_is_published(manager: Client, office: Office) -> None:
    page = manager.get("/desk/catalogue/1.000080/").content.decode()
    assert "chưa có bản nào để nộp" in page
    assert manager.get("/desk/catalogue/9.999999/").status_code == 404


@pytest.mark.parametrize("query", ["show=all&page=3", "show=file", "show=nonsense", "q=zzzz", "page=99"])
def test_any_way_of_looking_is_answered(manager: Client, query: str) -> None:
    assert manager.get(f"/desk/catalogue/?{query}").status_code == 200


def test_only_managers_see_it(office: Office, client: Client) -> None:
    everybody: list[Person] = [office.counter, office.specialist, office.head, office.leader, office.auditor]
    for person in everybody:
        assert people.signed_in_officer(person.person_id).get("/desk/catalogue/").status_code == 403
    assert client.get("/desk/catalogue/").status_code == 302
    assert people.signed_in_officer(office.manager.person_id).post("/desk/catalogue/").status_code == 405
