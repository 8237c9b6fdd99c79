"""Claims about who is told what when a target goes down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.journal.events import registered_events
from caunoi.core.journal.queries import entries_of
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill
from caunoi.plans.models import Offer
from caunoi.plans.notices import NOTICES
from caunoi.plans.notifying import KINDS, tell
from caunoi.plans.operations import cascade as operations
from caunoi.plans.tests.cascading import NOW, tiers


def _told(*offers: UUID) -> None:
    """As the reader does after every batch; what was told once is not told again."""
    tell([entry for offer in offers for entry in entries_of("plan_offer", offer) if entry.kind in KINDS])


@pytest.mark.django_db
def test_each_step_is_told_to_who_has_to_act() -> None:
    tier = tiers()
    answer_by = (NOW + timedelta(days=10)).date()
    cascade_id = operations.propose(
        target_id=tier.target_id, methods=("equal",), actor=tier.ministry_leader, now=NOW, answer_by=answer_by
    )
    hanoi = Offer.objects.get(cascade_id=cascade_id, agency_id=tier.hanoi)
    other = Offer.objects.get(cascade_id=cascade_id, code="04")
    down = {"cascade_id": cascade_id, "actor": tier.ministry_leader, "now": NOW}
    up = {"offer_id": hanoi.pk, "value": Decimal("400.5"), "reason": "Dân số giảm so với năm trước"}
    operations.counter(round=1, actor=tier.hanoi_leader, now=NOW, **up)  # type: ignore[arg-type]
    operations.set_next(cascade_id=cascade_id, values={tier.hanoi: Decimal(450), other.agency_id: Decimal(550)},
                        actor=tier.ministry_specialist, now=NOW)  # fmt: skip
    operations.next_round(**down)  # type: ignore[arg-type]
    operations.counter(round=2, actor=tier.hanoi_leader, now=NOW, **up)  # type: ignore[arg-type]
    operations.take_counters(cascade_id=cascade_id, actor=tier.ministry_specialist, now=NOW)
    operations.next_round(**down)  # type: ignore[arg-type]
    operations.fix(reason="Đã thống nhất ở hội nghị", **down)  # type: ignore[arg-type]
    _told(hanoi.pk, other.pk)
    _told(hanoi.pk, other.pk)
    name = "Hồ sơ trực tuyến"
    down_told = [*reversed(messages.notices(actor=tier.hanoi_leader))]
    assert [one.subject for one in down_told] == [
        f"Cần trả lời chỉ tiêu được giao: {name}",
        f"Chỉ tiêu được giao có giá trị mới: {name}",
        f"Đề nghị về chỉ tiêu được đồng ý: {name}",
        f"Chỉ tiêu đã chốt: {name}",
    ]
    assert "là 500 hồ sơ, đến hết ngày 31/12/2026" in down_told[0].body
    assert down_told[0].body.endswith("đề nghị giá trị khác trước hết ngày 02/10/2026.")
    assert "400,5 hồ sơ" in down_told[2].body
    assert {one.link for one in down_told} == {f"/desk/cascade/offers/{hanoi.pk}/"}
    up_told = messages.notices(actor=tier.ministry_specialist)
    assert [one.subject for one in up_told] == [f"{hanoi.name} đề nghị giá trị khác: {name}"] * 2
    assert {one.link for one in up_told} == {f"/desk/cascade/{cascade_id}/"}
    assert "đề nghị 400,5 hồ sơ" in up_told[0].body
    assert messages.notices(actor=tier.ministry_leader) == []
    assert messages.notices(actor=tier.hanoi_specialist) == []  # there is a leader, so specialists are left alone


@pytest.mark.django_db
def test_the_statements_do_not_grow_with_the_units() -> None:
    tier = tiers()
    root = operations.propose(target_id=tier.target_id, methods=("equal", "equal"), actor=tier.ministry_leader, now=NOW)
    offers = list(Offer.objects.filter(cascade__root_id=root).values_list("pk", flat=True)[:40])
    ward = Offer.objects.get(agency_id=tier.ward)

    def statements(*found: UUID) -> int:
        entries = [entry for one in found for entry in entries_of("plan_offer", one) if entry.kind in KINDS]
        with CaptureQueriesContext(connection) as seen:
            tell(entries)
        return len(seen)

    most = 12  # whatever the number of units; some are left out when every unit has a leader
    assert statements(ward.pk) <= most
    assert len(messages.notices(actor=tier.ward_leader)) == 1
    assert statements(*offers, ward.pk) <= most


@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_every_notice_has_a_text_in_every_language(language: str) -> None:
    params = dict.fromkeys(("indicator", "unit", "value", "counter", "round", "due", "by"), "X")
    texts = [fill(one.name, params, language=language) for one in NOTICES]
    assert all("X" in text.subject and "X" in text.body for text in texts)
    others = [fill(one.name, params, language="vi") for one in NOTICES]
    assert language == "vi" or not set(texts) & set(others)


def test_every_kind_it_follows_is_written() -> None:
    assert set(registered_events()) >= KINDS
