"""What other systems, the till, the catalogue and the indices have on their pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.apps import apps

from caunoi.core.actor import Person
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import operations, testing
from caunoi.exchange import following
from caunoi.exchange import operations as exchange
from caunoi.exchange import queries as machine_queries
from caunoi.exchange import testing as machines
from caunoi.measures import operations as measures
from caunoi.measures import queries as measured
from caunoi.measures.shapes import Evidence
from caunoi.payments import operations as payments
from caunoi.people import testing as people
from caunoi.procedures import operations as procedures
from caunoi.procedures import queries as procedure_queries
from caunoi.processes import operations as processes
from caunoi.units.testing import agency
from tests.journeys.scene_base import NEW_NAMES, REASON, Scene, picture


def connected(scene: Scene, now: datetime) -> None:
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


def paid(scene: Scene, now: datetime) -> None:
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


def modelled(scene: Scene, now: datetime) -> None:
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


def catalogued(scene: Scene, now: datetime) -> None:
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


def figures(scene: Scene, now: datetime) -> None:
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
        actor=scene.office.head, now=now, file=("minh-chung.png", picture()),
    )  # fmt: skip
    frozen = measures.publish_snapshot(
        index="766", level="commune", province="01", as_of=now, actor=people.actor(leader.id, at=now), now=now
    )
    scene.values |= {
        "value_id": [str(sent.id)], "snapshot_id": [str(frozen.id)], "year": ["2026"],
    }  # fmt: skip


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
