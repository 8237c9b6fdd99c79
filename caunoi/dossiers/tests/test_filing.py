"""Filing: any case and channel, any centre of the province, alone or with help, with what one has already."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import (
    AlreadySubmitted,
    CannotReceive,
    ChannelNotOffered,
    DossierNotFound,
    IncompleteDossier,
    InvalidAnswers,
    InvalidFiling,
    NotAskedFor,
    NotCompetent,
    NotReusable,
    UnknownCase,
    UnknownComponent,
)
from caunoi.dossiers.models import Dossier, DossierComponent, DossierResult, WorkItem
from caunoi.dossiers.shapes_filing import CounterPaper, CounterPerson, Support
from caunoi.dossiers.testing import PNG, Office, walk
from caunoi.people import testing as people
from caunoi.people.errors import PersonDiffers, RoleNotHeld
from caunoi.units.testing import police_beside

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
COPY, DEATH, SINGLE, BIRTH = "2.000815", "1.000656", "1.004873", "1.001193"
PERSON = CounterPerson(full_name="Trần Văn Thử", personal_id="001060000007", phone="0900000007", address="Số 1, Mẫu")
COPY_ANSWERS: dict[str, Any] = {"document_name": "Bằng mẫu", "original_pages": 3, "copies": 2}


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


@pytest.fixture
def other(office: Office) -> Office:
    return testing.office(NOW, ward_code="00004", name="Ba Đình")


def support_at(office: Office) -> Person:
    return Person(people.officer(office.centre_id, "support_staff", second_factor=False).id)


class TestADraft:
    def test_a_case_decides_the_limit_and_another_may_be_chosen(self, office: Office) -> None:
        draft = testing.file(office, DEATH, case_id="late", now=NOW, submit=False)
        assert draft.case_id == "late"
        changed = operations.change_draft(dossier_id=draft.id, case_id="on_time", actor=office.citizen, now=NOW)
        assert (changed.case_id, changed.answers) == ("on_time", draft.answers)

    @pytest.mark.parametrize(
        ("said", "error"),
        [
            ({"case_id": "no_such"}, UnknownCase),
            ({"return_way": "pigeon"}, InvalidFiling),
            ({"return_way": "post", "return_address": " "}, InvalidFiling),
            ({"phone": "12"}, InvalidFiling),
            ({"reliefs": ["no_such"]}, InvalidFiling),
        ],
    )
    def test_what_is_not_so_is_refused_in_words(self, office: Office, said: dict[str, Any], error: type) -> None:
        draft = walk(office, "draft", now=NOW)
        with pytest.raises(error):
            operations.change_draft(dossier_id=draft.id, actor=office.citizen, now=NOW, **said)

    def test_it_can_be_thrown_away_until_it_is_filed(self, office: Office) -> None:
        draft = walk(office, "ready", now=NOW)
        with pytest.raises(DossierNotFound):
            operations.delete_draft(dossier_id=draft.id, actor=testing.citizen(NOW), now=NOW)
        operations.delete_draft(dossier_id=draft.id, actor=office.citizen, now=NOW)
        assert not DossierComponent.objects.exists()
        filed = walk(office, "submitted", now=NOW)
        with pytest.raises(AlreadySubmitted):
            operations.delete_draft(dossier_id=filed.id, actor=office.citizen, now=NOW)

    def test_a_wrong_answer_in_a_group_is_named_with_its_place(self) -> None:
        from caunoi.dossiers.answers import merged, problems_of
        from caunoi.procedures.rules import check_answers

        entry = {"type": "object", "properties": {"name": {"type": "string", "minLength": 3, "title": "Họ tên"}}}
        group = {"type": "array", "title": "Thành viên", "items": entry}
        form = {"properties": {"members": group}, "x-sections": [{"id": "a", "fields": ["members"]}]}
        answers = merged({}, {"members": [{"name": " Trần   Mẫu "}, {"name": "x"}, {"name": " "}]})
        assert answers == {"members": [{"name": "Trần Mẫu"}, {"name": "x"}]}
        wrong = problems_of(check_answers(form, answers, on=local_date(NOW), complete=False), form)
        assert [(p.field, str(p)) for p in wrong] == [("members.1.name", "“Thành viên 2: Họ tên” quá ngắn.")]


class TestAnyCentreOfTheProvince:
    def test_it_is_received_in_one_commune_and_decided_in_another(self, office: Office, other: Office) -> None:
        view = testing.file(office, SINGLE, competent_agency_id=other.committee_id, now=NOW)
        assert view.code.startswith(office.centre_code)
        assert (view.receiving_agency_id, view.competent_agency_id) == (office.centre_id, other.committee_id)
        assert view.non_territorial
        entry = entries_of("dossier", view.id)[0]
        assert (entry.data["non_territorial"], entry.agency_id) == (True, office.centre_id)
        operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)
        page = queries.queue(agency_id=other.committee_id, actor=other.specialist, now=NOW)
        assert [(row.code, row.receiving_agency_name) for row in page.rows] == [(view.code, view.receiving_agency_name)]
        with pytest.raises(DossierNotFound):
            queries.dossier(view.id, actor=office.specialist, now=NOW)

    def test_only_an_agency_that_decides_the_procedure_is_competent(self, office: Office, other: Office) -> None:
        with pytest.raises(NotCompetent):
            testing.file(office, SINGLE, competent_agency_id=other.centre_id, now=NOW)

    def test_an_agency_without_a_counter_receives_nothing(self, office: Office) -> None:
        police_id = police_beside(office.committee_id)
        with pytest.raises(CannotReceive):
            operations.start_draft(procedure_code=SINGLE, receiving_agency_id=police_id, actor=office.citizen, now=NOW)
        filed = testing.file(office, "1.004194", now=NOW)
        assert filed.competent_agency_id == police_id


class TestTheCounter:
    def test_one_call_goes_from_the_person_to_the_receipt(self, office: Office) -> None:
        view = testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, priority="elderly", now=NOW)
        assert (view.status, view.step, view.channel) == (2, "sign", "direct")
        assert (view.applicant_name, view.applicant_personal_id) == ("Trần Văn Thử", "001060000007")
        assert (view.applicant_phone, view.applicant_address) == ("0900000007", "Số 1, Mẫu")
        assert view.priority_name == "Người cao tuổi"
        assert (view.fee["total"], view.fee_due, view.fee_state) == (10_000, 10_000, "due")
        original = view.components[0]
        assert (original.attached, original.file_id, original.origin, original.handed_originals) == (True, None, 0, 1)
        kinds = [e.kind for e in entries_of("dossier", view.id)]
        assert kinds[:2] == ["dossier.submitted", "dossier.accepted"]
        assert entries_of("dossier", view.id)[0].data["digitised"] == 0
        open_now = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
        assert (open_now.role, open_now.agency_id) == ("leader", office.committee_id)

    def test_it_takes_so_many_statements(self, office: Office) -> None:
        testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, now=NOW)
        with CaptureQueriesContext(connection) as captured:
            testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, now=NOW)
        said = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
        assert len(said) <= STATEMENTS_AT_THE_COUNTER, len(said)

    def test_the_same_person_is_known_the_second_time(self, office: Office) -> None:
        first, second = (testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, now=NOW) for _ in "ab")
        assert first.applicant_id == second.applicant_id
        assert first.code != second.code

    def test_a_double_click_receives_once_also_for_people_without_a_number(self, office: Office) -> None:
        person = CounterPerson(full_name="Trần Văn Thử")
        codes = {
            testing.receive(office, COPY, person=person, answers=COPY_ANSWERS, key="k", now=NOW).code for _ in "ab"
        }
        assert len(codes) == 1
        assert Dossier.objects.count() == 1

    def test_when_anything_is_wrong_nothing_is_kept_not_even_the_person(self, office: Office) -> None:
        with pytest.raises(InvalidAnswers):
            testing.receive(office, COPY, answers={**COPY_ANSWERS, "copies": 0}, now=NOW)
        with pytest.raises(IncompleteDossier) as raised:
            testing.receive(office, COPY, answers=COPY_ANSWERS, papers=[], now=NOW)
        assert [p.field for p in raised.value.problems] == ["component:original"]
        assert not Dossier.objects.exists()
        with pytest.raises(ChannelNotOffered):
            testing.receive(office, COPY, answers=COPY_ANSWERS, channel="post", now=NOW)

    def test_scans_are_kept_with_their_counts(self, office: Office) -> None:
        papers = [CounterPaper(component_id="original", originals=1, pages=(("a.png", PNG), ("b.png", PNG)))]
        view = testing.receive(office, COPY, answers=COPY_ANSWERS, papers=papers, now=NOW)
        original = view.components[0]
        assert (original.origin, original.handed_originals, original.file_name) == (1, 1, "a.pdf")

    def test_it_is_decided_in_another_commune_when_the_person_says_so(self, office: Office, other: Office) -> None:
        view = testing.receive(office, SINGLE, competent_agency_id=other.committee_id, channel="post", now=NOW)
        assert (view.channel, view.competent_agency_id, view.step) == ("post", other.committee_id, "examine")

    def test_who_helped_is_kept_and_decides_nothing(self, office: Office) -> None:
        helper = support_at(office)
        view = testing.receive(
            office, COPY, answers=COPY_ANSWERS, support=Support(person_id=helper.person_id, agency_id=office.centre_id),
            now=NOW,
        )  # fmt: skip
        assert (view.supporter_id, view.support_agency_id) == (helper.person_id, office.centre_id)
        submitted = entries_of("dossier", view.id)[0].data
        assert (submitted["assisted"], submitted["support_agency"]) == (True, str(office.centre_id))
        with pytest.raises(DossierNotFound):
            queries.dossier(view.id, actor=helper, now=NOW)

    @pytest.mark.parametrize("who", ["specialist", "leader", "auditor", "citizen"])
    def test_only_the_counter_receives(self, office: Office, who: str) -> None:
        with pytest.raises(RoleNotHeld):
            operations.receive_at_counter(
                agency_id=office.centre_id, procedure_code=COPY, person=PERSON, answers=COPY_ANSWERS, papers=[],
                idempotency_key="k", actor=getattr(office, who), now=NOW,
            )  # fmt: skip

    def test_a_mistyped_number_does_not_give_the_dossier_to_a_stranger(self, office: Office) -> None:
        testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, now=NOW)
        with pytest.raises(PersonDiffers):
            testing.receive(
                office, COPY, person=CounterPerson(full_name="Lê Thị Khác", personal_id=PERSON.personal_id),
                answers=COPY_ANSWERS, now=NOW,
            )  # fmt: skip


STATEMENTS_AT_THE_COUNTER = 63
"""With one paper; 62 are the operation's own. Each further paper takes eleven."""


