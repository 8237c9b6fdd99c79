"""Proving the journal: every chain link by link, every chain against its head, every checkpoint against the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.journal.chain import GENESIS, Link, merkle_root
from caunoi.core.journal.checkpoints import Checkpoint, hashes_between, signature_is_good

_COLUMNS = (
    "id, occurred_at, recorded_at, kind, subject_kind, subject_id, seq, unit_id, agency_id, province, actor_ref, "
    "data::text, prev_hash, hash"
)
Cursor = tuple[str, UUID] | None
"""The last subject whose chain was walked; verification goes on after it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong: altered, removed, inserted, unlinked, bad_checkpoint or bad_signature."""

    what: str
    where: str
    entry_id: int | None = None
    subject_kind: str = ""
    subject_id: UUID | None = None
    seq: int | None = None


@dataclass(slots=True)
class Report:
    """What was walked, and the first finding, if any."""

    entries: int = 0
    subjects: int = 0
    checkpoints: int = 0
    finding: Finding | None = None
    resume: Cursor = field(default=None)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.finding is None


Progress = Callable[[Report], None]


def verify(*, start: Cursor = None, batch: int = 5000, progress: Progress = lambda report: None) -> Report:
    """Walk all chains in order of subject, then all checkpoints; stops at the first finding.

    `start` resumes after that subject. `progress` is called after each batch with the report so far.
    """
    report = Report(resume=start)
    for links in _chains(start, batch, report, progress):
        report.finding = _check_chain(links)
        report.subjects += 1
        report.entries += len(links)
        if report.finding:
            return report
        report.resume = (links[0].subject_kind, links[0].subject_id)
    report.finding = _check_heads() or _check_checkpoints(report)
    return report


def _chains(start: Cursor, batch: int, report: Report, progress: Progress) -> Iterator[list[Link]]:
    """All links, one list a subject, read by keyset so that it can stop and go on anywhere."""
    last: tuple[str, UUID, int, int] = (*(start or ("", UUID(int=0))), 2**31 - 1, 2**62)
    chain: list[Link] = []
    while rows := _page(last, batch):
        for row in rows:
            link = Link(*_plain(row))
            if chain and (chain[0].subject_kind, chain[0].subject_id) != (link.subject_kind, link.subject_id):
                yield chain
                chain = []
            chain.append(link)
        last = (chain[-1].subject_kind, chain[-1].subject_id, chain[-1].seq, chain[-1].id)
        progress(report)
    if chain:
        yield chain


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [bytes(value) if isinstance(value, memoryview) else value for value in row]


def _page(last: tuple[str, UUID, int, int], batch: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM core_journal WHERE (subject_kind, subject_id, seq, id) > (%s, %s, %s, %s) "
            "ORDER BY subject_kind, subject_id, seq, id LIMIT %s",
            [*last, batch],
        )
        return list(cursor.fetchall())


def _check_chain(links: list[Link]) -> Finding | None:
    previous = GENESIS
    for number, link in enumerate(links, start=1):
        if link.seq > number:
            return _found("removed", f"entry {number} of this chain is missing", link)
        if link.seq < number:
            return _found("inserted", f"entry {link.seq} of this chain stands twice", link)
        if link.digest() != link.hash:
            return _found("altered", "the entry does not match its hash", link)
        if link.prev_hash != previous:
            return _found("unlinked", "the entry does not follow from the one before", link)
        previous = link.hash
    return None


def _found(what: str, where: str, link: Link) -> Finding:
    return Finding(what, where, link.id, link.subject_kind, link.subject_id, link.seq)


def _check_heads() -> Finding | None:
    """Chains whose end is not where their head says: a removed tail that no checkpoint has covered yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT h.subject_kind, h.subject_id, h.seq FROM core_journal_head h
            FULL JOIN (SELECT subject_kind, subject_id, max(seq) AS seq,
                              (array_agg(hash ORDER BY seq DESC))[1] AS hash
                       FROM core_journal GROUP BY 1, 2) j USING (subject_kind, subject_id)
            WHERE h.seq IS DISTINCT FROM j.seq OR h.hash IS DISTINCT FROM j.hash LIMIT 1
            """
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Finding("removed", "the chain ends before its recorded head", None, row[0] or "", row[1], row[2])


def _check_checkpoints(report: Report) -> Finding | None:
    previous, expected_first = GENESIS, 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, first_id, last_id, entries, made_at, merkle_root, prev_hash, hash, signature "
            "FROM core_journal_checkpoint ORDER BY number"
        )
        rows = cursor.fetchall()
    for number, row in enumerate(rows, start=1):
        point = Checkpoint(*_plain(row[:7]))
        name = f"checkpoint {row[0]}"
        if (point.number, point.first_id, point.prev_hash) != (number, expected_first, previous):
            return Finding("bad_checkpoint", f"{name} does not follow from the one before")
        if point.digest() != bytes(row[7]) or not signature_is_good(bytes(row[7]), bytes(row[8])):
            return Finding("bad_signature", f"{name} is not what was signed")
        hashes = hashes_between(point.first_id, point.last_id)
        if len(hashes) != point.entries or merkle_root(hashes) != point.merkle_root:
            return Finding("removed", f"the entries of {name} are not those that were signed", point.first_id)
        previous, expected_first = bytes(row[7]), point.last_id + 1
        report.checkpoints += 1
    return None
