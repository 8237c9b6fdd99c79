"""Acts beside the process: at which statuses, and who may. Pure data, for operations and for pages."""

from __future__ import annotations

from caunoi.dossiers.shapes import Status

S = Status
SETTLING = frozenset({S.ACCEPTED, S.IN_PROCESS})
OPEN = frozenset({S.NEW, S.ACCEPTED, S.IN_PROCESS, S.SUPPLEMENT, S.PAYMENT, S.STOPPED})
WHEN: dict[str, frozenset[Status]] = {
    "stop": SETTLING,
    "resume": frozenset({S.STOPPED}),
    "extend": SETTLING,
    "consult": SETTLING,
    "transfer": frozenset({S.NEW}) | SETTLING,
    "withdraw": OPEN,
    "record_payment": OPEN | {S.DONE},
    "start_correction": frozenset({S.DONE, S.RETURNED}),
    "report_error": frozenset({S.RETURNED}),
    "keep_result": frozenset({S.RETURNED}),
}
ROLES: dict[str, tuple[str, ...]] = {
    "stop": ("specialist", "head_of_unit", "leader"),
    "resume": ("specialist", "head_of_unit", "leader"),
    "extend": ("specialist", "head_of_unit", "leader"),
    "consult": ("specialist", "head_of_unit", "leader"),
    "transfer": ("specialist", "head_of_unit", "leader"),
    "record_payment": ("specialist", "clerk", "leader"),
    "start_correction": ("specialist", "head_of_unit", "leader"),
    "keep_result": ("specialist", "head_of_unit", "leader"),
}
"""Of the competent agency, or one where a step of it is open."""
COUNTER: dict[str, tuple[str, ...]] = {
    "transfer": ("counter_officer",),
    "withdraw": ("counter_officer",),
    "record_payment": ("counter_officer",),
    "start_correction": ("counter_officer",),
}
"""Of the receiving agency."""
