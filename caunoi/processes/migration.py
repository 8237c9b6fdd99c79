"""Which runs can go on under another text of their process, and why not. Shared by preview and operation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caunoi.people.queries import role_name
from caunoi.processes import current, engine
from caunoi.processes.errors import VersionNotFound
from caunoi.processes.models import ProcessDefinition, ProcessInstance, ProcessVersion, TaskRecord
from caunoi.processes.policies import Reach
from caunoi.processes.rules.graph import TASK, WAIT
from caunoi.processes.rules.walking import Marking, explore
from caunoi.processes.shapes_modelling import MigrationGroup
from caunoi.processes.transplanting import busy, carried, marking

SHOWN = 100
"""So many runs of a group are named; the others are counted."""

_WHY: dict[str, str | Promise] = {
    "gone": gettext_lazy("phiên bản mới không còn “%(name)s”"),
    "other_kind": gettext_lazy("“%(name)s” ở phiên bản mới là phần tử loại khác"),
    "other_message": gettext_lazy("“%(name)s” ở phiên bản mới chờ một thông điệp khác"),
    "agency": gettext_lazy("bước “%(name)s” ở phiên bản mới do “%(word)s” làm, mà hồ sơ chưa có cơ quan này"),
    "not_together": gettext_lazy(
        "ở phiên bản mới, hồ sơ không thể đứng cùng lúc ở các phần tử này (nhánh song song đã khác)"
    ),
}


@dataclass(slots=True)
class Standing:
    """Runs that stand at the same place for the same reason."""

    marking: Marking
    reason: str
    count: int = 0
    ids: list[UUID] = field(default_factory=list)


Groups = dict[tuple[Marking, str], Standing]


@dataclass
class Move:
    """From one text of a process to another."""

    code: str
    old: engine.Definition
    new: engine.Definition
    target: ProcessVersion | None

    @cached_property
    def reachable(self) -> frozenset[Marking]:
        """Every marking of the new text."""
        return frozenset(explore(self.new.graph)[0])

    def reason(self, at: Marking, agencies: Mapping[str, str]) -> str:
        """Why a run that stands there stays, in the language in force; empty when it can move."""
        for place in busy(at, self.old):
            if why := self._place(place, agencies):
                return why
        return "" if carried(at, self.old, self.new) in self.reachable else _say("not_together")

    def _place(self, place: str, agencies: Mapping[str, str]) -> str:
        before, after = self.old.graph.nodes[place], self.new.graph.nodes.get(place)
        name = self.old.graph.name(place, get_language() or "vi")
        if after is None:
            return _say("gone", name=name)
        if after.kind != before.kind:
            return _say("other_kind", name=name)
        if after.kind == WAIT and after.message != before.message:
            return _say("other_message", name=name)
        if after.kind == TASK and not agencies.get(self.new.steps[place].agency):
            return _say("agency", name=name, word=self.new.steps[place].agency)
        return ""

    def changes(self, at: Marking) -> list[str]:
        """What the open steps get in the new text."""
        said = []
        for place in busy(at, self.old):
            before, after = self.old.steps.get(place), self.new.steps.get(place)
            if before is None or after is None:
                continue
            name = after.name(get_language() or "vi")
            if before.role != after.role:
                roles = {"name": name, "before": role_name(before.role), "after": role_name(after.role)}
                said.append(_("“%(name)s”: %(before)s → %(after)s") % roles)
            if before.agency != after.agency:
                said.append(_("“%(name)s”: chuyển sang cơ quan khác") % {"name": name})
            if set(before.actions) != set(after.actions):
                said.append(_("“%(name)s”: các hành động thay đổi") % {"name": name})
        return said

    def group(self, standing: Standing) -> MigrationGroup:
        """A group as it is shown."""
        at = busy(standing.marking, self.old)
        language = get_language() or "vi"
        return MigrationGroup(
            at=at,
            names=[self.old.graph.name(place, language) for place in at],
            reason=standing.reason,
            count=standing.count,
            instance_ids=standing.ids,
            changes=[] if standing.reason else self.changes(standing.marking),
        )


def _say(key: str, **named: str) -> str:
    return str(_WHY[key]) % named if named else str(_WHY[key])


def move_of(code: str, from_digest: str, to_number: int, found: Reach) -> Move:
    """The two texts. Raises VersionNotFound."""
    target = None
    if to_number:
        rows = ProcessVersion.objects.filter(kind="process", code=code, province=found.province, number=to_number)
        target = rows.filter(state="published").first()
        if target is None:
            raise VersionNotFound
    elif code not in engine.codes():
        raise VersionNotFound
    if not ProcessDefinition.objects.filter(digest=from_digest, code=code).exists():
        raise VersionNotFound
    new = current.stored(target.digest) if target else engine.shipped(code)
    return Move(code, current.by_digest(code, from_digest), new, target)


def runs(code: str, from_digest: str, found: Reach) -> QuerySet[ProcessInstance]:
    """The runs of a text that have not ended, in the reach's place, the oldest first."""
    rows = ProcessInstance.objects.filter(definition_id=from_digest, process_code=code, completed_at__isnull=True)
    return (rows.filter(province=found.province) if found.province else rows).order_by("started_at", "id")


def give_step(task: TaskRecord, move: Move, agencies: Mapping[str, str]) -> None:
    """Put on an open task (not saved) what its step has in the new text."""
    step = move.new.steps[task.step]
    task.role, task.actions, task.share_of_limit = step.role, list(step.actions), step.share_of_limit
    task.agency_id = UUID(agencies[step.agency])


def sort(move: Move, instances: Iterable[ProcessInstance]) -> Groups:
    """The runs by where they stand and why they stay; those that can move first, the largest groups first."""
    groups: Groups = {}
    for run in instances:
        at = marking(move.old, run.state)
        why = move.reason(at, run.agencies)
        standing = groups.setdefault((at, why), Standing(at, why))
        standing.count += 1
        if len(standing.ids) < SHOWN:
            standing.ids.append(run.id)
    return dict(sorted(groups.items(), key=lambda item: (item[0][1] != "", -item[1].count, item[0])))


def fingerprint_of(move: Move, groups: Groups) -> str:
    """What was shown: the two texts, and the places where runs stand with whether they may move."""
    shown = sorted(_short(f"{at} {bool(why)}") for at, why in groups)
    return ".".join([_short(f"{move.old.digest} {move.new.digest}"), *shown])


def as_shown(move: Move, groups: Groups, shown: str) -> bool:
    """Whether runs stand only where they were shown; a group may have grown or gone since."""
    between, *places = fingerprint_of(move, groups).split(".")
    before, *known = shown.split(".")
    return between == before and set(places) <= set(known)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
