"""What officers see, and who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caunoi.desk.queues import views
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers import operations, testing
from caunoi.dossiers.testing import Office, walk
from caunoi.people import operations as people
from caunoi.people import testing as people_testing

pytestmark = pytest.mark.django_db

SESSION = 8
"""Statements of every officer's page beside its own: session, account, who acts (2), and the header's names (3) and
token."""


def _statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


class TestTheDesk:
    def test_it_shows_each_what_waits_for_them(self, office: Office, signed_in: As) -> None:
        codes = {stage: walk(office, stage, now=NOW).code for stage in ("submitted", "accepted", "examined", "signed")}
        expected = {
            office.counter: {"submitted", "signed"}, office.specialist: {"accepted"}, office.leader: {"examined"},
        }  # fmt: skip
        for person, stages in expected.items():
            text = signed_in(person).get("/desk/").content.decode()
            assert {stage for stage, code in codes.items() if code in text} == stages

    def test_the_nearest_due_date_comes_first_and_late_is_said(self, office: Office, signed_in: As) -> None:
        fresh = walk(office, "accepted", now=NOW)
        long_ago = NOW - timedelta(days=7)
        late = walk(office, "accepted", now=NOW, at=dict.fromkeys(testing.STAGES, long_ago))
        client = signed_in(office.specialist)
        text = client.get("/desk/queue/to_examine/").content.decode()
        assert text.index(late.code) < text.index(fresh.code)
        assert "quá hạn 4 ngày làm việc" in text
        piles = {pile: client.get(f"/desk/queue/{pile}/").content.decode() for pile in ("late", "soon")}
        assert (late.code in piles["late"], fresh.code in piles["late"]) == (True, False)
        assert (late.code in piles["soon"], fresh.code in piles["soon"]) == (False, True)

    def test_every_pile_opens_and_an_empty_one_says_so(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.leader)
        for pile, said in views.EMPTY.items():
            assert str(said) in client.get(f"/desk/queue/{pile}/").content.decode(), pile

    def test_it_finds_by_name_phone_number_and_code(self, office: Office, signed_in: As) -> None:
        found, other = walk(office, "submitted", now=NOW), walk(office, "submitted", now=NOW)
        client = signed_in(office.counter)
        text = client.get("/desk/find/", {"q": "nguyen thi"}).content.decode()
        assert found.code in text
        assert other.code in text
        assert "Không có hồ sơ nào giống" in client.get("/desk/find/?q=khongco").content.decode()
        assert client.get("/desk/find/", {"q": found.code})["Location"] == f"/desk/dossiers/{found.code}/"
        answer = client.get("/desk/queue/to_receive/", {"q": found.code})
        assert (answer.status_code, answer["Location"]) == (302, f"/desk/dossiers/{found.code}/")

    def test_it_pages_onward(self, office: Office, signed_in: As, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("caunoi.desk.queues.views.SIZE", 1)
        first, second = walk(office, "submitted", now=NOW), walk(office, "submitted", now=NOW + timedelta(minutes=1))
        client = signed_in(office.counter)
        answer = client.get("/desk/queue/to_receive/")
        following = client.get("/desk/queue/to_receive/", {"after": answer.context["page"].next}).content.decode()
        text = answer.content.decode()
        pages = [{code for code in (first.code, second.code) if code in shown} for shown in (text, following)]
        assert [len(codes) for codes in pages] == [1, 1]
        assert pages[0] != pages[1]
        assert 'rel="next"' in text
        assert client.get("/desk/queue/to_receive/?after=%00nonsense").status_code == 200

    def test_a_queue_costs_at_most_eight_statements_beside_the_session(self, office: Office, signed_in: As) -> None:
        for _ in range(3):
            walk(office, "submitted", now=NOW)
        for page in ("/desk/", "/desk/queue/to_receive/", "/desk/queue/all/", "/desk/find/?q=nguyen"):
            assert _statements(signed_in(office.counter), page) <= 8 + SESSION, page

    def test_work_of_whoever_is_away_is_on_the_deputys_desk(self, office: Office, signed_in: As) -> None:
        deputy = people_testing.officer(office.committee_id, "specialist")
        mine = walk(office, "accepted", now=NOW)
        operations.assign(dossier_id=mine.id, person_id=office.specialist.person_id, actor=office.head, now=NOW)
        client = people_testing.signed_in_officer(deputy.id)
        assert mine.code not in client.get("/desk/").content.decode()
        people.report_absence(
            person_id=office.specialist.person_id, agency_id=office.committee_id, deputy_id=deputy.id, valid_from=NOW,
            valid_to=NOW + timedelta(days=3), actor=office.specialist, now=NOW,
        )  # fmt: skip
        assert mine.code in client.get("/desk/").content.decode()
        assert 'id="act-submit_for_signature"' in client.get(f"/desk/dossiers/{mine.code}/").content.decode()


class TestOneDossier:
    def test_it_shows_what_is_known_and_what_comes_next(self, office: Office, signed_in: As) -> None:
        found = walk(office, "submitted", now=NOW)
        text = signed_in(office.counter).get(f"/desk/dossiers/{found.code}/").content.decode()
        for expected in (
            found.code, "Trực tuyến", "Trần Thị Ví Dụ", "15/09/2026", "Nữ", "giay-chung-sinh.png", "Hồ sơ được nộp",
            'id="act-accept"', 'id="act-refuse"',
        ):  # fmt: skip
            assert expected in text, expected

    def test_it_says_why_something_may_not_be_done(self, office: Office, signed_in: As) -> None:
        found = walk(office, "examined", now=NOW)
        text = signed_in(office.specialist).get(f"/desk/dossiers/{found.code}/").content.decode()
        assert 'id="act-sign"' not in text
        assert "Bước “Ký duyệt kết quả” do lãnh đạo của Ủy ban nhân dân phường Cửa Nam thực hiện." in text

    def test_it_costs_at_most_fifteen_statements_beside_the_session(self, office: Office, signed_in: As) -> None:
        found = walk(office, "returned", now=NOW)
        assert _statements(signed_in(office.counter), f"/desk/dossiers/{found.code}/") <= 15 + SESSION

    def test_its_papers_open_in_the_browser_and_are_not_kept_by_it(self, office: Office, signed_in: As) -> None:
        found = walk(office, "returned", now=NOW)
        client = signed_in(office.counter)
        paper = next(c for c in found.components if c.file_id)
        kinds = {
            paper.file_id: "image/png",
            found.receipt_file_id: "application/pdf",
            found.result_file_id: "application/pdf",
        }
        for file_id, kind in kinds.items():
            answer = client.get(f"/desk/dossiers/{found.code}/files/{file_id}/")
            assert (answer.status_code, answer["Content-Type"]) == (200, kind)
            assert answer["Content-Disposition"].startswith("inline")
            assert answer["Cache-Control"] == "private, no-store"

    def test_another_dossiers_file_is_not_found(self, office: Office, signed_in: As) -> None:
        one, other = walk(office, "submitted", now=NOW), walk(office, "submitted", now=NOW)
        theirs = next(c.file_id for c in other.components if c.file_id)
        assert signed_in(office.counter).get(f"/desk/dossiers/{one.code}/files/{theirs}/").status_code == 404

    def test_the_control_slip_says_who_had_it_from_when_to_when(self, office: Office, signed_in: As) -> None:
        times = {"accepted": NOW + timedelta(minutes=10), "examined": NOW + timedelta(minutes=40)}
        found = walk(office, "examined", now=NOW, at=times)
        text = signed_in(office.head).get(f"/desk/dossiers/{found.code}/control-slip/").content.decode()
        assert "09:10" in text
        assert "09:40" in text
        assert "chuyên viên, Ủy ban nhân dân phường Cửa Nam" in text
        assert "đang giữ" in text


PAGES = ("", "control-slip/", "refuse/", "submit-for-signature/", "return-to-specialist/", "sign/", "hand-over/")


class TestWhoMayNot:
    def test_it_needs_sign_in(self, office: Office) -> None:
        found = walk(office, "accepted", now=NOW)
        pages = ["/desk/", "/desk/queue/all/", *(f"/desk/dossiers/{found.code}/{p}" for p in (*PAGES, "accept/"))]
        for page in pages:
            answer = Client().get(page)
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/"), page

    def test_a_citizen_is_refused_even_at_the_own_dossier(self, office: Office, signed_in: As) -> None:
        found = walk(office, "accepted", now=NOW)
        client = signed_in(office.citizen)
        for page in ("/desk/", "/desk/queue/all/", *(f"/desk/dossiers/{found.code}/{p}" for p in PAGES)):
            assert client.get(page).status_code == 403, page

    def test_officers_of_another_agency_do_not_learn_that_there_is_one(self, office: Office, signed_in: As) -> None:
        found = walk(office, "submitted", now=NOW)
        client = signed_in(testing.office(NOW, ward_code="00070", name="Hoàn Kiếm").counter)
        for page in PAGES:
            assert client.get(f"/desk/dossiers/{found.code}/{page}").status_code == 404, page
        version = {"expected_version": found.version}
        assert client.post(f"/desk/dossiers/{found.code}/accept/", version).status_code == 404
        assert found.code not in client.get("/desk/queue/all/").content.decode()

    def test_a_colleague_in_another_role_is_told_whose_step_it_is(self, office: Office, signed_in: As) -> None:
        found = walk(office, "examined", now=NOW)
        client = signed_in(office.specialist)
        for answer in (
            client.get(f"/desk/dossiers/{found.code}/sign/"),
            client.post(f"/desk/dossiers/{found.code}/sign/", {"expected_version": found.version}),
        ):
            assert answer.status_code == 403
            assert "do lãnh đạo của" in answer.content.decode()

    def test_an_auditor_reads_and_does_nothing(self, office: Office, signed_in: As) -> None:
        found = walk(office, "examined", now=NOW)
        client = signed_in(office.auditor)
        assert client.get(f"/desk/dossiers/{found.code}/").status_code == 200
        assert client.post(f"/desk/dossiers/{found.code}/sign/", {"expected_version": found.version}).status_code == 403

    def test_other_methods_are_refused(self, office: Office, signed_in: As) -> None:
        found = walk(office, "submitted", now=NOW)
        client = signed_in(office.counter)
        base = f"/desk/dossiers/{found.code}/"
        assert client.get(f"{base}accept/").status_code == 405
        for page in ("/desk/", "/desk/queue/all/", base, f"{base}control-slip/"):
            assert client.post(page).status_code == 405, page
        assert client.put(f"{base}refuse/").status_code == 405

    def test_unknown_piles_and_codes_are_not_found(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        for page in ("/desk/queue/nothing/", "/desk/dossiers/000.00.00.H26-260922-9999/"):
            assert client.get(page).status_code == 404, page
