"""Claims about a target on its way down: prepared, sent, answered, sent again, fixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from caunoi.core.errors import DomainError
from caunoi.core.journal.queries import entries_of
from caunoi.people import testing as people
from caunoi.plans.cascading import errors
from caunoi.plans.models import Cascade, Offer, Target, Value
from caunoi.plans.operations import cascade as operations
from caunoi.plans.queries import cascade as queries
from caunoi.plans.tests.cascading import NOW, Tiers, tiers

pytestmark = pytest.mark.django_db
STATEMENTS = 24
"""To prepare a split and send it, with savepoints and what permission asks, whatever the number of units."""


@pytest.fixture(scope="module")
def tier(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tiers]:
    """Made once, and undone after the last test; every test runs inside and leaves it as it was."""
    with django_db_blocker.unblock():
        undo = transaction.atomic()
        undo.__enter__()
        made = tiers()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        undo.__exit__(None, None, None)


def _proposed(tier: Tiers, *methods: Any, **options: Any) -> Any:
    return operations.propose(
        target_id=tier.target_id, methods=methods or ("equal",), actor=tier.ministry_leader, now=NOW, **options
    )


def _offer_of(cascade_id: Any, agency_id: Any) -> Offer:
    return Offer.objects.get(cascade_id=cascade_id, agency_id=agency_id)


def _all_accept(cascade_id: Any) -> None:
    """As if every unit had said yes."""
    Offer.objects.filter(cascade_id=cascade_id).update(state="accepted")


def _down_to_communes(tier: Tiers) -> Any:
    """The ministry's split is fixed, and Hà Nội has sent its own to the communes."""
    above = _proposed(tier)
    _all_accept(above)
    operations.fix(cascade_id=above, actor=tier.ministry_leader, now=NOW)
    return operations.propose(
        target_id=_offer_of(above, tier.hanoi).target_id, methods=("equal",), actor=tier.hanoi_leader, now=NOW
    )


