"""A process definition as plain values: steps, waits, gateways, flows, timers, and the names of them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from caunoi.core.decisions.tables import Table

START, END, TASK, WAIT, EXCLUSIVE, PARALLEL = "start", "end", "task", "wait", "exclusive", "parallel"
RULE = "rule"


@dataclass(frozen=True, slots=True)
class Step:
    """What a user task says about itself: who does it, its share of the time limit, what may end it."""

    id: str
    names: dict[str, str]
    role: str
    agency: str
    share_of_limit: Decimal
    actions: tuple[str, ...]
    kind: str = ""
    result: str = ""

    def name(self, language: str) -> str:
        """The step's name in `language`, in Vietnamese when there is none."""
        return self.names.get(language) or self.names["vi"]


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment of the process (a non-interrupting event sub-process): its usual share of the time limit."""

    name: str
    share_of_limit: Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """An event, task or gateway. `terminates`: an end event that ends every other branch too. `decision`: the code of
    the table that a business rule task asks; `table`: the table itself, None while it is not there."""

    id: str
    kind: str
    message: str = ""
    default: str = ""
    terminates: bool = False
    decision: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow, with the condition under which an exclusive gateway takes it."""

    id: str
    source: str
    target: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole definition. `names` are those of every element that has one, by id and language."""

    code: str
    nodes: dict[str, Node]
    flows: dict[str, Flow]
    steps: dict[str, Step]
    timers: dict[str, Timer] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def outgoing(self, node: str) -> list[Flow]:
        """The arrows that leave a node, in the file's order."""
        return [flow for flow in self.flows.values() if flow.source == node]

    def incoming(self, node: str) -> list[Flow]:
        """The arrows that reach a node."""
        return [flow for flow in self.flows.values() if flow.target == node]

    def name(self, element: str, language: str) -> str:
        """An element's name in `language`, in Vietnamese when there is none, its id when it has no name."""
        names = self.names.get(element, {})
        return names.get(language) or names.get("vi") or element


def steps_in_order(graph: Graph) -> dict[str, Step]:
    """The steps as a run comes to them: after every step that leads there on the way forward, else in the file's order.

    An editor appends what was drawn last, wherever it stands in the flow.
    """
    ranks = _ranks(graph)
    place = {step: number for number, step in enumerate(graph.steps)}
    last = len(graph.nodes)
    return {id_: graph.steps[id_] for id_ in sorted(graph.steps, key=lambda id_: (ranks.get(id_, last), place[id_]))}


def _ranks(graph: Graph) -> dict[str, int]:
    """The longest way to each node that a run can reach, in arrows from a start; those that lead back do not count."""
    arrows: dict[str, list[str]] = {}
    for flow in graph.flows.values():
        arrows.setdefault(flow.source, []).append(flow.target)
    onward: dict[str, list[str]] = {}
    finished: list[str] = []
    for start in (node.id for node in graph.nodes.values() if node.kind == START):
        _walk(start, arrows, onward, finished)
    ranks = dict.fromkeys(finished, 0)
    for node in reversed(finished):
        for target in onward[node]:
            ranks[target] = max(ranks[target], ranks[node] + 1)
    return ranks


def _walk(start: str, arrows: dict[str, list[str]], onward: dict[str, list[str]], finished: list[str]) -> None:
    """Depth first: `finished` gets each node after all it leads to, `onward` its arrows that do not lead back."""
    if start in onward:
        return
    onward[start] = []
    way = [(start, iter(arrows.get(start, ())))]
    while way:
        node, targets = way[-1]
        for target in targets:
            if target not in onward:
                onward[node].append(target)
                onward[target] = []
                way.append((target, iter(arrows.get(target, ()))))
                break
            if all(target != open_ for open_, _ in way):
                onward[node].append(target)
        else:
            finished.append(node)
            way.pop()


def in_order(graph: Graph) -> list[str]:
    """The named tasks in the graph's order, each followed by the waits that it leads to; the ends last."""
    waits: dict[str, list[str]] = {}
    for node in graph.nodes.values():
        if node.kind == WAIT:
            waits.setdefault(_task_before(graph, node.id), []).append(node.id)
    order = [id_ for step in graph.steps for id_ in (step, *waits.get(step, []))]
    ends = [node.id for node in graph.nodes.values() if node.kind == END]
    return [id_ for id_ in [*order, *waits.get("", []), *ends] if id_ in graph.names]


def _task_before(graph: Graph, node: str) -> str:
    """The task from which a node is reached first, going back; empty when there is none."""
    seen, behind = {node}, [node]
    while behind:
        for flow in graph.incoming(behind.pop(0)):
            if flow.source in graph.steps:
                return flow.source
            if flow.source not in seen:
                seen.add(flow.source)
                behind.append(flow.source)
    return ""
