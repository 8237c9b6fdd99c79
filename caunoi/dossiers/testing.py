"""For tests of all rooms: an office with its people, and dossiers walked to any status by the real operations.

office = testing.office(NOW)                          # a ward's centre and committee, officers, a citizen
view = testing.walk(office, "accepted", now=NOW)      # a birth, filed and received
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person, System
from caunoi.dossiers import operations, queries
from caunoi.dossiers.shapes import DossierView
from caunoi.people import testing as people
from caunoi.procedures import operations as procedures
from caunoi.procedures.queries import listing
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
