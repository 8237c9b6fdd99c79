"""What the acts of a counter cost in statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.clock import VIETNAM
from caunoi.dossiers import operations, testing
from caunoi.dossiers.shapes_filing import CounterPaper, CounterPerson
from caunoi.dossiers.testing import ANSWERS, BIRTH, PNG, Office, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
TWO = CounterPerson(full_name="Trần Văn Thử", personal_id="001060000007", phone="0900000007")


def _statements(act: Callable[[], Any]) -> int:
    """All but savepoints, which read and write nothing."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])


def _receive(office: Office, key: str) -> Any:
    return operations.receive_at_counter(
        agency_id=office.centre_id, procedure_code=BIRTH, person=TWO, answers=ANSWERS, idempotency_key=key,
        papers=[
            CounterPaper(component_id="birth_proof", pages=(("giay.png", PNG),)),
            CounterPaper(component_id="declaration_paper", originals=1),
        ],
        actor=office.counter, now=NOW,
    )  # fmt: skip


class TestStatements:
    def test_intake_with_a_scan_and_a_paper(self, office: Office) -> None:
        _receive(office, "first")
        assert _statements(lambda: _receive(office, "second")) <= 45

    def test_accepting(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        assert _statements(lambda: operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)) <= 19

    def test_signing(self, office: Office) -> None:
        view = walk(office, "examined", now=NOW)
        assert _statements(lambda: operations.sign(dossier_id=view.id, actor=office.leader, now=NOW)) <= 20


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)
