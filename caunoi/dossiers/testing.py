"""For tests of all rooms: an office with its people, and dossiers walked to any status by the real operations.

office = testing.office(NOW)                          # a ward's centre and committee, officers, a citizen
view = testing.walk(office, "accepted", now=NOW)      # a birth, filed and received
view = testing.file(office, "2.000815", now=NOW)      # any procedure, filed online with answers made up
view = testing.receive(office, "2.000815", now=NOW)   # the same, filed and received at the counter
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person, System
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.dossiers import operations, queries
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.shapes_filing import CounterPaper, CounterPerson
from caunoi.people import testing as people
from caunoi.procedures import operations as procedures
from caunoi.procedures.queries import listing
from caunoi.procedures.queries import procedure as procedure_of
from caunoi.procedures.testing import sample_answers
from caunoi.units import queries as units
from caunoi.units import testing as units_testing

BIRTH = "1.001193"
STAGES = ("draft", "ready", "submitted", "accepted", "examined", "signed", "returned")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""One transparent pixel, standing for a scanned paper."""
ANSWERS: dict[str, Any] = {
    "requester_relation": "mother",
    "child_full_name": "Trần Thị Ví Dụ",
    "child_birth_date": "2026-09-15",
    "child_birth_time": "07:30",
    "child_sex": "female",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_birth_place": "Bệnh viện Mẫu, Hà Nội",
    "child_home_town": "Hà Nội",
    "mother_full_name": "Nguyễn Thị Mẫu",
    "mother_birth_date": "1996-02-29",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Phường Cửa Nam, Hà Nội",
    "father_known": False,
    "copies": 1,
}
_SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """A ward's service centre (receiving) and committee (competent), with one person in each role, and a citizen."""

    centre_id: UUID
    committee_id: UUID
    centre_code: str
    counter: Person
    manager: Person
    specialist: Person
    head: Person
    leader: Person
    auditor: Person
    citizen: Person


def office(now: datetime, *, ward_code: str = "00082", name: str = "Cửa Nam") -> Office:
    """Make the office in the test's database: the catalogue, a ward when none is loaded, its agencies and people."""
    if not listing(on=_SINCE):
        procedures.load(now=now, actor=System("test"))
    centre, committee = _agencies(ward_code, name, now)

    def serving(agency_id: UUID, role: str) -> Person:
        account = people.officer(agency_id, role, second_factor=False)
        return people.actor(account.id, at=now)

    return Office(
        centre_id=centre.id,
        committee_id=committee.id,
        centre_code=centre.code,
        counter=serving(centre.id, "counter_officer"),
        manager=serving(centre.id, "centre_manager"),
        specialist=serving(committee.id, "specialist"),
        head=serving(committee.id, "head_of_unit"),
        leader=serving(committee.id, "leader"),
        auditor=serving(committee.id, "auditor"),
        citizen=citizen(now),
    )


def citizen(now: datetime, *, full_name: str = "Nguyễn Thị Mẫu") -> Person:
    """Another citizen."""
    account = people.officer(None, None, full_name=full_name, second_factor=False)
    return Person(account.id)


def walk(
    office: Office,
    to: str,
    *,
    now: datetime,
    at: dict[str, datetime] | None = None,
    citizen: Person | None = None,
    answers: dict[str, Any] | None = None,
) -> DossierView:
    """A birth registration brought `to` one of STAGES; each stage happens at `at[stage]`, or at `now`."""
    when = at or {}
    applicant = citizen or office.citizen
    dossier_id = _draft(office, applicant, answers or ANSWERS, when.get("draft", now), ready=to != "draft")
    steps = {
        "submitted": lambda t: operations.submit(
            dossier_id=dossier_id, idempotency_key=str(dossier_id), actor=applicant, now=t
        ),
        "accepted": lambda t: operations.accept(dossier_id=dossier_id, actor=office.counter, now=t),
        "examined": lambda t: operations.submit_for_signature(
            dossier_id=dossier_id, result={}, actor=office.specialist, now=t
        ),
        "signed": lambda t: operations.sign(dossier_id=dossier_id, actor=office.leader, now=t),
        "returned": lambda t: operations.hand_over(dossier_id=dossier_id, actor=office.counter, now=t),
    }
    for stage in STAGES[2 : STAGES.index(to) + 1]:
        steps[stage](when.get(stage, now))
    reader = applicant if to in ("draft", "ready") else office.counter
    return queries.dossier(dossier_id, actor=reader, now=when.get(to, now))


