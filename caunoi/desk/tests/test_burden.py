"""The page and the workbook of what procedures ask of people."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from caunoi.desk.tests.conftest import NOW
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(office: Office) -> Client:
    return people.signed_in_officer(office.manager.person_id)


def test_dossiers_of_the_year_are_weighed(manager: Client, office: Office) -> None:
    for _ in range(2):
        testing.walk(office, "accepted", now=NOW)
    page = manager.get("/desk/catalogue/burden/").content.decode()
    assert "23/09/2025 đến 22/09/2026" in page
    assert "<b>2</b>hồ sơ" in page
    assert "<b>4</b>giấy tờ phải nộp" in page  # a birth asks for two
    assert "Thủ tục đăng ký khai sinh" in page
    assert "Bỏ giấy nào đỡ được nhiều nhất" in page


def test_all_of_it_can_be_taken_away(manager: Client, office: Office) -> None:
    testing.walk(office, "accepted", now=NOW)
    answer = manager.get("/desk/catalogue/burden/burden.xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert book.sheetnames == ["Thủ tục", "Giấy tờ đã có"]
    first = [cell.value for cell in book["Thủ tục"][3]]
    assert first[:2] == ["1.001193", "Thủ tục đăng ký khai sinh"]
    assert (first[3], first[4], first[7]) == (1, 2, 2)
    assert book["Giấy tờ đã có"].max_row > 10


def test_it_is_for_those_who_manage(office: Office, client: Client) -> None:
    assert people.signed_in_officer(office.counter.person_id).get("/desk/catalogue/burden/").status_code == 403
    assert client.get("/desk/catalogue/burden/").status_code == 302
    assert people.signed_in_officer(office.leader.person_id).get("/desk/catalogue/burden/").status_code == 200
