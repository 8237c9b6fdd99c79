"""The ten statuses of the national portal and how one follows another."""

from __future__ import annotations

from caunoi.dossiers.shapes import Status

S = Status
TRANSITIONS: dict[Status, frozenset[Status]] = {
    S.DRAFT: frozenset({S.NEW}),
    S.NEW: frozenset({S.ACCEPTED, S.REFUSED, S.SUPPLEMENT, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.IN_PROCESS, S.REFUSED, S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWN, S.STOPPED, S.DONE}),
    S.IN_PROCESS: frozenset({S.IN_PROCESS, S.REFUSED, S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWN, S.STOPPED, S.DONE}),
    S.SUPPLEMENT: frozenset({S.NEW, S.ACCEPTED, S.IN_PROCESS, S.REFUSED, S.WITHDRAWN, S.STOPPED}),
    S.PAYMENT: frozenset({S.ACCEPTED, S.IN_PROCESS, S.WITHDRAWN, S.STOPPED}),
    S.STOPPED: frozenset({S.NEW, S.ACCEPTED, S.IN_PROCESS, S.REFUSED, S.WITHDRAWN}),
    S.DONE: frozenset({S.RETURNED}),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.RETURNED: frozenset(),
}
RECEIVED = frozenset(S) - {S.DRAFT, S.NEW, S.REFUSED}
PAUSED = frozenset({S.SUPPLEMENT, S.PAYMENT, S.STOPPED})
FINISHED = frozenset({S.REFUSED, S.WITHDRAWN, S.DONE, S.RETURNED})
IN_PROCESS = frozenset({S.ACCEPTED, S.IN_PROCESS})


def may_become(old: int, new: int) -> bool:
    """Whether a dossier of status `old` may get status `new`."""
    return Status(new) in TRANSITIONS[Status(old)]


def clock_runs(status: int) -> bool:
    """Whether the time limit counts: waiting for reception or in process, and not paused or finished."""
    return status in (S.NEW, S.ACCEPTED, S.IN_PROCESS)