class TestProposing:
    def test_it_goes_to_the_committees_of_the_next_level_in_parts_that_add_up(self, tier: Tiers) -> None:
        view = queries.cascade(_proposed(tier), actor=tier.ministry_leader, now=NOW)
        assert [(one.code, int(one.value), one.state) for one in view.offers] == [
            ("01", 500, "offered"), ("04", 500, "offered"),
        ]  # fmt: skip
        assert view.fit.met
        assert view.fit.gap == 0

    def test_it_follows_the_population(self, tier: Tiers) -> None:
        view = queries.cascade(_proposed(tier, "by_population"), actor=tier.ministry_leader, now=NOW)
        assert [one.value for one in view.offers] == [940, 60]  # 8,718,000 and 555,809

    def test_it_goes_through_two_levels_at_once(self, tier: Tiers) -> None:
        root = _proposed(tier, "by_population", "equal")
        assert Cascade.objects.filter(root_id=root).count() == 2
        below = Cascade.objects.get(root_id=root, agency_id=tier.hanoi)
        view = queries.cascade(below.id, actor=tier.hanoi_leader, now=NOW)
        assert len(view.offers) == 126
        assert view.frame.state == "open"
        assert view.frame.value == 940
        assert view.fit.gap == 0
        assert queries.listed(root, actor=tier.ministry_leader, now=NOW, through=True).total == 182

    def test_the_number_of_statements_does_not_depend_on_the_number_of_units(self, tier: Tiers) -> None:
        above = _proposed(tier)
        _all_accept(above)
        operations.fix(cascade_id=above, actor=tier.ministry_leader, now=NOW)

        def statements(actor: Any, offer: Offer) -> int:
            with CaptureQueriesContext(connection) as seen:
                cascade = operations.propose(target_id=offer.target_id, methods=("equal",), actor=actor, now=NOW)
            units = Offer.objects.filter(cascade_id=cascade).count()
            assert units == {"01": 126, "04": 56}[offer.code]
            return len(seen)

        caobang = Offer.objects.get(cascade_id=above, code="04")
        leader = people.actor(people.officer(caobang.agency_id, "leader", second_factor=False).id, at=NOW)
        assert statements(leader, caobang) == STATEMENTS
        assert statements(tier.hanoi_leader, _offer_of(above, tier.hanoi)) == STATEMENTS

    def test_a_draft_is_seen_by_nobody_below_and_replaced_by_another(self, tier: Tiers) -> None:
        options: dict[str, Any] = {"target_id": tier.target_id, "actor": tier.ministry_specialist, "now": NOW}
        operations.prepare(methods=("equal", "equal"), **options)
        draft = operations.prepare(methods=("by_population",), **options)
        assert Cascade.objects.count() == 1
        assert queries.offers_to(tier.hanoi, actor=tier.hanoi_leader, now=NOW) == []
        with pytest.raises(errors.OfferNotFound):
            queries.offer(_offer_of(draft, tier.hanoi).id, actor=tier.hanoi_leader, now=NOW)
        with pytest.raises(errors.LeaderDecides):
            operations.send(cascade_id=draft, actor=tier.ministry_specialist, now=NOW)
        operations.send(cascade_id=draft, actor=tier.ministry_leader, now=NOW)
        assert len(queries.offers_to(tier.hanoi, actor=tier.hanoi_leader, now=NOW)) == 1

    def test_it_is_split_once_at_a_time(self, tier: Tiers) -> None:
        _proposed(tier)
        with pytest.raises(errors.AlreadySplit):
            _proposed(tier)

    def test_only_the_holder_splits(self, tier: Tiers) -> None:
        with pytest.raises(errors.NotYourSplit):
            operations.prepare(target_id=tier.target_id, methods=("equal",), actor=tier.hanoi_leader, now=NOW)

    def test_it_follows_the_last_values(self, tier: Tiers) -> None:
        plan = Target.objects.get(pk=tier.target_id).indicator.version.plan
        caobang = Offer.objects.get(cascade_id=_proposed(tier), code="04").agency_id
        Cascade.objects.all().delete()
        for holder, value, days in ((tier.hanoi, 10, 9), (tier.hanoi, 30, 5), (caobang, 10, 5)):
            Value.objects.create(
                plan=plan, indicator_code="mau", holder_id=holder, on=(NOW - timedelta(days=days)).date(),
                value=value, evidence="1/BC", reported_at=NOW,
            )  # fmt: skip
        view = queries.cascade(_proposed(tier, "by_last_value"), actor=tier.ministry_leader, now=NOW)
        assert [one.value for one in view.offers] == [750, 250]
        assert [one.last_value for one in view.offers] == [30, 10]


class TestBadInput:
    def _problems(self, tier: Tiers, *methods: Any, pasted: str = "") -> list[str]:
        with pytest.raises(errors.UnfitSplit) as refused:
            _proposed(tier, *methods, pasted=pasted)
        assert not Cascade.objects.exists()
        assert entries_of("plan_cascade", tier.target_id) == []
        return [str(one) for one in refused.value.problems]

    def test_a_split_that_does_not_add_up_is_refused_with_the_gap(self, tier: Tiers) -> None:
        found = self._problems(tier, "by_hand", pasted="01\t600\n04\t350,5")
        assert found == ["Tổng của các đơn vị là 950,5, lệch 49,5 so với chỉ tiêu chung 1.000."]

    def test_unknown_and_repeated_units_are_named_with_row_and_column(self, tier: Tiers) -> None:
        assert self._problems(tier, "by_hand", pasted="01\t600\n79\t200\n01\t400") == [
            "dòng 2, cột “Mã đơn vị”: “79” không phải là mã của đơn vị nào thuộc diện được giao.",
            "dòng 3, cột “Mã đơn vị”: Đơn vị 01 đã có ở dòng 1.",
            "Còn thiếu 1 đơn vị: 04 Tỉnh Cao Bằng.",
        ]

    def test_units_without_a_population_are_named(self, tier: Tiers) -> None:
        found = self._problems(tier, "equal", "by_population")
        assert len(found) == 2
        assert "Chưa có dân số của 126 đơn vị" in found[0]

    def test_two_tables_at_once_are_refused(self, tier: Tiers) -> None:
        assert self._problems(tier, "by_hand", "by_hand") == ["Chỉ một trong hai cấp được nhập bằng bảng dán vào."]

    def test_a_ward_has_nobody_below(self, tier: Tiers) -> None:
        cascade = _down_to_communes(tier)
        with pytest.raises(errors.NoUnitsBelow):
            operations.prepare(
                offer_id=_offer_of(cascade, tier.ward).id, methods=("equal",), actor=tier.ward_leader, now=NOW
            )


