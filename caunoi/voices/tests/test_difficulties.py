"""A locality's difficulty comes to the right door, gets an answer by a day, and its promises become tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import after, entries_of
from caunoi.people import testing as people
from caunoi.units import testing as units_testing
from caunoi.voices import errors, notifying, operations, queries, testing
from caunoi.voices.sampling import sample
from caunoi.voices.shapes import CommitmentDraft, RouteDraft
from caunoi.voices.testing import Scene

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
ANSWER = "Cổng đã được sửa lỗi; hãy đăng xuất rồi đăng nhập lại trước khi gửi kết quả."


@pytest.fixture
def here() -> Scene:
    return testing.scene(NOW)


def kinds(voice_id: UUID) -> list[str]:
    return [entry.kind for entry in entries_of("voice", voice_id)]


def answered(here: Scene, voice_id: UUID, **more: Any) -> None:
    operations.answer(voice_id=voice_id, text=ANSWER, actor=here.specialist, now=NOW, **more)


class TestRouting:
    def test_level_by_level_the_department_of_the_field_answers_and_straight_the_ministry(self, here: Scene) -> None:
        stepped = testing.difficulty(here, now=NOW)
        straight = testing.difficulty(here, now=NOW, way="straight")
        views = [queries.voice(one, actor=here.commune_officer, now=NOW).row for one in (stepped, straight)]
        assert [(one.holder_id, one.level) for one in views] == [
            (here.department, "province"), (here.ministry, "nation"),
        ]  # fmt: skip
        assert views[0].due_on == date(2026, 10, 6)  # ten working days after a Tuesday
        assert kinds(stepped) == ["voice.raised"]

    def test_what_the_text_speaks_of_is_proposed(self) -> None:
        found = queries.propose_topics("xa chung toi bi mat mang, duong truyen yeu, may quet hong")
        assert found[0].code == "network"
        assert queries.propose_topics("hôm nay trời đẹp") == []

    def test_an_own_row_goes_before_the_general_one_with_contact_and_limit(self, here: Scene) -> None:
        draft = RouteDraft(
            topic="portal", agency_id=here.department, contact_id=here.specialist.person_id,
            stand_in_id=here.head.person_id, way="step", days=3, valid_from=NOW.date(), valid_to=None,
            reference="Quyết định 01/QĐ-MAU",
        )  # fmt: skip
        operations.set_route(keeper_id=here.province, draft=draft, actor=here.province_leader, now=NOW)
        found = queries.route_for(topic="portal", way="step", agency_id=here.commune, now=NOW)
        assert (found.contact_id, found.stand_in_id, found.due_on, found.sure) == (
            here.specialist.person_id, here.head.person_id, date(2026, 9, 25), True,
        )  # fmt: skip

    def test_a_row_to_an_agency_that_ended_is_refused_and_one_that_ends_later_leads_nowhere(self, here: Scene) -> None:
        ended = units_testing.named_agency("department", "Sở Mẫu đã giải thể", province="01")
        row = RouteDraft("portal", ended.id, None, None, "step", 3, NOW.date(), None, "Quyết định 02/QĐ-MAU")
        operations.set_route(keeper_id=here.province, draft=row, actor=here.province_leader, now=NOW)
        apps.get_model("units.Agency")._default_manager.filter(pk=ended.id).update(valid_to=NOW.date())
        voice_id = testing.difficulty(here, now=NOW)
        assert kinds(voice_id) == ["voice.raised", "voice.unrouted"]
        waiting = queries.unrouted(actor=here.province_leader, now=NOW)
        assert [one.id for one in waiting.rows] == [voice_id]
        table = queries.routing_table(here.province, actor=here.province_leader, now=NOW)
        assert [bool(one.fault) for one in table if one.topic == "portal"] == [True]
        other = RouteDraft("network", ended.id, None, None, "step", 3, NOW.date(), None, "Quyết định 03/QĐ-MAU")
        with pytest.raises(errors.WrongRoute) as refused:
            operations.set_route(keeper_id=here.province, draft=other, actor=here.province_leader, now=NOW)
        assert [one.field for one in refused.value.problems] == ["agency_id"]

    def test_what_nobody_answers_is_kept_and_the_keeper_says_who_does(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW, topic="health", way="straight")
        assert queries.unrouted(actor=here.province_leader, now=NOW).rows == ()
        with pytest.raises(errors.NotTheKeeper):
            operations.route_by_hand(voice_id=voice_id, agency_id=here.ministry, actor=here.commune_officer, now=NOW)
        operations.route_by_hand(voice_id=voice_id, agency_id=here.ministry, actor=here.office_leader, now=NOW)
        assert queries.voice(voice_id, actor=here.commune_officer, now=NOW).row.holder_id == here.ministry
        assert kinds(voice_id)[-1] == "voice.routed"

    def test_nobody_stands_above_a_ministry(self, here: Scene) -> None:
        with pytest.raises(errors.NoLevelAbove):
            testing.difficulty(here, now=NOW, agency_id=here.ministry, actor=here.ministry_officer)

    def test_rows_of_one_topic_do_not_overlap_and_an_ended_one_makes_room(self, here: Scene) -> None:
        row = RouteDraft("portal", here.department, None, None, "step", 3, NOW.date(), None, "Quyết định 04/QĐ-MAU")
        first = operations.set_route(keeper_id=here.province, draft=row, actor=here.province_leader, now=NOW)
        with pytest.raises(errors.WrongRoute):
            operations.set_route(keeper_id=here.province, draft=row, actor=here.province_leader, now=NOW)
        operations.end_route(route_id=first, actor=here.province_leader, now=NOW)
        operations.set_route(keeper_id=here.province, draft=row, actor=here.province_leader, now=NOW)


class TestMoving:
    def test_the_first_forwarding_needs_no_reason_and_the_second_does(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        operations.forward(voice_id=voice_id, to_agency_id=here.province, reason="", actor=here.specialist, now=NOW)
        onward: dict[str, Any] = {"voice_id": voice_id, "to_agency_id": here.office, "now": NOW}
        with pytest.raises(errors.SayWhyForward):
            operations.forward(**onward, reason=" ", actor=here.province_leader)
        operations.forward(**onward, reason="Thuộc thẩm quyền Trung ương", actor=here.province_leader)
        assert queries.voice(voice_id, actor=here.commune_officer, now=NOW).forwards == 2

    def test_it_never_goes_in_a_circle(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        operations.forward(voice_id=voice_id, to_agency_id=here.province, reason="", actor=here.specialist, now=NOW)
        with pytest.raises(errors.ForwardedInCircle) as refused:
            operations.forward(
                voice_id=voice_id, to_agency_id=here.department, reason="Trả lại cho sở", actor=here.province_leader,
                now=NOW,
            )  # fmt: skip
        assert "Sở Khoa học và Công nghệ" in refused.value.message

    def test_passed_up_it_waits_at_the_ministry_with_a_new_limit(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        operations.pass_up(voice_id=voice_id, reason="Do quy định của bộ", actor=here.specialist, now=NOW)
        row = queries.voice(voice_id, actor=here.commune_officer, now=NOW).row
        assert (row.holder_id, row.level, row.due_on) == (here.ministry, "nation", date(2026, 10, 13))
        with pytest.raises(errors.NoLevelAbove):
            operations.pass_up(voice_id=voice_id, reason="Lên nữa", actor=here.ministry_officer, now=NOW)

    def test_an_agency_that_does_not_exist_is_refused(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        with pytest.raises(errors.NoSuchAgency):
            operations.forward(voice_id=voice_id, to_agency_id=new_id(), reason="", actor=here.specialist, now=NOW)


class TestAnswering:
    def test_a_commitment_becomes_a_task_and_its_state_is_shown(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        promise = CommitmentDraft("Ban hành hướng dẫn", date(2026, 10, 15), here.department, here.specialist.person_id)
        answered(here, voice_id, commitments=[promise])
        view = queries.voice(voice_id, actor=here.commune_officer, now=NOW)
        (made,) = view.answers[0].commitments
        assert (made.state, made.person_name) == ("open_within", "Nguyễn Văn Mẫu")
        assert queries.voice(voice_id, actor=here.commune_officer, now=LATER).answers[0].commitments[0].state == (
            "open_overdue"
        )
        assert {"close", "reopen"} <= view.may

    def test_an_answer_without_content_or_with_a_bad_promise_keeps_nothing(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        promise = CommitmentDraft(" ", date(2026, 9, 1), here.department, here.specialist.person_id)
        with pytest.raises(errors.EmptyAnswer) as refused:
            operations.answer(voice_id=voice_id, text="  ", commitments=[promise], actor=here.specialist, now=NOW)
        assert [one.field for one in refused.value.problems] == [
            "text", "commitments.0.text", "commitments.0.due_on",
        ]  # fmt: skip
        stranger = CommitmentDraft("Làm việc này", date(2026, 10, 1), here.department, here.commune_leader.person_id)
        with pytest.raises(errors.EmptyAnswer) as refused:
            operations.answer(voice_id=voice_id, text=ANSWER, commitments=[stranger], actor=here.specialist, now=NOW)
        assert refused.value.problems[0].field == "commitments.0.person_id"
        assert queries.voice(voice_id, actor=here.specialist, now=NOW).answers == ()

    def test_late_is_escalated_once_at_each_holder_and_the_answer_is_late(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        system = System("voices")
        assert [operations.escalate_late(actor=system, now=at) for at in (NOW, LATER, LATER)] == [0, 1, 0]
        operations.pass_up(voice_id=voice_id, reason="Quá thẩm quyền", actor=here.specialist, now=LATER)
        assert operations.escalate_late(actor=system, now=LATER + timedelta(days=60)) == 1
        operations.answer(voice_id=voice_id, text=ANSWER, actor=here.ministry_officer, now=LATER + timedelta(days=61))
        assert queries.voice(voice_id, actor=here.commune_officer, now=LATER).row.answered_on_time is False

    def test_the_author_accepts_reopens_or_takes_it_back(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        author: dict[str, Any] = {"voice_id": voice_id, "actor": here.commune_officer, "now": NOW}
        with pytest.raises(errors.NotAnswered):
            operations.close(**author)
        answered(here, voice_id)
        operations.reopen(**author, reason="Vẫn chưa gửi được")
        assert queries.voice(voice_id, actor=here.commune_officer, now=NOW).row.state == "open"
        answered(here, voice_id)
        operations.close(**author)
        with pytest.raises(errors.NotOpen):
            operations.withdraw(**author, reason="Không cần nữa")

    def test_only_the_holder_answers_and_strangers_do_not_know_of_it(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        with pytest.raises(errors.NotTheAnswerer):
            operations.answer(voice_id=voice_id, text=ANSWER, actor=here.commune_officer, now=NOW)
        stranger = people.actor(people.officer(new_id(), "leader", second_factor=False).id, at=NOW)
        with pytest.raises(errors.VoiceNotFound):
            queries.voice(voice_id, actor=stranger, now=NOW)
        with pytest.raises(errors.VoiceNotFound):
            operations.add_same(voice_id=voice_id, actor=stranger, now=NOW)
        with pytest.raises(errors.NotYourVoices):
            queries.queue(here.department, actor=stranger, now=NOW)


class TestPublishing:
    def test_a_published_answer_is_found_without_diacritics_and_offered_to_who_writes_the_same(
        self, here: Scene
    ) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        with pytest.raises(errors.NotAnswered):
            self.publish(here, voice_id)
        answered(here, voice_id)
        self.publish(here, voice_id)
        assert [one.id for one in queries.published(text="dang nhap lai").rows] == [voice_id]
        assert queries.published(text="không có chữ này").count == 0
        (offered,) = queries.similar(
            "xã không gửi được kết quả trên cổng dịch vụ công", actor=here.commune_leader, now=NOW
        )
        assert (offered.published, offered.answer) == (True, ANSWER)
        operations.unpublish(voice_id=voice_id, actor=here.head, now=NOW)
        assert queries.published().count == 0

    def test_empty_words_are_not_published_and_a_specialist_does_not_decide(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        answered(here, voice_id)
        with pytest.raises(errors.NotOnePublishes):
            self.publish(here, voice_id, public_answer=" ")
        with pytest.raises(errors.NotTheAnswerer):
            self.publish(here, voice_id, actor=here.specialist)

    def publish(self, here: Scene, voice_id: UUID, **changes: Any) -> None:
        given: dict[str, Any] = {
            "public_title": "Không gửi được kết quả", "public_text": testing.TEXT, "public_answer": ANSWER,
            "actor": here.head,
        }  # fmt: skip
        operations.publish_answer(voice_id=voice_id, now=NOW, **(given | changes))


class TestSame:
    def test_it_counts_once_an_agency_and_its_officer_is_told_of_the_answer(self, here: Scene) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        with pytest.raises(errors.YourOwn):
            operations.add_same(voice_id=voice_id, actor=here.commune_leader, now=NOW)
        other = here.province_leader
        assert operations.add_same(voice_id=voice_id, actor=other, now=NOW)
        assert not operations.add_same(voice_id=voice_id, actor=other, now=NOW)
        assert queries.voice(voice_id, actor=other, now=NOW).row.same == 1
        answered(here, voice_id)
        notifying.tell([entry for entry in after(0, 100) if entry.kind in notifying.KINDS])
        notices = apps.get_model("messages.Notice")._default_manager
        told = dict(notices.values_list("person_id", "template"))
        assert told[other.person_id] == "voice.answered_same"
        assert told[here.commune_officer.person_id] == "voice.answered"
        assert told[here.head.person_id] == "voice.reached"


class TestCost:
    def test_a_queue_costs_the_same_with_many(self, here: Scene, django_assert_max_num_queries: Any) -> None:
        for _ in range(5):
            testing.difficulty(here, now=NOW)
        with django_assert_max_num_queries(6):
            page = queries.queue(here.department, actor=here.specialist, now=NOW)
        assert (page.count, page.counts.open, len(page.rows)) == (5, 5, 5)

    def test_a_page_of_a_voice(self, here: Scene, django_assert_max_num_queries: Any) -> None:
        voice_id = testing.difficulty(here, now=NOW)
        answered(here, voice_id)
        with django_assert_max_num_queries(14):
            queries.voice(voice_id, actor=here.commune_officer, now=NOW)


class TestSamples:
    def test_samples_reach_who_is_responsible_or_wait_to_be_seen_never_astray(self) -> None:
        units_testing.load_small()
        done = sample(40, seed=3, actor=System("test"), now=NOW)
        assert (done.raised, done.astray, done.reached + done.unrouted) == (40, 0, 40)
        assert done.reached > 25
        found = queries.check(actor=System("test"), now=NOW)
        assert found.waiting_count == done.unrouted == len(found.waiting)
        assert {one.topic for one in found.gaps if one.level == "nation"} >= {"health", "education"}

    def test_only_the_program_looks_into_all_tables(self, here: Scene) -> None:
        with pytest.raises(errors.NotTheKeeper):
            queries.check(actor=here.office_leader, now=NOW)
