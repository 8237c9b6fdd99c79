"""Whether a definition can be run: each problem names its element. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from caunoi.processes.rules import graph as g
from caunoi.processes.rules.conditions import NAMES, compared_with, names_in, parsed
from caunoi.processes.rules.walking import LIMIT, explore

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

TIMERS = frozenset({"reminder", "deadline"})
LARGEST = 200
"""More events, tasks and gateways than this, and a process is too large to be read by people."""
WAYS = 100_000
KIND_OF_WORD = {"receiving": "service_centre", "police": "police", "insurance": "social_insurance"}
"""What kind of agency a word always is; a procedure says it of the others."""
_SETTLE = frozenset({"counter_officer", "specialist", "head_of_unit", "leader", "clerk", "cashier"})
_OF_KIND = {"service_centre": frozenset({"counter_officer", "centre_manager", "clerk", "cashier"})}


def settles(role: str, kind: str) -> bool:
    """Whether officers in this role of that kind of agency do steps of dossiers; `kind` empty: of any agency."""
    return role in _OF_KIND.get(kind, _SETTLE)


Found = tuple[str, dict[str, str]]
"""A problem: the key of its sentence, and what the sentence names."""


def problems(graph: g.Graph, *, roles: Collection[str], kinds: Mapping[str, str] | None = None) -> list[Found]:
    """Everything that is wrong with a definition; empty when it can be run.

    `kinds`: which kind of agency each of the process's words is, where that is known.
    """
    if len(graph.nodes) > LARGEST:
        return [("too_tangled", {"element": graph.code})]
    shape = [*_shape(graph), *_conditions(graph), *_endless(graph)]
    found = [
        *shape,
        *_words(graph, roles),
        *_roles_of_kinds(graph, roles, kinds or {}),
        *_timers(graph),
        *_decisions(graph),
    ]
    return found if shape else [*found, *_walk(graph), *_shares(graph)]


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
        if node.kind in (g.START, g.TASK, g.WAIT, g.RULE) and len(leaving) > 1:
            yield "two_ways", {"element": node.id}
        if node.kind != g.START and not graph.incoming(node.id):
            yield "unreached", {"element": node.id}


def _words(graph: g.Graph, roles: Collection[str]) -> Iterator[Found]:
    for step in graph.steps.values():
        if step.role and step.role not in roles:
            yield "unknown_role", {"element": step.id, "word": step.role}
        if step.agency and step.agency not in AGENCIES:
            yield "unknown_agency", {"element": step.id, "word": step.agency}
        if step.kind and step.kind not in KINDS:
            yield "unknown_kind", {"element": step.id, "word": step.kind}
        for action in step.actions:
            if action not in ACTIONS:
                yield "unknown_action", {"element": step.id, "word": action}
        if not step.actions:
            yield "no_actions", {"element": step.id}
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
        asks = {name for flow in leaving for name in names_in(flow.condition)}
        if len(leaving) > 1 and asks - {"action"} and not node.default:
            yield "no_default", {"element": node.id}


def _roles_of_kinds(graph: g.Graph, roles: Collection[str], kinds: Mapping[str, str]) -> Iterator[Found]:
    """Somebody in that kind of agency can have the role: a step that nobody may do stands still for ever."""
    for step in graph.steps.values():
        kind = kinds.get(step.agency) or KIND_OF_WORD.get(step.agency, "")
        if step.role in roles and not settles(step.role, kind):
            yield (
                ("role_not_in_kind" if kind else "role_settles_nothing"),
                {"element": step.id, "word": step.role, "kind": kind},
            )


def _timers(graph: g.Graph) -> Iterator[Found]:
    if "deadline" not in graph.timers:
        yield "no_deadline", {"element": graph.code}
    for timer in graph.timers.values():
        if timer.name not in TIMERS:
            yield "unknown_timer", {"element": timer.name}


def _decisions(graph: g.Graph) -> Iterator[Found]:
    """A business rule task has its table, which asks what a run knows and gives a route; routes asked for exist."""
    given: set[str] = set()
    for node in graph.nodes.values():
        if node.kind != g.RULE or not node.decision:
            continue
        if node.table is None:
            yield "unknown_decision", {"element": node.id, "word": node.decision}
            continue
        for column in node.table.inputs:
            if column.name not in NAMES - {"route"} or column.kind != "string":
                yield "decision_asks", {"element": node.id, "word": column.name}
        names = [column.name for column in node.table.outputs]
        if "route" not in names:
            yield "decision_gives", {"element": node.id, "word": node.decision}
            continue
        given |= {str(row.values[names.index("route")]) for row in node.table.rows}
    for flow in graph.flows.values():
        for route in sorted(compared_with(flow.condition, "route") - given) if flow.condition else ():
            if all(node.table for node in graph.nodes.values() if node.kind == g.RULE):
                yield "unknown_route", {"element": flow.id, "word": route}


def _endless(graph: g.Graph) -> Iterator[Found]:
    """A circle in which nobody has anything to do would run for ever without an end."""
    idle = {id_ for id_, node in graph.nodes.items() if node.kind not in (g.TASK, g.WAIT, g.END)}
    left = set(idle)
    grown = True
    while grown:
        free = {id_ for id_ in left if not any(flow.target in left for flow in graph.outgoing(id_))}
        left -= free
        grown = bool(free)
    for id_ in graph.nodes:
        if id_ in left and _returns(graph, id_, left):
            yield "endless_loop", {"element": id_}


def _returns(graph: g.Graph, node: str, within: set[str]) -> bool:
    seen: set[str] = set()
    behind = [flow.target for flow in graph.outgoing(node)]
    while behind:
        place = behind.pop()
        if place == node:
            return True
        if place in within and place not in seen:
            seen.add(place)
            behind += [flow.target for flow in graph.outgoing(place)]
    return False


def _walk(graph: g.Graph) -> Iterator[Found]:
    """Every action leads on, no two tokens meet in one place, and from everywhere the process can still end."""
    reached, stuck = explore(graph)
    if len(reached) >= LIMIT:
        yield "too_tangled", {"element": graph.code}
        return
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
    try:
        whole = longest_share(graph)
    except OverflowError:
        yield "too_tangled", {"element": graph.code}
        return
    if whole != 1:
        yield "shares", {"sum": f"{(whole * 100).normalize():f}"}


def longest_share(graph: g.Graph) -> Decimal:
    """The shares of the time limit along the longest way from start to end that passes nothing twice.

    Raises OverflowError when there are too many ways to try.
    """
    tried = 0
    start = next(node.id for node in graph.nodes.values() if node.kind == g.START)

    def longest(node: str, seen: frozenset[str]) -> Decimal | None:
        nonlocal tried
        tried += 1
        if tried > WAYS:
            raise OverflowError
        own = graph.steps[node].share_of_limit if node in graph.steps else Decimal(0)
        if graph.nodes[node].kind == g.END:
            return own
        ways = [longest(flow.target, seen | {node}) for flow in graph.outgoing(node) if flow.target not in seen]
        found = [way for way in ways if way is not None]
        return own + max(found) if found else None

    return longest(start, frozenset()) or Decimal(0)
