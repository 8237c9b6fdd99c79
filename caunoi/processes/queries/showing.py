"""Texts of processes as people look at them: the drawing with its names, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.processes.errors import DefinitionInvalid
from caunoi.processes.models import TaskRecord
from caunoi.processes.policies import reach
from caunoi.processes.queries.versions import vocabulary
from caunoi.processes.reading import in_language, survey
from caunoi.processes.rules.graph import TASK, Graph, in_order
from caunoi.processes.shapes import DiagramStep
from caunoi.processes.shapes_modelling import ProcessChange, Vocabulary
from caunoi.units import queries as units


@dataclass(frozen=True, slots=True)
class PictureView:
    """A text for a viewer: BPMN 2.0 with names in the language in force, its steps in order, every element's name;
    `ways`: each arrow by where it leaves and where it leads."""

    xml: str
    steps: list[DiagramStep]
    names: dict[str, str]
    ways: dict[str, str]


def readable(code: str, text: str) -> bool:
    """Whether there is a process of this code in the text at all, sound or not."""
    return _graph(code, text) is not None


def picture(code: str, text: str) -> PictureView:
    """A text that need not be sound, to look at; what cannot be read comes back as it is. No statement."""
    graph = _graph(code, text)
    if graph is None:
        return PictureView(text, [], {}, {})
    language = get_language() or "vi"
    names = {id_: graph.name(id_, language) for id_ in graph.names}
    steps = [
        DiagramStep(id_, graph.name(id_, language), TASK, "")
        for id_ in in_order(graph)
        if graph.nodes[id_].kind == TASK
    ]
    ways = {
        flow.id: f"{names.get(flow.source, flow.source)} → {names.get(flow.target, flow.target)}"
        for flow in graph.flows.values()
    }
    return PictureView(in_language(text, language), steps, names, ways)


def changes(code: str, old: str, new: str) -> list[ProcessChange]:
    """What differs between two readable texts of a process, in words; empty when only the layout does."""
    before, after = _graph(code, old), _graph(code, new)
    if before is None or after is None:
        return []
    words = vocabulary()
    return [*_gone(before, after), *_come(before, after), *_steps(before, after, words), *_ways(before, after)]


def mined_agencies(code: str, *, actor: Actor, now: datetime) -> list[tuple[UUID, str]]:
    """The agencies of the actor's place that have worked on runs of `code`, by name. Raises NotForProcesses."""
    found = reach(actor, now=now)
    rows = TaskRecord.objects.filter(instance__process_code=code, agency_id__isnull=False)
    if found.province:
        rows = rows.filter(instance__province=found.province)
    ids = {id_ for id_ in rows.values_list("agency_id", flat=True).distinct() if id_}
    return sorted(((id_, agency.name) for id_, agency in units.agencies(ids).items()), key=lambda pair: pair[1])


def _graph(code: str, text: str) -> Graph | None:
    try:
        return survey(code, text)[0]
    except DefinitionInvalid:
        return None


def _named(graph: Graph, id_: str) -> str:
    return graph.name(id_, get_language() or "vi")


def _gone(before: Graph, after: Graph) -> Iterator[ProcessChange]:
    for id_ in {**before.nodes, **before.timers}:
        if id_ not in after.nodes and id_ not in after.timers:
            yield ProcessChange(id_, "removed", _("Bỏ “%(name)s”.") % {"name": _named(before, id_)})


def _come(before: Graph, after: Graph) -> Iterator[ProcessChange]:
    for id_ in {**after.nodes, **after.timers}:
        if id_ not in before.nodes and id_ not in before.timers:
            yield ProcessChange(id_, "added", _("Thêm “%(name)s”.") % {"name": _named(after, id_)})
        elif before.names.get(id_, {}).get("vi") != after.names.get(id_, {}).get("vi"):
            sentence = _("Đổi tên “%(old)s” thành “%(new)s”.")
            yield ProcessChange(id_, "changed", sentence % {"old": _named(before, id_), "new": _named(after, id_)})


def _steps(before: Graph, after: Graph, words: Vocabulary) -> Iterator[ProcessChange]:
    for id_, new in after.steps.items():
        old = before.steps.get(id_)
        if old is None:
            continue
        pairs = (
            (_("vai trò"), words.roles.get(old.role, old.role), words.roles.get(new.role, new.role)),
            (_("cơ quan"), words.agencies.get(old.agency, old.agency), words.agencies.get(new.agency, new.agency)),
            (_("loại bước"), words.kinds.get(old.kind, old.kind), words.kinds.get(new.kind, new.kind)),
            (_("phần của thời hạn"), _share(old.share_of_limit), _share(new.share_of_limit)),
            (_("việc kết thúc bước"), _actions(old.actions, words), _actions(new.actions, words)),
            (_("kết quả được ký"), old.result or "–", new.result or "–"),
        )
        for what, was, is_ in pairs:
            if was != is_:
                sentence = _("Bước “%(step)s”: %(what)s từ “%(old)s” thành “%(new)s”.")
                said = {"step": _named(after, id_), "what": what, "old": was, "new": is_}
                yield ProcessChange(id_, "changed", sentence % said)


def _share(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"


def _actions(actions: tuple[str, ...], words: Vocabulary) -> str:
    return ", ".join(sorted(words.actions.get(action, action) for action in actions))


def _ways(before: Graph, after: Graph) -> Iterator[ProcessChange]:
    """Arrows, told apart by where they leave and lead: an arrow that was drawn anew is no change."""
    old = {(flow.source, flow.target): flow for flow in before.flows.values()}
    new = {(flow.source, flow.target): flow for flow in after.flows.values()}
    for ends in old.keys() - new.keys():
        yield _way(before, ends, "removed", _("Không còn lối từ “%(a)s” đến “%(b)s”."))
    for ends in new.keys() - old.keys():
        yield _way(after, ends, "added", _("Có lối mới từ “%(a)s” đến “%(b)s”."))
    for ends in old.keys() & new.keys():
        if old[ends].condition != new[ends].condition:
            yield _way(after, ends, "changed", _("Lối từ “%(a)s” đến “%(b)s” có điều kiện khác."))


def _way(graph: Graph, ends: tuple[str, str], kind: str, sentence: str) -> ProcessChange:
    flow = next(flow for flow in graph.flows.values() if (flow.source, flow.target) == ends)
    return ProcessChange(flow.id, kind, sentence % {"a": _named(graph, ends[0]), "b": _named(graph, ends[1])})
