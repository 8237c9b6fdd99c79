"""A month of dossiers by chance: they arrive, queue for officers, are decided, wait for messages, end. Pure.

Discrete events over working hours: a day has eight, a week five days. The same seed gives the same month.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import exp
from random import Random

from caunoi.processes.rules import graph as g
from caunoi.processes.rules.conditions import fulfilled

DAY = 8.0
LEAST_EFFORT = 0.05
"""Hours: no step takes less, so that a circle of returns cannot turn for ever within one moment."""

Decide = Callable[[str, Mapping[str, str]], str]
"""The route that the decision table of an element gives for what was said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a simulation is of. Hours are working hours. `officers`: by `agency:role`, one when not said.

    `arrivals`: dossiers a day by weekday, Monday 0. `efforts`: hours of work a step takes in the middle.
    """

    graph: g.Graph
    arrivals: Mapping[int, float]
    decisions: Mapping[str, Mapping[str, int]]
    officers: Mapping[str, int]
    efforts: Mapping[str, float]
    waits: Mapping[str, Sequence[float]] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    days: int = 22
    seed: int = 1
    usual_effort: float = 0.5
    usual_wait: float = 24.0
    decide: Decide = lambda element, said: ""


@dataclass(slots=True)
class Tally:
    """What was seen at a step."""

    waiting: list[float] = field(default_factory=list)
    service: list[float] = field(default_factory=list)
    queue: int = 0
    queue_max: int = 0
    area: float = 0.0
    since: float = 0.0
    done: int = 0

    def change(self, by: int, now: float) -> None:
        """Somebody joins or leaves the queue."""
        self.area += self.queue * (now - self.since)
        self.since, self.queue = now, self.queue + by
        self.queue_max = max(self.queue_max, self.queue)


@dataclass(slots=True)
class Outcome:
    """The whole simulated time. `through`: hours from arrival to end of those that ended."""

    filed: int = 0
    ended: int = 0
    through: list[float] = field(default_factory=list)
    steps: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    busy: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    flows: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, eq=False)
class _Dossier:
    arrived: float
    said: dict[str, str]
    tokens: int = 0
    joined: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    over: bool = False


def simulate(plan: Plan) -> Outcome:
    """Run the plan."""
    return _World(plan).run()


class _World:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.chance, self.out = plan, Random(plan.seed), Outcome()
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.number, self.now = 0, 0.0
        self.free: dict[str, int] = {}
        self.queues: dict[str, deque[tuple[float, str, _Dossier]]] = defaultdict(deque)
        self.start = next(node.id for node in plan.graph.nodes.values() if node.kind == g.START)

    def run(self) -> Outcome:
        end = self.plan.days * DAY
        for day in range(self.plan.days):
            for _ in range(self._poisson(self.plan.arrivals.get(day % 5, 0.0))):
                self._at(day * DAY + self.chance.uniform(0, DAY), self._arrive)
        while self.events and self.events[0][0] <= end:
            self.now, _, happen = heapq.heappop(self.events)
            happen()
        for tally in self.out.steps.values():
            tally.change(0, end)
        return self.out

    def _at(self, when: float, happen: Callable[[], None]) -> None:
        self.number += 1
        heapq.heappush(self.events, (when, self.number, happen))

    def _poisson(self, mean: float) -> int:
        """How many come on a day (Knuth's way, in parts so that a large mean does not underflow)."""
        count = 0
        while mean > 0:
            part, mean = min(mean, 30.0), mean - 30.0
            limit, product = exp(-part), self.chance.random()
            while product > limit:
                count, product = count + 1, product * self.chance.random()
        return count

    def _arrive(self) -> None:
        said = {"channel": self._one_of(self.plan.channels) or "online", "case": "", "action": "", "outcome": ""}
        dossier = _Dossier(self.now, said)
        self.out.filed += 1
        self._leave(self.start, dossier)

    def _leave(self, place: str, dossier: _Dossier) -> None:
        """A token leaves an element and goes to where somebody has something to do, or something is waited for."""
        behind = deque(self._ways(place, dossier))
        while behind and not dossier.over:
            flow = behind.popleft()
            self.out.flows[flow.id] += 1
            behind.extend(self._enter(flow, dossier))
        if dossier.tokens == 0:
            self._end(dossier)

    def _enter(self, flow: g.Flow, dossier: _Dossier) -> list[g.Flow]:
        """A token comes along an arrow; the arrows along which it goes on at once."""
        node = self.plan.graph.nodes[flow.target]
        match node.kind:
            case g.TASK:
                dossier.tokens += 1
                self._open(node.id, dossier)
            case g.WAIT:
                dossier.tokens += 1
                self._at(self.now + self._wait(node.message), lambda: self._go_on(node.id, dossier))
            case g.END if node.terminates:
                self._end(dossier)
            case g.PARALLEL:
                return self._ways(node.id, dossier) if self._joins(flow, node, dossier) else []
            case g.RULE:
                dossier.said["route"] = self.plan.decide(node.id, dossier.said)
                return self._ways(node.id, dossier)
            case g.EXCLUSIVE:
                return self._ways(node.id, dossier)
        return []

    def _joins(self, flow: g.Flow, node: g.Node, dossier: _Dossier) -> bool:
        """Whether all have come with this one; those that wait at the join are tokens too."""
        wanted = {arrow.id for arrow in self.plan.graph.incoming(node.id)}
        held = dossier.joined[node.id]
        held.add(flow.id)
        if not wanted <= held:
            dossier.tokens += 1
            return False
        dossier.tokens -= len(held) - 1
        held.clear()
        return True

    def _ways(self, place: str, dossier: _Dossier) -> list[g.Flow]:
        node, flows = self.plan.graph.nodes[place], self.plan.graph.outgoing(place)
        if node.kind != g.EXCLUSIVE or len(flows) == 1:
            return flows
        for flow in flows:
            if flow.id != node.default and flow.condition and fulfilled(flow.condition, dossier.said):
                return [flow]
        return [flow for flow in flows if flow.id == node.default]

    def _open(self, step: str, dossier: _Dossier) -> None:
        pool = self._pool(step)
        self.out.steps[step].change(+1, self.now)
        self.queues[pool].append((self.now, step, dossier))
        self._serve(pool)

    def _pool(self, step: str) -> str:
        found = self.plan.graph.steps[step]
        pool = f"{found.agency}:{found.role}"
        self.free.setdefault(pool, max(0, self.plan.officers.get(pool, 1)))
        return pool

    def _serve(self, pool: str) -> None:
        """Free officers take what has waited longest."""
        while self.free[pool] and self.queues[pool]:
            opened, step, dossier = self.queues[pool].popleft()
            tally = self.out.steps[step]
            tally.change(-1, self.now)
            if dossier.over:
                continue
            effort = self._effort(step)
            tally.waiting.append(self.now - opened)
            self.free[pool] -= 1
            until = min(self.now + effort, self.plan.days * DAY)
            self.out.busy[pool] += until - self.now
            self._at(self.now + effort, partial(self._done, step, dossier, effort))

    def _done(self, step: str, dossier: _Dossier, effort: float) -> None:
        pool = self._pool(step)
        self.free[pool] += 1
        if not dossier.over:
            tally = self.out.steps[step]
            tally.done += 1
            tally.service.append(effort)
            known = self.plan.graph.steps[step].actions
            weights = {a: n for a, n in self.plan.decisions.get(step, {}).items() if a in known}
            dossier.said["action"] = self._one_of(weights) or known[0]
            dossier.said["outcome"] = self._one_of(self.plan.outcomes.get(step, {}))
            self._go_on(step, dossier)
        self._serve(pool)

    def _go_on(self, place: str, dossier: _Dossier) -> None:
        if not dossier.over:
            dossier.tokens -= 1
            self._leave(place, dossier)

    def _end(self, dossier: _Dossier) -> None:
        if not dossier.over:
            dossier.over = True
            self.out.ended += 1
            self.out.through.append(self.now - dossier.arrived)

    def _effort(self, step: str) -> float:
        middle = self.plan.efforts.get(step, self.plan.usual_effort)
        return max(LEAST_EFFORT, self.chance.triangular(middle * 0.5, middle * 2, middle))

    def _wait(self, message: str) -> float:
        sample = self.plan.waits.get(message, ())
        return max(LEAST_EFFORT, self.chance.choice(sample)) if sample else self.plan.usual_wait

    def _one_of(self, weights: Mapping[str, int]) -> str:
        """One word by its weight, empty when there is none."""
        words = sorted(word for word, weight in weights.items() if weight > 0)
        return self.chance.choices(words, [weights[word] for word in words])[0] if words else ""
