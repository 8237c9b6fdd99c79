"""A birth registration from draft to returned result, by the real operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from caunoi.core.actor import Actor, Anonymous, Person, System
from caunoi.core.clock import VIETNAM
from caunoi.core.errors import Conflict, NotPermitted
from caunoi.core.journal.queries import entries_of
from caunoi.core.subjects import SubjectRef
from caunoi.documents import signing
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import (
    AlreadySubmitted,
    AssignedToAnother,
    DossierNotFound,
    IncompleteDossier,
    InvalidAnswers,
    KeyAlreadyUsed,
    NotASpecialist,
    NotReader,
    NotYourStep,
    ReasonNeeded,
    RoleEnded,
    SignInToFile,
    StaleDossier,
    UnknownComponent,
    WrongStep,
)
from caunoi.dossiers.models import WorkItem
from caunoi.dossiers.shapes import QueueState, Status
from caunoi.dossiers.testing import Office, walk
from caunoi.people import testing as people
from caunoi.processes.queries import tasks

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


class TestTheWholeWay:
    def test_it_goes_from_draft_to_returned_with_a_result_that_verifies(self, office: Office) -> None:
        view = walk(office, "returned", now=NOW)
        assert (view.status, view.step) == (Status.RETURNED, "")
        assert view.code == f"{office.centre_code}-260922-0001"
        assert view.due_at == datetime(2026, 9, 23, 17, 0, tzinfo=VIETNAM)
        assert view.received_at == view.finished_at == view.returned_at == NOW
        assert view.result_file_id is not None
        result = queries.file_content(view.id, view.result_file_id, actor=office.citizen, now=NOW)
        assert signing.verify(result.content).status == "valid"
        assert signing.verify(result.content[:-60] + b"x" + result.content[-59:]).status != "valid"
        assert view.receipt_file_id is not None
        receipt = queries.file_content(view.id, view.receipt_file_id, actor=office.citizen, now=NOW)
        assert receipt.content.startswith(b"%PDF")

    def test_each_stage_has_its_status_and_waits_for_its_step(self, office: Office) -> None:
        found = {}
        for stage in testing.STAGES[2:]:
            view = walk(office, stage, now=NOW)
            found[stage] = (view.status, view.step)
        assert found == {
            "submitted": (1, "receive"),
            "accepted": (2, "examine"),
            "examined": (4, "sign"),
            "signed": (9, "return"),
            "returned": (10, ""),
        }

    def test_the_journal_tells_it_in_at_least_six_entries_without_a_name(self, office: Office) -> None:
        view = walk(office, "returned", now=NOW)
        entries = entries_of("dossier", view.id)
        assert [e.kind for e in entries] == [
            "dossier.submitted",
            "dossier.accepted",
            "dossier.forwarded",
            "dossier.examined",
            "dossier.signed",
            "dossier.handed_over",
        ]
        assert [e.seq for e in entries] == [1, 2, 3, 4, 5, 6]
        assert {e.agency_id for e in entries} == {office.centre_id}
        assert {e.province for e in entries} == {"01"}
        assert {e.data["code"] for e in entries} == {view.code}
        signed = next(e.data for e in entries if e.kind == "dossier.signed")
        assert (signed["on_time"], signed["limit_value"], signed["due_on"]) == (True, "1.00", "2026-09-23")
        assert "Mẫu" not in str([e.data for e in entries])
        assert "Ví Dụ" not in str([e.data for e in entries])

    def test_the_timeline_says_who_in_words(self, office: Office) -> None:
        view = walk(office, "returned", now=NOW)
        lines = queries.timeline(view.id, actor=office.citizen, now=NOW)
        assert len(lines) == 6
        assert lines[0].by == "người nộp hồ sơ"
        assert lines[1].by == "cán bộ một cửa, Trung tâm Phục vụ hành chính công phường Cửa Nam"
        assert lines[4].by == "lãnh đạo, Ủy ban nhân dân phường Cửa Nam"

    def test_the_process_records_who_had_it(self, office: Office) -> None:
        view = walk(office, "returned", now=NOW)
        done = tasks(SubjectRef("dossier", view.id))
        assert [(t.step, t.completed_by) for t in done] == [
            ("receive", office.counter.ref),
            ("examine", office.specialist.ref),
            ("sign", office.leader.ref),
            ("return", office.counter.ref),
        ]

    def test_settled_after_the_due_date_is_late(self, office: Office) -> None:
        late = NOW + timedelta(days=2)
        view = walk(office, "signed", now=NOW, at={"signed": late})
        signed = entries_of("dossier", view.id)[-1].data
        assert signed["on_time"] is False
        assert view.due_left.state == "done"

    def test_an_overdue_dossier_says_by_how_much(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        later = queries.dossier(view.id, actor=office.leader, now=NOW + timedelta(days=3))
        assert (later.due_left.state, later.due_left.value) == ("late", Decimal(-2))
        assert later.due_left.text == "Quá hạn 2 ngày làm việc"

    def test_the_leader_may_send_it_back_with_a_note_that_the_applicant_does_not_see(self, office: Office) -> None:
        view = walk(office, "examined", now=NOW)
        back = operations.return_to_specialist(
            dossier_id=view.id, note="Xem lại nơi sinh.", actor=office.leader, now=NOW
        )
        assert (back.status, back.step, back.return_note) == (4, "examine", "Xem lại nơi sinh.")
        assert queries.dossier(view.id, actor=office.citizen, now=NOW).return_note == ""
        again = operations.submit_for_signature(
            dossier_id=view.id, result={"child_birth_place": "Bệnh viện Thử, Hà Nội"}, actor=office.specialist, now=NOW
        )
        assert again.result["child_birth_place"] == "Bệnh viện Thử, Hà Nội"
        assert operations.sign(dossier_id=view.id, actor=office.leader, now=NOW).status == Status.DONE

    def test_the_counter_refuses_with_a_reason(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        with pytest.raises(ReasonNeeded):
            operations.refuse(dossier_id=view.id, reason=" ", actor=office.counter, now=NOW)
        after = operations.refuse(dossier_id=view.id, reason="Không thuộc thẩm quyền.", actor=office.counter, now=NOW)
        assert (after.status, after.step) == (Status.REFUSED, "")
        assert entries_of("dossier", view.id)[-1].data["after_receipt"] is False
        with pytest.raises(WrongStep):
            operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)

    def test_a_refusal_after_examination_settles_it(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        operations.refuse(dossier_id=view.id, reason="Đã đăng ký ở nơi khác.", actor=office.specialist, now=NOW)
        data = entries_of("dossier", view.id)[-1].data
        assert (data["after_receipt"], data["on_time"]) == (True, True)

    def test_sent_on_a_sunday_it_counts_from_monday_whenever_it_is_accepted(self, office: Office) -> None:
        sunday = datetime(2026, 9, 20, 20, 0, tzinfo=VIETNAM)
        view = walk(office, "accepted", now=sunday, at={"accepted": NOW})
        assert view.received_at == datetime(2026, 9, 21, 7, 0, tzinfo=VIETNAM)
        assert view.due_at == datetime(2026, 9, 22, 17, 0, tzinfo=VIETNAM)


class TestFiling:
    def test_what_is_missing_is_named(self, office: Office) -> None:
        view = walk(office, "draft", now=NOW)
        operations.save_answers(
            dossier_id=view.id, answers={"child_sex": "male", "father_known": True}, actor=office.citizen, now=NOW
        )
        with pytest.raises(IncompleteDossier) as raised:
            operations.submit(dossier_id=view.id, idempotency_key="k", actor=office.citizen, now=NOW)
        fields = [p.field for p in raised.value.problems]
        assert "child_full_name" in fields
        assert "father_full_name" in fields
        assert fields[-1] == "component:birth_proof"
        assert queries.dossier(view.id, actor=office.citizen, now=NOW).status == Status.DRAFT

    def test_a_wrong_answer_is_named_and_nothing_is_kept(self, office: Office) -> None:
        view = walk(office, "draft", now=NOW)
        with pytest.raises(InvalidAnswers, match="không được sau ngày hôm nay"):
            operations.save_answers(
                dossier_id=view.id,
                answers={"child_birth_date": "2026-09-23", "child_sex": "male"},
                actor=office.citizen,
                now=NOW,
            )
        assert queries.dossier(view.id, actor=office.citizen, now=NOW).answers == {}

    def test_progress_goes_section_by_section(self, office: Office) -> None:
        view = walk(office, "draft", now=NOW)
        operations.save_answers(
            dossier_id=view.id, answers={"child_sex": "male", "copies": 0}, actor=office.citizen, now=NOW
        )
        progress = queries.filing_progress(view.id, actor=office.citizen, now=NOW)
        states = {s.id: s.state for s in progress.sections}
        assert (states["child_identity"], states["copies"], states["mother"]) == ("started", "complete", "empty")
        assert "father" not in states
        assert [c.component_id for c in progress.missing_components] == ["birth_proof"]
        assert not progress.ready
        ready = walk(office, "ready", now=NOW)
        assert queries.filing_progress(ready.id, actor=office.citizen, now=NOW).ready

    def test_repeated_with_the_same_key_it_is_filed_once(self, office: Office) -> None:
        view = walk(office, "ready", now=NOW)
        first = operations.submit(dossier_id=view.id, idempotency_key="k", actor=office.citizen, now=NOW)
        again = operations.submit(dossier_id=view.id, idempotency_key="k", actor=office.citizen, now=NOW)
        assert again == first
        assert len(entries_of("dossier", view.id)) == 1
        with pytest.raises(AlreadySubmitted):
            operations.submit(dossier_id=view.id, idempotency_key="other", actor=office.citizen, now=NOW)

    def test_one_key_files_one_dossier(self, office: Office) -> None:
        one, two = walk(office, "ready", now=NOW), walk(office, "ready", now=NOW)
        operations.submit(dossier_id=one.id, idempotency_key="k", actor=office.citizen, now=NOW)
        with pytest.raises(KeyAlreadyUsed):
            operations.submit(dossier_id=two.id, idempotency_key="k", actor=office.citizen, now=NOW)
        filed = operations.submit(dossier_id=two.id, idempotency_key="k2", actor=office.citizen, now=NOW)
        assert filed.code.endswith("-0002")

    def test_a_paper_can_be_replaced_and_taken_off(self, office: Office) -> None:
        view = walk(office, "ready", now=NOW)
        paper = {"dossier_id": view.id, "component_id": "birth_proof", "actor": office.citizen, "now": NOW}
        first = next(c.file_id for c in view.components if c.component_id == "birth_proof")
        after = operations.upload(content=testing.PNG, name="moi.png", **paper)  # type: ignore[arg-type]
        assert next(c.file_name for c in after.components if c.component_id == "birth_proof") == "moi.png"
        operations.attach(file_id=first, **paper)  # type: ignore[arg-type]
        after = operations.detach(**paper)  # type: ignore[arg-type]
        assert all(c.file_id is None for c in after.components)
        with pytest.raises(UnknownComponent):
            operations.upload(content=testing.PNG, name="x.png", **{**paper, "component_id": "nothing"})  # type: ignore[arg-type]

    def test_another_ones_file_cannot_be_attached_by_its_id(self, office: Office) -> None:
        theirs = walk(office, "ready", now=NOW)
        file_id = next(c.file_id for c in theirs.components if c.file_id)
        thief = testing.citizen(NOW, full_name="Trần Văn Thử")
        own = walk(office, "draft", now=NOW, citizen=thief)
        with pytest.raises(Exception, match="không thuộc hồ sơ"):
            operations.attach(dossier_id=own.id, component_id="birth_proof", file_id=file_id, actor=thief, now=NOW)

    @pytest.mark.parametrize("nobody", [Anonymous("x"), System("test")])
    def test_filing_needs_a_person(self, office: Office, nobody: Actor) -> None:
        with pytest.raises(SignInToFile):
            operations.start_draft(
                procedure_code=testing.BIRTH, receiving_agency_id=office.centre_id, actor=nobody, now=NOW
            )

    def test_places_to_file_are_found_without_diacritics(self, office: Office) -> None:
        (choice,) = queries.receiving_choices("cua nam", on=NOW.date())
        assert (choice.agency_id, choice.unit_name) == (office.centre_id, "Phường Cửa Nam")
        testing.office(NOW, ward_code="00004", name="Ba Đình")
        with CaptureQueriesContext(connection) as captured:
            queries.receiving_choices("phuong", on=NOW.date())
        assert len(captured) <= 3


class TestWhoMay:
    def test_only_its_applicant_and_its_offices_know_of_it(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        other = testing.office(NOW, ward_code="00004", name="Ba Đình")
        for actor in (office.citizen, office.counter, office.leader, office.auditor, office.manager):
            assert queries.dossier(view.id, actor=actor, now=NOW).code == view.code
            assert queries.by_code(view.code.lower(), actor=actor, now=NOW).id == view.id
        strangers: list[Actor] = [testing.citizen(NOW), other.counter, other.leader, Anonymous(), System("test")]
        for stranger in strangers:
            for ask in (
                queries.dossier, queries.timeline, queries.available_actions, queries.filing_progress, queries.page_of,
                queries.requests, queries.control_slip, queries.control_slip_file, queries.rating, queries.results,
            ):  # fmt: skip
                with pytest.raises(DossierNotFound):
                    ask(view.id, actor=stranger, now=NOW)
            with pytest.raises(DossierNotFound):
                queries.by_code(view.code, actor=stranger, now=NOW)
            file_id = next(c.file_id for c in view.components if c.file_id)
            with pytest.raises(DossierNotFound):
                queries.file_content(view.id, file_id, actor=stranger, now=NOW)
        with pytest.raises(DossierNotFound):
            queries.dossier(uuid4(), actor=office.counter, now=NOW)

    def test_officers_do_not_see_drafts(self, office: Office) -> None:
        view = walk(office, "ready", now=NOW)
        with pytest.raises(DossierNotFound):
            queries.dossier(view.id, actor=office.counter, now=NOW)

    def test_each_step_is_done_by_its_role_only(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        for actor in (office.specialist, office.leader, office.auditor, office.manager, office.citizen):
            with pytest.raises(NotYourStep, match="cán bộ một cửa"):
                operations.accept(dossier_id=view.id, actor=actor, now=NOW)
        operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)
        with pytest.raises(NotYourStep):
            operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.counter, now=NOW)
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=NOW)
        for actor in (office.specialist, office.counter, office.auditor):
            with pytest.raises(NotPermitted):
                operations.sign(dossier_id=view.id, actor=actor, now=NOW)

    def test_actions_say_what_may_be_done_and_why_not(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        mine = queries.available_actions(view.id, actor=office.counter, now=NOW)
        assert [(a.code, a.reason) for a in mine if a.allowed] == [
            (code, "") for code in ("accept", "refuse", "request_supplement", "transfer", "record_payment", "withdraw")
        ]
        theirs = queries.available_actions(view.id, actor=office.auditor, now=NOW)
        assert not any(a.allowed for a in theirs)
        assert "cán bộ một cửa của Trung tâm" in theirs[0].reason
        own = queries.available_actions(view.id, actor=office.citizen, now=NOW)
        assert [a.code for a in own] == ["withdraw"]

    def test_the_result_is_the_applicants_when_it_is_handed_over(self, office: Office) -> None:
        view = walk(office, "signed", now=NOW)
        assert view.result_file_id is not None
        assert queries.dossier(view.id, actor=office.citizen, now=NOW).result_file_id is None
        with pytest.raises(DossierNotFound):
            queries.file_content(view.id, view.result_file_id, actor=office.citizen, now=NOW)
        operations.hand_over(dossier_id=view.id, actor=office.counter, now=NOW)
        assert queries.file_content(view.id, view.result_file_id, actor=office.citizen, now=NOW).content

    def test_nobody_settles_their_own_dossier(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW, citizen=office.counter)
        with pytest.raises(NotYourStep):
            operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)

    def test_a_role_that_ended_ends_what_it_allowed(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        former = people.officer(office.centre_id, "counter_officer", until=NOW, second_factor=False)
        actor = Person(former.id, role="counter_officer", agency_id=office.centre_id)
        with pytest.raises(RoleEnded, match="hết hiệu lực lúc 09:00 22/09/2026"):
            operations.accept(dossier_id=view.id, actor=actor, now=NOW)
        with pytest.raises(DossierNotFound):
            queries.dossier(view.id, actor=actor, now=NOW)
        earlier = NOW - timedelta(minutes=1)
        assert queries.dossier(view.id, actor=actor, now=earlier).code == view.code

    def test_an_assigned_dossier_is_examined_by_that_specialist(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        with pytest.raises(NotYourStep):
            operations.assign(dossier_id=view.id, person_id=uuid4(), actor=office.specialist, now=NOW)
        seen = queries.available_actions(view.id, actor=office.head, now=NOW)
        assert [a.code for a in seen if a.allowed] == ["assign", "extend", "consult", "transfer", "stop"]
        with pytest.raises(NotASpecialist):
            operations.assign(dossier_id=view.id, person_id=office.leader.person_id, actor=office.head, now=NOW)
        operations.assign(dossier_id=view.id, person_id=office.specialist.person_id, actor=office.head, now=NOW)
        colleague = people.officer(office.committee_id, "specialist", second_factor=False)
        WorkItem.objects.filter(dossier_id=view.id, closed_at=None).update(assignee_id=colleague.id)
        with pytest.raises(AssignedToAnother):
            operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=NOW)

    def test_whoever_comes_second_is_told_who_did_what(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        operations.accept(dossier_id=view.id, actor=office.counter, now=NOW, expected_version=view.version)
        with pytest.raises(StaleDossier, match="cán bộ một cửa tiếp nhận lúc 09:00 22/09/2026") as raised:
            operations.refuse(
                dossier_id=view.id, reason="Thiếu giấy.", actor=office.counter, now=NOW, expected_version=view.version
            )
        assert isinstance(raised.value, Conflict)

    def test_queues_are_for_the_agencys_readers(self, office: Office) -> None:
        for stranger in (office.citizen, office.leader, Anonymous()):
            with pytest.raises(NotReader):
                queries.queue(agency_id=office.centre_id, actor=stranger, now=NOW)


class TestQueues:
    def test_each_pile_holds_what_waits_there(self, office: Office) -> None:
        codes = {stage: walk(office, stage, now=NOW).code for stage in testing.STAGES[2:]}
        piles = {}
        for state in list(QueueState)[6:]:
            counter_side = state in (QueueState.TO_RECEIVE, QueueState.TO_RETURN, QueueState.ALL)
            agency, actor = (
                (office.centre_id, office.counter) if counter_side else (office.committee_id, office.specialist)
            )
            piles[state.value] = {
                r.code for r in queries.queue(agency_id=agency, actor=actor, now=NOW, pile=state).rows
            }
        assert piles == {
            "to_receive": {codes["submitted"]},
            "to_examine": {codes["accepted"]},
            "to_sign": {codes["examined"]},
            "to_return": {codes["signed"]},
            "all": set(codes.values()),
        }
        counts = queries.queue_counts(agency_id=office.centre_id, actor=office.counter, now=NOW + timedelta(days=3))
        assert (counts.to_receive, counts.to_return, counts.to_examine, counts.late) == (1, 1, 0, 1)

    def test_it_is_searched_by_name_without_diacritics_or_by_code_and_paged(self, office: Office) -> None:
        other = testing.citizen(NOW, full_name="Trần Văn Thử")
        mine = walk(office, "submitted", now=NOW)
        theirs = walk(office, "submitted", now=NOW, citizen=other)

        def found(text: str) -> list[str]:
            page = queries.queue(agency_id=office.centre_id, actor=office.counter, now=NOW, text=text)
            return [row.code for row in page.rows]

        assert found("tran van") == [theirs.code]
        assert found(mine.code) == [mine.code]
        first = queries.queue(agency_id=office.centre_id, actor=office.counter, now=NOW, size=1)
        last = queries.queue(agency_id=office.centre_id, actor=office.counter, now=NOW, size=1, after=first.next)
        assert {first.rows[0].code, last.rows[0].code} == {mine.code, theirs.code}
        assert last.next == ""

    def test_a_citizen_sees_their_own(self, office: Office) -> None:
        walk(office, "submitted", now=NOW)
        walk(office, "draft", now=NOW, at={"draft": NOW + timedelta(hours=1)})
        walk(office, "submitted", now=NOW, citizen=testing.citizen(NOW))
        rows = queries.mine(actor=office.citizen, now=NOW)
        assert [row.status_name for row in rows] == ["Bản nháp", "Mới đăng ký"]


class TestStatements:
    def test_submit_takes_at_most_twelve(self, office: Office) -> None:
        view = walk(office, "ready", now=NOW)
        with CaptureQueriesContext(connection) as captured:
            operations.submit(dossier_id=view.id, idempotency_key="k", actor=office.citizen, now=NOW)
        # The savepoint is the test's own: outside it, the operation's transaction is the outermost.
        said = [q["sql"][:90] for q in captured if "SAVEPOINT" not in q["sql"]]
        assert len(said) <= 12, said

    @pytest.mark.parametrize("count", [1, 4])
    def test_a_queue_takes_at_most_eight_whatever_its_length(self, office: Office, count: int) -> None:
        for _ in range(count):
            walk(office, "submitted", now=NOW)
        with CaptureQueriesContext(connection) as captured:
            queries.queue(agency_id=office.centre_id, actor=office.counter, now=NOW, with_counts=True)
        assert len(captured) <= 8

    def test_a_dossiers_page_takes_at_most_fifteen(self, office: Office) -> None:
        view = walk(office, "examined", now=NOW)
        with CaptureQueriesContext(connection) as captured:
            found = queries.page(view.code, actor=office.leader, now=NOW)
        assert len(found.control) == 3
        assert len(captured) <= 15, len(captured)


@pytest.mark.parametrize(
    ("language", "status", "left", "first"),
    [
        ("vi", "Được tiếp nhận", "Còn 1 ngày làm việc", "Hồ sơ được nộp"),
        ("en", "Received", "1 working day left", "The dossier was filed"),
        ("th", "รับเรื่องแล้ว", "เหลืออีก 1 วันทำการ", "ยื่นคำขอแล้ว"),
    ],
)
def test_it_is_told_in_three_languages(office: Office, language: str, status: str, left: str, first: str) -> None:
    view = walk(office, "accepted", now=NOW)
    with override(language):
        told = queries.dossier(view.id, actor=office.citizen, now=NOW)
        lines = queries.timeline(view.id, actor=office.citizen, now=NOW)
    assert (told.status_name, told.due_left.text, lines[0].title) == (status, left, first)
