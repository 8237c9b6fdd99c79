"""What time does by itself, who had a dossier for how long, and how many statements the great acts take."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.dossiers import operations, queries
from caunoi.dossiers.testing import Office, walk
from caunoi.dossiers.tests.test_acts import NOW, accepted, at, kinds, office
from caunoi.processes import operations as processes

__all__ = ["office"]
pytestmark = pytest.mark.django_db


class TestTime:
    def test_reminders_and_lateness_are_told_once(self, office: Office) -> None:
        view = accepted(office)
        assert processes.tick(now=at(24)) == 0
        assert processes.tick(now=at(27)) == 1
        assert kinds(view.id)[-1] == "due_soon"
        assert processes.tick(now=at(29)) == 1
        assert kinds(view.id)[-1] == "overdue"
        assert processes.tick(now=at(30)) == 0

    def test_the_control_slip_says_who_had_it_within_the_limit_or_not(self, office: Office) -> None:
        view = accepted(office)
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(25, 16))
        lines = queries.control_slip(view.id, actor=office.leader, now=at(25, 17))
        assert [(line.step, line.within) for line in lines] == [("receive", True), ("examine", False), ("sign", None)]
        assert lines[1].person_name == "Nguyễn Văn Mẫu"
        slip = queries.control_slip_file(view.id, actor=office.leader, now=at(25, 17))
        assert slip.content.startswith(b"%PDF")


class TestStatements:
    def test_accept_and_sign_are_lean(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        with CaptureQueriesContext(connection) as accepting:
            operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=NOW)
        with CaptureQueriesContext(connection) as signing:
            operations.sign(dossier_id=view.id, actor=office.leader, now=NOW + timedelta(hours=1))
        counts = [sum("SAVEPOINT" not in q["sql"] for q in found) for found in (accepting, signing)]
        assert counts[0] <= 22, [q["sql"][:100] for q in accepting]
        assert counts[1] <= 23, [q["sql"][:100] for q in signing]
