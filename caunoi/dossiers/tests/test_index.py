"""What the index of Decision 766 counts of dossiers that were really filed, paid, settled and rated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from caunoi.core.journal import queries as journal
from caunoi.dossiers import operations
from caunoi.dossiers.testing import Office, file, receive, walk
from caunoi.dossiers.tests.test_acts import NOW, office
from caunoi.measures import definitions
from caunoi.measures.rules.evaluator import count
from caunoi.measures.rules.scoring import score

__all__ = ["office"]
pytestmark = pytest.mark.django_db
EXTRACT = "2.000635"
"""Copies of civil status records: a fee of 8,000 đồng each."""


def figures(province: str) -> dict[str, Fraction | None]:
    version = definitions.version("766", on=NOW.date())
    entries = journal.after(0, 10_000)
    start, end = date(NOW.year, 1, 1), date(NOW.year + 1, 1, 1)
    return count(entries, version, start=start, end=end, today=NOW.date()).at("province")[province]


def test_a_dossier_counts_where_the_index_looks_for_it(office: Office) -> None:
    birth = walk(office, "returned", now=NOW)
    operations.rate(dossier_id=birth.id, scores={1: 2, 3: 1}, actor=office.citizen, now=NOW)
    unhappy = walk(office, "returned", now=NOW)
    operations.rate(dossier_id=unhappy.id, scores={1: 2, 3: 0}, actor=office.citizen, now=NOW)
    assert birth.fee_due  # a late registration is not free
    paid = file(office, EXTRACT, now=NOW)
    assert paid.fee_due
    operations.record_payment(
        dossier_id=paid.id, amount=paid.fee_due, method="online", actor=office.counter, now=NOW
    )  # fmt: skip
    receive(office, EXTRACT, now=NOW)
    found = figures("01")
    assert {name: found[name] for name in ("received", "online", "services_online", "services_used", "dossiers")} == {
        "received": 3, "online": 2, "services_online": 1, "services_used": 2, "dossiers": 2,
    }  # fmt: skip
    assert [found[name] for name in ("electronic_results", "digitised", "reused")] == [2, 2, 0]
    money = ("with_obligation", "paid_online", "procedures_paid_online", "fee_procedures")
    assert [found[name] for name in money] == [4, 1, 1, 2]
    assert [found[name] for name in ("rated", "satisfied", "on_time")] == [2, 1, 3]
    loaded = [entry for entry in journal.after(0, 10_000) if entry.kind == "procedure.version_published"]
    assert found["procedures"] == len({entry.data["procedure"] for entry in loaded}) > 30
    assert 0 < (found["online_services"] or 0) <= (found["procedures"] or 0)
    groups = {group.id: group for group in score(definitions.version("766", on=NOW.date()), "province", found)}
    assert groups["progress"].score == 20
    states = {one.id: one.state for group in groups.values() for one in group.indicators}
    assert (states["PAYMENT_DOSSIERS"], states["DOSSIER_SYNC"]) == ("measured", "no_data")
