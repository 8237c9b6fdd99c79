"""What a plan has to say before it may be handed in, and what one version says differently from another."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caunoi.plans.shapes import ChangeInWords, IndicatorDraft, PlanContent, TargetDraft

_CODE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: a code of `texts.MISTAKES`, the field and what it is about."""

    code: str
    field: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


def mistakes(content: PlanContent, *, whole: bool) -> list[Mistake]:
    """All that is wrong. `whole`: also what may be missing in a draft but not in what is handed in for approval."""
    found = [*_basics(content), *_codes(content)]
    for one in content.indicators:
        found += _indicator(one, content)
    if whole:
        found += [Mistake("no_pillar", "pillars")] if not content.pillars else []
        found += [Mistake("no_indicator", "indicators")] if not content.indicators else []
        found += [Mistake("no_legal_basis", "legal_basis")] if not content.legal_basis.strip() else []
    return found


def _basics(content: PlanContent) -> list[Mistake]:
    found = []
    if not 5 <= len(content.title.strip()) <= 500:
        found.append(Mistake("title", "title"))
    if content.ends_on < content.starts_on:
        found.append(Mistake("period", "ends_on"))
    if content.kind == "yearly" and content.ends_on.year != content.starts_on.year:
        found.append(Mistake("one_year", "ends_on"))
    found += [Mistake("amount", "amount", {"what": one.what}) for one in content.resources if one.amount < 0]
    return found


def _codes(content: PlanContent) -> list[Mistake]:
    found = []
    for kind, codes in (
        ("pillar", [one.code for one in content.pillars]),
        ("indicator", [one.code for one in content.indicators]),
    ):
        found += [Mistake(f"{kind}_twice", "code", {"code": code}) for code, n in Counter(codes).items() if n > 1]
        found += [Mistake("code", "code", {"code": code}) for code in codes if not _fit(code)]
    return found


def _fit(code: str) -> bool:
    return len(code) <= 60 and _CODE.match(code) is not None


def _indicator(one: IndicatorDraft, content: PlanContent) -> list[Mistake]:
    about = {"code": one.code}
    found = []
    if not one.names.get("vi", "").strip():
        found.append(Mistake("name", "name_vi", about))
    if not one.unit_of_measure.strip():
        found.append(Mistake("unit_of_measure", "unit_of_measure", about))
    if one.pillar not in {pillar.code for pillar in content.pillars}:
        found.append(Mistake("unknown_pillar", "pillar", about | {"pillar": one.pillar}))
    keys = Counter((target.holder_id, target.due_on) for target in one.targets)
    found += [Mistake("target_twice", "due_on", about) for n in keys.values() if n > 1]
    for target in one.targets:
        found += _target(target, about)
    return found


def _target(target: TargetDraft, about: dict[str, str]) -> list[Mistake]:
    found = []
    if (target.baseline is None) != (target.baseline_on is None):
        found.append(Mistake("half_baseline", "baseline", about))
    if target.baseline_on is not None and target.baseline_on >= target.due_on:
        found.append(Mistake("baseline_after_due", "baseline_on", about))
    return found


def differences(before: PlanContent, after: PlanContent) -> list[ChangeInWords]:
    """What `after` says differently, in the order of the document. Codes of `texts.CHANGES` with their values."""
    found = []
    for name in ("title", "legal_basis"):
        if getattr(before, name) != getattr(after, name):
            found.append(ChangeInWords(f"{name}_changed"))
    if (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on):
        found.append(ChangeInWords("period_changed", {"start": str(after.starts_on), "end": str(after.ends_on)}))
    old_pillars, new_pillars = ({one.code: one for one in each.pillars} for each in (before, after))
    found += _gone_and_new("pillar", old_pillars, new_pillars)
    found += [
        ChangeInWords("objectives_changed", {"name": new_pillars[code].names.get("vi", code)})
        for code in new_pillars
        if code in old_pillars and new_pillars[code].objectives != old_pillars[code].objectives
    ]
    old, new = ({one.code: one for one in each.indicators} for each in (before, after))
    found += _gone_and_new("indicator", old, new)
    for code in new:
        if code in old:
            found += _indicator_changes(old[code], new[code])
    if before.resources != after.resources:
        found.append(ChangeInWords("resources_changed"))
    return found


def _gone_and_new(kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterable[ChangeInWords]:
    for code, one in new.items():
        if code not in old:
            yield ChangeInWords(f"{kind}_added", {"name": _name(one, code)})
    for code, one in old.items():
        if code not in new:
            yield ChangeInWords(f"{kind}_removed", {"name": _name(one, code)})


def _name(one: object, code: str) -> str:
    names: Mapping[str, str] = getattr(one, "names", {})
    return names.get("vi", code)


def _indicator_changes(old: IndicatorDraft, new: IndicatorDraft) -> Iterable[ChangeInWords]:
    name = {"name": _name(new, new.code)}
    if (old.unit_of_measure, old.direction, old.measure, old.combination) != (
        new.unit_of_measure, new.direction, new.measure, new.combination,
    ):  # fmt: skip
        yield ChangeInWords("indicator_defined_anew", name)
    if old.names != new.names or old.pillar != new.pillar:
        yield ChangeInWords("indicator_renamed", name)
    before = {(one.holder_id, one.due_on): one for one in old.targets}
    after = {(one.holder_id, one.due_on): one for one in new.targets}
    for key, target in after.items():
        due = {"due": f"{target.due_on:%d/%m/%Y}"}
        if key not in before:
            yield ChangeInWords("target_added", name | due | {"new": _said(target)})
        elif before[key].value != target.value:
            yield ChangeInWords("target_changed", name | due | {"old": _said(before[key]), "new": _said(target)})
        elif (before[key].baseline, before[key].baseline_on) != (target.baseline, target.baseline_on):
            yield ChangeInWords("baseline_changed", name | due)
    for key, target in before.items():
        if key not in after:
            yield ChangeInWords("target_removed", name | {"due": f"{target.due_on:%d/%m/%Y}", "old": _said(target)})


def _said(target: TargetDraft) -> str:
    """A number as Vietnamese documents write it: 95,5."""
    text = f"{target.value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")
