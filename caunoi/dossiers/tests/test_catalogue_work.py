"""The catalogue changes while dossiers run: each stays on its version; a procedure made from nothing is settled."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caunoi.core.clock import local_date
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.procedures import operations as catalogue
from caunoi.procedures import queries as procedures
from caunoi.procedures.tests import office as pieces
from caunoi.procedures.tests.office import NEW, TODAY, begun, published, saved

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
"""Tuesday 22 September 2026, 09:00 in Việt Nam."""
LATER = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)


def body_of(draft: Any) -> dict[str, Any]:
    """A procedure with a paper and a fee of its own, on the generic process."""
    body: dict[str, Any] = copy.deepcopy(draft.body)
    fee = {
        "id": "paper", "kind": "fixed", "amount": 10_000, "reference": "Thông tư thử",
        "name": {"vi": "Phí cấp giấy", "en": "Fee for the paper", "th": "ค่าธรรมเนียม"},
    }  # fmt: skip
    body["cases"][0]["fees"] = {channel: [fee] for channel in ("direct", "post", "online")}
    body["field"], body["legal_basis"] = "Thử nghiệm", ["Luật thử"]
    return body


@pytest.fixture
def office() -> Office:
    return testing.office(NOW)


def settle(office: Office, dossier_id: Any, now: datetime) -> Any:
    """Received, examined, signed and handed over; the fee is paid at the counter."""
    operations.accept(dossier_id=dossier_id, actor=office.counter, now=now)
    view = queries.dossier(dossier_id, actor=office.counter, now=now)
    if view.fee_due and view.fee_state != "paid":
        operations.record_payment(
            dossier_id=dossier_id, amount=view.fee_due, method="cash", actor=office.counter, now=now
        )
    operations.submit_for_signature(dossier_id=dossier_id, result={}, actor=office.specialist, now=now)
    operations.sign(dossier_id=dossier_id, actor=office.leader, now=now)
    operations.hand_over(dossier_id=dossier_id, actor=office.counter, now=now)
    return queries.dossier(dossier_id, actor=office.counter, now=now)


def test_a_procedure_made_from_nothing_is_published_filed_and_settled(office: Office) -> None:
    ministry = pieces.ministry()
    draft = begun(ministry)
    published(ministry, saved(ministry, draft, body_of(draft)), now=NOW)
    dossier = testing.file(office, NEW, now=NOW)
    assert dossier.fee_due == 10_000
    assert settle(office, dossier.id, NOW).status == Status.RETURNED


def test_a_dossier_stays_on_its_version_while_the_next_one_begins(office: Office) -> None:
    ministry = pieces.ministry()
    draft = begun(ministry)
    first = published(ministry, saved(ministry, draft, body_of(draft)), now=NOW)
    running = testing.file(office, NEW, now=NOW)
    draft = begun(ministry, "amend", NEW)
    body = copy.deepcopy(draft.body)
    body["cases"][0]["limits"] = {c: {"value": "1", "unit": "working_days"} for c in ("direct", "post", "online")}
    body["cases"][0]["id"] = "fast"
    second = published(ministry, saved(ministry, draft, body), start=date(2026, 10, 1), now=NOW, ref="13/QĐ-BTP")
    before = testing.file(office, NEW, now=NOW)
    after = testing.file(office, NEW, now=LATER)
    assert [d.procedure_version_id for d in (running, before, after)] == [first, first, second]
    assert [d.case_id for d in (running, before, after)] == ["normal", "normal", "fast"]
    assert settle(office, running.id, LATER).procedure_version_id == first


def test_a_draft_begun_under_one_version_is_filed_under_it_after_the_next_begins(office: Office) -> None:
    ministry = pieces.ministry()
    draft = begun(ministry)
    first = published(ministry, saved(ministry, draft, body_of(draft)), now=NOW)
    waiting = testing.file(office, NEW, now=NOW, submit=False)
    published(ministry, begun(ministry, "amend", NEW), start=date(2026, 10, 1), now=NOW, ref="13/QĐ-BTP")
    operations.submit(dossier_id=waiting.id, idempotency_key=str(waiting.id), actor=office.citizen, now=LATER)
    found = queries.dossier(waiting.id, actor=office.citizen, now=LATER)
    assert (found.procedure_version_id, found.code != "") == (first, True)


def test_dossiers_stay_with_their_agency_when_authority_is_transferred(office: Office) -> None:
    ministry, hanoi = pieces.ministry(), pieces.hanoi()
    published(ministry, begun(ministry), now=NOW)
    running = testing.file(office, NEW, now=NOW)
    wanted: dict[str, Any] = {
        "codes": [NEW], "to_level": "province", "to_kind": "peoples_committee", "decision_ref": "133/2026/NĐ-CP",
        "on": date(2026, 10, 1), "actor": ministry.leader, "now": NOW,
    }  # fmt: skip
    for lack in catalogue.transfer_preview(**wanted).lacks:
        people.officer(hanoi.agency_id, lack.role, second_factor=False)
    catalogue.transfer_authority(**wanted)
    assert procedures.procedure(NEW, on=local_date(LATER)).level == "province"
    settled = settle(office, running.id, LATER)
    assert (settled.status, settled.procedure_version_id) == (Status.RETURNED, running.procedure_version_id)


def test_the_days_are_those_of_the_tests() -> None:
    assert local_date(NOW) == TODAY
