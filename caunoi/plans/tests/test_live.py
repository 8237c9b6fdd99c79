"""Claims about targets that the program measures by itself, from the journal to the state on a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caunoi.measures.tests.samples import dossier
from caunoi.people import testing as people
from caunoi.plans import operations, queries
from caunoi.plans.models import Offer, PlanIndicator, Target
from caunoi.plans.operations import cascade
from caunoi.plans.shapes import Measure
from caunoi.plans.tests import cascading
from caunoi.plans.tests.samples import START, at, content, indicator
from caunoi.units.testing import agency, ward

pytestmark = pytest.mark.django_db
ONLINE = Measure("766", "ONLINE_DOSSIERS")
"""Dossiers filed online among those received, in percent (Decision 766/QĐ-TTg)."""


def received(province: str, *channels: str, on: date) -> None:
    for channel in channels:
        dossier(on, on, channel=channel, province=province)


def test_a_target_follows_the_share_of_dossiers_filed_online() -> None:
    ward("00082", "Cửa Nam", now=at(START))  # and its province
    place = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    leader = people.actor(people.officer(place.id, "leader").id, at=at(START))
    said = content(place.id, indicators=(indicator("truc-tuyen", place.id, "70", measure=ONLINE, baseline="20"),))
    common = {"code": "mau", "actor": leader, "now": at(START)}
    operations.begin(agency_id=place.id, content=said, **common)  # type: ignore[arg-type]
    operations.submit(**common)  # type: ignore[arg-type]
    operations.approve(**common)  # type: ignore[arg-type]
    operations.issue(document_number="1/KH-UBND", issued_on=START, **common)  # type: ignore[arg-type]
    now = at(date(2026, 9, 22))
    one = {"code": "mau", "indicator": "truc-tuyen", "holder_id": place.id, "actor": leader, "now": now}
    assert queries.target(**one)[0].state == "no_data"  # type: ignore[arg-type]
    received("01", "online", "direct", "direct", "direct", on=date(2026, 8, 3))
    received("01", "online", "online", on=date(2026, 9, 1))
    received("04", "direct", on=date(2026, 9, 1))
    (found,) = queries.target(**one)  # type: ignore[arg-type]
    assert found.latest is not None
    assert (found.latest.source, found.latest.part, found.latest.whole) == ("live", Decimal(3), Decimal(6))
    assert (found.latest.value, found.latest.on, found.state) == (Decimal(50), date(2026, 9, 22), "on_track")
    (before,) = queries.target(**one, as_of=date(2026, 8, 31))  # type: ignore[arg-type]
    assert before.latest is not None
    assert (before.latest.value, before.state) == (Decimal(25), "at_risk")
    received("01", *["online"] * 4, on=date(2026, 9, 21))
    assert [one.met for one in queries.review("mau", actor=leader, now=now).pillars] == [1]
    owed = queries.owed(place.id, actor=leader, now=at(date(2026, 12, 30)))
    assert {one.kind for one in owed} == {"plan_sending"}  # nobody reports what is measured


def test_a_split_by_the_last_value_starts_from_what_is_measured() -> None:
    tier = cascading.tiers(60, combination="mean")
    PlanIndicator.objects.update(
        source="live", measure_index=ONLINE.index, measure_item=ONLINE.item, measure_part=ONLINE.part
    )
    on = date(2026, 9, 1)
    received("01", "online", "online", "online", "direct", on=on)
    received("04", "online", "direct", "direct", "direct", on=on)
    cascade_id = cascade.propose(
        target_id=tier.target_id, methods=("by_last_value",), actor=tier.ministry_leader, now=cascading.NOW
    )
    offers = Offer.objects.filter(cascade_id=cascade_id).order_by("code")
    moved = [(int(one.last_value or 0), int(one.value)) for one in offers]
    assert moved == [(75, 85), (25, 35)]  # both by 10: the mean is 60
    cascade.fix(cascade_id=cascade_id, reason="Chốt theo họp", actor=tier.ministry_leader, now=cascading.NOW)
    assert Target.objects.get(holder_id=tier.hanoi).baseline == Decimal(75)
