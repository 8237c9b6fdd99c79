"""A birth registered at the counter of another commune: received there, decided at home, returned there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches

from caunoi.core.actor import Person
from caunoi.core.journal.queries import entries_of
from caunoi.core.journal.verify import verify
from caunoi.documents import signing
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import Status

NOW = datetime(2026, 9, 22, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def test_an_old_man_registers_his_grandchild_at_the_counter_where_he_lives() -> None:
    caches["local"].clear()
    home, away = testing.office(NOW), testing.office(NOW, ward_code="00004", name="Ba Đình")
    view = testing.receive(
        away, testing.BIRTH, competent_agency_id=home.committee_id, priority="elderly", answers=testing.ANSWERS, now=NOW
    )
    assert view.code.startswith(away.centre_code)
    assert view.non_territorial
    assert view.receipt_file_id is not None
    applicant = Person(view.applicant_id)

    waiting = queries.queue(agency_id=home.committee_id, actor=home.specialist, now=NOW, pile="to_examine")
    assert [row.code for row in waiting.rows] == [view.code]
    operations.submit_for_signature(dossier_id=view.id, result={}, actor=home.specialist, now=NOW + HOUR)
    signed = operations.sign(dossier_id=view.id, actor=home.leader, now=NOW + 2 * HOUR)
    assert signed.status == Status.DONE
    returned = operations.hand_over(dossier_id=view.id, actor=away.counter, now=NOW + 3 * HOUR)
    assert returned.status == Status.RETURNED

    assert returned.result_file_id is not None
    record = queries.file_content(view.id, returned.result_file_id, actor=applicant, now=NOW + 4 * HOUR)
    assert signing.verify(record.content).status == "valid"
    kinds = [entry.kind for entry in queries.timeline(view.id, actor=applicant, now=NOW + 4 * HOUR)]
    assert kinds[0] == "dossier.submitted"
    assert kinds[-1] == "dossier.handed_over"
    slip = queries.control_slip(view.id, actor=away.counter, now=NOW + 4 * HOUR)
    assert [line.step for line in slip] == ["receive", "examine", "sign", "return"]
    assert all(line.within is not False for line in slip)
    assert len(entries_of("dossier", view.id)) >= 6
    assert verify().sound
