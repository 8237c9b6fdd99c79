"""An applicant who finds the result wrong is heard: the agency corrects it, or says why it is right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import DossierNotFound, ErrorReportedAlready, NothingReported, NotYourAct, ReasonNeeded
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.shapes_settling import RequestView

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
WRONG = "Tên đệm của con in thiếu một chữ."
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> testing.Office:
    return testing.office(NOW)


@pytest.fixture
def returned(office: testing.Office) -> DossierView:
    return testing.walk(office, "returned", now=NOW)


def report(office: testing.Office, dossier: DossierView) -> None:
    operations.report_error(dossier_id=dossier.id, reason=WRONG, actor=office.citizen, now=NOW)


def reports(office: testing.Office, dossier: DossierView) -> list[RequestView]:
    found = queries.requests(dossier.id, actor=office.citizen, now=NOW)
    return [request for request in found if request.kind == "correction"]


def codes(office: testing.Office, dossier: DossierView) -> set[str]:
    found = queries.available_actions(dossier.id, actor=office.specialist, now=NOW)
    return {action.code for action in found if action.allowed}


def test_the_agency_may_answer_that_it_is_right(office: testing.Office, returned: DossierView) -> None:
    assert "keep_result" not in codes(office, returned)
    report(office, returned)
    assert {"keep_result", "start_correction"} <= codes(office, returned)
    operations.keep_result(
        dossier_id=returned.id, answer="Giấy chứng sinh cũng ghi như vậy.", actor=office.specialist, now=NOW
    )
    [seen] = reports(office, returned)
    assert (seen.open, seen.answer, seen.outcome) == (False, "Giấy chứng sinh cũng ghi như vậy.", "kept")
    with pytest.raises(NothingReported):
        operations.keep_result(dossier_id=returned.id, answer="Lần nữa.", actor=office.specialist, now=NOW)


def test_a_correction_answers_the_report(office: testing.Office, returned: DossierView) -> None:
    report(office, returned)
    new = operations.start_correction(
        dossier_id=returned.id, reason="Đúng là in thiếu, cơ quan xin sửa.", actor=office.specialist, now=NOW
    )
    [seen] = reports(office, returned)
    assert (seen.open, seen.reason, seen.outcome) == (False, WRONG, str(new))
    kinds = [entry.kind for entry in queries.timeline(returned.id, actor=office.citizen, now=NOW)]
    assert kinds[-2:] == ["dossier.error_reported", "dossier.correction_started"]


def test_one_report_waits_at_a_time_and_says_something(office: testing.Office, returned: DossierView) -> None:
    with pytest.raises(ReasonNeeded):
        operations.report_error(dossier_id=returned.id, reason=" sai ", actor=office.citizen, now=NOW)
    report(office, returned)
    with pytest.raises(ErrorReportedAlready):
        report(office, returned)


def test_nobody_else_reports_or_answers(office: testing.Office, returned: DossierView) -> None:
    stranger = testing.citizen(NOW, full_name="Lê Thị Thí Dụ")
    with pytest.raises(DossierNotFound):
        operations.report_error(dossier_id=returned.id, reason=WRONG, actor=stranger, now=NOW)
    for officer in (office.specialist, office.leader, office.auditor):
        with pytest.raises(NotYourAct):
            operations.report_error(dossier_id=returned.id, reason=WRONG, actor=officer, now=NOW)
    report(office, returned)
    for actor in (office.auditor, office.counter, office.citizen):
        with pytest.raises(NotYourAct):
            operations.keep_result(dossier_id=returned.id, answer="Kết quả đúng.", actor=actor, now=NOW)
