"""An office with something on every page: dossiers at every stage and in every wait, an absence, a delegation."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client
from PIL import Image

from caunoi.classification import operations as classification
from caunoi.classification import queries as classified
from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.testing import STAGES, Office
from caunoi.exchange import following
from caunoi.exchange import operations as exchange
from caunoi.exchange import queries as machine_queries
from caunoi.exchange import testing as machines
from caunoi.measures import operations as measures
from caunoi.measures import queries as measured
from caunoi.measures.shapes import Evidence
from caunoi.payments import operations as payments
from caunoi.people import operations as people_operations
from caunoi.people import queries as people_queries
from caunoi.people import testing as people
from caunoi.plans import operations as plans
from caunoi.plans.operations import cascade
from caunoi.plans.queries import cascade as steered
from caunoi.plans.shapes import IndicatorDraft, PillarDraft, PlanContent, TargetDraft
from caunoi.plans.tests import cascading
from caunoi.procedures import operations as procedures
from caunoi.procedures import queries as procedure_queries
from caunoi.processes import operations as processes
from caunoi.rollouts import queries as rollouts
from caunoi.rollouts import testing as rolling
from caunoi.tasks import operations as tasks
from caunoi.tasks import queries as task_queries
from caunoi.tasks import testing as task_testing
from caunoi.tasks.shapes import NewFile
from caunoi.units import queries as units
from caunoi.units.testing import agency
from tests.journeys import scene_reports

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
NEW_NAMES = {"vi": "Cấp giấy xác nhận mẫu", "en": "Sample certificate", "th": "หนังสือรับรองตัวอย่าง"}
REASON = "Ảnh giấy chứng sinh bị mờ"
"""What an officer wrote: data, in Vietnamese whatever the page's language is."""
MORE_ROLES = ("clerk", "support_staff", "administrator")


@dataclass
class Scene:
    """Who may ask (by name), and the values that places of addresses may take, the most telling first."""

    office: Office
    clients: dict[str, Client]
    values: dict[str, list[str]] = field(default_factory=dict)


def made(now: datetime = NOW) -> Scene:
    """Everything at `now`."""
    office = replace(testing.office(now), citizen=Person(people.citizen(personal_id="001196000001").id))
    dossiers = _dossiers(office, now)
    scene = Scene(office, _clients(office))
    returned, ready = dossiers[0], dossiers[-1]
    files = [str(f) for f in (returned.receipt_file_id, returned.result_file_id, returned.components[0].file_id) if f]
    absence, delegation = _away(office, now)
    member = people_queries.members(office.committee_id, at=now)[0]
    scene.values = {
        "code": [d.code for d in dossiers if d.code],
        "procedure": ["1.001193"],
        "unit": ["00082"],
        "dossier_id": [str(ready.id)],
        "file_id": files,
        "component_id": ["birth_proof"],
        "state": ["to_examine", "to_sign", "to_receive", "to_return", "held", "late", "all"],
        "number": ["1"],
        "absence_id": [str(absence)],
        "delegation_id": [str(delegation)],
        "membership_id": [str(member.id)],
        "person_id": [str(member.person_id)],
        "upload_id": files[:1],
        "receipt_id": [_receipt(office, dossiers, now)],
        "provider": ["local"],
    }
    ward = units.unit_at("00082", on=now.date(), level="commune")
    scene.values |= {
        "index_id": ["766"], "level": ["province", "commune"], "key": ["01", str(ward.id)], "province": ["01"],
        "indicator_id": ["PROGRESS"], "suffix": ["csv"],
    }  # fmt: skip
    _modelled(scene, now)
    _paid(scene, now)
    _connected(scene, now)
    _catalogued(scene, now)
    _measured(scene, now)
    _rolled_out(scene, now)
    _classified(scene, now)
    _planned(scene, now)
    _cascaded(scene, now)
    scene.values["token"] = [tasks.renew_calendar(actor=office.specialist, now=now)]
    _tasked(scene, now)
    for name, values in scene_reports.made(office.committee_id, office.head, _picture(), now).items():
        scene.values[name] = [*scene.values.get(name, []), *values]
    return scene


def _connected(scene: Scene, now: datetime) -> None:
    """A post office whose system was told of dossiers, and an administrator of the agency that it acts for."""
    keeper = people.officer(scene.office.centre_id, "administrator", second_factor=False).id
    scene.clients["keeper"] = people.signed_in_officer(keeper)
    made = machines.machine(scene.office.centre_id, now=now).machine
    hook = exchange.subscribe(machine_id=made.id, url="http://127.0.0.1:9/su-kien", actor=Person(keeper), now=now)
    view = testing.walk(scene.office, "accepted", now=now)
    following.tell([entry for entry in entries_of("dossier", view.id) if entry.kind in following.kinds()])
    sent = machine_queries.deliveries(made.id, actor=Person(keeper), now=now)
    scene.values |= {
        "machine_id": [str(made.id)], "subscription_id": [str(hook.id)], "delivery_id": [str(sent[0].id)],
    }  # fmt: skip


