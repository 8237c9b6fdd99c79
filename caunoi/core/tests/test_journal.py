"""The journal: chained, append-only, verifiable, free of personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.journal import Event, append
from caunoi.core.journal.checkpoints import Checkpoint, make_checkpoint
from caunoi.core.journal.queries import entries_of, subjects_with_code
from caunoi.core.journal.readers import Fence
from caunoi.core.journal.verify import verify

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ACTOR = System("test")


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    kind: ClassVar[str] = "test.happened"
    subject_kind: ClassVar[str] = "test"

    code: str = ""
    count: int = 0


def write(*, subject: UUID, count: int = 1, code: str = "") -> None:
    with transaction.atomic():
        for number in range(count):
            append(Happened(count=number, code=code), subject_id=subject, actor=ACTOR, now=NOW)


@pytest.fixture
def chain(db: None) -> UUID:
    subject = new_id()
    write(subject=subject, count=3)
    return subject


def checkpoint_made() -> Checkpoint:
    """A checkpoint over what was written. Transactions of other databases on the same server hold the fence back."""
    fence, made = Fence(), None
    while made is None:
        connection.cursor().execute("SELECT pg_sleep(0.01)")
        made = make_checkpoint(now=NOW, fence=fence)
    return made


def behind_the_back(sql: str, *params: Any) -> None:
    """Change the table as an intruder with the database owner's rights would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_it_numbers_and_chains_the_entries_of_a_subject(chain: UUID) -> None:
    assert [e.seq for e in entries_of("test", chain)] == [1, 2, 3]
    assert verify().sound


def test_an_append_is_one_statement(db: None, django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(1):
        append(Happened(), subject_id=new_id(), actor=ACTOR, now=NOW)


def test_it_refuses_to_write_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        append(Happened(), subject_id=new_id(), actor=ACTOR, now=NOW)


@pytest.mark.parametrize("text", ["an@example.vn", "0912345678", "001190000123", "x" * 121])
def test_it_refuses_what_looks_like_personal_data(db: None, text: str) -> None:
    with pytest.raises(ValueError, match="personal data"), transaction.atomic():
        append(Happened(code=text), subject_id=new_id(), actor=ACTOR, now=NOW)


def test_a_dossier_code_is_not_taken_for_personal_data() -> None:
    assert Happened(code="000.00.05.H26-260922-0114").data()["code"].endswith("0114")


@pytest.mark.parametrize(
    "statement", ["UPDATE core_journal SET kind = 'x'", "DELETE FROM core_journal", "TRUNCATE core_journal"]
)
def test_the_table_refuses_change(chain: UUID, statement: str) -> None:
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_journal SET kind = 'x'", "DELETE FROM core_journal", "DELETE FROM core_journal_checkpoint"],
)
def test_the_program_s_role_has_no_right_to_change_it(chain: UUID, statement: str) -> None:
    connection.cursor().execute("SET LOCAL ROLE caunoi_app")
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    connection.cursor().execute("RESET ROLE")


def test_the_program_s_role_can_append(db: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE caunoi_app")
        append(Happened(), subject_id=new_id(), actor=ACTOR, now=NOW)
        cursor.execute("RESET ROLE")


_WHERE = "WHERE subject_id = %s AND seq = 2"
_COPY = """
    INSERT INTO core_journal
    SELECT id + 1000000, occurred_at, recorded_at, kind, subject_kind, subject_id, seq, unit_id, agency_id, province,
           actor_ref, data, prev_hash, hash FROM core_journal
"""
INTRUSIONS = [
    (f"UPDATE core_journal SET data = '{{\"count\": 7}}' {_WHERE}", "altered"),
    (f"UPDATE core_journal SET occurred_at = occurred_at + interval '1 microsecond' {_WHERE}", "altered"),
    (f"UPDATE core_journal SET agency_id = subject_id {_WHERE}", "altered"),
    (f"UPDATE core_journal SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) {_WHERE}", "altered"),
    (f"UPDATE core_journal SET prev_hash = set_byte(prev_hash, 5, get_byte(prev_hash, 5) # 1) {_WHERE}", "altered"),
    (f"DELETE FROM core_journal {_WHERE}", "removed"),
    ("DELETE FROM core_journal WHERE subject_id = %s AND seq = 3", "removed"),
    (f"{_COPY} {_WHERE}", "inserted"),
]


@pytest.mark.parametrize(("change", "what"), INTRUSIONS)
def test_verification_names_what_was_done_behind_the_program_s_back(chain: UUID, change: str, what: str) -> None:
    if what == "inserted":
        behind_the_back(
            "ALTER TABLE core_journal DROP CONSTRAINT core_journal_subject_kind_subject_id_seq_recorded_at_key"
        )
    behind_the_back(change, chain)
    finding = verify().finding
    assert finding is not None
    assert finding.what == what
    assert finding.subject_id == chain


def test_a_checkpoint_shows_a_tail_that_was_removed_with_its_head(transactional_db: None) -> None:
    subject = new_id()
    write(subject=subject, count=3)
    made = checkpoint_made()
    assert verify().sound
    with transaction.atomic():
        behind_the_back("DELETE FROM core_journal WHERE subject_id = %s", subject)
        behind_the_back("DELETE FROM core_journal_head WHERE subject_id = %s", subject)
        finding = verify().finding
        assert finding is not None
        assert f"checkpoint {made.number}" in finding.where
        transaction.set_rollback(True)


def test_a_forged_checkpoint_is_named(transactional_db: None) -> None:
    write(subject=new_id())
    made = checkpoint_made()
    with transaction.atomic():
        behind_the_back("UPDATE core_journal_checkpoint SET entries = entries + 1 WHERE number = %s", made.number)
        finding = verify().finding
        assert finding is not None
        assert finding.what == "bad_signature"
        transaction.set_rollback(True)


def test_verification_resumes_after_a_subject(db: None) -> None:
    first, second = sorted([new_id(), new_id()])
    write(subject=first, count=2)
    write(subject=second, count=2)
    whole, rest = verify(), verify(start=("test", first))
    assert rest.subjects < whole.subjects
    assert rest.sound


def test_a_chain_longer_than_a_batch_is_walked_as_one(db: None) -> None:
    subject = new_id()
    write(subject=subject, count=25)
    assert verify(batch=10).sound


def test_a_subject_is_found_by_the_code_in_its_entries(db: None) -> None:
    subject = new_id()
    write(subject=subject, code="000.00.05.H26-260922-0114")
    assert ("test", subject) in subjects_with_code("000.00.05.H26-260922-0114")


def test_the_watch_over_the_suite_s_journal_notices_a_name_and_a_number() -> None:
    from conftest import personal_data_in

    entries = ['{"code": "Nguyễn Thị Mẫu"}', '{"code": "001190000123"}', '{"code": "000.00.05.H26-260922-0114"}']
    assert len(personal_data_in(entries, {"Nguyễn Thị Mẫu"})) == 2


def test_the_program_s_role_may_use_every_table_but_change_none_of_the_journal_s(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, has_table_privilege('caunoi_app', oid, 'UPDATE') FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        changeable = dict(cursor.fetchall())
    journal = {name for name in changeable if name.startswith("core_journal") and name != "core_journal_reader"}
    assert len(journal) > 10
    assert {name for name, may in changeable.items() if not may} == journal