class TestRounds:
    def test_a_commune_counter_proposes_and_the_province_agrees_and_fixes(self, tier: Tiers) -> None:
        cascade = _down_to_communes(tier)
        mine = _offer_of(cascade, tier.ward)
        value, later = mine.value, NOW + timedelta(hours=1)
        operations.counter(
            offer_id=mine.id, round=1, value=value - 1, reason="Địa bàn nhỏ", actor=tier.ward_leader, now=later
        )
        view = queries.cascade(cascade, actor=tier.hanoi_leader, now=later)
        assert view.counts.countered == 1
        assert [view.fit.gap, view.fit_countered.gap] == [0, 1]
        assert operations.take_counters(cascade_id=cascade, actor=tier.hanoi_specialist, now=later) == 1
        other = next(one for one in view.offers if one.agency_id != tier.ward)
        operations.set_next(
            cascade_id=cascade, values={other.agency_id: other.value + 1}, actor=tier.hanoi_specialist, now=later
        )
        assert queries.cascade(cascade, actor=tier.hanoi_leader, now=later).fit_next.gap == 0
        operations.next_round(cascade_id=cascade, actor=tier.hanoi_leader, now=later)
        page = queries.offer(mine.id, actor=tier.ward_leader, now=later)
        assert [(m.round, m.kind) for m in page.history] == [(1, "offered"), (1, "countered"), (2, "agreed")]
        assert (page.offer.state, page.offer.value) == ("accepted", value - 1)
        with pytest.raises(errors.DoesNotFit) as refused:
            operations.fix(cascade_id=cascade, actor=tier.hanoi_leader, now=later)
        assert [str(one) for one in refused.value.problems] == ["Còn 125 đơn vị chưa trả lời."]
        _all_accept(cascade)
        operations.fix(cascade_id=cascade, actor=tier.hanoi_leader, now=later)
        target = Target.objects.get(holder_id=tier.ward)
        assert (target.value, target.level, target.parent.holder_id if target.parent else None) == (
            value - 1, "commune", tier.hanoi,
        )  # fmt: skip
        assert [e.kind for e in entries_of("plan_offer", mine.id)] == [
            "plan.offer_made", "plan.offer_countered", "plan.offer_agreed", "plan.offer_fixed",
        ]  # fmt: skip

    def test_the_parent_may_insist_and_the_unit_answers_the_new_round(self, tier: Tiers) -> None:
        cascade = _proposed(tier)
        mine = _offer_of(cascade, tier.hanoi)
        operations.counter(offer_id=mine.id, round=1, value=Decimal(1), reason="Khó lắm", actor=tier.hanoi_leader, now=NOW)  # fmt: skip  # noqa: E501
        operations.set_next(cascade_id=cascade, values={tier.hanoi: mine.value}, actor=tier.ministry_specialist, now=NOW)  # fmt: skip  # noqa: E501
        operations.next_round(cascade_id=cascade, actor=tier.ministry_leader, now=NOW)
        with pytest.raises(errors.OfferMovedOn):
            operations.accept(offer_id=mine.id, round=1, actor=tier.hanoi_leader, now=NOW)
        operations.accept(offer_id=mine.id, round=2, actor=tier.hanoi_leader, now=NOW)
        assert queries.cascade(cascade, actor=tier.ministry_leader, now=NOW).counts.accepted == 1

    def test_what_is_split_below_follows_the_new_value(self, tier: Tiers) -> None:
        root = _proposed(tier, "equal", "equal")
        operations.paste_next(cascade_id=root, text="1\tHà Nội\t600\n4\tCao Bằng\t400", actor=tier.ministry_leader, now=NOW)  # fmt: skip  # noqa: E501
        operations.next_round(cascade_id=root, actor=tier.ministry_leader, now=NOW)
        below = Cascade.objects.get(root_id=root, agency_id=tier.hanoi)
        assert queries.cascade(below.id, actor=tier.hanoi_leader, now=NOW).fit.gap == 100
        with pytest.raises(errors.ParentNotFixed):
            operations.fix(cascade_id=below.id, actor=tier.hanoi_leader, now=NOW)

    def test_a_next_round_needs_something_to_say(self, tier: Tiers) -> None:
        with pytest.raises(errors.NothingPrepared):
            operations.next_round(cascade_id=_proposed(tier), actor=tier.ministry_leader, now=NOW)

    def test_it_stands_as_it_stood_at_any_moment(self, tier: Tiers) -> None:
        cascade = _proposed(tier)
        mine = _offer_of(cascade, tier.hanoi)
        later = NOW + timedelta(days=1)
        operations.counter(offer_id=mine.id, round=1, value=Decimal(7), reason="Khó lắm", actor=tier.hanoi_leader, now=later)  # fmt: skip  # noqa: E501
        before = queries.cascade(cascade, actor=tier.ministry_leader, now=later, at=NOW)
        after = queries.cascade(cascade, actor=tier.ministry_leader, now=later, at=later)
        assert (before.counts.countered, after.counts.countered) == (0, 1)
        assert next(one for one in after.offers if one.agency_id == tier.hanoi).counter == 7
        assert queries.cascade(cascade, actor=tier.ministry_leader, now=later, at=NOW - timedelta(days=1)).offers == ()

    def test_a_unit_that_asks_for_another_value_says_why(self, tier: Tiers) -> None:
        mine = _offer_of(_proposed(tier), tier.hanoi)
        given: dict[str, Any] = {"offer_id": mine.id, "round": 1, "actor": tier.hanoi_leader, "now": NOW}
        with pytest.raises(errors.SayWhyCascade):
            operations.counter(value=Decimal(3), reason="  ", **given)
        with pytest.raises(errors.UnfitSplit):
            operations.counter(value=mine.value, reason="Như vậy là được", **given)
        with pytest.raises(errors.UnfitSplit):
            operations.counter(value=Decimal("0.1234567"), reason="Như vậy là được", **given)

    def test_a_specialist_prepares_and_only_the_unit_sees_it(self, tier: Tiers) -> None:
        mine = _offer_of(_proposed(tier), tier.hanoi)
        operations.prepare_answer(
            offer_id=mine.id, value=Decimal(400), reason="Theo số liệu", actor=tier.hanoi_specialist, now=NOW
        )
        assert queries.offer(mine.id, actor=tier.hanoi_leader, now=NOW).offer.prepared_value == 400
        assert queries.offer(mine.id, actor=tier.ministry_leader, now=NOW).offer.prepared_value is None
        with pytest.raises(errors.LeaderDecides):
            operations.accept(offer_id=mine.id, round=1, actor=tier.hanoi_specialist, now=NOW)


