"""Which arrows a real dossier must have passed between the tasks that were recorded. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from caunoi.processes.rules import graph as g
from caunoi.processes.rules.walking import chosen


def traced(graph: g.Graph, step: str, action: str, led: Sequence[str]) -> set[str]:
    """The arrows from a step that ended with `action` to the steps that opened after it, the shortest ways.

    When none opened: to the wait, join or end that the action leads to, if it leads to one only. Steps that the text
    does not have are passed over.
    """
    if step not in graph.nodes:
        return set()
    if not led:
        return _landing(graph, step, action)
    return _ways(graph, step, action, led)


def begun(graph: g.Graph, led: Sequence[str]) -> set[str]:
    """The arrows from the start to the first steps."""
    start = next(node.id for node in graph.nodes.values() if node.kind == g.START)
    return _ways(graph, start, "", led)


def _ways(graph: g.Graph, origin: str, action: str, led: Sequence[str]) -> set[str]:
    came = _reached(graph, origin, action, through=(g.EXCLUSIVE, g.PARALLEL, g.RULE, g.WAIT))
    way: set[str] = set()
    for step in led:
        place = step
        while place in came and came[place].id not in way:
            way.add(came[place].id)
            place = came[place].source
            if place == origin:
                break
    return way


def _landing(graph: g.Graph, origin: str, action: str) -> set[str]:
    came = _reached(graph, origin, action, through=(g.EXCLUSIVE, g.RULE))
    ends = [place for place in came if graph.nodes[place].kind in (g.WAIT, g.END, g.PARALLEL)]
    if len(ends) != 1:
        return set()
    way, place = set(), ends[0]
    while place in came:
        way.add(came[place].id)
        place = came[place].source
        if place == origin:
            break
    return way


def _reached(graph: g.Graph, origin: str, action: str, *, through: tuple[str, ...]) -> dict[str, g.Flow]:
    """Where one can get from `origin` without passing a task, each with the arrow by which it was reached first."""
    came: dict[str, g.Flow] = {}
    behind = deque([origin])
    while behind:
        place = behind.popleft()
        node = graph.nodes[place]
        flows = chosen(graph, place, action) if node.kind == g.EXCLUSIVE else graph.outgoing(place)
        for flow in flows:
            if flow.target in came:
                continue
            came[flow.target] = flow
            if graph.nodes[flow.target].kind in through:
                behind.append(flow.target)
    return came
