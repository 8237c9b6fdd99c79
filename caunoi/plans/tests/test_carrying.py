"""Claims about what a revised plan keeps of its cascade."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from caunoi.plans import operations, queries
from caunoi.plans.models import Offer, Target
from caunoi.plans.operations import cascade
from caunoi.plans.shapes import TargetDraft
from caunoi.plans.tests.cascading import DUE, NOW, Tiers, tiers
from caunoi.plans.tests.samples import at

pytestmark = pytest.mark.django_db
CODE = "ke-hoach-mau"
REVISED = date(2026, 10, 1)


@pytest.fixture
def tier() -> Tiers:
    """The ministry's target of 1,000 is split through two levels, and fixed on both for Hà Nội."""
    made = tiers()
    root = cascade.propose(target_id=made.target_id, methods=("equal", "equal"), actor=made.ministry_leader, now=NOW)
    cascade.fix(cascade_id=root, reason="Chốt theo họp", actor=made.ministry_leader, now=NOW)
    below = Offer.objects.filter(agency_id=made.ward).values_list("cascade_id", flat=True).get()
    cascade.fix(cascade_id=below, reason="Chốt theo họp", actor=made.hanoi_leader, now=NOW)
    return made


def revised(tier: Tiers, target: TargetDraft) -> None:
    """Version 2 says another target of the ministry's own."""
    common = {"code": CODE, "actor": tier.ministry_leader, "now": at(REVISED)}
    operations.revise(change_note="Theo chỉ đạo mới", **common)  # type: ignore[arg-type]
    said = queries.plan(CODE, actor=tier.ministry_leader, now=at(REVISED), number=2).content
    (one,) = said.indicators
    changed = replace(said, legal_basis="Nghị định 224/2026/NĐ-CP", indicators=(replace(one, targets=(target,)),))
    operations.save_draft(content=changed, **common)  # type: ignore[arg-type]
    operations.submit(**common)  # type: ignore[arg-type]
    operations.approve(**common)  # type: ignore[arg-type]
    operations.issue(document_number="9/KH", issued_on=REVISED, **common)  # type: ignore[arg-type]


def test_the_cascade_goes_on_in_the_new_version_level_by_level(tier: Tiers) -> None:
    revised(tier, TargetDraft(tier.ministry, DUE, Decimal(1200)))
    new = Target.objects.filter(indicator__version__number=2)
    whole = new.get(parent=None)
    hanoi = new.get(holder_id=tier.hanoi)
    ward = new.get(holder_id=tier.ward)
    assert (int(whole.value), int(hanoi.value)) == (1200, 500)
    assert (hanoi.parent_id, ward.parent_id) == (whole.id, hanoi.id)
    assert {one.valid_from for one in new} == {REVISED}
    assert new.count() == 1 + 2 + 126
    old = Target.objects.get(indicator__version__number=1, holder_id=tier.ward)
    assert (old.value, old.due_on, old.level) == (ward.value, ward.due_on, ward.level)
    asked = {"actor": tier.ward_leader, "now": at(date(2026, 10, 2)), "plan": CODE, "holder_id": tier.ward}
    found = [queries.targets(as_of=day, **asked)[0].id for day in (date(2026, 9, 30), REVISED)]  # type: ignore[arg-type]
    assert found == [old.id, ward.id]


def test_what_hangs_on_a_target_that_is_gone_ends_with_the_old_version(tier: Tiers) -> None:
    revised(tier, TargetDraft(tier.ministry, date(2027, 6, 30), Decimal(1000)))
    assert Target.objects.filter(indicator__version__number=2).count() == 1
    asked = {"actor": tier.ward_leader, "now": at(date(2026, 10, 2)), "plan": CODE, "holder_id": tier.ward}
    assert queries.targets(**asked, as_of=date(2026, 9, 30))  # type: ignore[arg-type]
