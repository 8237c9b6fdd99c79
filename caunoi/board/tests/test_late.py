"""Late dossiers on the board: seen by whoever watches over them, reminded of after a question, once a day."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.board.tests.conftest import As, late_birth
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers.testing import Office

pytestmark = pytest.mark.django_db
STATEMENTS = 26
"""Of a page of what is late, the session and who asks included."""


def reminded(dossier_id: object) -> int:
    return sum(entry.kind == "dossier.reminded" for entry in entries_of("dossier", dossier_id))  # type: ignore[arg-type]


def test_the_leader_sees_each_late_dossier_and_nothing_of_the_applicant(ward: Office, signed: As) -> None:
    view = late_birth(ward)
    text = signed(ward.leader).get("/board/late/").content.decode()
    assert view.code in text
    assert "Chưa ai nhận" in text
    assert view.applicant_name not in text


def test_a_page_costs_the_same_however_much_is_late(ward: Office, signed: As) -> None:
    client = signed(ward.leader)
    late_birth(ward)
    client.get("/board/late/")
    counts = []
    for days in (9, 10):
        with CaptureQueriesContext(connection) as seen:
            client.get("/board/late/")
        counts.append(len(seen))
        late_birth(ward, days)
    assert counts[0] == counts[1] <= STATEMENTS


def test_nothing_late_says_so(ward: Office, signed: As) -> None:
    assert "Không có hồ sơ nào quá hạn" in signed(ward.leader).get("/board/late/").content.decode()


def test_a_reminder_is_asked_for_confirmed_and_not_sent_twice(ward: Office, signed: As) -> None:
    view = late_birth(ward)
    client = signed(ward.leader)
    asked = client.get(f"/board/late/remind/?dossier={view.id}")
    assert "Nhắc về 1 hồ sơ quá hạn?" in asked.content.decode()
    assert reminded(view.id) == 0
    done = client.post(f"/board/late/remind/?dossier={view.id}", follow=True).content.decode()
    assert "Đã nhắc về 1 hồ sơ." in done
    assert "Đã nhắc hôm nay" in done
    again = client.post(f"/board/late/remind/?dossier={view.id}", follow=True).content.decode()
    assert "đã được nhắc hôm nay" in again
    assert reminded(view.id) == 1


def test_one_press_reminds_of_all_that_the_page_shows(ward: Office, signed: As) -> None:
    views = [late_birth(ward, days) for days in (8, 9)]
    signed(ward.head).post("/board/late/remind/")
    assert [reminded(view.id) for view in views] == [1, 1]


def test_an_auditor_sees_but_does_not_remind(ward: Office, signed: As) -> None:
    view = late_birth(ward)
    client = signed(ward.auditor)
    text = client.get("/board/late/").content.decode()
    assert view.code in text
    assert "Nhắc về" not in text
    assert client.post(f"/board/late/remind/?dossier={view.id}").status_code == 403
    assert reminded(view.id) == 0


def test_others_do_not_see_it_and_wrong_addresses_are_told_so(ward: Office, signed: As) -> None:
    view = late_birth(ward)
    for person in (ward.specialist, ward.counter, ward.citizen):
        assert signed(person).get("/board/late/").status_code == 403
    client = signed(ward.leader)
    assert client.get("/board/late/?agency=x").status_code == 404
    assert client.get(f"/board/late/?agency={view.id}").status_code == 403
    assert client.get("/board/late/?officer=x").status_code == 403
    assert client.get("/board/late/?after=x").status_code == 200
