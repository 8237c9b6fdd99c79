"""Real paths and times, from the records of tasks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from caunoi.core.actor import Actor
from caunoi.processes import current, engine
from caunoi.processes.policies import reach
from caunoi.processes.queries.running import step_name
from caunoi.processes.rules.figures import quantile
from caunoi.processes.rules.graph import WAIT
from caunoi.processes.rules.retracing import begun, traced
from caunoi.processes.shapes_modelling import ElementTimes, MiningView, Variant

_RUNS = """
    SELECT i.id, i.definition_id, i.started_at, i.completed_at FROM processes_processinstance i
    WHERE i.process_code = %(code)s AND i.started_at >= %(start)s AND i.started_at < %(end)s
        AND (%(province)s = '' OR i.province = %(province)s)
        AND (%(digest)s = '' OR i.definition_id = %(digest)s)
        AND (%(agency)s::uuid IS NULL OR EXISTS (
            SELECT FROM processes_taskrecord a WHERE a.instance_id = i.id AND a.agency_id = %(agency)s::uuid))
"""
_TEXTS = f"""
    WITH runs AS MATERIALIZED ({_RUNS})
    SELECT definition_id, count(*), count(completed_at) FROM runs GROUP BY definition_id ORDER BY 2 DESC, 1
"""
_HOURS = "extract(epoch FROM t.completed_at - t.opened_at)::float8 / 3600"
_STEPS = f"""
    WITH runs AS MATERIALIZED ({_RUNS})
    SELECT t.step, t.action, count(*), count(*) FILTER (WHERE t.completed_at IS NULL),
        array_agg({_HOURS}) FILTER (WHERE t.action <> '')
    FROM processes_taskrecord t JOIN runs ON runs.id = t.instance_id GROUP BY t.step, t.action
"""
_PATHS = f"""
    WITH runs AS MATERIALIZED ({_RUNS}), paths AS (
        SELECT t.instance_id, array_agg(t.step ORDER BY t.position) AS steps
        FROM processes_taskrecord t JOIN runs ON runs.id = t.instance_id GROUP BY t.instance_id
    )
    SELECT p.steps, count(*), percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM r.completed_at - r.started_at)::float8 / 3600)
    FROM paths p JOIN runs r ON r.id = p.instance_id GROUP BY p.steps ORDER BY 2 DESC, 1
"""
# What each finished task led to: the tasks whose opening it was the last to precede in its run.
_MOVES = f"""
    WITH runs AS MATERIALIZED ({_RUNS}), opened AS (
        SELECT s.step, s.position, s.opened_at, before.id AS before_id, s.instance_id
        FROM processes_taskrecord s JOIN runs ON runs.id = s.instance_id
        LEFT JOIN LATERAL (
            SELECT r.id FROM processes_taskrecord r
            WHERE r.instance_id = s.instance_id AND r.position < s.position AND r.action <> ''
                AND r.completed_at <= s.opened_at
            ORDER BY r.completed_at DESC, r.position DESC LIMIT 1
        ) before ON true
    ), moves AS (
        SELECT r.step, r.action,
            coalesce(array_agg(o.step ORDER BY o.position) FILTER (WHERE o.step IS NOT NULL), '{{}}') AS led,
            max(extract(epoch FROM o.opened_at - r.completed_at)::float8 / 3600) AS gap
        FROM processes_taskrecord r JOIN runs ON runs.id = r.instance_id LEFT JOIN opened o ON o.before_id = r.id
        WHERE r.action <> '' GROUP BY r.id, r.step, r.action
        UNION ALL
        SELECT '', '', array_agg(o.step ORDER BY o.position), NULL FROM opened o
        WHERE o.before_id IS NULL GROUP BY o.instance_id
    )
    SELECT step, action, led, count(*), array_agg(gap) FROM moves GROUP BY step, action, led ORDER BY 1, 2, 3
"""
VARIANTS = 50


def mining(
    code: str,
    *,
    start: datetime,
    end: datetime,
    actor: Actor,
    now: datetime,
    agency_id: UUID | None = None,
    digest: str = "",
) -> MiningView:
    """The runs of `code` that began in `[start, end)` in the actor's place, or those of one agency; four statements.

    `digest`: only those of that text (and its drawing); otherwise all, over the text that most of them have. Raises
    NotForProcesses, ProcessNotFound.
    """
    found = reach(actor, now=now)
    asked = {
        "code": code,
        "start": start,
        "end": end,
        "province": found.province,
        "digest": digest,
        "agency": agency_id,
    }
    texts = _rows(_TEXTS, asked)
    shown = digest or (texts[0][0] if texts else current.asked(code, found.province)[0].digest)
    definition = current.by_digest(code, shown)
    flows, waited = _moves(definition, _rows(_MOVES, asked))
    runs = sum(row[1] for row in texts)
    elements = [*_elements(code, _rows(_STEPS, asked)), *_waits(definition, waited)]
    return MiningView(
        code=code,
        digest=shown,
        start=start,
        end=end,
        runs=runs,
        ended=sum(row[2] for row in texts),
        elements=sorted(elements, key=lambda e: (-(e.median_hours if e.median_hours is not None else -1), e.id)),
        flows={flow: flows[flow] for flow in definition.graph.flows if flows[flow]},
        variants=[_variant(code, row, runs) for row in _rows(_PATHS, asked)[:VARIANTS]],
        digests={row[0]: row[1] for row in texts},
    )


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _elements(code: str, rows: list[tuple[Any, ...]]) -> list[ElementTimes]:
    hours: dict[str, list[float]] = defaultdict(list)
    actions: dict[str, dict[str, int]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    still: Counter[str] = Counter()
    for step, action, count, unfinished, took in rows:
        counts[step] += count
        still[step] += unfinished
        if action:
            actions[step][action] = count
            hours[step] += took
    return [
        _times(step, step_name(code, step), counts[step], still[step], hours[step], actions[step]) for step in counts
    ]


def _times(
    id_: str, name: str, count: int, still: int, hours: list[float], actions: dict[str, int] | None = None
) -> ElementTimes:
    return ElementTimes(
        id=id_,
        name=name,
        count=count,
        open=still,
        median_hours=quantile(hours, 0.5),
        p90_hours=quantile(hours, 0.9),
        actions=dict(sorted((actions or {}).items())),
    )


def _moves(definition: engine.Definition, rows: list[tuple[Any, ...]]) -> tuple[Counter[str], dict[str, list[float]]]:
    """How often each arrow was passed, and the hours that waits took."""
    flows: Counter[str] = Counter()
    waited: dict[str, list[float]] = defaultdict(list)
    for step, action, led, count, gaps in rows:
        way = traced(definition.graph, step, action, led) if step else begun(definition.graph, led)
        flows.update(dict.fromkeys(way, count))
        for wait in {definition.graph.flows[flow].target for flow in way} if led and step else ():
            if definition.graph.nodes[wait].kind == WAIT:
                waited[wait] += [gap for gap in gaps if gap is not None]
    return flows, waited


def _waits(definition: engine.Definition, waited: dict[str, list[float]]) -> list[ElementTimes]:
    language = get_language() or "vi"
    return [_times(wait, definition.graph.name(wait, language), len(hours), 0, hours) for wait, hours in waited.items()]


def _variant(code: str, row: tuple[Any, ...], runs: int) -> Variant:
    steps, count, median = row
    return Variant(list(steps), [step_name(code, step) for step in steps], count, count / runs, median)
