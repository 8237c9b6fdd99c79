"""Figures of a definition file: terms over the journal, distinct values, formulas, values typed in."""

# mypy: disable-error-code="func-returns-value"
# `return at.wrong(...)` notes the mistake and gives up on the value.

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from uuid import UUID

from caunoi.measures.rules import formulas
from caunoi.measures.rules.definition import (
    OCCURRED_ON,
    PLACE_FIELDS,
    FieldType,
    Figure,
    Filter,
    Kinds,
    Manual,
    RollUp,
    Scalar,
    Term,
)
from caunoi.measures.rules.nodes import At

_FORMS = ("terms", "distinct", "formula", "manual")
_COMMON = ("names", "unsure", "note")
_KEYS = {
    "terms": ("dated_by", "until_end", "everywhere"),
    "distinct": ("of",),
    "formula": (),
    "manual": ("roll_up",),
}
_ORDERED = ("integer", "decimal", "date")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the figures of one version share."""

    kinds: Kinds
    dated_by: str


def figures(at: At, setting: Setting) -> dict[str, Figure]:
    """All figures of a version that could be read, each after those that it is made of."""
    found = at.entries() or {}
    places = {name: one for name, one in found.items() if _is_name(one, name)}
    read = {name: figure for name, one in places.items() if (figure := _figure(one, name, setting)) is not None}
    for name, figure in read.items():
        _check_needs(places[name], figure, places, read, setting)
    return _ordered(read, places)


def formula(at: At) -> formulas.Formula | None:
    """A formula, or None with the mistake noted."""
    text = at.text()
    if text is None:
        return None
    try:
        return formulas.parse(text)
    except formulas.BadFormula as error:
        return at.wrong(error.code, part=error.part)


def _is_name(at: At, name: str) -> bool:
    if name.isascii() and name.isidentifier() and name not in ("n", "d", "r", "min", "max"):
        return True
    at.wrong("bad_id", name=name)
    return False


def _figure(at: At, name: str, setting: Setting) -> Figure | None:
    keys = at.mapping((), (*_FORMS, *_COMMON, *(key for keys in _KEYS.values() for key in keys)))
    if keys is None:
        return None
    forms = [form for form in _FORMS if form in keys]
    if len(forms) != 1:
        return at.wrong("one_form", known=", ".join(_FORMS))
    for key in keys:
        if key not in (*_COMMON, *_KEYS[forms[0]], forms[0]):
            keys[key].wrong("wrong_place", name=key, form=forms[0])
    figure = _form(forms[0], name, keys, setting)
    names = keys["names"].names() if "names" in keys else dict.fromkeys(("vi", "en", "th"), name)
    if "names" not in keys and "manual" in keys:
        at.wrong("missing_key", name="names")
    note = (keys["note"].text() if "note" in keys else "") or ""
    return figure and replace(figure, names=names, unsure=_flag(keys, "unsure"), note=note, line=at.line)


def _flag(keys: Mapping[str, At], key: str) -> bool:
    return (keys[key].yes() if key in keys else False) or False


def _form(form: str, name: str, keys: Mapping[str, At], setting: Setting) -> Figure | None:
    at = keys[form]
    match form:
        case "terms":
            return _counted(at, name, keys, setting)
        case "distinct":
            of = keys["of"].text() if "of" in keys else at.wrong("missing_key", name="of")
            field = at.text()
            return Figure(id=name, names={}, distinct=field, of=of) if field and of else None
        case "formula":
            parsed = formula(at)
            return Figure(id=name, names={}, formula=parsed) if parsed else None
        case _:
            return _manual(at, name, keys)


def _manual(at: At, name: str, keys: Mapping[str, At]) -> Figure | None:
    inner = at.mapping(("unit",), ("max",))
    unit = inner["unit"].choice(("count", "percent", "points")) if inner and "unit" in inner else None
    most = inner["max"].number() if inner and "max" in inner else None
    roll_up = RollUp("sum", "sum") if unit == "count" else RollUp("last", "mean")
    if "roll_up" in keys and (said := keys["roll_up"].mapping((), ("time", "place"))):
        time = said["time"].choice(("sum", "last", "mean")) if "time" in said else None
        place = said["place"].choice(("sum", "mean")) if "place" in said else None
        roll_up = RollUp(time or roll_up.time, place or roll_up.place)  # type: ignore[arg-type]
    return Figure(id=name, names={}, manual=Manual(unit, most), roll_up=roll_up) if unit else None  # type: ignore[arg-type]


def _counted(at: At, name: str, keys: Mapping[str, At], setting: Setting) -> Figure | None:
    said = keys.get("dated_by", at)
    dated_by = (keys["dated_by"].text() if "dated_by" in keys else setting.dated_by) or ""
    if not dated_by:
        at.wrong("missing_key", name="dated_by")
    terms = [term for one in at.items() if (term := _term(one, setting)) is not None]
    for term in terms:
        if dated_by and dated_by != OCCURRED_ON:
            _need_type(said, dated_by, term.kind, setting.kinds[term.kind], ("date",), "not_a_date_field")
    until_end, everywhere = (_flag(keys, key) for key in ("until_end", "everywhere"))
    made = Figure(name, {}, dated_by, tuple(terms), until_end=until_end, everywhere=everywhere)
    return made if terms else None


def _term(at: At, setting: Setting) -> Term | None:
    keys = at.mapping(("kind",), ("where", "past", "sign", "sum"))
    kind = keys["kind"].text() if keys and "kind" in keys else None
    if keys is None or kind is None:
        return None
    if kind not in setting.kinds:
        return keys["kind"].wrong("unknown_kind", kind=kind, known=_near(kind, setting.kinds))
    fields = setting.kinds[kind]
    where = [one for name, value in _conditions(keys) for one in _filters(name, value, kind, fields)]
    past = _field(keys, "past", kind, fields, ("date",), "not_a_date_field")
    summed = _field(keys, "sum", kind, fields, ("integer", "decimal"), "not_a_number_field")
    sign = keys["sign"].choice(("1", "+1", "-1")) if "sign" in keys else "1"
    return Term(kind, tuple(where), past, -1 if sign == "-1" else 1, summed, at.line)


def _conditions(keys: Mapping[str, At]) -> Iterable[tuple[str, At]]:
    return (keys["where"].entries() or {}).items() if "where" in keys else ()


def _field(
    keys: Mapping[str, At], key: str, kind: str, fields: Mapping[str, FieldType], types: tuple[str, ...], code: str
) -> str:
    name = keys[key].text() if key in keys else None
    return name if name and _need_type(keys[key], name, kind, fields, types, code) else ""


def _need_type(
    at: At, name: str, kind: str, fields: Mapping[str, FieldType], types: tuple[str, ...], code: str
) -> bool:
    if name not in fields:
        at.wrong("unknown_field", field=name, kind=kind, known=_near(name, fields))
        return False
    if fields[name] not in types:
        at.wrong(code, field=name, type=fields[name])
        return False
    return True


def _filters(name: str, at: At, kind: str, fields: Mapping[str, FieldType]) -> list[Filter]:
    if name not in fields:
        at.wrong("unknown_field", field=name, kind=kind, known=_near(name, fields))
        return []
    type_ = fields[name]
    if not at.is_mapping:
        values = _values(at, type_)
        return [Filter(name, type_, "in" if at.is_list else "is", values)] if values else []
    found = []
    for op, value in (at.mapping((), ("not", "min", "max", "missing")) or {}).items():
        one = _operation(name, op, value, kind, fields)
        found += [one] if one is not None else []
    return found


def _operation(name: str, op: str, at: At, kind: str, fields: Mapping[str, FieldType]) -> Filter | None:
    type_ = fields[name]
    if op == "missing":
        yes = at.yes()
        return None if yes is None else Filter(name, type_, "missing", (yes,))
    if op == "not":
        values = _values(at, type_)
        return Filter(name, type_, "not", values) if values else None
    if type_ not in _ORDERED:
        return at.wrong("not_ordered", field=name, type=type_)
    which = "min" if op == "min" else "max"
    if at.is_mapping:
        inner = at.mapping(("field",))
        other = inner["field"].text() if inner and "field" in inner else None
        types = ("date",) if type_ == "date" else ("integer", "decimal")
        if other and _need_type(at, other, kind, fields, types, "not_comparable"):
            return Filter(name, type_, which, (), other)  # type: ignore[arg-type]
        return None
    value = _value(at, type_)
    return None if value is None else Filter(name, type_, which, (value,))  # type: ignore[arg-type]


def _values(at: At, type_: FieldType) -> tuple[Scalar, ...]:
    return tuple(value for one in (at.items() if at.is_list else [at]) if (value := _value(one, type_)) is not None)


def _value(at: At, type_: FieldType) -> Scalar | None:
    match type_:
        case "boolean":
            return at.yes()
        case "integer":
            return at.whole()
        case "decimal":
            number = at.number()
            return None if number is None else Decimal(number.numerator) / Decimal(number.denominator)
        case "date":
            return at.day()
        case "text":
            return at.text()
        case "uuid":
            text = at.text()
            try:
                return None if text is None else str(UUID(text))
            except ValueError:
                return at.wrong("not_uuid")
        case "datetime":
            return at.wrong("not_comparable", field=at.key.rpartition(".")[2], type=type_)


def _check_needs(
    at: At, figure: Figure, places: Mapping[str, At], read: Mapping[str, Figure], setting: Setting
) -> None:
    for name in figure.needs:
        if name not in places:
            at.wrong("unknown_figure", name=name, known=_near(name, places))
    if not figure.distinct or figure.of not in read:
        return
    if not read[figure.of].counted:
        at.wrong("not_counted", name=figure.of)
    for term in read[figure.of].terms:
        if figure.distinct not in PLACE_FIELDS:
            _need_type(at, figure.distinct, term.kind, setting.kinds[term.kind], ("text", "uuid"), "not_countable")


def _ordered(read: Mapping[str, Figure], places: Mapping[str, At]) -> dict[str, Figure]:
    """Each after what it needs. A circle is noted once, at the figure of it that stands first in the file."""
    done: dict[str, Figure] = {}
    said: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = path[path.index(name) :]
            if not said & set(circle):
                first = min(circle, key=list(read).index)
                turned = (*circle[circle.index(first) :], *circle[: circle.index(first)], first)
                places[first].wrong("cycle", path=" → ".join(turned))
            said.update(circle)
            return
        if name in done or name not in read:
            return
        for need in read[name].needs:
            visit(need, (*path, name))
        done[name] = read[name]

    for name in read:
        visit(name, ())
    return done


def _near(name: str, known: Iterable[str]) -> str:
    """The names that were meant perhaps, else the first ones."""
    names = sorted(known)
    return ", ".join(get_close_matches(name, names, n=5, cutoff=0.5) or names[:20])