def _paid(scene: Scene, now: datetime) -> None:
    """A fee taken at the till, a part of it to be given back, another one due."""
    office = scene.office
    taken, due = (testing.walk(office, "accepted", now=now) for _ in range(2))
    for view in (taken, due):
        testing.owe(view.id, 20_000)
    order = operations.open_payment(dossier_id=taken.id, actor=office.counter, now=now)
    receipt = payments.receive_cash(
        order_id=order.id, amount=20_000, method="cash", payer_name="Nguyễn Thị Mẫu", key="scene-till",
        actor=office.counter, now=now,
    )  # fmt: skip
    refund = payments.ask_refund(receipt_id=receipt.id, amount=5_000, reason=REASON, actor=office.counter, now=now)
    scene.values["refund_id"] = [str(refund.id)]
    scene.values["receipt_id"].append(str(receipt.id))
    scene.values["code"].append(str(due.code))


def _modelled(scene: Scene, now: datetime) -> None:
    """A ministry with a process manager, who drafts another version of the process that the dossiers run on."""
    agencies = apps.get_model("units.Agency")._default_manager
    ministry = agencies.create(
        id=new_id(), code="000.00.00.G15", kind="ministry", level="nation", name="Bộ Mẫu", position=1,
        valid_from=date(2025, 7, 1),
    ).id  # fmt: skip
    drawer = people.officer(ministry, "process_manager", second_factor=False, full_name="Kiều Văn Giả Trình").id
    scene.clients["process_manager"] = people.signed_in_officer(drawer)
    draft = processes.start_process_draft(code="birth_registration", actor=Person(drawer), now=now)
    scene.values |= {"process_code": [draft.code], "process_version_id": [str(draft.id)]}


def _catalogued(scene: Scene, now: datetime) -> None:
    """The same ministry drafts: an amendment in work, one that is checked, an abolition, a new procedure."""
    ministry = apps.get_model("units.Agency")._default_manager.get(kind="ministry", name="Bộ Mẫu").id

    def serving(role: str, name: str) -> Person:
        found = people.officer(ministry, role, second_factor=False, full_name=name)
        scene.clients[f"ministry_{role}_{name[:5]}"] = people.signed_in_officer(found.id)
        return people.actor(found.id, at=now)

    maker, checker = (
        serving("catalogue_manager", "Quách Văn Giả Danh"),
        serving("catalogue_manager", "Thái Thị Giả Soát"),
    )
    serving("leader", "Nghiêm Thị Giả Thử")
    drafted = procedures.start_draft(kind="amend", code="1.001193", actor=maker, now=now)
    ready = procedures.start_draft(kind="amend", code="2.000815", actor=maker, now=now)
    body = {**ready.body, "supplement_days": 15}
    procedures.save_draft(draft_id=ready.id, body=body, revision=ready.revision, actor=maker, now=now)
    waiting = procedures.start_draft(kind="abolish", code="1.001612", actor=maker, now=now)
    for draft in (ready, waiting):
        procedures.send_draft(draft_id=draft.id, actor=maker, now=now)
    procedures.check_draft(draft_id=ready.id, remark=REASON, actor=checker, now=now)
    new = procedures.start_draft(kind="new", code="1.990001", name=NEW_NAMES, actor=maker, now=now)
    scene.values |= {
        "draft_id": [str(draft.id) for draft in (drafted, ready, waiting, new)],
        "version_id": [str(row.id) for row in procedure_queries.history("1.001193")],
        "transfer_id": [str(_transferred(ministry, maker, now))],
        "part": ["components", "cases", "names", "general", "legal", "process", "results", "reliefs"],
        "index": ["0"], "fee": ["0"], "kind": ["amend", "abolish", "variant"],
    }  # fmt: skip