class TestClosing:
    def test_it_is_fixed_short_only_with_a_reason(self, tier: Tiers) -> None:
        cascade = _proposed(tier)
        Offer.objects.filter(cascade_id=cascade, agency_id=tier.hanoi).update(value=300)
        _all_accept(cascade)
        with pytest.raises(errors.DoesNotFit) as refused:
            operations.fix(cascade_id=cascade, actor=tier.ministry_leader, now=NOW)
        assert "lệch 200" in str(refused.value)
        operations.fix(cascade_id=cascade, reason="Bù bằng dự phòng", actor=tier.ministry_leader, now=NOW)
        entry = entries_of("plan_cascade", cascade)[-1]
        assert (entry.kind, entry.data["gap"], entry.data["short"]) == ("plan.cascade_fixed", "200.000000", True)

    def test_what_bound_before_ends_when_another_split_is_fixed(self, tier: Tiers) -> None:
        old = Target.objects.get(pk=tier.target_id)
        earlier = Target.objects.create(
            indicator=old.indicator, parent=old, holder_id=tier.hanoi, due_on=old.due_on, value=1, level="province",
            valid_from=old.valid_from,
        )  # fmt: skip
        cascade = _proposed(tier)
        operations.fix(cascade_id=cascade, reason="Chốt theo họp", actor=tier.ministry_leader, now=NOW)
        earlier.refresh_from_db()
        assert earlier.valid_to == NOW.date()
        assert Target.objects.get(holder_id=tier.hanoi, valid_to=None).value == 500

    def test_fixing_points_what_is_split_below_to_the_new_target(self, tier: Tiers) -> None:
        root = _proposed(tier, "equal", "equal")
        operations.fix(cascade_id=root, reason="Chốt theo họp", actor=tier.ministry_leader, now=NOW)
        below = Cascade.objects.get(root_id=root, agency_id=tier.hanoi)
        operations.fix(cascade_id=below.id, reason="Chốt theo họp", actor=tier.hanoi_leader, now=NOW)
        assert Target.objects.filter(parent__parent_id=tier.target_id).count() == 126

    def test_what_is_withdrawn_goes_with_everything_below_and_may_be_split_again(self, tier: Tiers) -> None:
        root = _proposed(tier, "equal", "equal")
        with pytest.raises(errors.SayWhyCascade):
            operations.withdraw(cascade_id=root, actor=tier.ministry_leader, now=NOW)
        operations.withdraw(cascade_id=root, reason="Giao lại sau họp", actor=tier.ministry_leader, now=NOW)
        assert set(Offer.objects.values_list("state", flat=True)) == {"withdrawn"}
        assert queries.offers_to(tier.ward, actor=tier.ward_leader, now=NOW) == []
        _proposed(tier)


