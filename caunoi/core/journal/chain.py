"""The hash chain in Python: an independent second computation of what core_journal_append() does in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

GENESIS = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Link:
    """One stored entry as the chain sees it; `data` is the text that PostgreSQL prints for the jsonb value."""

    id: int
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    subject_kind: str
    subject_id: UUID
    seq: int
    unit_id: UUID | None
    agency_id: UUID | None
    province: str
    actor_ref: str
    data: str
    prev_hash: bytes
    hash: bytes

    def digest(self) -> bytes:
        """The SHA-256 that `hash` must equal."""
        fields = (
            str(self.id), _micros(self.occurred_at), _micros(self.recorded_at), self.kind, self.subject_kind,
            str(self.subject_id), str(self.seq), str(self.unit_id or ""), str(self.agency_id or ""),
            self.province, self.actor_ref, self.data,
        )  # fmt: skip
        return hashlib.sha256(self.prev_hash + "\x1f".join(fields).encode()).digest()


def _micros(moment: datetime) -> str:
    return str((moment - _EPOCH) // _MICROSECOND)


def merkle_root(hashes: Sequence[bytes]) -> bytes:
    """Root of the Merkle tree over entry hashes; a prefix byte tells leaves from nodes as in RFC 9162, section 2.1.

    An odd node is carried up unchanged. The root of nothing is the hash of the empty string.
    """
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = [hashlib.sha256(b"\x00" + h).digest() for h in hashes]
    while len(level) > 1:
        paired = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]