def _measured(scene: Scene, now: datetime) -> None:
    """A figure typed in with a file, and a result published by the province's committee."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    leader = people.officer(province.id, "leader", second_factor=False, full_name="Đinh Văn Giả Thử")
    scene.clients["province_leader"] = people.signed_in_officer(leader.id)
    figure = measured.askable(
        agency_id=scene.office.committee_id, on=now.date(), actor=scene.office.head, now=now
    )[0]  # fmt: skip
    sent = measures.propose_value(
        agency_id=scene.office.committee_id, index=figure.index, figure=figure.figure, start=date(2026, 1, 1),
        end=date(2027, 1, 1), value=Decimal(12), evidence=Evidence("12/BC-UBND", now.date(), REASON),
        actor=scene.office.head, now=now, file=("minh-chung.png", _picture()),
    )  # fmt: skip
    frozen = measures.publish_snapshot(
        index="766", level="commune", province="01", as_of=now, actor=people.actor(leader.id, at=now), now=now
    )
    scene.values |= {
        "value_id": [str(sent.id)], "snapshot_id": [str(frozen.id)], "year": ["2026"],
    }  # fmt: skip


def _tasked(scene: Scene, now: datetime) -> None:
    """Tasks of a province to a ward: one that is worked on, one that waits for the province to verify."""
    place = task_testing.office(now)
    scene.clients["tasks_leader"] = people.signed_in_officer(place.issuer_leader.person_id)
    scene.clients["tasks_specialist"] = people.signed_in_officer(place.specialist.person_id)
    worked, waiting = (
        task_testing.assigned(place, now=now, due_in=days, title=REASON, responsibility=REASON, result=REASON,
                              authority=REASON) for days in (3, 30)
    )  # fmt: skip
    files = [NewFile("minh-chung.png", _picture())]
    tasks.report_progress(task_id=worked.id, percent=40, words=REASON, actor=place.specialist, now=now, files=files)
    tasks.submit_for_closing(task_id=waiting.id, words=REASON, actor=place.specialist, now=now)
    told = task_queries.detail(worked.id, actor=place.specialist, now=now)
    scene.values["task_id"] = [str(worked.id), str(waiting.id)]
    scene.values["file_id"] = [*scene.values["file_id"], str(told.progress[0].files[0].id)]


def _province_leader(name: str, now: datetime) -> Person:
    """A leader of the province's committee."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    found = people.officer(province.id, "leader", second_factor=False, full_name=name)
    return people.actor(found.id, at=now)


def _rolled_out(scene: Scene, now: datetime) -> None:
    """A system in the ward's hands, tried at the province's committee; and a pilot that still goes on."""
    leader = _province_leader("Triệu Văn Giả Rộng", now)
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


def _classified(scene: Scene, now: datetime) -> None:
    """The ward was classified, explained itself, and waits for the second look; another one waits to be sent."""
    leader = _province_leader("Doãn Thị Giả Xếp", now)
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


def _planned(scene: Scene, now: datetime) -> None:
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
        file=("minh-chung.png", _picture()), **common,
    )  # fmt: skip
    plans.revise(change_note=REASON, actor=office.specialist, **common)
    scene.values |= {
        "plan_code": ["plan-issued", "plan-draft", "plan-submitted", "plan-approved"], "plan_indicator": ["one"],
        "plan_holder_id": [str(place)], "plan_value_id": [str(value.id)],
    }  # fmt: skip


def _cascaded(scene: Scene, now: datetime) -> None:
    """A province's target, split among its communes; the ward asks for another value."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    leader = people.actor(people.officer(province.id, "leader", second_factor=False).id, at=now)
    whole = cascading.target(province.id, 90, code="mau-phan-bo")
    made = cascade.propose(target_id=whole.id, methods=["equal"], actor=leader, now=now)
    offered = steered.offers_to(scene.office.committee_id, actor=scene.office.leader, now=now)[0].offer
    cascade.counter(offer_id=offered.id, round=1, value=Decimal(80), reason=REASON, actor=scene.office.leader, now=now)
    scene.values |= {"cascade_id": [str(made)], "offer_id": [str(offered.id)], "source_id": [str(whole.id)]}


def _picture() -> bytes:
    """A white one."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    return picture.getvalue()


def _transferred(agency_id: UUID, by: Person, now: datetime) -> UUID:
    """The report of a transfer of authority, as it is kept. A real one needs officers in every agency that receives."""
    row = procedure_queries.history("1.001193")[0]
    line = {
        "code": "1.001193", "name": REASON, "from_level": "province", "from_kind": "department", "from_name": "",
        "version_id": str(row.id),
    }  # fmt: skip
    report = {"to_level": "commune", "to_kind": "peoples_committee", "to_name": "", "agencies": 1, "lines": [line]}
    kept = apps.get_model("procedures.AuthorityTransfer")._default_manager.create(
        agency_id=agency_id, decision_ref="1/QĐ-BTP", on=date(2026, 10, 1), decided_by=by.person_id, decided_at=now,
        report=report,
    )  # fmt: skip
    return UUID(str(kept.id))