class TestReading:
    def test_a_unit_sees_its_own_offer_and_nothing_of_the_others(self, tier: Tiers) -> None:
        cascade = _proposed(tier)
        caobang = Offer.objects.get(cascade_id=cascade, code="04")
        with pytest.raises(errors.OfferNotFound):
            queries.offer(caobang.id, actor=tier.hanoi_leader, now=NOW)
        with pytest.raises(errors.CascadeNotFound):
            queries.cascade(cascade, actor=tier.hanoi_leader, now=NOW)
        assert queries.offer(caobang.id, actor=tier.ministry_leader, now=NOW).offer.value == 500

    def test_the_agency_above_sees_what_is_split_below_once_it_is_sent(self, tier: Tiers) -> None:
        cascade = _down_to_communes(tier)
        with pytest.raises(errors.CascadeNotFound):
            queries.cascade(cascade, actor=tier.ward_leader, now=NOW)
        Cascade.objects.filter(pk=cascade).update(parent_offer=Offer.objects.get(agency_id=tier.hanoi))
        assert queries.cascade(cascade, actor=tier.ministry_leader, now=NOW).counts.total == 126

    @pytest.mark.parametrize(("q", "total"), [("cua nam", 1), ("00082", 1), ("phuong", 55), ("zzz", 0), ("", 126)])
    def test_names_are_found_without_their_marks(self, tier: Tiers, q: str, total: int) -> None:
        cascade = _down_to_communes(tier)
        found = queries.listed(cascade, actor=tier.hanoi_leader, now=NOW, q=q, size=50)
        assert found.total == total
        assert len(found.offers) == min(total, 50)

    def test_nobody_of_elsewhere_sees_or_does_anything(self, tier: Tiers) -> None:
        cascade = _proposed(tier)
        mine = _offer_of(cascade, tier.hanoi)
        stranger = replace(tier.ward_leader)
        given: dict[str, Any] = {"actor": stranger, "now": NOW}
        for attempt in (
            lambda: operations.accept(offer_id=mine.id, round=1, **given),
            lambda: operations.next_round(cascade_id=cascade, **given),
            lambda: operations.fix(cascade_id=cascade, **given),
            lambda: operations.withdraw(cascade_id=cascade, **given),
            lambda: operations.take_counters(cascade_id=cascade, **given),
            lambda: queries.offer(mine.id, **given),
            lambda: queries.cascade(cascade, **given),
            lambda: queries.cascades(tier.ministry, **given),
        ):
            with pytest.raises(DomainError) as refused:
                attempt()
            assert refused.value.status in (403, 404)
