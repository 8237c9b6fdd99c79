"""The machine's clock jumps: nothing is lost, chains hold, what was said stays said, a server apart is not asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.core.journal.verify import verify
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import Status

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
BACK = NOW - timedelta(hours=1)


@pytest.fixture
def office() -> testing.Office:
    return testing.office(NOW)


def test_work_goes_on_while_the_clock_is_an_hour_slow_and_the_chain_holds(office: testing.Office) -> None:
    view = testing.walk(office, "accepted", now=NOW)
    operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=BACK)
    operations.sign(dossier_id=view.id, actor=office.leader, now=BACK + timedelta(minutes=1))
    view = operations.hand_over(dossier_id=view.id, actor=office.counter, now=NOW + timedelta(minutes=1))
    assert view.status == Status.RETURNED
    kinds = [entry.kind for entry in entries_of("dossier", view.id)]
    assert kinds.index("dossier.examined") < kinds.index("dossier.signed") < kinds.index("dossier.handed_over")
    assert verify().sound


def test_a_dossier_settled_while_the_clock_was_slow_is_on_time(office: testing.Office) -> None:
    view = testing.walk(office, "accepted", now=NOW)
    operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=BACK)
    operations.sign(dossier_id=view.id, actor=office.leader, now=BACK)
    view = queries.dossier(view.id, actor=office.counter, now=NOW)
    assert view.due_at is not None
    assert view.finished_at is not None
    assert view.finished_at <= view.due_at


def test_dates_already_said_do_not_move_when_the_clock_leaps_ahead(office: testing.Office) -> None:
    before = testing.walk(office, "accepted", now=NOW)
    operations.submit_for_signature(
        dossier_id=before.id, result={}, actor=office.specialist, now=NOW + timedelta(days=400)
    )
    after = queries.dossier(before.id, actor=office.counter, now=NOW)
    assert (after.due_at, after.received_at) == (before.due_at, before.received_at)
    operations.sign(dossier_id=before.id, actor=office.leader, now=NOW)
    assert queries.dossier(before.id, actor=office.counter, now=NOW).status == Status.DONE


@pytest.mark.parametrize(("jump", "status"), [(0, 200), (20, 200), (-3600, 503), (86_400, 503)])
def test_a_server_whose_clock_is_not_the_database_s_takes_itself_out(
    monkeypatch: pytest.MonkeyPatch, jump: int, status: int
) -> None:
    shifted = datetime.now(UTC) + timedelta(seconds=jump)
    monkeypatch.setattr(SystemClock, "now", lambda self: shifted)
    answer = Client().get("/healthz")
    assert answer.status_code == status
    if status == 503:
        assert answer.json() == {"status": "clock differs from the database's", "seconds": pytest.approx(jump, abs=5)}
