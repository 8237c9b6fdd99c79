"""Many tasks: parts of a whole, lists that are assigned together, what each agency sees and owes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import System
from caunoi.core.clock import local_date
from caunoi.core.journal.queries import entries_of
from caunoi.people import testing as people
from caunoi.tasks import operations, queries, testing
from caunoi.tasks.errors import (
    ChildrenOpen,
    NotTheHolder,
    ParentCycle,
    WrongTask,
    WrongTasks,
)
from caunoi.tasks.shapes import Side, State, TaskDraft, TaskFilter
from caunoi.tasks.testing import Office, assigned, draft, origin
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
TODAY = local_date(NOW)
WHY = "Chờ văn bản hướng dẫn của bộ"


def later(**by: int) -> datetime:
    return NOW + timedelta(**by)


@pytest.fixture
def place() -> Office:
    return testing.office(NOW)


def handed_in(place: Office, task_id: Any, now: datetime = NOW) -> Any:
    return operations.submit_for_closing(task_id=task_id, words="Đã xong.", actor=place.specialist, now=now)


class TestFamily:
    def test_a_parent_is_not_handed_in_while_a_part_is_open(self, place: Office) -> None:
        parent = assigned(place, now=NOW)
        part = operations.assign(
            origin=origin(place.ward.id),
            draft=draft(place.ward.id, place.colleague.person_id, parent.due_on, parent_id=parent.id),
            actor=place.head, now=NOW,
        )  # fmt: skip
        with pytest.raises(ChildrenOpen):
            handed_in(place, parent.id)
        with pytest.raises(ChildrenOpen):
            operations.cancel(task_id=parent.id, reason=WHY, actor=place.issuer_leader, now=NOW)
        operations.cancel(task_id=part.id, reason=WHY, actor=place.leader, now=NOW)
        handed_in(place, parent.id)
        found = queries.detail(parent.id, actor=place.leader, now=NOW)
        assert [(one.id, one.state) for one in found.children] == [(part.id, State.CANCELLED)]

    def test_a_cycle_of_parents_is_refused(self, place: Office) -> None:
        first, second, third = (assigned(place, now=NOW, title=f"Việc {n}") for n in range(3))
        under = {"actor": place.issuer_specialist, "now": NOW}
        operations.place_under(task_id=second.id, parent_id=first.id, **under)  # type: ignore[arg-type]
        operations.place_under(task_id=third.id, parent_id=second.id, **under)  # type: ignore[arg-type]
        for parent in (third, first):
            with pytest.raises(ParentCycle):
                operations.place_under(task_id=first.id, parent_id=parent.id, **under)  # type: ignore[arg-type]

    def test_a_part_is_not_due_after_the_whole(self, place: Office) -> None:
        parent = assigned(place, now=NOW, due_in=5)
        with pytest.raises(WrongTask) as caught:
            assigned(place, now=NOW, due_in=6, parent_id=parent.id)
        assert [one.field for one in caught.value.problems] == ["due_on"]


class TestMany:
    def drafts(self, place: Office, count: int) -> list[TaskDraft]:
        due = TODAY + timedelta(days=30)
        return [
            draft(place.ward.id, place.specialist.person_id, due, title=f"Việc {n}", row=n + 2, part=f"Mục {n % 3}")
            for n in range(count)
        ]

    def test_all_are_assigned_with_the_same_number_of_statements(self, place: Office) -> None:
        def statements(count: int) -> int:
            with CaptureQueriesContext(connection) as caught:
                ids = operations.assign_many(
                    origin=origin(place.province.id, number=f"{count}/KH"), drafts=self.drafts(place, count),
                    actor=place.issuer_specialist, now=NOW,
                )  # fmt: skip
            assert len(ids) == count
            return sum("core_journal_append" not in query["sql"] for query in caught)

        assert statements(30) == statements(3)

    def test_every_problem_is_named_with_its_row_and_nothing_is_kept(self, place: Office) -> None:
        drafts = self.drafts(place, 4)
        drafts[1] = draft(place.ward.id, place.specialist.person_id, date(2020, 1, 1), row=3, title="")
        drafts[2] = draft(place.ward.id, place.specialist.person_id, TODAY, row=4, parent_row=5)
        drafts[3] = draft(place.ward.id, place.specialist.person_id, TODAY, row=5, parent_row=4)
        given: dict[str, Any] = {
            "origin": origin(place.province.id), "drafts": drafts, "actor": place.issuer_specialist, "now": NOW,
        }  # fmt: skip
        preview = operations.check_many(**given)
        assert [(one.line, one.field) for one in preview] == [
            (3, "title"), (3, "due_on"), (4, "parent_row"), (5, "parent_row"),
        ]  # fmt: skip
        with pytest.raises(WrongTasks) as caught:
            operations.assign_many(**given)
        assert list(caught.value.problems) == preview
        assert "dòng 3, cột “Nhiệm vụ”: Rõ việc" in str(caught.value)
        assert queries.tasks_of(place.ward.id, side=Side.LEAD, actor=place.leader, now=NOW).total == 0

    def test_a_row_may_be_the_parent_of_another(self, place: Office) -> None:
        drafts = self.drafts(place, 2)
        drafts[0] = draft(place.ward.id, place.specialist.person_id, TODAY, row=2, parent_row=3)
        first, second = operations.assign_many(
            origin=origin(place.province.id), drafts=drafts, actor=place.issuer_specialist, now=NOW
        )
        assert queries.task(first, actor=place.leader, now=NOW).parent_id == second


class TestLists:
    def test_each_agency_sees_its_part(self, place: Office) -> None:
        police = agency("department", "province", "Sở mẫu", code="000.00.07.H26", province_code="01")
        helper = people.actor(people.officer(police.id, "specialist").id, at=NOW)
        task = assigned(place, now=NOW, coordinating=(police.id,))
        for who, agency_id, side in (
            (place.specialist, place.ward.id, Side.LEAD),
            (helper, police.id, Side.COORDINATING),
            (place.issuer_leader, place.province.id, Side.ISSUED),
        ):
            page = queries.tasks_of(agency_id, side=side, actor=who, now=NOW)
            assert [one.id for one in page.tasks] == [task.id]
        assert queries.tasks_of(police.id, side=Side.LEAD, actor=helper, now=NOW).tasks == ()
        assert queries.tasks_of(place.ward.id, side=Side.LEAD, actor=place.issuer_leader, now=NOW).total == 1

    def test_it_finds_without_diacritics_and_counts_by_state(self, place: Office) -> None:
        assigned(place, now=NOW, title="Phủ sóng di động thôn Đồng Mẫu", due_in=2)
        assigned(place, now=NOW, title="Tập huấn tổ công nghệ số", due_in=20)
        given: dict[str, Any] = {"side": Side.LEAD, "actor": place.leader, "now": later(days=3)}
        page = queries.tasks_of(place.ward.id, **given)
        assert (page.counts.open_overdue, page.counts.open_within) == (1, 1)
        (found,) = queries.tasks_of(place.ward.id, only=TaskFilter(text="dong mau"), **given).tasks
        assert found.state == State.OPEN_OVERDUE
        late = queries.tasks_of(place.ward.id, only=TaskFilter(states=frozenset({State.OPEN_OVERDUE})), **given)
        assert [one.id for one in late.tasks] == [found.id]
        assert late.counts == page.counts

    def test_a_page_takes_the_same_statements_for_many_as_for_few(self, place: Office) -> None:
        def statements() -> int:
            with CaptureQueriesContext(connection) as caught:
                queries.tasks_of(place.ward.id, side=Side.LEAD, actor=place.leader, now=NOW)
            return len(caught)

        assigned(place, now=NOW)
        few = statements()
        for _ in range(5):
            assigned(place, now=NOW)
        assert statements() == few

    def test_the_tasks_of_a_conclusion_are_found_by_it(self, place: Office) -> None:
        from caunoi.core.ids import new_id
        from caunoi.core.subjects import SubjectRef

        conclusion = SubjectRef("conclusion", new_id())
        drafts = TestMany().drafts(place, 4)
        operations.assign_many(
            origin=origin(place.province.id, subject=conclusion), drafts=drafts, actor=place.issuer_leader, now=NOW
        )
        assigned(place, now=NOW)
        page = queries.tasks_of_origin(conclusion, actor=place.leader, now=NOW)
        assert page.total == 4
        assert queries.parts_of(conclusion) == ["Mục 0", "Mục 1", "Mục 2"]
        counted = queries.counts(as_of=TODAY, origin=conclusion, by="part")
        assert {part: one.open for part, one in counted.items()} == {"Mục 0": 2, "Mục 1": 1, "Mục 2": 1}
        views = queries.origins(place.province.id, actor=place.issuer_leader, now=NOW)
        assert {view.subject for view in views} == {conclusion, None}
        plain = next(view for view in views if view.subject is None)
        assert queries.tasks_of_origin(plain.ref, actor=place.leader, now=NOW).total == 1

    def test_a_reassigned_task_counts_for_who_held_it_then(self, place: Office) -> None:
        other = agency("department", "province", "Sở mẫu", code="000.00.07.H26", province_code="01")
        helper = people.actor(people.officer(other.id, "specialist", full_name="Lý Văn Mẫu").id, at=NOW)
        task = assigned(place, now=NOW)
        with pytest.raises(WrongTask):
            operations.reassign(
                task_id=task.id, lead_agency_id=other.id, reason=WHY, actor=place.issuer_leader, now=later(days=2)
            )
        moved = operations.reassign(
            task_id=task.id, lead_agency_id=other.id, person_id=helper.person_id, reason=WHY,
            actor=place.issuer_leader, now=later(days=2),
        )  # fmt: skip
        assert (moved.lead_agency_id, moved.person_name) == (other.id, "Lý Văn Mẫu")
        days = [TODAY + timedelta(days=n) for n in (1, 2)]
        held = [queries.counts(as_of=on, by="agency") for on in days]
        assert [list(one) for one in held] == [[str(place.ward.id)], [str(other.id)]]
        before = queries.task(task.id, actor=place.leader, now=later(days=2), as_of=days[0])
        assert before.lead_agency_id == place.ward.id
        (line,) = [one for one in queries.history(task.id, actor=helper, now=later(days=2)) if one.kind == "reassigned"]
        assert (line.words, line.after) == (WHY, "Sở mẫu, Lý Văn Mẫu")

    def test_a_head_may_name_another_colleague(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        given: dict[str, Any] = {"task_id": task.id, "person_id": place.colleague.person_id, "reason": WHY, "now": NOW}
        with pytest.raises(NotTheHolder):
            operations.reassign(actor=place.specialist, **given)
        assert operations.reassign(actor=place.head, **given).person_id == place.colleague.person_id
        with pytest.raises(WrongTask):
            operations.reassign(actor=place.head, **given)
        assert entries_of("task", task.id)[-1].data["assignee"] == str(place.colleague.person_id)


class TestOwed:
    def test_it_says_what_is_owed_by_whom_to_whom(self, place: Office) -> None:
        late = assigned(place, now=NOW, due_in=1, title="Muộn")
        soon = assigned(place, now=NOW, due_in=5, title="Sắp")
        handed = assigned(place, now=NOW, due_in=30, title="Đã nộp")
        handed_in(place, handed.id)
        now = later(days=2)
        found = queries.owed(place.ward.id, actor=place.leader, now=now)
        assert [(one.subject.id, one.state) for one in found] == [(late.id, "late"), (soon.id, "soon")]
        assert {one.to_id for one in found} == {place.province.id}
        waiting = queries.owed(place.province.id, actor=place.issuer_leader, now=now)
        assert [(one.kind, one.subject.id) for one in waiting] == [("task_verification", handed.id)]
        owed_to = queries.owed_to(place.province.id, actor=place.issuer_leader, now=now)
        assert [one.holder_id for one in owed_to] == [place.ward.id] * 2


class TestSystem:
    def test_the_program_itself_may_assign_for_the_origins_issuer(self, place: Office) -> None:
        given = draft(place.ward.id, place.specialist.person_id, TODAY)
        task = operations.assign(origin=origin(place.province.id), draft=given, actor=System("test"), now=NOW)
        assert task.issuer_id == place.province.id
