"""A task from its assignment to its verified closing, and all that is refused on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from caunoi.core.clock import local_date
from caunoi.core.journal.queries import entries_of
from caunoi.people import operations as accounts
from caunoi.people import testing as people
from caunoi.tasks import operations, queries, testing
from caunoi.tasks.errors import (
    AlreadySubmitted,
    NotSubmitted,
    NotTheAssigner,
    NotTheHolder,
    NotTheIssuer,
    NotYourTasks,
    SamePerson,
    SayWhy,
    TaskClosed,
    TaskNotFound,
    UnclearTask,
    WrongTask,
)
from caunoi.tasks.shapes import NewFile, Side, Stage, State, TaskDraft
from caunoi.tasks.testing import Office, assigned, draft, origin
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
TODAY = local_date(NOW)
WHY = "Chờ văn bản hướng dẫn của bộ"


def later(**by: int) -> datetime:
    return NOW + timedelta(**by)


def photo() -> NewFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return NewFile("bien-ban.png", content.getvalue())


@pytest.fixture
def place() -> Office:
    return testing.office(NOW)


def handed_in(place: Office, task_id: Any, now: datetime = NOW) -> Any:
    return operations.submit_for_closing(task_id=task_id, words="Đã xong.", actor=place.specialist, now=now)


class TestWay:
    def test_it_goes_from_assignment_to_verified_closing(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        assert (task.state, task.days_left, task.person_name) == (State.OPEN_WITHIN, 10, "Trần Văn Mẫu Phường")
        told = operations.report_progress(
            task_id=task.id, percent=60, words="Đã cấp 600 chữ ký số.", actor=place.specialist, now=later(days=1),
            files=[photo()],
        )  # fmt: skip
        assert [file.name for file in told.files] == ["bien-ban.png"]
        handed_in(place, task.id, later(days=2))
        assert queries.task(task.id, actor=place.leader, now=later(days=2)).stage == Stage.SUBMITTED
        done = operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=later(days=12))
        assert (done.state, done.stage, done.completed_on) == (
            State.DONE_ON_TIME,
            Stage.CLOSED,
            local_date(later(days=2)),
        )
        kinds = [entry.kind for entry in entries_of("task", task.id)]
        assert kinds == ["task.assigned", "task.progress_reported", "task.submitted", "task.completed"]
        lines = queries.history(task.id, actor=place.leader, now=later(days=12))
        assert [line.kind for line in lines] == ["assigned", "progress", "submitted", "verified"]
        assert [line.by_name for line in lines][1:] == ["Trần Văn Mẫu Phường"] * 2 + ["Đinh Văn Mẫu Tỉnh"]
        _, content = queries.evidence_file(task.id, told.files[0].id, actor=place.issuer_leader, now=NOW)
        assert content[:4] == b"\x89PNG"

    def test_what_is_returned_is_open_again_and_as_late_as_it_is(self, place: Office) -> None:
        task = assigned(place, now=NOW, due_in=3)
        handed_in(place, task.id, later(days=3))
        back = operations.return_task(
            task_id=task.id, remark="Thiếu số liệu hai tổ.", actor=place.issuer_leader, now=later(days=5)
        )
        assert (back.state, back.stage) == (State.OPEN_OVERDUE, Stage.OPEN)
        before = queries.task(task.id, actor=place.leader, now=later(days=5), as_of=local_date(later(days=4)))
        assert before.state == State.OPEN_WITHIN
        handed_in(place, task.id, later(days=6))
        done = operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=later(days=6))
        assert done.state == State.DONE_LATE

    def test_a_changed_deadline_counts_from_its_day_on(self, place: Office) -> None:
        task = assigned(place, now=NOW, due_in=3)
        late, new = later(days=5), TODAY + timedelta(days=20)
        moved = operations.change_deadline(task_id=task.id, due_on=new, reason=WHY, actor=place.issuer_leader, now=late)
        assert (moved.due_on, moved.first_due_on, moved.state) == (new, task.due_on, State.OPEN_WITHIN)
        asked = queries.task(task.id, actor=place.leader, now=late, as_of=TODAY + timedelta(days=4))
        assert (asked.due_on, asked.state) == (task.due_on, State.OPEN_OVERDUE)
        (line,) = [
            one for one in queries.history(task.id, actor=place.head, now=late) if one.kind == "deadline_changed"
        ]
        assert (line.words, line.before, line.after) == (WHY, "25/09/2026", "12/10/2026")
        assert entries_of("task", task.id)[-1].data["due_before"] == "2026-09-25"

    def test_a_list_shows_what_is_still_to_be_done_first(self, place: Office) -> None:
        done, late, early = (assigned(place, now=NOW, due_in=days) for days in (3, 9, 6))
        handed_in(place, done.id, later(days=1))
        operations.verify_closing(task_id=done.id, actor=place.issuer_leader, now=later(days=1))
        page = queries.tasks_of(place.ward.id, side=Side.LEAD, actor=place.leader, now=later(days=2))
        assert [one.id for one in page.tasks] == [early.id, late.id, done.id]

    def test_a_stand_in_may_tell_and_hand_in(self, place: Office) -> None:
        clerk, deputy = (people.actor(people.officer(place.ward.id, "clerk").id, at=NOW) for _ in range(2))
        given = draft(place.ward.id, clerk.person_id, TODAY)
        task = operations.assign(origin=origin(place.province.id), draft=given, actor=place.issuer_specialist, now=NOW)
        told: dict[str, Any] = {"task_id": task.id, "percent": 10, "words": "Đang làm", "now": later(hours=1)}
        operations.report_progress(actor=clerk, **told)
        with pytest.raises(NotTheHolder):
            operations.report_progress(actor=deputy, **told)
        accounts.report_absence(
            person_id=clerk.person_id, deputy_id=deputy.person_id, agency_id=place.ward.id, valid_from=NOW,
            valid_to=later(days=5), actor=clerk, now=NOW,
        )  # fmt: skip
        operations.report_progress(actor=deputy, **told)

    def test_a_delegate_verifies_in_the_leaders_place(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        handed_in(place, task.id)
        given: dict[str, Any] = {"task_id": task.id, "actor": place.issuer_specialist, "now": later(hours=2)}
        with pytest.raises(NotTheIssuer):
            operations.verify_closing(**given)
        assert place.issuer_leader.membership_id is not None
        accounts.delegate(
            membership_id=place.issuer_leader.membership_id, to_person_id=place.issuer_specialist.person_id,
            valid_from=later(hours=1), valid_to=later(days=3), actor=place.issuer_leader, now=NOW,
        )  # fmt: skip
        assert operations.verify_closing(**given).state == State.DONE_ON_TIME

    def test_whoever_answers_for_a_task_sees_it_whatever_their_role(self, place: Office) -> None:
        cashier = people.actor(people.officer(place.ward.id, "cashier").id, at=NOW)
        assigned(place, now=NOW)
        own = operations.assign(
            origin=origin(place.province.id), draft=draft(place.ward.id, cashier.person_id, TODAY),
            actor=place.issuer_specialist, now=NOW,
        )  # fmt: skip
        page = queries.tasks_of(place.ward.id, side=Side.LEAD, actor=cashier, now=NOW)
        assert [one.id for one in page.tasks] == [own.id]
        assert [one.subject.id for one in queries.owed(place.ward.id, actor=cashier, now=NOW)] == [own.id]

    def test_who_may_do_what_is_said(self, place: Office) -> None:
        task = assigned(place, now=NOW)

        def may(who: Any) -> set[str]:
            return set(queries.detail(task.id, actor=who, now=NOW).may)

        assert may(place.specialist) == {"report_progress", "submit_for_closing", "assign_child"}
        assert may(place.head) == {"report_progress", "submit_for_closing", "assign_child", "reassign"}
        assert may(place.auditor) == set()
        assert may(place.issuer_leader) >= {"change_deadline", "cancel", "reassign_agencies", "place_under"}
        handed_in(place, task.id)
        assert may(place.issuer_leader) >= {"verify_closing", "return_task"}


class TestRefused:
    def test_a_task_without_the_six_points_is_refused_with_all_of_them_named(self, place: Office) -> None:
        with pytest.raises(UnclearTask) as caught:
            operations.assign(
                origin=origin(place.province.id), draft=TaskDraft(lead_agency_id=place.ward.id),
                actor=place.issuer_specialist, now=NOW,
            )  # fmt: skip
        assert [one.field for one in caught.value.problems] == [
            "person_id", "title", "responsibility", "due_on", "result", "authority",
        ]  # fmt: skip
        assert "Rõ người: chưa nêu người chịu trách nhiệm." in str(caught.value)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
            ({"title": "x" * 1001}, "title"),
        ],
    )
    def test_a_wrong_draft_is_refused(self, place: Office, change: dict[str, Any], field: str) -> None:
        wrong = draft(place.ward.id, place.specialist.person_id, TODAY)
        given = {name: getattr(wrong, name) for name in wrong.__dataclass_fields__} | change
        with pytest.raises(WrongTask) as caught:
            operations.assign(
                origin=origin(place.province.id), draft=TaskDraft(**given), actor=place.issuer_specialist, now=NOW
            )
        assert [one.field for one in caught.value.problems] == [field]

    def test_a_person_of_another_agency_and_an_agency_above_are_refused(self, place: Office) -> None:
        with pytest.raises(WrongTask) as caught:
            assigned(place, now=NOW, coordinating=(place.ward.id,), parent_id=place.ward.id)
        assert {one.field for one in caught.value.problems} == {"coordinating", "parent_id"}
        upwards = draft(place.province.id, place.specialist.person_id, TODAY)
        with pytest.raises(WrongTask) as caught:
            operations.assign(origin=origin(place.ward.id), draft=upwards, actor=place.leader, now=NOW)
        assert {one.field for one in caught.value.problems} == {"lead_agency_id", "person_id"}

    def test_only_who_prepares_at_the_issuer_assigns(self, place: Office) -> None:
        given = draft(place.ward.id, place.specialist.person_id, TODAY)
        for actor in (place.auditor, people.actor(people.citizen().id, at=NOW)):
            with pytest.raises(NotTheAssigner):
                operations.assign(origin=origin(place.province.id), draft=given, actor=actor, now=NOW)
        with pytest.raises(NotTheAssigner):
            operations.assign(
                origin=origin(place.province.id), draft=given, actor=place.leader, now=NOW, issuer_id=place.province.id
            )

    def test_a_file_that_is_not_taken_is_named_and_nothing_is_kept(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        files = [photo(), NewFile("macro.exe", b"MZ" + b"0" * 100), NewFile("ghi-chu.txt", b"text")]
        with pytest.raises(WrongTask) as caught:
            operations.report_progress(
                task_id=task.id, percent=5, words="Kèm tệp", actor=place.specialist, now=NOW, files=files
            )
        said = str(caught.value)
        assert "macro.exe" in said
        assert "ghi-chu.txt" in said
        assert queries.detail(task.id, actor=place.leader, now=NOW).progress == ()

    @pytest.mark.parametrize("percent", [-1, 101])
    def test_a_report_without_words_or_with_a_wrong_share_is_refused(self, place: Office, percent: int) -> None:
        task = assigned(place, now=NOW)
        with pytest.raises(WrongTask) as caught:
            operations.report_progress(task_id=task.id, percent=percent, words=" ", actor=place.specialist, now=NOW)
        assert {one.field for one in caught.value.problems} == {"words", "percent"}

    def test_a_closed_task_does_not_change(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        handed_in(place, task.id)
        with pytest.raises(AlreadySubmitted):
            handed_in(place, task.id)
        operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=NOW)
        acts: list[Any] = [
            lambda: handed_in(place, task.id),
            lambda: operations.report_progress(
                task_id=task.id, percent=5, words="Thêm", actor=place.specialist, now=NOW
            ),
            lambda: operations.change_deadline(
                task_id=task.id, due_on=TODAY + timedelta(days=30), reason=WHY, actor=place.issuer_leader, now=NOW
            ),
            lambda: operations.reassign(
                task_id=task.id, person_id=place.colleague.person_id, reason=WHY, actor=place.head, now=NOW
            ),
            lambda: operations.cancel(task_id=task.id, reason=WHY, actor=place.issuer_leader, now=NOW),
            lambda: operations.place_under(task_id=task.id, parent_id=None, actor=place.issuer_leader, now=NOW),
        ]
        for act in acts:
            with pytest.raises(TaskClosed):
                act()

    def test_only_a_leader_of_the_issuer_decides(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        with pytest.raises(NotSubmitted):
            operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=NOW)
        handed_in(place, task.id)
        for who in (place.leader, place.issuer_specialist, place.specialist):
            with pytest.raises(NotTheIssuer):
                operations.verify_closing(task_id=task.id, actor=who, now=NOW)
        with pytest.raises(SayWhy):
            operations.return_task(task_id=task.id, remark=" ", actor=place.issuer_leader, now=NOW)

    def test_nobody_verifies_what_they_handed_in_themselves(self, place: Office) -> None:
        own = draft(place.ward.id, place.leader.person_id, TODAY)
        task = operations.assign(origin=origin(place.ward.id), draft=own, actor=place.leader, now=NOW)
        operations.submit_for_closing(task_id=task.id, words="Xong", actor=place.leader, now=NOW)
        with pytest.raises(SamePerson):
            operations.verify_closing(task_id=task.id, actor=place.leader, now=NOW)

    @pytest.mark.parametrize("days", [-1, 10])
    def test_a_deadline_in_the_past_or_the_same_one_is_refused(self, place: Office, days: int) -> None:
        task = assigned(place, now=NOW)
        with pytest.raises(WrongTask):
            operations.change_deadline(
                task_id=task.id, due_on=TODAY + timedelta(days=days), reason=WHY, actor=place.issuer_leader, now=NOW
            )

    def test_others_do_not_learn_that_there_is_such_a_task(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        elsewhere = agency("peoples_committee", "province", "Tỉnh khác", code="000.00.00.H27", province_code="04")
        stranger = people.actor(people.officer(elsewhere.id, "leader").id, at=NOW)
        for ask in (queries.task, queries.detail, queries.history):
            with pytest.raises(TaskNotFound):
                ask(task.id, actor=stranger, now=NOW)
        with pytest.raises(NotYourTasks):
            queries.tasks_of(place.ward.id, side=Side.LEAD, actor=stranger, now=NOW)
        with pytest.raises(NotYourTasks):
            queries.owed(place.ward.id, actor=stranger, now=NOW)
