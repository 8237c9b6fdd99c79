"""Whether a definition can be run: each problem names its element. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from caunoi.processes.rules import graph as g
from caunoi.processes.rules.conditions import parsed
from caunoi.processes.rules.walking import explore

AGENCIES = frozenset({"receiving", "competent", "consulted", "police", "insurance", "tax", "land_registry"})
"""The words for agencies that a step may name; a procedure's body says which agency each word means."""
KINDS = frozenset({"receive", "examine", "check", "field_check", "consult", "sign", "return"})
ACTIONS = frozenset(
    {
        "accept", "refuse", "request_supplement", "request_payment", "submit_for_signature", "forward", "submit_check",
        "answer_consultation", "return_to_specialist", "sign", "hand_over",
    }
)  # fmt: skip
"""The operations of dossiers that may end a step."""
MESSAGES = frozenset({"supplement_received", "payment_received"})

Found = tuple[str, dict[str, str]]
"""A problem: the key of its sentence, and what the sentence names."""


def problems(graph: g.Graph, *, roles: Collection[str]) -> list[Found]:
    """Everything that is wrong with a definition; empty when it can be run."""
    found = [*_shape(graph), *_words(graph, roles), *_conditions(graph)]
    return found or [*_walk(graph), *_shares(graph)]


def _shape(graph: g.Graph) -> Iterator[Found]:
    kinds = [node.kind for node in graph.nodes.values()]
    if kinds.count(g.START) != 1:
        yield "one_start", {}
    if g.END not in kinds:
        yield "no_end", {}
    for flow in graph.flows.values():
        if flow.source not in graph.nodes or flow.target not in graph.nodes:
            yield "loose_flow", {"element": flow.id}
    for node in graph.nodes.values():
        leaving = graph.outgoing(node.id)
        if node.kind != g.END and not leaving:
            yield "dead_end", {"element": node.id}
        if node.kind in (g.START, g.TASK, g.WAIT) and len(leaving) > 1:
            yield "two_ways", {"element": node.id}
        if node.kind != g.START and not graph.incoming(node.id):
            yield "unreached", {"element": node.id}


def _words(graph: g.Graph, roles: Collection[str]) -> Iterator[Found]:
    for step in graph.steps.values():
        if step.role not in roles:
            yield "unknown_role", {"element": step.id, "word": step.role}
        if step.agency not in AGENCIES:
            yield "unknown_agency", {"element": step.id, "word": step.agency}
        if step.kind not in KINDS:
            yield "unknown_kind", {"element": step.id, "word": step.kind}
        for action in step.actions:
            if action not in ACTIONS:
                yield "unknown_action", {"element": step.id, "word": action}
    for node in graph.nodes.values():
        if node.kind == g.WAIT and node.message not in MESSAGES:
            yield "unknown_message", {"element": node.id, "word": node.message}


def _conditions(graph: g.Graph) -> Iterator[Found]:
    for node in graph.nodes.values():
        if node.kind != g.EXCLUSIVE:
            continue
        leaving = graph.outgoing(node.id)
        for flow in leaving:
            if len(leaving) > 1 and flow.id != node.default and not flow.condition:
                yield "no_condition", {"element": flow.id}
            if flow.condition and parsed(flow.condition) is None:
                yield "bad_condition", {"element": flow.id}


def _walk(graph: g.Graph) -> Iterator[Found]:
    """Every action leads on, no two tokens meet in one place, and from everywhere the process can still end."""
    reached, stuck = explore(graph)
    for gateway, action in dict.fromkeys(stuck):
        yield "no_way", {"element": gateway, "word": action}
    doubled = {token for marking in reached for token in marking if marking.count(token) > 1}
    for token in sorted(doubled):
        yield "two_tokens", {"element": token.partition("<")[0]}
    empty: tuple[str, ...] = ()
    ends = {empty} & set(reached)
    grown = True
    while grown:
        more = {marking for marking, after in reached.items() if marking not in ends and after & ends}
        ends |= more
        grown = bool(more)
    lost = {token.partition("<")[0] for marking in reached if marking not in ends for token in marking}
    for place in sorted(lost):
        yield "never_ends", {"element": place}
    used = {token.partition("<")[0] for marking in reached for token in marking}
    for step in graph.steps:
        if step not in used:
            yield "unreached", {"element": step}


def _shares(graph: g.Graph) -> Iterator[Found]:
    whole = longest_share(graph)
    if whole != 1:
        yield "shares", {"sum": f"{whole:f}"}


def longest_share(graph: g.Graph) -> Decimal:
    """The shares of the time limit along the longest way from start to end that passes nothing twice."""
    start = next(node.id for node in graph.nodes.values() if node.kind == g.START)

    def longest(node: str, seen: frozenset[str]) -> Decimal | None:
        own = graph.steps[node].share_of_limit if node in graph.steps else Decimal(0)
        if graph.nodes[node].kind == g.END:
            return own
        ways = [longest(flow.target, seen | {node}) for flow in graph.outgoing(node) if flow.target not in seen]
        found = [way for way in ways if way is not None]
        return own + max(found) if found else None

    return longest(start, frozenset()) or Decimal(0)