class TestHelpingToFile:
    def test_support_staff_file_online_for_a_citizen_and_see_it_no_more(self, office: Office) -> None:
        helper = support_at(office)
        draft = operations.start_for(
            person=PERSON, agency_id=office.centre_id, procedure_code=COPY, actor=helper, now=NOW
        )
        operations.save_answers(dossier_id=draft, answers=COPY_ANSWERS, actor=helper, now=NOW)
        operations.upload(dossier_id=draft, component_id="original", content=PNG, name="a.png", actor=helper, now=NOW)
        assert [row.id for row in queries.helped(actor=helper, now=NOW)] == [draft]
        filed = operations.submit(dossier_id=draft, idempotency_key="k", actor=helper, now=NOW)
        assert (filed.channel, filed.supporter_id, filed.status) == ("online", helper.person_id, 1)
        assert entries_of("dossier", draft)[0].data["role"] == "support_staff"
        with pytest.raises(DossierNotFound):
            queries.dossier(draft, actor=helper, now=NOW)
        assert queries.dossier(draft, actor=Person(filed.applicant_id), now=NOW).code == filed.code

    def test_the_counter_may_prepare_screen_by_screen_and_then_receive(self, office: Office) -> None:
        draft = operations.start_for(
            person=PERSON, agency_id=office.centre_id, procedure_code=COPY, actor=office.counter, now=NOW
        )
        said: dict[str, Any] = {"dossier_id": draft, "actor": office.counter, "now": NOW}
        operations.save_answers(**said, answers=COPY_ANSWERS)
        operations.hand_in_paper(**said, component_id="original", originals=1, copies=0)
        assert queries.filing_progress(draft, actor=office.counter, now=NOW).ready
        assert queries.quote(draft, actor=office.counter, now=NOW).total == 10_000
        received = operations.receive_draft(**said, idempotency_key="k")
        assert (received.status, received.step) == (2, "sign")
        assert operations.receive_draft(**said, idempotency_key="k").code == received.code

    @pytest.mark.parametrize("who", ["counter", "manager", "leader", "auditor"])
    def test_nobody_else_sees_or_changes_a_draft(self, office: Office, who: str) -> None:
        draft = walk(office, "ready", now=NOW)
        actor: Actor = getattr(office, who)
        with pytest.raises(DossierNotFound):
            queries.dossier(draft.id, actor=actor, now=NOW)
        with pytest.raises(DossierNotFound):
            operations.save_answers(dossier_id=draft.id, answers={}, actor=actor, now=NOW)
        with pytest.raises(DossierNotFound):
            operations.submit(dossier_id=draft.id, idempotency_key="", actor=actor, now=NOW)
        with pytest.raises(DossierNotFound):
            queries.reusable_papers(draft.id, actor=actor, now=NOW)

    def test_a_citizen_hands_in_files_not_paper(self, office: Office) -> None:
        draft = walk(office, "draft", now=NOW)
        with pytest.raises(UnknownComponent):
            operations.hand_in_paper(
                dossier_id=draft.id, component_id="birth_proof", originals=1, copies=0, actor=office.citizen, now=NOW
            )


