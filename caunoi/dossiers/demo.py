"""Births filed at phường Cửa Nam for the demonstration, by the real operations. All persons are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.dossiers import operations
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.simulation.run import simulate
from caunoi.people import demo as people_demo
from caunoi.people import operations as people_operations
from caunoi.people import queries as people
from caunoi.units import queries as units

BIRTH = "1.001193"
WARD = "00082"
STAGE = timedelta(minutes=40)
STAGES = ("submitted", "accepted", "examined", "signed", "returned")
PAPER = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""One transparent pixel, standing for a scanned paper."""


@dataclass(frozen=True, slots=True)
class DemoBirth:
    """One invented birth: filed so many working days ago and brought to `stage`."""

    days_ago: int
    stage: str
    mother: str
    child: str
    sex: str


BIRTHS = (
    DemoBirth(9, "returned", "Trần Thị Mẫu", "Lê Văn Ví Dụ", "male"),
    DemoBirth(7, "returned", "Lê Thị Thử", "Phạm Thị Ví Dụ", "female"),
    DemoBirth(6, "returned", "Phạm Thị Mẫu", "Hoàng Văn Thí Dụ", "male"),
    DemoBirth(4, "accepted", "Vũ Thị Giả", "Vũ Văn Ví Dụ", "male"),
    DemoBirth(2, "signed", "Bùi Thị Mẫu", "Đỗ Thị Thí Dụ", "female"),
    DemoBirth(0, "examined", "Ngô Thị Thử", "Ngô Văn Thí Dụ", "male"),
    DemoBirth(0, "accepted", "Đặng Thị Mẫu", "Đặng Thị Ví Dụ", "female"),
    DemoBirth(0, "submitted", "Hồ Thị Giả", "Hồ Văn Thí Dụ", "male"),
    DemoBirth(0, "submitted", "Dương Thị Thử", "Dương Thị Ví Dụ", "female"),
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The ward's centre and the demo officers who do the steps."""

    centre_id: UUID
    counter: Person
    specialist: Person
    leader: Person


def create(now: datetime) -> list[str]:
    """File the demo births that are not there yet and bring each to its stage; the codes of all that are there.

    Needs the country, the catalogue and the demo officers to be loaded. Raises AgencyNotFound, UnknownAccount,
    ProcedureNotFound otherwise, and OnlyInDevelopment in production.
    """
    people_demo.create(now)
    desk = _desk(now)
    for number, birth in enumerate(BIRTHS, 1):
        key = f"demo-{number}"
        if not Dossier.objects.filter(submission_key=key).exists():
            with transaction.atomic():
                _play(birth, key, number, desk, now)
    filed = Dossier.objects.filter(submission_key__startswith="demo-").order_by("submitted_at")
    return [code for code in filed.values_list("code", flat=True) if code]


NEIGHBOURS = (WARD, "00004", "00070", "00103", "00118")
EVERYDAY, DAYS = 60, 21


def enliven(now: datetime, progress: Callable[[int, datetime], None] = lambda filed, moment: None) -> int:
    """Three weeks of everyday dossiers in the ward and its neighbours, up to `now`; how many (none the second time)."""
    if Dossier.objects.filter(submission_key__startswith="mp-").exists():
        return 0
    start = local_date(now) - timedelta(days=DAYS - 1)
    played = simulate(
        province="01", start=start, days=DAYS, dossiers=EVERYDAY, seed=2026, until=now, only=NEIGHBOURS,
        progress=progress,
    )  # fmt: skip
    if not played.agrees:
        raise AssertionError([line for line in played.lines if not line.agrees])
    return EVERYDAY


def _desk(now: datetime) -> _Desk:
    centre = units.agencies_of(WARD, on=local_date(now), kind="service_centre")[0]
    return _Desk(centre.id, *(_officer(name) for name in ("quay.cuanam", "chuyenvien.cuanam", "lanhdao.cuanam")))


def _officer(username: str) -> Person:
    return Person(people.account_by_username(username).id)


def _play(birth: DemoBirth, key: str, number: int, desk: _Desk, now: datetime) -> None:
    filed = filed_at(now, days_ago=birth.days_ago, number=number)
    account = people_operations.receive_citizen(
        person_id=None, full_name=birth.mother, personal_id="", phone="", email="", now=filed
    )
    mother = Person(account.id)
    dossier_id = _file(birth, key, desk, mother, filed)
    steps = {
        "accepted": lambda t: operations.accept(dossier_id=dossier_id, actor=desk.counter, now=t),
        "examined": lambda t: operations.submit_for_signature(
            dossier_id=dossier_id, result={}, actor=desk.specialist, now=t
        ),
        "signed": lambda t: operations.sign(dossier_id=dossier_id, actor=desk.leader, now=t),
        "returned": lambda t: operations.hand_over(dossier_id=dossier_id, actor=desk.counter, now=t),
    }
    for hour, stage in enumerate(STAGES[1 : STAGES.index(birth.stage) + 1], 1):
        steps[stage](filed + STAGE * hour)


def _file(birth: DemoBirth, key: str, desk: _Desk, mother: Person, at: datetime) -> UUID:
    dossier_id = operations.start_draft(procedure_code=BIRTH, receiving_agency_id=desk.centre_id, actor=mother, now=at)
    operations.save_answers(dossier_id=dossier_id, answers=_answers(birth, at), actor=mother, now=at)
    paper = {"component_id": "birth_proof", "content": PAPER, "name": "giay-chung-sinh.png"}
    operations.upload(dossier_id=dossier_id, actor=mother, now=at, **paper)  # type: ignore[arg-type]
    operations.submit(dossier_id=dossier_id, idempotency_key=key, actor=mother, now=at)
    return dossier_id


def filed_at(now: datetime, *, days_ago: int, number: int) -> datetime:
    """In the morning of the working day so many before the last one; the `number`-th is filed the later.

    The last one is today from 16:00 on, when all of the morning's steps lie in the past.
    """
    calendar = vietnam()
    moment = calendar.local(now) - timedelta(hours=16)
    left = days_ago
    while left or not calendar.is_working_day(moment.date()):
        if calendar.is_working_day(moment.date()):
            left -= 1
        moment -= timedelta(days=1)
    return moment.replace(hour=7, minute=30, second=0, microsecond=0) + timedelta(minutes=17 * number)


def _answers(birth: DemoBirth, at: datetime) -> dict[str, Any]:
    born = local_date(at) - timedelta(days=12)
    return {
        "requester_relation": "mother",
        "child_full_name": birth.child,
        "child_birth_date": born.isoformat(),
        "child_sex": birth.sex,
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
        "child_birth_place": "Bệnh viện Mẫu, Hà Nội",
        "child_home_town": "Hà Nội",
        "mother_full_name": birth.mother,
        "mother_birth_date": "1995-06-15",
        "mother_ethnicity": "Kinh",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Phường Cửa Nam, Hà Nội",
        "father_known": False,
        "copies": 1,
    }
