"""The token game: where a definition can get to, whatever its users decide. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from caunoi.processes.rules import graph as g
from caunoi.processes.rules.conditions import holds, names_in

Marking = tuple[str, ...]
"""Where the tokens are: arrows, and tasks or waits that are busy; sorted."""
LIMIT = 5000
"""More markings than this and a definition is too tangled to be understood, or to be checked here."""


def chosen(graph: g.Graph, gateway: str, action: str) -> list[g.Flow]:
    """The arrows that an exclusive gateway may take after `action`; those that ask more than it are all possible."""
    node, flows = graph.nodes[gateway], graph.outgoing(gateway)
    if len(flows) == 1:
        return flows
    found = []
    for flow in flows:
        if flow.id == node.default or not flow.condition:
            continue
        asks = names_in(flow.condition)
        if asks - {"action"}:
            found.append(flow)
        elif not asks or holds(flow.condition, action):
            return [*found, flow]
    return [*found, *(flow for flow in flows if flow.id == node.default)]


def explore(graph: g.Graph) -> tuple[dict[Marking, set[Marking]], list[tuple[str, str]]]:
    """Every reachable marking with what follows it, and the dead ends: (gateway, action) with no arrow to take."""
    start = next(node.id for node in graph.nodes.values() if node.kind == g.START)
    first: Marking = tuple(sorted(_busy(graph, flow.target) for flow in graph.outgoing(start)))
    seen: dict[Marking, set[Marking]] = {}
    stuck: list[tuple[str, str]] = []
    waiting = deque([first])
    while waiting and len(seen) < LIMIT:
        marking = waiting.popleft()
        if marking in seen:
            continue
        seen[marking] = set(_moves(graph, marking, stuck))
        waiting.extend(seen[marking])
    return seen, stuck


def _busy(graph: g.Graph, target: str, source: str = "") -> str:
    """A token on its way into a node: a join tells its arrows apart, the others do not."""
    return f"{target}<{source}" if graph.nodes[target].kind == g.PARALLEL else target


def _moves(graph: g.Graph, marking: Marking, stuck: list[tuple[str, str]]) -> Iterator[Marking]:
    for token in dict.fromkeys(marking):
        place = token.partition("<")[0]
        node = graph.nodes[place]
        left = list(marking)
        left.remove(token)
        if node.kind == g.END:
            yield () if node.terminates else tuple(left)
        elif node.kind == g.PARALLEL:
            yield from _joined(graph, place, marking)
        elif node.kind == g.TASK:
            for action in graph.steps[place].actions:
                yield from _after(graph, place, action, left, stuck)
        else:
            yield from _after(graph, place, "", left, stuck)


def _after(graph: g.Graph, place: str, action: str, left: list[str], stuck: list[tuple[str, str]]) -> Iterator[Marking]:
    """Follow the token that leaves a node."""
    flows = chosen(graph, place, action) if graph.nodes[place].kind == g.EXCLUSIVE else graph.outgoing(place)
    for flow in landings(graph, flows, action, stuck):
        yield tuple(sorted([*left, _busy(graph, flow.target, flow.id)]))


def landings(graph: g.Graph, flows: list[g.Flow], action: str, stuck: list[tuple[str, str]]) -> list[g.Flow]:
    """The arrows into tasks, waits, joins and ends that `flows` lead to: through exclusive gateways and decision tables
    at once, which decide by the action that was just taken."""
    seen: dict[str, g.Flow] = {}
    behind, found = list(flows), []
    while behind:
        flow = behind.pop(0)
        if flow.id in seen:
            continue
        seen[flow.id] = flow
        kind = graph.nodes[flow.target].kind
        if kind not in (g.EXCLUSIVE, g.RULE):
            found.append(flow)
            continue
        ways = chosen(graph, flow.target, action) if kind == g.EXCLUSIVE else graph.outgoing(flow.target)
        if not ways:
            stuck.append((flow.target, action))
        behind.extend(ways)
    return found


def _joined(graph: g.Graph, place: str, marking: Marking) -> Iterator[Marking]:
    wanted = [_busy(graph, place, flow.id) for flow in graph.incoming(place)]
    if len(wanted) > 1 and any(token not in marking for token in wanted):
        return
    left = list(marking)
    for token in wanted:
        if token in left:
            left.remove(token)
        else:
            left.remove(f"{place}<")
    split = [_busy(graph, flow.target, flow.id) for flow in graph.outgoing(place)]
    yield tuple(sorted([*left, *split]))