class TestWhatOneHasAlready:
    def result(self, office: Office, *, code: str = "CN-XNTTHN", status: str = "valid") -> DossierResult:
        settled = walk(office, "returned", now=NOW)
        row = DossierResult.objects.filter(dossier_id=settled.id).first() or DossierResult(dossier_id=settled.id)
        row.owner_id, row.result_id, row.component_code = settled.applicant_id, "birth_certificate", code
        row.signed_at, row.file_id, row.status = NOW, settled.result_file_id, status
        row.agency_id, row.sha256 = office.committee_id, "a" * 64
        row.save()
        return row

    def test_a_record_stands_for_a_component_that_accepts_it(self, office: Office) -> None:
        record = self.result(office)
        draft = testing.file(office, SINGLE, case_id="again", now=NOW, submit=False)
        offered = queries.reusable_papers(draft.id, actor=office.citizen, now=NOW)
        assert ("result", record.id, "earlier_certificate") in {(p.kind, p.id, p.component_id) for p in offered}
        view = operations.reuse_result(
            dossier_id=draft.id, component_id="earlier_certificate", result_id=record.id, actor=office.citizen, now=NOW
        )
        reused = next(c for c in view.components if c.component_id == "earlier_certificate")
        assert (reused.origin, reused.file_id, reused.source_id) == (3, record.file_id, record.id)
        filed = operations.submit(dossier_id=draft.id, idempotency_key="k", actor=office.citizen, now=NOW)
        assert entries_of("dossier", filed.id)[0].data["reused"] == 1

    @pytest.mark.parametrize(("code", "status"), [("CN-GKS", "valid"), ("CN-XNTTHN", "revoked")])
    def test_one_that_does_not_fit_or_no_longer_stands_is_refused(self, office: Office, code: str, status: str) -> None:
        record = self.result(office, code=code, status=status)
        draft = testing.file(office, SINGLE, case_id="again", now=NOW, submit=False)
        with pytest.raises(NotReusable):
            operations.reuse_result(
                dossier_id=draft.id, component_id="earlier_certificate", result_id=record.id, actor=office.citizen,
                now=NOW,
            )  # fmt: skip

    def test_nobody_uses_what_is_anothers(self, office: Office) -> None:
        record = self.result(office)
        stranger = testing.citizen(NOW)
        draft = testing.file(office, SINGLE, case_id="again", citizen=stranger, now=NOW, submit=False)
        with pytest.raises(NotReusable):
            operations.reuse_result(
                dossier_id=draft.id, component_id="earlier_certificate", result_id=record.id, actor=stranger, now=NOW
            )

    def test_a_paper_handed_in_before_is_used_again(self, office: Office) -> None:
        earlier = walk(office, "accepted", now=NOW)
        draft = walk(office, "draft", now=NOW)
        paper = next(p for p in queries.reusable_papers(draft.id, actor=office.citizen, now=NOW) if p.kind == "paper")
        view = operations.reuse_component(
            dossier_id=draft.id, component_id="birth_proof", row_id=paper.id, actor=office.citizen, now=NOW
        )
        assert view.components[0].origin == 2
        assert view.components[0].file_id == earlier.components[0].file_id
        assert queries.known_answers(draft.id, actor=office.citizen, now=NOW) == earlier.answers

    def test_the_store_shows_what_was_handed_over_and_whether_it_stands(self, office: Office) -> None:
        record = self.result(office)
        walk(office, "signed", now=NOW)
        (stored,) = queries.my_results(actor=office.citizen, now=NOW)
        assert (stored.id, stored.status_name) == (record.id, "Còn hiệu lực")
        assert {p.title for p in queries.my_papers(actor=office.citizen, now=NOW)} == {"Giấy chứng sinh"}
        assert queries.my_results(actor=office.counter, now=NOW) == []
        found = queries.result_by_sha("A" * 64)
        assert found is not None
        assert (found.status, found.agency_name) == ("valid", "Ủy ban nhân dân phường Cửa Nam")
        assert queries.result_by_sha("b" * 64) is None

    def test_after_a_birth_residence_is_suggested(self, office: Office) -> None:
        record = self.result(office, code="CN-GKS")
        found = queries.linked_suggestions(record.dossier_id, actor=office.citizen, now=NOW)
        assert "1.004222" in {s.procedure_code for s in found}
        linked = operations.start_draft(
            procedure_code=SINGLE, receiving_agency_id=office.centre_id, linked_to_id=record.dossier_id,
            actor=office.citizen, now=NOW,
        )  # fmt: skip
        assert queries.dossier(linked, actor=office.citizen, now=NOW).linked_to_id == record.dossier_id


