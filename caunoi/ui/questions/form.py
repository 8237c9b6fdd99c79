"""The form of one screen: fields, repeated groups, what is required under which answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator

from caunoi.core.errors import Problem
from caunoi.ui.forms import Form, FormError, lazy_format
from caunoi.ui.questions.fields import field_of, is_group
from caunoi.ui.questions.groups import BUTTON, Group, regrouped

EMPTY: tuple[Any, ...] = (None, "", [])


class Questions(Form):
    """One screen of questions. `known` are the answers given on other screens; `on` is today."""

    def __init__(
        self,
        schema: dict[str, Any],
        names: Iterable[str],
        data: QueryDict | None = None,
        *,
        on: date,
        known: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.schema, self.names, self.known, self.on = schema, list(names), dict(known or {}), on
        rows = dict(initial if initial is not None else self.known)
        super().__init__(data, initial=initial_of(schema, [n for n in self.names if not self._group(n)], rows))
        needed = self._required()
        self.groups: dict[str, Group] = {}
        for name in self.names:
            self._ask(name, schema["properties"][name], name in needed, data, rows)

    def _group(self, name: str) -> bool:
        return is_group(self.schema["properties"][name])

    def _ask(self, name: str, rules: dict[str, Any], required: bool, data: Any, rows: dict[str, Any]) -> None:
        if is_group(rules):
            self.groups[name] = Group(name, rules, data, rows.get(name) or [], on=self.on, required=required)
            return
        field = field_of(rules, required=required)
        field.on = self.on  # type: ignore[attr-defined]
        if getattr(field, "suggestions", None):
            field.widget.attrs["list"] = f"id_{name}-list"
        self.fields[name] = field

    def _rules(self) -> Iterator[tuple[dict[str, Any], set[str]]]:
        """Conditions with the fields that they make required."""
        for rule in (self.schema, *self.schema.get("allOf", ())):
            if "if" in rule and rule.get("then", {}).get("required"):
                yield rule["if"], set(rule["then"]["required"])

    def _required(self) -> set[str]:
        """Always required ones, and those required by what is known from other screens."""
        found = set(self.schema.get("required", ()))
        for condition, names in self._rules():
            if not set(condition.get("properties", ())) & set(self.names) and _holds(condition, self.known):
                found |= names
        return found

    def parts(self) -> list[Any]:
        """Bound fields and groups in the order of the screen."""
        return [self.groups[name] if name in self.groups else self[name] for name in self.names]

    def is_valid(self) -> bool:
        """Whether every question of the screen is answered rightly."""
        groups = [group.is_valid() for group in self.groups.values()]
        return super().is_valid() and all(groups)

    def clean(self) -> dict[str, Any]:
        """A required answer may hang on another one of the same screen."""
        given = {**self.known, **{n: plain(v) for n, v in self.cleaned_data.items()}}
        for condition, names in self._rules():
            if set(condition.get("properties", ())) & set(self.names) and _holds(condition, given):
                for name in names & set(self.fields):
                    if given.get(name) in EMPTY and name not in self.errors:
                        self.add_error(
                            name, ValidationError(self.fields[name].error_messages["required"], code="required")
                        )
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON has them; an empty one takes an old one away."""
        simple = {name: plain(self.cleaned_data.get(name)) for name in self.fields}
        return {**simple, **{name: group.answers() or None for name, group in self.groups.items()}}

    def only_unanswered(self) -> bool:
        """Whether nothing is wrong but that some required answers are missing: then the rest may be kept for later."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return codes <= {"required"} and not any(True for _e in self.problems())

    def given(self) -> dict[str, Any]:
        """The answers that were given and are right; for a form that is left unfinished."""
        right = {name: plain(value) for name, value in self.cleaned_data.items() if name not in self.errors}
        groups = {name: group.answers() for name, group in self.groups.items()}
        return {name: value for name, value in {**right, **groups}.items() if value not in EMPTY}

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what an operation found wrong at the fields that it names."""
        for problem in problems:
            if problem.field in self.groups:
                self.groups[problem.field].errors.append(str(problem))
            else:
                self.add_error(problem.field if problem.field in self.fields else None, str(problem))

    def regrouped(self) -> Questions | None:
        """The form to show again when a button of a group was pressed: nothing is checked, nothing lost."""
        if not self.is_bound or BUTTON not in self.data:
            return None
        data = regrouped(self.data, self.groups)  # type: ignore[arg-type]
        return None if data is None else self.unchecked(data)

    def unchecked(self, data: QueryDict | None = None) -> Questions:
        """The same screen with what was typed, before anything is said about it."""
        again = Questions(self.schema, self.names, data or self.data, on=self.on, known=self.known)  # type: ignore[arg-type]
        for form in (again, *(row for group in again.groups.values() for row in group.rows)):
            form._errors = ErrorDict()  # type: ignore[attr-defined]
        return again

    def problems(self) -> Iterator[FormError]:
        """Lines of the error summary that belong to groups."""
        for group in self.groups.values():
            yield from group.problems()

    @property
    def wrong(self) -> bool:
        """Whether anything on the screen is wrong, groups included."""
        return bool(self.is_bound and (self.errors or any(True for _e in self.problems())))


def form_for(
    schema: dict[str, Any],
    names: Iterable[str],
    data: QueryDict | None = None,
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    person: Mapping[str, str] | None = None,
    earlier: Mapping[str, tuple[Any, str]] | None = None,
) -> Questions:
    """A screen that asks `names`. `person` gives what `x-prefill` names (full_name, personal_id, phone, email);
    `earlier` answers known from elsewhere by field, each with a sentence that says from where.
    """
    elsewhere = {name: value for name, (value, _from) in (earlier or {}).items()}
    offered = {**prefilled(schema, names, person or {}), **elsewhere, **dict(known or {})}
    form = Questions(schema, names, data, on=on, known=known, initial=offered)
    for name in set(offered) - set(known or {}):
        if name in form.fields and offered[name] not in EMPTY:
            own: Any = _("Lấy từ tài khoản của bạn; hãy sửa nếu chưa đúng.")
            own = earlier[name][1] if earlier and name in earlier else own
            hint = form.fields[name].help_text
            form.fields[name].help_text = lazy_format("%(hint)s %(own)s", hint=hint, own=own) if hint else own
    return form


def prefilled(schema: dict[str, Any], names: Iterable[str], person: Mapping[str, str]) -> dict[str, Any]:
    """What the person's account answers."""
    wanted = {name: schema["properties"][name].get("x-prefill") for name in names}
    return {name: person[of] for name, of in wanted.items() if of and person.get(of)}


def initial_of(schema: dict[str, Any], names: Iterable[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What fields show at first: earlier answers, else the schema's defaults."""
    return {name: _shown(schema["properties"][name], answers.get(name)) for name in names}


def _shown(rules: dict[str, Any], value: Any) -> Any:
    value = rules.get("default") if value is None else value
    if rules.get("format") == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, bool) and rules.get("x-widget") != "checkbox":
        return "true" if value else "false"
    return value


def plain(value: Any) -> Any:
    """A cleaned value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _holds(condition: dict[str, Any], answers: Mapping[str, Any]) -> bool:
    known = {name: value for name, value in answers.items() if value not in EMPTY}
    return bool(Draft202012Validator(condition).is_valid(known))
