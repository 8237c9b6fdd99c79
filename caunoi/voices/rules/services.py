"""Categories of petitions with typed attributes, as Open311 GeoReport v2 describes services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Names = Mapping[str, str]
Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
DATATYPES: tuple[Datatype, ...] = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
LISTS = ("singlevaluelist", "multivaluelist")
LANGUAGES = ("vi", "en", "th")
MAX_STRING, MAX_TEXT = 200, 2000


@dataclass(frozen=True, slots=True)
class Value:
    """One choice of a list: the key that machines send."""

    key: str
    names: Names


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question that belongs to a service; `order` from 1."""

    code: str
    datatype: Datatype
    required: bool
    order: int
    names: Names
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers at a level: an agency of this kind whose name begins so."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Service:
    """A category. `days`: working days to the answer; `place`: needed, asked, none; `at_once`: shown unchecked."""

    code: str
    group: str
    group_names: Names
    names: Names
    description: Names
    keywords: tuple[str, ...]
    days: int
    place: Literal["needed", "asked", "none"]
    at_once: bool
    levels: Mapping[str, Answerer]
    attributes: tuple[Attribute, ...]
    reference: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a given attribute: `code` of the attribute, `reason` a word of `texts.FAULTS`."""

    code: str
    reason: Literal["unknown", "required", "number", "datetime", "choice", "one", "long"]


def services(written: Mapping[str, Any]) -> dict[str, Service]:
    """The services of the shipped file by code, in its order. Raises ValueError with every fault of the file."""
    faults = list(_faults(written))
    if faults:
        raise ValueError("; ".join(faults))
    return {one["code"]: _service(one, written) for one in written["services"]}


def checked(service: Service, given: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], list[Fault]]:
    """What was answered, in the attributes' types and order, and what is wrong with it; blank answers are none."""
    filled = {code: [text for one in texts if (text := one.strip())] for code, texts in given.items()}
    known = {one.code for one in service.attributes}
    faults = [Fault(code, "unknown") for code in given if code not in known]
    answers: dict[str, Any] = {}
    for attribute in service.attributes:
        texts = filled.get(attribute.code) or []
        if not texts:
            faults += [Fault(attribute.code, "required")] if attribute.required else []
            continue
        reason = _reason(attribute, texts)
        if reason:
            faults.append(Fault(attribute.code, reason))
        else:
            answers[attribute.code] = texts if attribute.datatype == "multivaluelist" else texts[0]
    return answers, faults


def _reason(
    attribute: Attribute, texts: Sequence[str]
) -> Literal["number", "datetime", "choice", "one", "long"] | None:
    if len(texts) > 1 and attribute.datatype != "multivaluelist":
        return "one"
    if attribute.datatype in LISTS:
        keys = {value.key for value in attribute.values}
        return None if set(texts) <= keys and len(set(texts)) == len(texts) else "choice"
    if attribute.datatype == "number":
        return None if _is_number(texts[0]) else "number"
    if attribute.datatype == "datetime":
        return None if _is_datetime(texts[0]) else "datetime"
    return "long" if len(texts[0]) > (MAX_STRING if attribute.datatype == "string" else MAX_TEXT) else None


def _is_number(text: str) -> bool:
    try:
        return len(text) <= 20 and Decimal(text.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False


def _is_datetime(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _service(one: Mapping[str, Any], file: Mapping[str, Any]) -> Service:
    attributes = tuple(
        Attribute(
            a["code"], a["datatype"], a["required"], order, a["names"],
            tuple(Value(value["key"], value["names"]) for value in a.get("values", ())),
        )
        for order, a in enumerate(one.get("attributes", ()), 1)
    )  # fmt: skip
    return Service(
        code=one["code"], group=one["group"], group_names=file["groups"][one["group"]], names=one["names"],
        description=one["description"], keywords=tuple(one["keywords"]), days=one["days"], place=one["place"],
        at_once=one["show"] == "at_once",
        levels={level: Answerer(said["kind"], said["name"]) for level, said in one["levels"].items()},
        attributes=attributes, reference=one.get("reference", file["reference"]),
        sure=one.get("sure", file["sure"]),
    )  # fmt: skip


def _faults(file: Mapping[str, Any]) -> Iterator[str]:
    codes = [one.get("code") for one in file["services"]]
    yield from (f"{code}: twice" for code in set(codes) if codes.count(code) > 1)
    for one in file["services"]:
        where = str(one.get("code"))
        yield from _unnamed(where, one.get("names"))
        yield from _unnamed(f"{where}.description", one.get("description"))
        if one.get("group") not in file["groups"]:
            yield f"{where}: group"
        if one.get("place") not in ("needed", "asked", "none") or one.get("show") not in ("at_once", "checked"):
            yield f"{where}: place or show"
        if not isinstance(one.get("days"), int) or not one.get("levels"):
            yield f"{where}: days or levels"
        for attribute in one.get("attributes", ()):
            yield from _attribute_faults(f"{where}.{attribute.get('code')}", attribute)


def _attribute_faults(where: str, attribute: Mapping[str, Any]) -> Iterator[str]:
    yield from _unnamed(where, attribute.get("names"))
    if attribute.get("datatype") not in DATATYPES or not isinstance(attribute.get("required"), bool):
        yield f"{where}: datatype or required"
    if (attribute.get("datatype") in LISTS) != bool(attribute.get("values")):
        yield f"{where}: values"
    for value in attribute.get("values", ()):
        yield from _unnamed(f"{where}.{value.get('key')}", value.get("names"))


def _unnamed(where: str, names: Any) -> Iterator[str]:
    said = names if isinstance(names, dict) else {}
    yield from (f"{where}: {one}" for one in LANGUAGES if not isinstance(said.get(one), str) or not said[one].strip())
