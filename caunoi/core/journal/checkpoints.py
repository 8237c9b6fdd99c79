"""Hourly signed checkpoints: a Merkle root over all new entries, each chained to the last. They show a removed tail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from django.db import connection, transaction

from caunoi.core.journal.chain import GENESIS, merkle_root
from caunoi.core.journal.keys import signing_key
from caunoi.core.journal.readers import Fence

_LOCK = 0x6A6F7572  # one checkpoint at a time


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was signed: the entries with positions in [first_id, last_id], and the checkpoint before."""

    number: int
    first_id: int
    last_id: int
    entries: int
    made_at: datetime
    merkle_root: bytes
    prev_hash: bytes

    def digest(self) -> bytes:
        """The SHA-256 that is signed and that the next checkpoint chains to."""
        moment = self.made_at.astimezone(UTC).isoformat(timespec="microseconds")
        head = f"{self.number}\x1f{self.first_id}\x1f{self.last_id}\x1f{self.entries}\x1f{moment}"
        return hashlib.sha256(self.prev_hash + self.merkle_root + head.encode()).digest()


def make_checkpoint(*, now: datetime, fence: Fence | None = None) -> Checkpoint | None:
    """Sign everything that is settled since the last checkpoint. Returns None when there is nothing new."""
    settled = (fence or Fence()).advance()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT number, last_id, hash FROM core_journal_checkpoint ORDER BY number DESC LIMIT 1")
        number, last_id, prev = cursor.fetchone() or (0, 0, GENESIS)
        if settled <= last_id:
            return None
        hashes = hashes_between(last_id + 1, settled)
        made = Checkpoint(number + 1, last_id + 1, settled, len(hashes), now, merkle_root(hashes), bytes(prev))
        digest = made.digest()
        cursor.execute(
            "INSERT INTO core_journal_checkpoint VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                made.number, made.first_id, made.last_id, made.entries, made.made_at, made.merkle_root,
                made.prev_hash, digest, signing_key().sign(digest),
            ],
        )  # fmt: skip
    return made


def hashes_between(first_id: int, last_id: int) -> list[bytes]:
    """The stored hashes of all entries with positions in [first_id, last_id], in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM core_journal WHERE id BETWEEN %s AND %s ORDER BY id", [first_id, last_id])
        return [bytes(row[0]) for row in cursor.fetchall()]


def signature_is_good(digest: bytes, signature: bytes) -> bool:
    """Whether our key signed this digest."""
    try:
        signing_key().public_key().verify(signature, digest)
    except InvalidSignature:
        return False
    return True
