"""Many at once: codes without holes or duplicates, a double click, two officers on one dossier."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import TypeVar

import pytest
from django.db import connection, transaction

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.core.errors import Conflict
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.models import Counter, Dossier, DossierResult
from caunoi.dossiers.operations.acting import next_number
from caunoi.dossiers.testing import Office, walk
from caunoi.people import testing as people

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
T = TypeVar("T")


def at_once(calls: list[Callable[[], T]]) -> list[T | Conflict]:
    """Run the calls in threads, each with its own connection; a Conflict is an answer too."""

    def run(call: Callable[[], T]) -> T | Conflict:
        try:
            return call()
        except Conflict as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def office(transactional_db: None) -> Office:
    return testing.office(NOW)


def test_codes_have_neither_holes_nor_duplicates_though_some_filings_fail(office: Office) -> None:
    drafts = [walk(office, "ready", now=NOW) for _ in range(8)]

    def file(index: int) -> str:
        try:
            with transaction.atomic():
                key = str(drafts[index].id)
                view = operations.submit(
                    dossier_id=drafts[index].id, idempotency_key=key, actor=office.citizen, now=NOW
                )
                if index % 4 == 3:
                    raise RuntimeError("something fails after the number was given")
                return view.code
        except RuntimeError:
            return ""

    at_once([lambda index=index: file(index) for index in range(8)])  # type: ignore[misc]
    codes = list(Dossier.objects.exclude(code=None).order_by("code").values_list("code", flat=True))
    assert codes == [f"{office.centre_code}-260922-{n:04d}" for n in range(1, 7)]


def test_a_double_click_files_once(office: Office) -> None:
    draft = walk(office, "ready", now=NOW)

    def file() -> str:
        return operations.submit(dossier_id=draft.id, idempotency_key="k", actor=office.citizen, now=NOW).code

    first, second = at_once([file, file])
    assert first == second == f"{office.centre_code}-260922-0001"
    assert [e.kind for e in entries_of("dossier", draft.id)] == ["dossier.submitted"]


def test_a_double_click_at_the_counter_receives_once(office: Office) -> None:
    answers = {"document_name": "Bằng mẫu", "original_pages": 1, "copies": 1}

    def receive() -> str:
        return testing.receive(office, "2.000815", answers=answers, key="k", now=NOW).code

    codes = set(at_once([receive] * 3))
    assert codes == {f"{office.centre_code}-260922-0001"}
    assert Dossier.objects.count() == 1


def test_of_two_officers_who_decide_at_once_the_second_is_told(office: Office) -> None:
    view = walk(office, "submitted", now=NOW)

    def accept() -> int:
        return operations.accept(
            dossier_id=view.id, actor=office.counter, now=NOW, expected_version=view.version
        ).status

    def refuse() -> int:
        return operations.refuse(
            dossier_id=view.id, reason="Thiếu giấy tờ.", actor=office.counter, now=NOW, expected_version=view.version
        ).status

    answers = at_once([accept, refuse])
    refused = [a for a in answers if isinstance(a, Conflict)]
    assert len(refused) == 1
    assert "cán bộ một cửa" in str(refused[0])
    assert queries.dossier(view.id, actor=office.counter, now=NOW).status in answers


def test_of_two_who_sign_at_once_one_signs_and_the_second_is_told_by_whom_and_when(office: Office) -> None:
    view = walk(office, "examined", now=NOW)
    second = people.officer(office.committee_id, "leader", second_factor=False)

    def sign(actor: Person) -> int:
        return operations.sign(dossier_id=view.id, actor=actor, now=NOW).status

    answers = at_once([lambda: sign(office.leader), lambda: sign(Person(second.id))])
    told = [answer for answer in answers if isinstance(answer, Conflict)]
    assert [answer for answer in answers if not isinstance(answer, Conflict)] == [9]
    assert len(told) == 1
    assert "lãnh đạo ký duyệt lúc 09:00 22/09/2026" in str(told[0])
    assert DossierResult.objects.filter(dossier_id=view.id).count() == 1


def test_of_two_who_examine_at_once_the_second_keeps_what_was_decided(office: Office) -> None:
    view = walk(office, "accepted", now=NOW)
    items = [{"component_id": "birth_proof", "what": "Chụp lại cho rõ."}]

    def submit() -> int:
        return operations.submit_for_signature(
            dossier_id=view.id, result={}, actor=office.specialist, now=NOW, expected_version=view.version
        ).status

    def ask() -> int:
        return operations.request_supplement(
            dossier_id=view.id, items=items, reason="Giấy mờ.", actor=office.specialist, now=NOW,
            expected_version=view.version,
        ).status  # fmt: skip

    answers = at_once([submit, ask])
    told = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(told) == 1
    assert "chuyên viên" in str(told[0])
    assert queries.dossier(view.id, actor=office.leader, now=NOW).status in answers


@pytest.mark.django_db
def test_after_9999_the_number_has_five_digits(office: Office) -> None:
    Counter.objects.create(series=office.centre_code, since=date(2026, 9, 22), last=9_999)
    assert walk(office, "submitted", now=NOW).code == f"{office.centre_code}-260922-10000"


@pytest.mark.django_db
def test_numbers_restart_each_day_and_for_each_series(office: Office) -> None:
    with transaction.atomic():
        numbers = [next_number(s, date(2026, 9, d)) for s, d in (("a", 1), ("a", 1), ("a", 2), ("b", 1))]
    assert numbers == [1, 2, 1, 1]


def test_a_failing_signature_leaves_nothing_half_done(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    view = walk(office, "examined", now=NOW)

    def fail(*_: object, **__: object) -> bytes:
        raise RuntimeError("the signing device is gone")

    monkeypatch.setattr("caunoi.dossiers.papers.results.signing.sign", fail)
    with pytest.raises(RuntimeError):
        operations.sign(dossier_id=view.id, actor=office.leader, now=NOW)
    after = queries.dossier(view.id, actor=office.leader, now=NOW)
    assert (after.status, after.step, after.version) == (view.status, "sign", view.version)
    assert entries_of("dossier", view.id)[-1].kind == "dossier.examined"
    assert not Counter.objects.filter(series__endswith="/birth_certificate").exists()
