"""Simulation: one token by hand, and a month's dossiers by chance that can be repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from SpiffWorkflow.util.task import TaskState

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.core.errors import Problem
from caunoi.processes import engine
from caunoi.processes.checking import require_publishable
from caunoi.processes.composing import compose
from caunoi.processes.errors import SimulationInvalid
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.policies import reach
from caunoi.processes.rules.figures import quantile, working_days, working_hours
from caunoi.processes.rules.simulating import DAY, Outcome, Plan, Tally, simulate
from caunoi.processes.shapes_modelling import Mix, MixResult, OfficerLoad, StepLoad, TokenStep

SAMPLE = 200
RUNS = 20_000
"""Of so many runs, the newest, a mix is taken."""
MOST_DAYS, MOST_A_DAY, MOST_OFFICERS = 366, 1000, 500
_ASKS = {"request_supplement": "supplement_received", "request_payment": "payment_received"}


def simulate_token(code: str, text: str, choices: Sequence[str], *, channel: str = "online") -> list[TokenStep]:
    """The way of a token, first where it stands after the start, then after each choice (see `TokenStep.offers`).

    The real engine runs; nothing is written. `choices`: `element:action`, `element:action:outcome`, or an event's id.
    Raises DefinitionInvalid, SimulationInvalid (a choice that is not offered, named).
    """
    definition = _sound(code, text)
    workflow = engine.begin(definition, {"channel": channel})
    way = [_token(definition, workflow, set(), "")]
    for choice in choices[:500]:
        before = _finished(workflow)
        _choose(workflow, way[-1], choice)
        way.append(_token(definition, workflow, before, choice))
    return way


def _sound(code: str, text: str) -> engine.Definition:
    whole = compose(code, text)
    require_publishable("process", code, whole)
    return engine.parse(code, whole)


def _finished(workflow: Any) -> set[Any]:
    return {task.id for task in workflow.get_tasks(state=TaskState.COMPLETED)}


def _choose(workflow: Any, before: TokenStep, choice: str) -> None:
    element, _colon, said = choice.partition(":")
    action, _colon, outcome = said.partition(":")
    offered = f"{element}:{action}" if action else element
    if offered not in before.offers:
        problem = Problem(_("lựa chọn “%(choice)s” không có ở đây"), params=(("element", element), ("choice", choice)))
        raise SimulationInvalid([problem])
    if not action:
        waiting = next(task for task in engine.waits(workflow) if task.task_spec.name == element)
        engine.deliver(workflow, waiting.task_spec.event_definition.name, {})
        return
    task = next(id_ for id_, task in engine.ready(workflow).items() if task.task_spec.name == element)
    engine.advance(workflow, task, {"outcome": outcome, "action": action})


def _token(definition: engine.Definition, workflow: Any, before: set[Any], choice: str) -> TokenStep:
    nodes = definition.graph.nodes
    done = [task for task in workflow.get_tasks(state=TaskState.COMPLETED) if task.id not in before]
    ready = [task.task_spec.name for task in engine.ready(workflow).values()]
    waiting = [task.task_spec.name for task in engine.waits(workflow)]
    offers = [f"{step}:{action}" for step in ready for action in definition.steps[step].actions]
    return TokenStep(
        at=[*ready, *waiting],
        passed=[task.task_spec.name for task in done if task.task_spec.name in nodes],
        offers=[*offers, *waiting],
        chosen=choice,
        ended=bool(workflow.completed),
    )


def recent_mix(code: str, *, start: datetime, end: datetime, actor: Actor, now: datetime) -> Mix:
    """What the runs of `code` that began in `[start, end)` in the actor's place did; three statements at most.

    Hours are working hours (Monday to Friday, eight a day; public holidays are not taken out). Raises NotForProcesses.
    """
    found = reach(actor, now=now)
    runs = ProcessInstance.objects.filter(process_code=code, started_at__gte=start, started_at__lt=end)
    if found.province:
        runs = runs.filter(province=found.province)
    begun = dict(runs.order_by("-started_at").values_list("id", "started_at")[:RUNS])
    days = working_days(start.astimezone(VIETNAM).date(), end.astimezone(VIETNAM).date())
    arrivals: dict[int, float] = dict.fromkeys(range(5), 0.0)
    for moment in begun.values():
        arrivals[min(moment.astimezone(VIETNAM).weekday(), 4)] += 1
    rows = TaskRecord.objects.filter(instance__in=runs).order_by("instance_id", "position")
    said = rows.values_list("instance_id", "step", "action", "opened_at", "completed_at")
    decisions, hours, waits = _seen([row for row in said.iterator(chunk_size=2000) if row[0] in begun])
    return Mix(
        arrivals={day: count / days[day] if days[day] else 0.0 for day, count in arrivals.items()},
        decisions=decisions,
        hours=hours,
        waits=waits,
        dossiers=len(begun),
    )


Row = tuple[Any, str, str, datetime, datetime | None]


def _seen(rows: list[Row]) -> tuple[dict[str, dict[str, int]], dict[str, list[float]], dict[str, list[float]]]:
    decisions: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    hours: dict[str, list[float]] = defaultdict(list)
    waits: dict[str, list[float]] = defaultdict(list)
    for _run, step, action, opened, completed in rows:
        if action and completed:
            decisions[step][action] += 1
            hours[step].append(working_hours(opened, completed, VIETNAM))
    for before, after in pairwise(rows):
        message = _ASKS.get(before[2])
        if message and before[4] and after[0] == before[0]:
            waits[message].append(working_hours(before[4], after[3], VIETNAM))
    return (
        {step: dict(counts) for step, counts in decisions.items()},
        {step: _sampled(found) for step, found in hours.items()},
        {message: _sampled(found) for message, found in waits.items()},
    )


def _sampled(values: list[float]) -> list[float]:
    """At most SAMPLE of the values, evenly from the smallest to the largest."""
    ordered = sorted(values)
    if len(ordered) <= SAMPLE:
        return [round(value, 3) for value in ordered]
    return [round(ordered[n * (len(ordered) - 1) // (SAMPLE - 1)], 3) for n in range(SAMPLE)]


def usual_efforts(mix: Mix) -> dict[str, float]:
    """Hours of work a step takes: how fast the fastest tenth was done, since records do not tell work from waiting."""
    found = {step: quantile(values, 0.1) for step, values in mix.hours.items()}
    return {step: min(DAY, max(0.1, hours)) for step, hours in found.items() if hours is not None}


def simulate_mix(
    code: str,
    text: str,
    mix: Mix,
    *,
    officers: Mapping[str, int],
    days: int = 22,
    seed: int = 1,
    efforts: Mapping[str, float] | None = None,
) -> MixResult:
    """Let dossiers arrive, queue for officers and be decided as in `mix`, for `days` working days of eight hours.

    `officers`: how many there are, by `agency word:role`; one where nothing is said. `efforts`: hours of work by step,
    where `usual_efforts` of the mix are not what is meant. The same seed gives the same result. Raises
    DefinitionInvalid, SimulationInvalid.
    """
    _require_sensible(mix, officers, days, efforts or {})
    definition = _sound(code, text)
    plan = Plan(
        graph=definition.graph,
        arrivals=mix.arrivals,
        decisions=mix.decisions,
        officers=officers,
        efforts={**usual_efforts(mix), **(efforts or {})},
        waits=mix.waits,
        outcomes=mix.outcomes,
        channels=mix.channels,
        days=days,
        seed=seed,
        decide=definition.decide,
    )
    return _result(plan, simulate(plan))


def _require_sensible(mix: Mix, officers: Mapping[str, int], days: int, efforts: Mapping[str, float]) -> None:
    problems = []
    if not 1 <= days <= MOST_DAYS:
        problems.append(Problem(_("số ngày phải từ 1 đến %(most)s"), params=(("most", MOST_DAYS),)))
    if not all(0 <= many <= MOST_A_DAY for many in mix.arrivals.values()) or not any(mix.arrivals.values()):
        said = _("số hồ sơ mỗi ngày phải từ 0 đến %(most)s và có ngày lớn hơn 0")
        problems.append(Problem(said, params=(("most", MOST_A_DAY),)))
    for pool, many in officers.items():
        if not 0 <= many <= MOST_OFFICERS:
            said = _("số cán bộ của “%(pool)s” phải từ 0 đến %(most)s")
            problems.append(Problem(said, params=(("pool", pool), ("most", MOST_OFFICERS))))
    for step, hours in efforts.items():
        if not 0 < hours <= 100 * DAY:
            said = _("số giờ làm của bước “%(element)s” phải lớn hơn 0")
            problems.append(Problem(said, params=(("element", step),)))
    if problems:
        raise SimulationInvalid(problems)


def _result(plan: Plan, out: Outcome) -> MixResult:
    language, horizon = get_language() or "vi", plan.days * DAY
    areas = {step: tally.area for step, tally in out.steps.items()}
    whole = sum(areas.values()) or 1.0

    def load(step: str, tally: Tally) -> StepLoad:
        meant = plan.graph.steps[step]
        return StepLoad(
            id=step,
            name=meant.name(language),
            role=meant.role,
            agency=meant.agency,
            done=tally.done,
            waiting_median=_rounded(tally.waiting, 0.5),
            waiting_p90=_rounded(tally.waiting, 0.9),
            service_median=_rounded(tally.service, 0.5),
            queue_mean=round(tally.area / horizon, 3),
            queue_max=tally.queue_max,
            share=round(areas[step] / whole, 4),
        )

    pools = sorted({f"{step.agency}:{step.role}" for step in plan.graph.steps.values()})
    counts = {pool: max(0, plan.officers.get(pool, 1)) for pool in pools}
    return MixResult(
        days=plan.days,
        seed=plan.seed,
        filed=out.filed,
        ended=out.ended,
        open=out.filed - out.ended,
        through_median=_rounded(out.through, 0.5),
        through_p90=_rounded(out.through, 0.9),
        steps=[load(step, out.steps[step]) for step in plan.graph.steps if step in out.steps],
        officers=[
            OfficerLoad(
                role=pool.partition(":")[2],
                agency=pool.partition(":")[0],
                officers=counts[pool],
                utilisation=round(out.busy[pool] / (counts[pool] * horizon), 4) if counts[pool] else 0.0,
            )
            for pool in pools
        ],
        flows={flow: out.flows[flow] for flow in plan.graph.flows if out.flows[flow]},
    )


def _rounded(values: list[float], part: float) -> float:
    return round(quantile(values, part) or 0.0, 2)
