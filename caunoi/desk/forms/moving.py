"""What a button of the outline or a drag asks for, as a command."""

from __future__ import annotations

from typing import Any

from caunoi.desk.forms.drafting import Command
from caunoi.procedures.rules import building
from caunoi.procedures.rules.building import Built, CannotBuild
from caunoi.procedures.rules.form_kinds import inner_order


def command(do: str) -> Command:
    """`up:PLACE`, `down:PLACE`, `sup:SECTION`, `sdown:SECTION`; `put:PLACE:SECTION:INDEX`, `sput:SECTION:INDEX` (drag).

    A question that leaves its section upwards becomes the last of the section before, downwards the first of the next.
    The command raises CannotBuild for anything else.
    """
    verb, _sep, rest = do.partition(":")
    parts = rest.split(":")
    match verb, parts:
        case (("up" | "down"), [place]):
            return lambda form: _step(form, place, -1 if verb == "up" else 1)
        case (("sup" | "sdown"), [section]):
            return lambda form: _section_step(form, section, -1 if verb == "sup" else 1)
        case "put", [place, section, index] if index.isascii() and index.isdigit():
            return lambda form: building.move_question(form, place, section=section, at=int(index))
        case "sput", [section, index] if index.isascii() and index.isdigit():
            return lambda form: building.move_section(form, section, at=int(index))
    return _nothing


def _nothing(_form: dict[str, Any]) -> Built:
    raise CannotBuild("no_question")


def _section_step(form: dict[str, Any], section_id: str, by: int) -> Built:
    ids = [section["id"] for section in form["x-sections"]]
    if section_id not in ids:
        raise CannotBuild("no_section", section_id)
    return building.move_section(form, section_id, at=max(ids.index(section_id) + by, 0))


def _step(form: dict[str, Any], place: str, by: int) -> Built:
    group, _dot, name = place.rpartition(".")
    if group:
        building.question(form, place)
        order = inner_order(form["properties"][group]["items"])
        return building.move_question(form, place, at=max(order.index(name) + by, 0))
    sections = form["x-sections"]
    home = next((n for n, section in enumerate(sections) if name in section["fields"]), None)
    if home is None:
        raise CannotBuild("no_question", place)
    at = sections[home]["fields"].index(name) + by
    if 0 <= at < len(sections[home]["fields"]) or not 0 <= home + by < len(sections):
        return building.move_question(form, place, at=max(at, 0))
    target = sections[home + by]
    return building.move_question(form, place, section=target["id"], at=0 if by > 0 else len(target["fields"]))
