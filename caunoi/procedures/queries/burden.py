"""What complying with the catalogue costs people in a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caunoi.procedures.queries.reading import current
from caunoi.procedures.rules.burden import burden_of
from caunoi.procedures.shapes_burden import Burden


def burden(counts: Mapping[tuple[str, str], int], *, on: date) -> Burden:
    """The burden of every procedure in force on a day, for a year's dossiers by procedure code and case.

    `measures.queries.received_by_procedure` counts them. No personal data; for everyone. One statement, two when some
    versions are new to memory.
    """
    return burden_of(current(on=on), counts)
