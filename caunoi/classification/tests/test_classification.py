"""A year's classification: proposed and frozen, explained in time, looked at again, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.classification import operations, queries, sources
from caunoi.classification.errors import (
    AlreadyProposed,
    ClassificationNotFound,
    ExplanationsOpen,
    NotTheClassified,
    NotTheClassifier,
    NotTheDecider,
    PointsMissing,
    SayWhy,
    TooLateToExplain,
    UnfitDeadline,
    UnfitPoints,
    WrongLevel,
    WrongStep,
    YearNotBegun,
)
from caunoi.classification.rules.criteria import Source
from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.core.journal.queries import entries_of
from caunoi.documents.errors import ProgramFile
from caunoi.people import testing as people
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency, ward

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
LAST_DAY = NOW + timedelta(days=5)
AFTER = NOW + timedelta(days=6)


@dataclass(frozen=True)
class Land:
    province: AgencyView
    commune: AgencyView
    leader: Person
    specialist: Person
    commune_head: Person
    stranger: Person


def serving(agency_: AgencyView, role: str) -> Person:
    return people.actor(people.officer(agency_.id, role, second_factor=False).id, at=NOW)


@pytest.fixture
def land(db: None) -> Land:
    commune = ward("00082", "Cửa Nam", now=NOW)[0]
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    other = agency("department", "province", "Sở khác", code="000.00.77.H26", province_code="01")
    return Land(
        province, commune, serving(province, "leader"), serving(province, "specialist"),
        serving(commune, "head_of_unit"), serving(other, "leader"),
    )  # fmt: skip


def proposed(land: Land, **change: object) -> UUID:
    asked = {
        "scheme": "example", "level": "commune", "year": 2026, "agency_id": land.province.id, "actor": land.specialist,
        "now": NOW,
    } | change  # fmt: skip
    return operations.propose(**asked)  # type: ignore[arg-type]


@pytest.fixture
def classing(land: Land) -> UUID:
    return proposed(land)


@pytest.fixture
def sent(land: Land, classing: UUID) -> UUID:
    operations.send(classing_id=classing, actor=land.leader, now=NOW)
    return classing


def mine(land: Land, classing: UUID) -> UUID:
    lines = queries.outcomes(classing, actor=land.leader, now=NOW)
    return next(one.id for one in lines if one.agency_id == land.commune.id)


def by_hand(land: Land, outcome: UUID, now: datetime = NOW, **change: object) -> None:
    given = {
        "criterion": "initiative", "points": Decimal("7.5"), "reason": "Có hai cách làm mới", "document": "12/BC-UBND",
        "actor": land.specialist,
    } | change  # fmt: skip
    operations.set_points(outcome_id=outcome, now=now, **given)  # type: ignore[arg-type]


def test_a_proposal_freezes_points_with_what_they_rest_on(land: Land, classing: UUID) -> None:
    view = queries.outcome(mine(land, classing), actor=land.specialist, now=NOW)
    points = {one.criterion.id: (one.points, one.point.state if one.point else "") for one in view.nodes}
    assert points["on_time"] == (Decimal("20.00"), "no_data")
    assert points["plan"] == (Decimal("0.00"), "no_data")
    assert points["initiative"] == (Decimal("0.00"), "missing")
    assert points["work"][0] == Decimal("30.00")
    assert view.line.points == sum(one.points for one in view.nodes if one.depth == 0)
    assert [entry.kind for entry in entries_of("classification", classing)] == ["classification.proposed"]
    assert [e.kind for e in entries_of("classification_result", view.line.id)] == ["classification.result_proposed"]
    with pytest.raises(AlreadyProposed):
        proposed(land)


def test_the_one_classified_sees_it_once_it_is_sent(land: Land, classing: UUID) -> None:
    outcome = mine(land, classing)
    assert queries.my_outcomes(land.commune.id, actor=land.commune_head, now=NOW) == []
    with pytest.raises(ClassificationNotFound):
        queries.outcome(outcome, actor=land.commune_head, now=NOW)
    by = operations.send(classing_id=classing, actor=land.leader, now=NOW)
    assert by == date(2026, 12, 6)
    ((_classing, line),) = queries.my_outcomes(land.commune.id, actor=land.commune_head, now=NOW)
    assert (line.id, line.step) == (outcome, "explaining")
    assert [one.due_on for one in queries.owed(land.commune.id, actor=land.commune_head, now=NOW)] == [by]
    with pytest.raises(ClassificationNotFound):
        queries.outcome(outcome, actor=land.stranger, now=NOW)
    with pytest.raises(WrongStep):
        operations.send(classing_id=classing, actor=land.leader, now=NOW)


def test_an_explanation_is_taken_until_the_end_of_its_last_day(land: Land, sent: UUID) -> None:
    outcome = mine(land, sent)
    operations.explain(outcome_id=outcome, text="Hai chỉ tiêu bị chậm do bão", actor=land.commune_head, now=LAST_DAY)
    with pytest.raises(TooLateToExplain) as error:
        operations.explain(outcome_id=outcome, text="Thêm một lý do nữa", actor=land.commune_head, now=AFTER)
    assert "06/12/2026" in str(error.value)
    with pytest.raises(NotTheClassified):
        operations.explain(outcome_id=outcome, text="Tôi nói thay", actor=land.stranger, now=NOW)
    assert len(queries.outcome(outcome, actor=land.leader, now=AFTER).explanations) == 1


def test_a_decision_waits_for_the_explanation_and_a_second_look(land: Land, sent: UUID) -> None:
    outcome = mine(land, sent)
    by_hand(land, outcome)
    decide = {"outcome_id": outcome, "actor": land.leader}
    with pytest.raises(ExplanationsOpen):
        operations.decide(now=NOW, **decide)  # type: ignore[arg-type]
    with pytest.raises(WrongStep):  # a measured criterion changes only after an explanation
        by_hand(land, outcome, criterion="plan", points=Decimal(30))
    operations.explain(outcome_id=outcome, text="Có chỉ tiêu chưa được ghi nhận", actor=land.commune_head, now=NOW)
    with pytest.raises(ExplanationsOpen):
        operations.decide(now=AFTER, **decide)  # type: ignore[arg-type]
    by_hand(land, outcome, now=AFTER, criterion="plan", points=Decimal("35"))
    operations.reexamine(outcome_id=outcome, actor=land.specialist, now=AFTER)
    view = queries.outcome(outcome, actor=land.leader, now=AFTER)
    assert [one.points for one in view.earlier["plan"]] == [Decimal("0.00")]
    assert view.line.points > view.line.proposed_points
    with pytest.raises(SayWhy):
        operations.decide(now=AFTER, grade="excellent", **decide)  # type: ignore[arg-type]
    given = operations.decide(now=AFTER, grade="excellent", reason="Đứng đầu tỉnh về phục vụ", **decide)  # type: ignore[arg-type]
    assert given == "excellent"
    with pytest.raises(WrongStep):
        operations.decide(now=AFTER, **decide)  # type: ignore[arg-type]
    last = entries_of("classification_result", outcome)[-1]
    assert (last.kind, last.data["differs"]) == ("classification.decided", True)


def test_the_rest_is_decided_together_when_nobody_explains(land: Land, sent: UUID) -> None:
    outcome = mine(land, sent)
    assert operations.decide_rest(classing_id=sent, actor=land.leader, now=AFTER) == 0
    with pytest.raises(PointsMissing, match="Sáng kiến"):
        operations.decide(outcome_id=outcome, actor=land.leader, now=AFTER)
    by_hand(land, outcome)
    assert operations.decide_rest(classing_id=sent, actor=land.leader, now=LAST_DAY) == 0
    assert operations.decide_rest(classing_id=sent, actor=land.leader, now=AFTER) == 1
    view = queries.outcome(outcome, actor=land.commune_head, now=AFTER)
    assert (view.line.step, view.line.grade) == ("decided", view.by_points)


@pytest.mark.parametrize("points", ["-1", "10.01", "7.555", "NaN"])
def test_points_by_hand_keep_within_their_maximum(land: Land, classing: UUID, points: str) -> None:
    with pytest.raises(UnfitPoints):
        by_hand(land, mine(land, classing), points=Decimal(points))


def test_points_by_hand_cite_a_document_or_carry_a_file_of_a_kind_we_take(land: Land, classing: UUID) -> None:
    outcome = mine(land, classing)
    with pytest.raises(UnfitPoints):
        by_hand(land, outcome, document="")
    with pytest.raises(ProgramFile):
        by_hand(land, outcome, document="", file=("a.pdf", b"MZ\x90\x00program"))
    with pytest.raises(UnfitPoints):
        by_hand(land, outcome, criterion="luck")
    assert queries.outcome(outcome, actor=land.leader, now=NOW).line.missing == 1


def test_who_may_classify_and_when(land: Land, classing: UUID) -> None:
    with pytest.raises(NotTheClassifier):
        proposed(land, actor=land.commune_head)
    with pytest.raises(NotTheClassifier):  # a province does not classify provinces
        proposed(land, level="province")
    with pytest.raises(WrongLevel):
        proposed(land, level="nation")
    with pytest.raises(YearNotBegun):
        proposed(land, year=2027)
    with pytest.raises(NotTheDecider):
        operations.send(classing_id=classing, actor=land.specialist, now=NOW)
    with pytest.raises(UnfitDeadline):
        operations.send(classing_id=classing, actor=land.leader, now=NOW, explain_by=NOW.date())


def test_the_number_of_statements_does_not_grow_with_the_agencies(land: Land) -> None:
    def asked(agencies: list[AgencyView]) -> int:
        question = sources.Question(agencies, "commune", date(2025, 12, 15), date(2026, 12, 15), NOW, land.leader, NOW)
        with CaptureQueriesContext(connection) as seen:
            for kind in sources.SOURCES:
                sources.facts(Source(kind, "766" if kind == "index" else ""), question)
        return len(seen)

    asked([land.commune])  # what is cached is cached
    assert asked([land.commune]) == asked([land.commune] * 50)
