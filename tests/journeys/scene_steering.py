"""What steering has on its pages: tasks, roll-outs, classification, plans, a cascade."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from caunoi.classification import operations as classification
from caunoi.classification import queries as classified
from caunoi.people import testing as people
from caunoi.plans import operations as plans
from caunoi.plans.operations import cascade
from caunoi.plans.queries import cascade as steered
from caunoi.plans.shapes import IndicatorDraft, PillarDraft, PlanContent, TargetDraft
from caunoi.plans.tests import cascading
from caunoi.rollouts import queries as rollouts
from caunoi.rollouts import testing as rolling
from caunoi.tasks import operations as tasks
from caunoi.tasks import queries as task_queries
from caunoi.tasks import testing as task_testing
from caunoi.tasks.shapes import NewFile
from caunoi.units.testing import agency
from tests.journeys.scene_base import NEW_NAMES, REASON, Scene, picture, province_leader


def tasked(scene: Scene, now: datetime) -> None:
    """Tasks of a province to a ward: one that is worked on, one that waits for the province to verify."""
    place = task_testing.office(now)
    scene.clients["tasks_leader"] = people.signed_in_officer(place.issuer_leader.person_id)
    scene.clients["tasks_specialist"] = people.signed_in_officer(place.specialist.person_id)
    beside = agency("department", "province", "Sở phối hợp mẫu", code="000.00.78.H26", province_code="01")
    scene.clients["tasks_helper"] = people.signed_in_officer(people.officer(beside.id, "specialist").id)
    worked, waiting = (
        task_testing.assigned(place, now=now, due_in=days, title=REASON, responsibility=REASON, result=REASON,
                              authority=REASON, coordinating=(beside.id,)) for days in (3, 30)
    )  # fmt: skip
    files = [NewFile("minh-chung.png", picture())]
    tasks.report_progress(task_id=worked.id, percent=40, words=REASON, actor=place.specialist, now=now, files=files)
    tasks.submit_for_closing(task_id=waiting.id, words=REASON, actor=place.specialist, now=now)
    told = task_queries.detail(worked.id, actor=place.specialist, now=now)
    scene.values["task_id"] = [str(worked.id), str(waiting.id)]
    scene.values["file_id"] = [*scene.values["file_id"], str(told.progress[0].files[0].id)]


def rolled_out(scene: Scene, now: datetime) -> None:
    """A system in the ward's hands, tried at the province's committee; and a pilot that still goes on."""
    leader = province_leader("Triệu Văn Giả Rộng", now)
    scene.clients["rollout_leader"] = people.signed_in_officer(leader.person_id)
    assert leader.agency_id
    ward, own = scene.office.committee_id, leader.agency_id
    pilot = rolling.walked("pilot", leader=leader, pilot_agency_id=ward, now=now, code="TK-MAU-2")
    rolled = rolling.walked("rolling", leader=leader, pilot_agency_id=own, places=[ward], now=now)
    view = rollouts.rollout(rolled, actor=leader, now=now)
    place = rollouts.places(rolled, actor=leader, now=now, wave=1)[0]
    at_place = rollouts.place(place.id, actor=leader, now=now)
    criteria = rollouts.rollout(pilot, actor=leader, now=now).exit
    assert view.guidance
    scene.values |= {
        "rollout_id": [str(rolled), str(pilot)], "criterion_id": [str(criteria[0].id)], "place_id": [str(place.id)],
        "item_id": [str(at_place.items[0].id)], "rollout_file_id": [str(view.guidance.file_id)],
    }  # fmt: skip


def classed(scene: Scene, now: datetime) -> None:
    """The ward was classified, explained itself, and waits for the second look; another one waits to be sent."""
    leader = province_leader("Doãn Thị Giả Xếp", now)
    scene.clients["classifying_leader"] = people.signed_in_officer(leader.person_id)
    assert leader.agency_id
    asked = {"scheme": "example", "agency_id": leader.agency_id, "actor": leader, "now": now, "level": "commune"}
    sent = classification.propose(year=2026, **asked)  # type: ignore[arg-type]
    line = next(
        one for one in classified.outcomes(sent, actor=leader, now=now) if one.agency_id == scene.office.committee_id
    )
    classification.set_points(
        outcome_id=line.id, criterion="initiative", points=Decimal("7.5"), reason=REASON, file=rolling.FILE,
        actor=leader, now=now,
    )  # fmt: skip
    classification.send(classing_id=sent, actor=leader, now=now)
    classification.explain(outcome_id=line.id, text=REASON, actor=scene.office.head, now=now)
    unsent = classification.propose(year=2025, **asked)  # type: ignore[arg-type]
    view = classified.outcome(line.id, actor=leader, now=now)
    by_hand = next(one.point for one in view.nodes if one.criterion.id == "initiative")
    assert by_hand
    scene.values |= {
        "classing_id": [str(sent), str(unsent)], "outcome_id": [str(line.id)],
        "classed_by": ["initiative", "on_time"], "classification_file_id": [str(by_hand.file_id)],
    }  # fmt: skip


def planned(scene: Scene, now: datetime) -> None:
    """Plans of the ward at every step; of the one in force, a value with a file, and a revision being drafted."""
    office, place = scene.office, scene.office.committee_id
    today = now.date()

    def said(code: str) -> IndicatorDraft:
        target = TargetDraft(place, today + timedelta(days=90), Decimal(100), Decimal(50), today - timedelta(days=90))
        return IndicatorDraft(code, "data", NEW_NAMES, "%", targets=(target,))

    for steps, code in enumerate(("plan-draft", "plan-submitted", "plan-approved", "plan-issued")):
        content = PlanContent(
            REASON, "other", today.replace(month=1, day=1), today + timedelta(days=90), REASON,
            (PillarDraft("data", NEW_NAMES),), (said("one"),),
        )  # fmt: skip
        common: dict[str, Any] = {"code": code, "now": now}
        plans.begin(agency_id=place, content=content, actor=office.specialist, **common)
        if steps > 0:
            plans.submit(actor=office.specialist, **common)
        if steps > 1:
            plans.approve(actor=office.leader, **common)
    plans.issue(document_number="1/KH-UBND", issued_on=today, actor=office.leader, **common)
    value = plans.report_value(
        indicator="one", holder_id=place, on=today, value=Decimal(70), evidence=REASON, actor=office.specialist,
        file=("minh-chung.png", picture()), **common,
    )  # fmt: skip
    plans.revise(change_note=REASON, actor=office.specialist, **common)
    scene.values |= {
        "plan_code": ["plan-issued", "plan-draft", "plan-submitted", "plan-approved"], "plan_indicator": ["one"],
        "plan_holder_id": [str(place)], "plan_value_id": [str(value.id)],
    }  # fmt: skip


def cascaded(scene: Scene, now: datetime) -> None:
    """A province's target, split among its communes; the ward asks for another value."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    leader = people.actor(people.officer(province.id, "leader", second_factor=False).id, at=now)
    whole = cascading.target(province.id, 90, code="mau-phan-bo")
    made = cascade.propose(target_id=whole.id, methods=["equal"], actor=leader, now=now)
    offered = steered.offers_to(scene.office.committee_id, actor=scene.office.leader, now=now)[0].offer
    cascade.counter(offer_id=offered.id, round=1, value=Decimal(80), reason=REASON, actor=scene.office.leader, now=now)
    scene.values |= {"cascade_id": [str(made)], "offer_id": [str(offered.id)], "source_id": [str(whole.id)]}