def file(
    office: Office,
    procedure_code: str,
    *,
    now: datetime,
    case_id: str | None = None,
    citizen: Person | None = None,
    competent_agency_id: UUID | None = None,
    answers: dict[str, Any] | None = None,
    submit: bool = True,
) -> DossierView:
    """Any procedure filed online with answers made up for its form and a picture for each paper that is needed."""
    applicant = citizen or office.citizen
    dossier_id = operations.start_draft(
        procedure_code=procedure_code, receiving_agency_id=office.centre_id, case_id=case_id,
        competent_agency_id=competent_agency_id, actor=applicant, now=now,
    )  # fmt: skip
    view = queries.dossier(dossier_id, actor=applicant, now=now)
    made_up = answers or sample_answers(view.form, view.case_id, on=local_date(now))
    operations.save_answers(dossier_id=dossier_id, answers=made_up, actor=applicant, now=now)
    for component in view.components:
        if component.required:
            name = f"{component.component_id}.png"
            operations.upload(
                dossier_id=dossier_id, component_id=component.component_id, content=PNG, name=name, actor=applicant,
                now=now,
            )  # fmt: skip
    if submit:
        operations.submit(dossier_id=dossier_id, idempotency_key=str(dossier_id), actor=applicant, now=now)
    return queries.dossier(dossier_id, actor=applicant, now=now)


def receive(
    office: Office,
    procedure_code: str,
    *,
    now: datetime,
    person: CounterPerson | None = None,
    answers: dict[str, Any] | None = None,
    papers: Sequence[CounterPaper] | None = None,
    key: str = "",
    **more: Any,
) -> DossierView:
    """Any procedure filed and received at the office's counter; papers that are needed stay on paper unless given."""
    procedure = procedure_of(procedure_code, on=local_date(now))
    case = procedure.case(more.get("case_id", ""))
    asked = [c for c in procedure.components if c.asked_for(case.id, more.get("channel", "direct"))]
    on_paper = [CounterPaper(component_id=c.id, originals=1) for c in asked if c.required and not c.from_form]
    return operations.receive_at_counter(
        agency_id=office.centre_id,
        procedure_code=procedure_code,
        person=person or CounterPerson(full_name="Trần Văn Thử", personal_id="001060000007", phone="0900000007"),
        answers=answers or sample_answers(procedure.form, case.id, on=local_date(now)),
        papers=on_paper if papers is None else papers,
        idempotency_key=key or str(new_id()),
        actor=office.counter,
        now=now,
        **more,
    )


def _draft(office: Office, applicant: Person, answers: dict[str, Any], now: datetime, *, ready: bool) -> UUID:
    dossier_id = operations.start_draft(
        procedure_code=BIRTH, receiving_agency_id=office.centre_id, actor=applicant, now=now
    )
    if ready:
        operations.save_answers(dossier_id=dossier_id, answers=answers, actor=applicant, now=now)
        operations.upload(
            dossier_id=dossier_id,
            component_id="birth_proof",
            content=PNG,
            name="giay-chung-sinh.png",
            actor=applicant,
            now=now,
        )
    return dossier_id


def _agencies(ward_code: str, name: str, now: datetime) -> tuple[units.AgencyView, units.AgencyView]:
    found = {agency.kind: agency for agency in units_testing.ward(ward_code, name, now=now)}
    return found["service_centre"], found["peoples_committee"]


def owe(dossier_id: UUID, amount: int | None) -> None:
    """Let a fee of so many đồng (None: nobody knows how many) be due on a dossier whose procedure has none."""
    Dossier.objects.filter(id=dossier_id).update(fee_due=amount, fee_state="due")
