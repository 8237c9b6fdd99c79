"""An office with something on every page: dossiers at every stage and in every wait, an absence, a delegation."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client

from caunoi.core.actor import Person
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.testing import STAGES, Office
from caunoi.payments import operations as payments
from caunoi.people import operations as people_operations
from caunoi.people import queries as people_queries
from caunoi.people import testing as people
from caunoi.tasks import operations as tasks
from caunoi.units import queries as units
from tests.journeys import scene_meetings, scene_petitions, scene_reports, scene_services, scene_steering, scene_voices
from tests.journeys.scene_base import MORE_ROLES, NOW, REASON, Scene, picture


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
        "kept": [_signed(scene, now)],
        "provider": ["local"],
    }
    ward = units.unit_at("00082", on=now.date(), level="commune")
    scene.values |= {
        "index_id": ["766"], "level": ["province", "commune"], "key": ["01", str(ward.id)], "province": ["01"],
        "indicator_id": ["PROGRESS"], "suffix": ["csv"],
    }  # fmt: skip
    scene_services.modelled(scene, now)
    scene_services.paid(scene, now)
    scene_services.connected(scene, now)
    scene_services.catalogued(scene, now)
    scene_services.figures(scene, now)
    scene_steering.rolled_out(scene, now)
    scene_steering.classed(scene, now)
    scene_steering.planned(scene, now)
    scene_steering.cascaded(scene, now)
    scene_meetings.met(scene, now)
    scene.values["token"] = [tasks.renew_calendar(actor=office.specialist, now=now)]
    scene_steering.tasked(scene, now)
    scene_voices.raised(scene, now)
    scene_petitions.told(scene, now)
    for name, values in scene_reports.made(office.committee_id, office.head, picture(), now).items():
        scene.values[name] = [*scene.values.get(name, []), *values]
    return scene


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


def _signed(scene: Scene, now: datetime) -> str:
    """What became of signing many: where the leader is told."""
    ready = testing.walk(scene.office, "examined", now=now)
    answer = scene.clients["leader"].post("/desk/many/sign/", {"ids": [str(ready.id)], "sure": "1"})
    return answer["Location"].rstrip("/").rpartition("/")[2]


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
