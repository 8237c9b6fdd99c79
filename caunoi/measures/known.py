"""The definitions as this room's queries and operations ask for them. Private to the room."""

from __future__ import annotations

from datetime import date

from caunoi.measures import definitions
from caunoi.measures.errors import NotDefinedYet, UnknownIndex, UnknownIndicator, UnknownLevel
from caunoi.measures.rules.definition import Definition, Group, Indicator, Version
from caunoi.measures.shapes import GradeInfo, GroupInfo, IndexInfo, IndicatorInfo, Names

__all__ = ["Definition", "Version", "figure_names", "indicator", "info", "require_level", "version", "yearly"]


def definition(index_id: str) -> Definition:
    """An index: a definition that ranks at some level. Raises UnknownIndex, WrongDefinition."""
    found = definitions.definition(index_id)
    if not found.levels:
        raise UnknownIndex(index=index_id, known=", ".join(definitions.identifiers()))
    return found


def version(index_id: str, *, on: date) -> Version:
    """The version in force on a day. Raises UnknownIndex, NotDefinedYet, WrongDefinition."""
    try:
        return definition(index_id).in_force(on)
    except LookupError as error:
        raise NotDefinedYet(on=f"{on:%d/%m/%Y}") from error


def require_level(version: Version, level: str) -> None:
    """Raises UnknownLevel."""
    if level not in version.levels:
        raise UnknownLevel(level=level, known=", ".join(version.levels))


def indicator(version: Version, indicator_id: str) -> tuple[Group, Indicator]:
    """An indicator with its group. Raises UnknownIndicator."""
    for group in version.groups:
        for one in group.indicators:
            if one.id == indicator_id:
                return group, one
    raise UnknownIndicator(indicator=indicator_id, known=", ".join(one.id for one in version.indicators))


def yearly(index_id: str) -> bool:
    """Whether it follows the year's cycle of Decree 224/2026 art. 8: an index of which nothing at all is counted.

    What people assess by themselves is verified, explained, approved and published as a whole; a single figure beside
    counted ones counts as soon as it is verified.
    """
    return not any(one.counted for one in definition(index_id).versions)


def figure_names(index_id: str, figure_id: str) -> Names:
    """A figure's names in the latest version that has it."""
    for one in reversed(definition(index_id).versions):
        if figure_id in one.figures:
            return one.figures[figure_id].names
    return {}


def info(found: Definition, version: Version) -> IndexInfo:
    """An index as others see it."""
    return IndexInfo(
        id=found.id, names=found.names, reference=version.reference or found.reference, levels=version.levels,
        max=version.max, version=version.valid_from, digest=version.digest, unsure=version.unsure,
        groups=tuple(_group(version, group) for group in version.groups),
        grades=tuple(GradeInfo(one.id, one.names, one.at, one.unsure) for one in version.grades),
    )  # fmt: skip


def indicator_info(version: Version, one: Indicator) -> IndicatorInfo:
    """An indicator as others see it."""
    return IndicatorInfo(
        one.id, one.names, one.max, one.direction, one.reference or version.reference, one.unsure,
        version.is_manual(one),
    )  # fmt: skip


def _group(version: Version, group: Group) -> GroupInfo:
    indicators = tuple(indicator_info(version, one) for one in group.indicators)
    return GroupInfo(group.id, group.names, group.max, indicators)
