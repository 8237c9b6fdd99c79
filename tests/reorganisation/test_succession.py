"""When units merge, are divided or end, what still runs at their agencies is carried on, and nothing is left behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import Person, System
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import testing as dossiers
from caunoi.people import operations as people_operations
from caunoi.people import queries as people_queries
from caunoi.people import testing as people
from caunoi.tasks import operations as tasks
from caunoi.tasks import queries as task_queries
from caunoi.tasks.shapes import Origin, TaskDraft
from caunoi.units import operations as units_operations
from caunoi.units import queries as units
from caunoi.units import succession
from caunoi.units.errors import NoHeir, WrongOwners
from caunoi.units.operations.agencies import create_agencies, read_kinds
from caunoi.units.operations.load_country import DATA, FIRST_DAY, REFORM
from caunoi.units.rules.model import Draft, Kind, Mutation
from caunoi.units.testing import load_small
from caunoi.voices import operations as voices
from caunoi.voices import queries as voice_queries

pytestmark = pytest.mark.django_db
SYSTEM = System("units")
NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
TODAY, DAY = date(2026, 9, 22), date(2026, 10, 1)
AFTER = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
BA_DINH, NGOC_HA = "00004", "00008"


def mutate(kind: Kind, **values: Any) -> None:
    change = Mutation(id=uuid4(), kind=kind, on=DAY, decree="01/NQ-MAU", **values)
    units_operations.apply_mutations(register="vn", mutations=[change], actor=SYSTEM, now=AFTER)


def unit(code: str, on: date = TODAY) -> units.UnitView:
    return units.unit_at(code, on=on, level="commune")


def committee(code: str, on: date = TODAY) -> units.AgencyView:
    return units.agencies_of(code, on=on, kind="peoples_committee")[0]


def officer(agency_id: UUID, role: str = "specialist", at: datetime = NOW) -> Person:
    return people.actor(people.officer(agency_id, role, second_factor=False).id, at=at)


def raised(agency_id: UUID, actor: Person) -> UUID:
    return voices.raise_difficulty(
        text="Xã không gửi được kết quả trên cổng dịch vụ công, phần mềm báo lỗi.", topic="portal", way="step",
        agency_id=agency_id, actor=actor, now=NOW,
    )  # fmt: skip


def assigned(agency_id: UUID, actor: Person) -> UUID:
    origin = Origin(
        kind="document", number="15/KH-MAU", issued_on=NOW.date(), abstract="Kế hoạch mẫu", issuer_id=agency_id
    )
    draft = TaskDraft(
        title="Rà soát hồ sơ", person_id=actor.person_id, responsibility="Chủ trì", result="Báo cáo", authority="Đủ",
        due_on=date(2026, 12, 1), lead_agency_id=agency_id,
    )  # fmt: skip
    return tasks.assign(origin=origin, draft=draft, actor=actor, now=NOW).id


def reorganise(**more: Any) -> units_operations.Reorganised:
    return units_operations.reorganise(on=DAY, actor=SYSTEM, now=AFTER, **more)


def left_at(agency_ids: set[UUID]) -> dict[str, int]:
    """What any rule of any room still finds at these agencies."""
    succession.tell_day(DAY)
    return {
        f"{follower.room} {rule.table}.{rule.agency}": sum(found.values())
        for follower in succession.followers()
        for rule in (*follower.rules, *follower.counted)
        if (found := succession.open_with(rule, agency_ids))
    }


class TestMerge:
    @pytest.fixture(autouse=True)
    def merged(self) -> None:
        """Ba Đình goes whole into Ngọc Hà, which goes on larger."""
        load_small(provinces=("01",))
        self.old, self.other = committee(BA_DINH), committee(NGOC_HA)
        self.officer, self.neighbour = officer(self.old.id), officer(self.other.id, "leader")
        self.voice, self.task = raised(self.old.id, self.officer), assigned(self.old.id, self.officer)
        mutate(Kind.MERGE, units=(unit(BA_DINH).id,), into=(unit(NGOC_HA).id,), new_id=uuid4())

    def test_everything_open_is_at_the_heir_and_its_people_serve_there(self) -> None:
        done = reorganise()
        new = committee(NGOC_HA, DAY)
        assert new.id not in (self.old.id, self.other.id)
        assert left_at({self.old.id, self.other.id}) == {}
        assert done.moved["tasks"] >= 1
        serves = {m.agency_id for m in people_queries.memberships(self.officer.person_id, at=AFTER)}
        assert serves == {new.id}
        actor = people.actor(self.officer.person_id, at=AFTER)
        view = task_queries.task(self.task, actor=actor, now=AFTER)
        assert (view.lead_agency_id, view.person_id) == (new.id, self.officer.person_id)
        assert task_queries.task(self.task, actor=actor, now=AFTER, as_of=NOW.date()).lead_agency_id == self.old.id
        assert voice_queries.voice(self.voice, actor=actor, now=AFTER).row.author_agency_id == new.id

    def test_a_lent_role_and_absences_to_come_go_on(self) -> None:
        leader, deputy = officer(self.old.id, "leader"), officer(self.old.id)
        held = people_queries.members(self.old.id, at=NOW, role="leader")[0]
        until = AFTER + timedelta(days=20)
        people_operations.delegate(
            membership_id=held.id, to_person_id=deputy.person_id, valid_from=NOW, valid_to=until, actor=leader, now=NOW
        )
        for start in (AFTER + timedelta(days=2), AFTER + timedelta(days=9)):
            people_operations.report_absence(
                person_id=leader.person_id, agency_id=self.old.id, deputy_id=deputy.person_id, valid_from=start,
                valid_to=start + timedelta(days=2), actor=leader, now=NOW,
            )  # fmt: skip
        reorganise()
        new = committee(NGOC_HA, DAY)
        assert left_at({self.old.id}) == {}
        assert len(people_queries.absences(new.id, at=AFTER)) == 2
        roles = {m.role for m in people_queries.memberships(deputy.person_id, at=AFTER) if m.agency_id == new.id}
        assert roles == {"specialist", "leader"}

    def test_history_says_who_succeeded_whom_and_the_second_time_nothing_is_left_to_do(self) -> None:
        reorganise()
        (entry,) = entries_of("agency", self.old.id)
        assert (entry.kind, entry.data["heir"]) == ("agency.succeeded", str(committee(NGOC_HA, DAY).id))
        assert reorganise().succeeded == 0

    def test_a_preview_tells_the_same_and_changes_nothing(self) -> None:
        before = reorganise(only_preview=True)
        assert committee(BA_DINH).valid_to is None
        assert left_at({self.old.id}) != {}
        assert reorganise() == before


class TestDossiers:
    """Ba Đình goes whole into Ngọc Hà, with a dossier that is under way and one that was given back."""

    @pytest.fixture(autouse=True)
    def merged(self) -> None:
        load_small(provinces=("01",))
        office = dossiers.office(NOW, ward_code=BA_DINH, name="Ba Đình")
        self.open, self.closed = (dossiers.walk(office, to, now=NOW).id for to in ("accepted", "returned"))
        self.centre, self.committee = office.centre_id, office.committee_id
        self.police = units.agencies_of(BA_DINH, on=TODAY)[-1].id
        self.rows.filter(pk=self.open).update(agencies={"police": str(self.police), "ministry": str(uuid4())})
        mutate(Kind.MERGE, units=(unit(BA_DINH).id,), into=(unit(NGOC_HA).id,), new_id=uuid4())

    @property
    def rows(self) -> Any:
        return apps.get_model("dossiers.Dossier")._default_manager

    def test_one_under_way_has_new_agencies_and_both_may_read_it(self) -> None:
        before = self.rows.get(pk=self.open)
        done = reorganise()
        row = self.rows.get(pk=self.open)
        heir = committee(NGOC_HA, DAY)
        assert row.competent_agency_id == heir.id
        assert row.receiving_agency_id == units.agencies_of(NGOC_HA, on=DAY, kind="service_centre")[0].id
        assert (row.unit_id, row.province) == (heir.unit_id, "01")
        assert {self.centre, self.committee, heir.id, row.receiving_agency_id} <= set(row.reader_ids)
        assert len(row.reader_ids) == len(set(row.reader_ids))
        assert row.agencies["ministry"] == before.agencies["ministry"]
        assert UUID(row.agencies["police"]) in {one.id for one in units.agencies_of(NGOC_HA, on=DAY)}
        assert done.moved["dossiers"] >= 2, "the dossier and its work"
        assert left_at({self.centre, self.committee}) == {}

    def test_one_given_back_stays_with_who_settled_it_and_the_heirs_may_read_it(self) -> None:
        reorganise()
        row = self.rows.get(pk=self.closed)
        assert (row.receiving_agency_id, row.competent_agency_id) == (self.centre, self.committee)
        assert committee(NGOC_HA, DAY).id in row.reader_ids

    def test_a_run_names_the_heirs_and_goes_on_there(self) -> None:
        reorganise()
        run = apps.get_model("processes.ProcessInstance")._default_manager.get(subject_id=self.open)
        assert str(self.committee) not in run.agencies.values()
        assert str(committee(NGOC_HA, DAY).id) in run.agencies.values()

    def test_a_dossier_is_written_once(self) -> None:
        with CaptureQueriesContext(connection) as said:
            reorganise()
        assert len([one for one in said if "UPDATE dossiers_dossier " in one["sql"]]) == 1


class TestDivision:
    def test_the_greatest_share_decides_and_a_voice_goes_where_its_unit_went(self) -> None:
        load_small(provinces=("01",))
        old, ward = committee(BA_DINH), unit(BA_DINH)
        actor = officer(old.id)
        task = assigned(old.id, actor)
        parts = [uuid4(), uuid4()]
        city = units.unit_at("01", on=NOW.date(), level="province")
        drafts = [
            Draft(id=part, level="commune", code=code, type="phường", written_name=name, parent=city.id)
            for part, code, name in zip(parts, ("90001", "90002"), ("Mẫu Đông", "Mẫu Tây"), strict=True)
        ]
        made = [Mutation(id=uuid4(), kind=Kind.CREATE, on=DAY, draft=draft, decree="02/NQ-MAU") for draft in drafts]
        split = Mutation(
            id=uuid4(), kind=Kind.SPLIT, on=DAY, units=(ward.id,), into=tuple(parts), decree="02/NQ-MAU",
            shares={"population": (Fraction(1, 3), Fraction(2, 3))},
        )  # fmt: skip
        units_operations.apply_mutations(register="vn", mutations=[*made, split], actor=SYSTEM, now=AFTER)
        done = reorganise()
        west = committee("90002", DAY)
        assert done.made > 0
        assert (
            task_queries.task(task, actor=people.actor(actor.person_id, at=AFTER), now=AFTER).lead_agency_id == west.id
        )
        assert left_at({old.id}) == {}
        rows = apps.get_model("units.AgencySuccession")._default_manager.filter(origin=old.id).order_by("position")
        kept = [(row.heir_id, Fraction(int(row.numerator), int(row.denominator))) for row in rows]
        assert kept[0] == (west.id, Fraction(2, 3))
        assert len(kept) == 2


class TestAbolition:
    @pytest.fixture(autouse=True)
    def abolished(self) -> None:
        load_small(provinces=("01",))
        self.old = committee(BA_DINH)
        self.officer = officer(self.old.id)
        self.task = assigned(self.old.id, self.officer)
        mutate(Kind.ABOLISH, units=(unit(BA_DINH).id,), reason="mau")

    def test_without_an_owner_it_is_refused_with_the_whole_list_and_nothing_changes(self) -> None:
        with pytest.raises(NoHeir) as refused:
            reorganise()
        said = str(refused.value)
        assert self.old.name in said
        assert "tasks" in said
        assert committee(BA_DINH).valid_to is None

    def test_an_heir_that_ends_the_same_day_or_an_agency_that_goes_on_is_refused(self) -> None:
        for owners in ({self.old.code: self.old.code}, {committee(NGOC_HA).code: committee("00070").code}):
            with pytest.raises(WrongOwners):
                reorganise(owners=owners)

    def test_people_alone_are_reason_enough_to_ask_for_an_owner(self) -> None:
        apps.get_model("tasks.Task")._default_manager.update(stage="closed")
        with pytest.raises(NoHeir) as refused:
            reorganise()
        assert "people" in str(refused.value)

    def test_a_named_owner_takes_over(self) -> None:
        heir = committee(NGOC_HA)
        done = reorganise(owners={self.old.code: heir.code})
        assert done.succeeded == 1
        assert left_at({self.old.id}) == {}


class TestReform:
    """1 July 2025: Lào Cai and Yên Bái became one province, the districts went, communes became fewer."""

    def test_nothing_is_left_at_the_old_agencies_and_nothing_is_lost(self) -> None:
        load_small(provinces=("04", "15"))
        agencies = apps.get_model("units.Agency")._default_manager
        agencies.update(valid_from=REFORM)
        self.old_agencies(agencies)
        old = units.agencies_at(level="commune", kinds=["peoples_committee"], on=FIRST_DAY)
        provinces = units.agencies_at(level="province", kinds=["peoples_committee"], on=FIRST_DAY)
        assert len(old) > 300
        assert len(provinces) == 3
        before = self.filled(old, provinces)
        with CaptureQueriesContext(connection) as sent:
            done = units_operations.reorganise(on=REFORM, actor=SYSTEM, now=AFTER)
        assert done.succeeded >= len(old)
        assert len(sent) < 150
        ended = set(agencies.filter(valid_to=REFORM).values_list("id", flat=True))
        assert len(ended & {a.id for a in [*old, *provinces]}) > 300
        assert left_at(ended) == {}
        assert self.count() == before
        holders = set(apps.get_model("tasks.Task")._default_manager.values_list("lead_agency_id", flat=True))
        assert not holders & ended
        assert units_operations.reorganise(on=REFORM, actor=SYSTEM, now=AFTER).succeeded == 0

    def old_agencies(self, agencies: Any) -> None:
        """As they stood on 30 June 2025: their codes are free, because they end with the day."""
        agencies.update(code=Concat(Value("9"), F("code")))
        old_provinces = apps.get_model("units.UnitVersion")._default_manager.filter(level="province", valid_to=REFORM)
        old_provinces.update(agency_code=Concat(Value("Z"), F("code")))
        create_agencies(read_kinds(DATA / "agencies" / "agency_kinds.csv"), on=FIRST_DAY)
        agencies.filter(valid_from=FIRST_DAY, unit__valid_to=REFORM).update(valid_to=REFORM)

    def filled(self, old: list[units.AgencyView], provinces: list[units.AgencyView]) -> dict[str, int]:
        """A task and a voice at each committee, straight into the tables."""
        person = people.officer(old[0].id, "specialist", second_factor=False).id
        origin = Origin(
            kind="document", number="1/MAU", issued_on=FIRST_DAY, abstract="Việc mẫu", issuer_id=provinces[0].id
        )
        row = self.origin(origin)
        task = apps.get_model("tasks.Task")
        voice = apps.get_model("voices.Voice")
        task._default_manager.bulk_create(
            task(
                origin=row, title="Việc mẫu", search_key="viec mau", responsibility="x", result="x", authority="x",
                issuer_id=a.id, lead_agency_id=a.id, unit_id=a.unit_id, province=a.province_code, person_id=person,
                assigned_at=NOW, assigned_on=FIRST_DAY, assigned_by="system:test", first_due_on=DAY, due_on=DAY,
                due_set_on=FIRST_DAY,
            )
            for a in [*old, *provinces]
        )  # fmt: skip
        voice._default_manager.bulk_create(
            voice(
                code=f"KK-250630-{number:04d}", kind="difficulty", title="Mẫu", text="Mẫu", search_key="mau",
                topic="portal", raised_at=NOW - timedelta(days=400), raised_on=FIRST_DAY, holder_id=a.id,
                author_agency_id=a.id, unit_id=a.unit_id, province=a.province_code, level=a.level, due_on=DAY,
            )
            for number, a in enumerate([*old, *provinces])
        )  # fmt: skip
        return self.count()

    def origin(self, given: Origin) -> Any:
        return apps.get_model("tasks.TaskOrigin")._default_manager.create(
            kind=given.kind, number=given.number, issued_on=given.issued_on, abstract=given.abstract,
            issuer_id=given.issuer_id,
        )  # fmt: skip

    def count(self) -> dict[str, int]:
        return {label: apps.get_model(label)._default_manager.count() for label in ("tasks.Task", "voices.Voice")}
