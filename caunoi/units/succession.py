"""What follows an agency that ends: which rows of which room, and to whom.

A room says at start-up what of it follows, as rules over its own tables; `operations.reorganise` carries them out, a
statement or two a rule whatever the number of rows. What is closed stays with the agency it was recorded with.

    succession.register("tasks", [Rule("tasks_task", "lead_agency_id", "t.stage = 'open'", unit="unit_id")])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Heir:
    """Who takes over, and how much of the unit went there. `sure`: a source says so."""

    agency_id: UUID
    share: Fraction
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Succession:
    """A day's successions: heirs by agency that ends, the main one (greatest share, then code) first.

    `by_unit`: of agencies whose unit was divided, which heir has a smaller unit's affairs from then on.
    """

    on: date
    heirs: Mapping[UUID, tuple[Heir, ...]]
    by_unit: Mapping[tuple[UUID, UUID], UUID] = field(default_factory=dict)

    def heir(self, agency_id: UUID, unit_id: UUID | None = None) -> UUID:
        """Who has it now: by the thing's own unit where the agency was divided, else the main heir; itself if none."""
        if unit_id is not None and (found := self.by_unit.get((agency_id, unit_id))):
            return found
        found_heirs = self.heirs.get(agency_id)
        return found_heirs[0].agency_id if found_heirs else agency_id


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of `table` whose `agency` column names an ending agency follow it while `still` (SQL over `t`) holds.

    `unit`, `province`: columns that take the heir's. `item_unit`: the row's own unit, which decides where an agency was
    divided. `once`: columns that may stand only once with an agency (among the rows for which `meets` holds, SQL over
    `o`); of rows that would meet, the first goes on and the others stay where they are. `key`: the primary key.

    The day is `current_setting('caunoi.on', true)::date` in all of them.
    """

    table: str
    agency: str
    still: str = "true"
    unit: str = ""
    province: str = ""
    item_unit: str = ""
    once: tuple[str, ...] = ()
    meets: str = "true"
    key: str = "id"


Then = Callable[[Succession, Actor, datetime], int]
"""What a room does beside its rules; how many things it moved."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A room, its rules, what it does before and after them, and what is only counted: rows that `before` moves."""

    room: str
    rules: tuple[Rule, ...]
    counted: tuple[Rule, ...] = ()
    before: Then | None = None
    after: Then | None = None


_followers: dict[str, Follower] = {}


def register(
    room: str, rules: Sequence[Rule], *, counted: Sequence[Rule] = (), before: Then | None = None,
    after: Then | None = None,
) -> None:  # fmt: skip
    """Say what of a room follows; the same room twice keeps the last."""
    _followers[room] = Follower(room, tuple(rules), tuple(counted), before, after)


def followers() -> tuple[Follower, ...]:
    """In the order of the rooms' start-up."""
    return tuple(_followers.values())


def tell_day(on: date) -> None:
    """Let the rules know the day, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('caunoi.on', %s, true)", [on.isoformat()])


def prepare(succession: Succession) -> None:
    """The mapping as temporary tables of this transaction: `succeeding` and `succeeding_unit`."""
    pairs = [(origin, heirs[0].agency_id) for origin, heirs in succession.heirs.items() if heirs]
    places = [(origin, unit, heir) for (origin, unit), heir in succession.by_unit.items()]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS succeeding, succeeding_unit")
        cursor.execute("CREATE TEMP TABLE succeeding (origin uuid PRIMARY KEY, heir uuid) ON COMMIT DROP")
        cursor.execute(
            "CREATE TEMP TABLE succeeding_unit (origin uuid, unit uuid, heir uuid, PRIMARY KEY (origin, unit)) "
            "ON COMMIT DROP"
        )
        for table, rows in (("succeeding (origin, heir)", pairs), ("succeeding_unit (origin, unit, heir)", places)):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute("ANALYZE succeeding, succeeding_unit")


def open_with(rule: Rule, agency_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many rows each of the agencies still holds by the rule; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.{rule.agency}, count(*) FROM {rule.table} t "
            f"WHERE t.{rule.agency} = ANY(%s) AND ({rule.still}) GROUP BY 1",
            [list(agency_ids)],
        )
        return dict(cursor.fetchall())


def move(rule: Rule) -> tuple[int, int]:
    """Carry one rule out; how many rows went on, and how many stayed because they would have met. Two statements."""
    takes = [f"{rule.agency} = s.heir"]
    takes += [f"{rule.unit} = s.unit_id"] if rule.unit else []
    takes += [f"{rule.province} = s.province_code"] if rule.province else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {rule.table} t SET {', '.join(takes)} FROM ({_moved(rule)}) s WHERE t.{rule.key} = s.key"
        )
        went = cursor.rowcount
        cursor.execute(
            f"SELECT count(*) FROM {rule.table} t JOIN succeeding m ON m.origin = t.{rule.agency} WHERE ({rule.still})"
        )
        stayed = int(cursor.fetchone()[0])
    return went, stayed


def _moved(rule: Rule) -> str:
    """SQL: which rows go on, with the heir's agency, unit and province."""
    place = f"LEFT JOIN succeeding_unit u ON u.origin = t.{rule.agency} AND u.unit = t.{rule.item_unit}"
    heir = "coalesce(u.heir, m.heir)" if rule.item_unit else "m.heir"
    same = ", ".join(f"t.{column}" for column in rule.once)
    turn = f"row_number() OVER (PARTITION BY {heir}, {same} ORDER BY t.{rule.key})" if rule.once else "1"
    meets = ""
    if rule.once:
        alike = " AND ".join(f"o.{column} IS NOT DISTINCT FROM c.{column}" for column in rule.once)
        meets = (
            f" AND NOT EXISTS (SELECT FROM {rule.table} o WHERE o.{rule.agency} = c.heir AND {alike} "
            f"AND ({rule.meets}))"
        )
    kept = "".join(f", t.{column}" for column in rule.once)
    return (
        f"SELECT c.key, c.heir, a.unit_id, a.province_code FROM (SELECT t.{rule.key} AS key, {heir} AS heir, "
        f"{turn} AS turn{kept} FROM {rule.table} t JOIN succeeding m ON m.origin = t.{rule.agency} "
        f"{place if rule.item_unit else ''} WHERE ({rule.still})) c JOIN units_agency a ON a.id = c.heir "
        f"WHERE c.turn = 1{meets}"
    )
