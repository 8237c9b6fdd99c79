"""Which level answers, what a text is about, and who stands where when nothing more is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

LEVELS = ("commune", "province", "nation")
"""From below upward."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The agency of a level: of this kind, its name begins so."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A field: names by language, the words by which it is known (`keywords`: folded), who answers at each level."""

    code: str
    names: Mapping[str, str]
    words: tuple[str, ...]
    keywords: tuple[str, ...]
    levels: Mapping[str, Pattern]


@dataclass(frozen=True, slots=True)
class Table:
    """The shipped table: topics in order, working days by level, where it comes from."""

    topics: Mapping[str, Topic]
    days: Mapping[str, int]
    reference: str
    sure: bool


class Named(Protocol):
    """What of an agency a pattern looks at."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


def level_above(level: str, way: str) -> str | None:
    """Where a voice from `level` goes: to the next level, or straight to the ministries; None at the top."""
    if level not in LEVELS or level == LEVELS[-1]:
        return None
    return LEVELS[-1] if way == "straight" else LEVELS[LEVELS.index(level) + 1]


def fitting(pattern: Pattern, agencies: Sequence[Named]) -> Any | None:
    """The first agency that the pattern means."""
    return next((a for a in agencies if a.kind == pattern.kind and a.name.startswith(pattern.name)), None)


def scores(folded: str, topics: Mapping[str, Topic]) -> list[tuple[str, int]]:
    """Topics that a folded text speaks of, best first: each word found counts by its length."""
    padded = f" {folded} "
    found = [(sum(len(word) for word in one.keywords if f" {word} " in padded), one.code) for one in topics.values()]
    order = {code: number for number, code in enumerate(topics)}
    return [(code, score) for score, code in sorted(found, key=lambda pair: (-pair[0], order[pair[1]])) if score]


def table(written: Mapping[str, Any], fold: Any) -> Table:
    """The table of a read file. Raises ValueError with every fault."""
    faults = [text for one in written["fields"] for text in _faults(one)]
    codes = [one["code"] for one in written["fields"]]
    faults += [f"{code}: twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    if faults:
        raise ValueError("; ".join(faults))
    topics = {one["code"]: _topic(one, fold) for one in written["fields"]}
    return Table(topics, written["days"], written["reference"], bool(written["sure"]))


def _topic(one: Mapping[str, Any], fold: Any) -> Topic:
    levels = {level: Pattern(said["kind"], said["name"]) for level, said in one["levels"].items()}
    words = tuple(one["keywords"])
    return Topic(one["code"], one["names"], words, tuple(fold(word) for word in words), levels)


def _faults(one: Mapping[str, Any]) -> list[str]:
    where, found = str(one.get("code")), []
    found += [f"{where}: names.{lang}" for lang in ("vi", "en", "th") if not (one.get("names") or {}).get(lang)]
    found += [f"{where}: level {level}" for level in one.get("levels", {}) if level not in LEVELS]
    if not one.get("keywords"):
        found.append(f"{where}: keywords")
    return found
