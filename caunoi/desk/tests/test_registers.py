"""Registers to take away and the wall of deadlines."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest

from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import STAGES, Office, walk

pytestmark = pytest.mark.django_db
PERIOD: dict[str, Any] = {
    "first_0": 1, "first_1": 9, "first_2": 2026, "last_0": 30, "last_1": 9, "last_2": 2026,
}  # fmt: skip


class TestTheRegister:
    def test_the_workbook_opens_with_real_dates_and_every_line(self, office: Office, signed_in: As) -> None:
        codes = [walk(office, "accepted", now=NOW).code, walk(office, "returned", now=NOW).code]
        answer = signed_in(office.counter).get("/desk/registers/", {**PERIOD, "as": "xlsx"})
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        assert rows[0][:4] == ("STT", "Mã hồ sơ", "Tên thủ tục", "Người nộp")
        assert [row[1] for row in rows[1:]] == codes
        received = rows[1][8]
        assert isinstance(received, datetime)
        assert (received.hour, received.date()) == (9, NOW.date()), "Việt Nam's time"
        assert sheet.freeze_panes == "C5"

    def test_it_prints_and_its_page_says_what_is_wrong_with_a_period(self, office: Office, signed_in: As) -> None:
        walk(office, "accepted", now=NOW)
        client = signed_in(office.counter)
        assert client.get("/desk/registers/", {**PERIOD, "as": "pdf"}).content.startswith(b"%PDF")
        for change in ({"last_1": 8}, {"last_2": 2028}, {"first_1": 13}, {"first_0": ""}):
            answer = client.get("/desk/registers/", {**PERIOD, **change, "as": "xlsx"})
            assert answer.status_code == 422, change

    def test_it_holds_what_the_own_agency_received_only(self, office: Office, signed_in: As) -> None:
        walk(office, "accepted", now=NOW)
        answer = signed_in(office.leader).get("/desk/registers/", {**PERIOD, "as": "xlsx"})
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert sheet.max_row == 4, "the committee decides it, the centre received it"


class TestTheWall:
    def test_it_counts_late_and_today_and_hides_names_from_a_public_screen(self, office: Office, signed_in: As) -> None:
        long_ago = NOW - timedelta(days=7)
        late = walk(office, "accepted", now=NOW, at=dict.fromkeys(STAGES, long_ago)).code
        walk(office, "accepted", now=NOW)
        client = signed_in(office.manager)
        answer = client.get("/desk/wall/")
        assert (answer.context["wall"].late, answer.context["today"].received) == (1, 1)
        public = client.get("/desk/wall/?public=1").content.decode()
        board = public[public.index("data-board") :]
        assert late in board
        assert "Nguyễn" not in board
        assert "khai sinh" not in board

    def test_it_refreshes_by_its_board_alone(self, office: Office, signed_in: As) -> None:
        text = signed_in(office.manager).get("/desk/wall/", headers={"X-Part": "1"}).content.decode()
        assert "data-board" in text
        assert "<html" not in text


def test_pages_are_for_those_who_may(office: Office, signed_in: As) -> None:
    may = {
        "/desk/registers/": [office.counter, office.manager, office.leader, office.auditor, office.specialist],
        "/desk/wall/": [office.counter, office.manager, office.leader, office.head, office.auditor],
    }
    everybody = (office.counter, office.manager, office.leader, office.head, office.auditor, office.specialist)
    for page, allowed in may.items():
        for person in (*everybody, office.citizen):
            expected = 200 if person in allowed or (page == "/desk/registers/" and person == office.head) else 403
            assert signed_in(person).get(page).status_code == expected, page
