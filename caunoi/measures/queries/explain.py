"""Where a figure comes from, down to the dossiers behind it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.measures.shapes import Explanation, Level, Side, Subjects


def explain(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    indicator: str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
) -> Explanation:
    """Formula, counts with the conditions of each, text of the definition, legal reference, manual evidence.

    For everyone: it holds no personal data. Raises UnknownIndicator, UnknownUnit and what `index` raises.
    """
    raise NotImplementedError


def subjects_behind(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    indicator: str,
    side: Side | str = "numerator",
    as_of: datetime,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> Subjects:
    """The dossiers behind a side of an indicator, oldest identifier first; their number equals the count.

    `missing`: those of the denominator that are not in the numerator. Officers of the unit, or of an agency above it.
    Raises NotYours, NothingBehind (a manual figure, or one not counted from dossiers) and what `explain` raises.
    """
    raise NotImplementedError