class TestASupplement:
    def test_only_what_was_asked_for_may_change(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        Dossier.objects.filter(id=view.id).update(status=5)
        from caunoi.dossiers.models import DossierRequest

        items = [{"component_id": "birth_proof", "what": "Mờ"}, {"field": "child_home_town", "what": "Ghi rõ"}]
        DossierRequest.objects.create(
            dossier_id=view.id, kind="supplement", asked_at=NOW, asked_role="specialist", items=items
        )
        said: dict[str, Any] = {"dossier_id": view.id, "actor": office.citizen, "now": NOW + timedelta(hours=1)}
        operations.upload(**said, component_id="birth_proof", content=PNG, name="lai.png")
        saved = operations.save_answers(**said, answers={"child_home_town": "Cửa Nam, Hà Nội"})
        assert saved.answers["child_home_town"] == "Cửa Nam, Hà Nội"
        with pytest.raises(NotAskedFor):
            operations.save_answers(**said, answers={"child_full_name": "Tên Khác"})
        with pytest.raises(NotAskedFor):
            operations.upload(**said, component_id="abandoned_record", content=PNG, name="khac.png")


def test_the_status_is_told_to_who_knows_the_code_and_the_telephone(office: Office) -> None:
    view = testing.receive(office, COPY, person=PERSON, answers=COPY_ANSWERS, now=NOW)
    for phone in ("0900000007", "+84 900 000 007"):
        assert queries.public_status(view.code, phone=phone, now=NOW).status == 2
    for phone in ("", "0900000008"):
        with pytest.raises(DossierNotFound):
            queries.public_status(view.code, phone=phone, now=NOW)
