"""A slip is had from the moment it is promised, says what was true then, and is made once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of
from caunoi.core.subjects import SubjectRef
from caunoi.documents import forms, operations, promised, queries
from caunoi.documents.errors import FileNotFound
from caunoi.documents.models import FileRecord, PromisedFile
from caunoi.documents.tests.samples import receipt

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)


def promise(data: forms.ReceiptData) -> UUID:
    return operations.promise(
        sheet=forms.receipt_sheet(data), name="giay-tiep-nhan.pdf", subject=SubjectRef("dossier", new_id()),
        actor=System("test"), now=NOW,
    )  # fmt: skip


def test_who_asks_first_gets_what_was_promised_and_who_asks_again_the_same() -> None:
    data = receipt()
    file_id = promise(data)
    assert not FileRecord.objects.exists()
    first = queries.content(file_id)
    assert first == forms.receipt_slip(data)
    assert queries.file(file_id).name == "giay-tiep-nhan.pdf"
    assert queries.content(file_id) == first
    assert FileRecord.objects.count() == 1
    assert [entry.kind for entry in entries_of("file", file_id)] == ["file.stored"]


def test_what_it_says_is_no_longer_kept_beside_it_once_it_is_made() -> None:
    file_id = promise(receipt())
    queries.content(file_id)
    assert not PromisedFile.objects.exists()


def test_the_worker_makes_what_nobody_asked_for_the_oldest_first() -> None:
    file_id = promise(receipt())
    assert promised.fulfil_some(before=NOW) == 0
    assert promised.fulfil_some(before=NOW + timedelta(minutes=1)) == 1
    assert queries.file(file_id).media_type == "application/pdf"
    assert promised.fulfil_some(before=NOW + timedelta(minutes=1)) == 0


def test_two_promises_are_two_papers() -> None:
    one, other = promise(receipt()), promise(replace(receipt(), applicant_name="Trần Văn Thử"))
    assert queries.content(one) != queries.content(other)


def test_what_was_never_promised_is_not_found() -> None:
    with pytest.raises(FileNotFound):
        queries.content(new_id())


def test_promising_costs_one_statement(django_assert_num_queries: object) -> None:
    data = receipt()
    with django_assert_num_queries(1):  # type: ignore[operator]
        promise(data)