def _dossiers(office: Office, now: datetime) -> list[DossierView]:
    """A returned one first, one that is ready to be filed last."""
    late = dict.fromkeys(STAGES, now - timedelta(days=7))
    accepted = [testing.walk(office, "accepted", now=now) for _ in range(4)]
    supplement, stopped, consulted = (d.id for d in accepted[:3])
    operations.request_supplement(
        dossier_id=supplement,
        items=[{"component_id": "birth_proof", "what": REASON}, {"field": "child_birth_place", "what": REASON}],
        reason=REASON, actor=office.specialist, now=now,
    )  # fmt: skip
    operations.stop(dossier_id=stopped, reason=REASON, actor=office.specialist, now=now)
    operations.consult(
        dossier_id=consulted, agency_id=office.centre_id, question=REASON, due=date(2026, 9, 23),
        actor=office.specialist, now=now,
    )  # fmt: skip
    corrected = testing.walk(office, "returned", now=now)
    correction = operations.start_correction(dossier_id=corrected.id, reason=REASON, actor=office.leader, now=now)
    unpaid, paid_later = (testing.file(office, "1.001612", now=now).id for _ in range(2))
    for business in (unpaid, paid_later):
        operations.accept(dossier_id=business, actor=office.counter, now=now)
    operations.request_payment(dossier_id=unpaid, amount=100_000, reason=REASON, actor=office.specialist, now=now)
    stages = [testing.walk(office, stage, now=now) for stage in reversed(STAGES[1:])]
    overdue = testing.walk(office, "accepted", now=now, at=late)
    ids = [correction, *(d.id for d in accepted), unpaid, paid_later]
    waiting = [queries.dossier(i, actor=office.specialist, now=now) for i in ids]
    return [stages[0], *waiting, overdue, corrected, *stages[1:]]


def _receipt(office: Office, dossiers: list[DossierView], now: datetime) -> str:
    """A part of the fee that is waited for, paid at the counter: the receipt's id."""
    unpaid = next(one for one in dossiers if one.status == Status.PAYMENT)
    order = operations.open_payment(dossier_id=unpaid.id, actor=office.counter, now=now)
    receipt = payments.receive_cash(
        order_id=order.id, amount=40_000, method="cash", payer_name="Nguyễn Thị Mẫu", key="scene",
        actor=office.counter, now=now,
    )  # fmt: skip
    return str(receipt.id)


def _clients(office: Office) -> dict[str, Client]:
    """Everybody, in the order in which they are asked to open a page. All said just now who they are."""
    found = {"nobody": Client(), "citizen": Client()}
    people.sign_in(found["citizen"], office.citizen.person_id)
    for role in ("specialist", "leader", "counter", "manager", "head", "auditor"):
        found[role] = people.signed_in_officer(getattr(office, role).person_id)
    for role in MORE_ROLES:
        found[role] = people.signed_in_officer(people.officer(office.committee_id, role, second_factor=False).id)
    consulted = people.officer(office.centre_id, "specialist", second_factor=False)
    found["consulted"] = people.signed_in_officer(consulted.id)
    for client in list(found.values())[1:]:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return found


def _away(office: Office, now: datetime) -> tuple[UUID, UUID]:
    """A specialist who is away and a leader who lets somebody sign: the ids of both."""
    deputy = people.officer(office.committee_id, "specialist", second_factor=False, full_name="Lê Thị Thí Dụ")
    until = now + timedelta(days=3)
    absence = people_operations.report_absence(
        person_id=deputy.id, agency_id=office.committee_id, deputy_id=office.specialist.person_id,
        valid_from=now - timedelta(hours=1), valid_to=until, actor=Person(deputy.id), now=now,
    )  # fmt: skip
    leader = next(m for m in people_queries.members(office.committee_id, at=now) if m.role == "leader")
    delegation = people_operations.delegate(
        membership_id=leader.id, to_person_id=office.head.person_id, valid_from=now, valid_to=until,
        actor=office.leader, now=now,
    )  # fmt: skip
    return absence.id, delegation.id


def proper_names() -> list[str]:
    """What is Vietnamese in every language: people, agencies, places, what was written; longest first."""
    found: set[str] = {REASON, REASON.lower()}
    for label, fields in (
        ("people.Account", ("full_name",)),
        ("units.Agency", ("name",)),
        ("units.UnitVersion", ("name", "full_name")),
    ):
        for row in apps.get_model(label)._default_manager.values_list(*fields):
            found.update(str(value) for value in row)
    for answers in apps.get_model("dossiers.Dossier")._default_manager.values_list("answers", flat=True):
        found.update(_strings(answers))
    return sorted((text for text in found if text), key=len, reverse=True)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
