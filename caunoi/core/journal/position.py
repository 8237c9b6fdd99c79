"""Where the journal stands: enough to say whether two databases hold the same one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Position:
    """The last entry, how many there are, and one digest (hexadecimal) over the end of every chain.

    `heads` covers each subject with the number and the hash of its last entry; since each hash covers the one before,
    it covers every entry. `checkpoint` is the number of the last signed checkpoint, `checkpoint_hash` what was signed.
    """

    last_id: int
    entries: int
    chains: int
    heads: str
    checkpoint: int
    checkpoint_hash: str


def position() -> Position:
    """Where the journal stands now, or in the snapshot of the transaction that is open; one walk over the heads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0), count(*) FROM core_journal")
        last_id, entries = cursor.fetchone()
        cursor.execute("SELECT number, encode(hash, 'hex') FROM core_journal_checkpoint ORDER BY number DESC LIMIT 1")
        checkpoint, checkpoint_hash = cursor.fetchone() or (0, "")
        chains, heads = _heads()
    return Position(last_id, entries, chains, heads, checkpoint, checkpoint_hash)


def _heads() -> tuple[int, str]:
    """How many chains there are, and the digest over their ends; in an order that no collation changes."""
    digest, chains = hashlib.sha256(), 0
    with connection.chunked_cursor() as cursor:
        cursor.itersize = _BATCH  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT subject_kind, subject_id::text, seq, hash FROM core_journal_head "
            'ORDER BY subject_kind COLLATE "C", subject_id'
        )
        for kind, subject, seq, last in cursor:
            digest.update(f"{kind}\x1f{subject}\x1f{seq}\x1f".encode() + bytes(last))
            chains += 1
    return chains, digest.hexdigest()
