"""What a schema cannot say of a version: that its parts name each other rightly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from caunoi.core.decisions import TableInvalid, read_table, table_problems
from caunoi.core.errors import Problem
from caunoi.procedures.files.reasons import problem
from caunoi.procedures.form_wording import PROBLEMS, place_of, said_of
from caunoi.procedures.rules.form_problems import problems

_NO_FIELD = _("biểu mẫu không có mục “%(what)s”")
_NO_CASE = _("không có trường hợp “%(what)s”")
_NO_FEE = _("không có khoản thu “%(what)s”")
_TABLE = _("bảng quyết định: %(what)s")
_TWICE = _("mã “%(what)s” có hai lần")


def of_version(version: dict[str, Any], place: str) -> list[Problem]:
    """What is wrong with a version that follows the schema; empty when nothing is."""
    found = [*_ids(version), *_form(version["form"]), *_cases(version), *_fees(version)]
    return [problem(f"{place}/{where}", message, what) for where, message, what in found]


def of_form(form: dict[str, Any], place: str) -> list[Problem]:
    """What is wrong with a form alone."""
    return [problem(f"{place}/{where}", message, what) for where, message, what in _form(form)]


Found = Iterator[tuple[str, str | Promise, str | Promise]]


def _ids(version: dict[str, Any]) -> Found:
    lists = {name: version[name] for name in ("cases", "components", "results")}
    lists |= {"reliefs": version.get("reliefs", []), "form/x-sections": version["form"]["x-sections"]}
    for name, items in lists.items():
        yield from ((name, _TWICE, what) for what in _repeated(item["id"] for item in items))


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _form(form: dict[str, Any]) -> Found:
    """A schema that can be read, then everything that the form builder names."""
    if (fault := _schema_fault(json.dumps(form))) is not None:
        yield f"form/{fault}", _("biểu mẫu không phải JSON Schema hợp lệ"), ""
        return
    yield from ((place_of(found), PROBLEMS[found.kind], said_of(found)) for found in problems(form))


@lru_cache(maxsize=256)
def _schema_fault(form: str) -> str | None:
    """Where a form is no JSON Schema, None when it is one; kept, as every page of a draft asks and it takes 40 ms."""
    try:
        Draft202012Validator.check_schema(json.loads(form))
    except SchemaError as error:
        return "/".join(map(str, error.absolute_path))
    return None


def _cases(version: dict[str, Any]) -> Found:
    known = {case["id"] for case in version["cases"]}
    for component in version["components"]:
        wrong = [case for case in component.get("cases", []) if case not in known]
        yield from ((f"components/{component['id']}", _NO_CASE, case) for case in wrong)


def _fees(version: dict[str, Any]) -> Found:
    known = set()
    for case in version["cases"]:
        for channel, rules in case["fees"].items():
            place = f"cases/{case['id']}/fees/{channel}"
            known |= {rule["id"] for rule in rules}
            yield from ((place, _TWICE, what) for what in _repeated(rule["id"] for rule in rules))
            for rule in rules:
                yield from ((f"{place}/{rule['id']}/table", _TABLE, said) for said in _table_problems(rule, version))
                yield from ((f"{place}/{rule['id']}", _NO_FIELD, name) for name in _unknown_fields(rule, version))
    for relief in version.get("reliefs", []):
        wrong = [fee for fee in relief.get("fees", []) if fee not in known]
        yield from ((f"reliefs/{relief['id']}", _NO_FEE, fee) for fee in wrong)


def _table_problems(rule: dict[str, Any], version: dict[str, Any]) -> list[str]:
    """A table of a fee asks fields of the form and gives `amount`; it has no gaps and no overlaps."""
    if rule["kind"] != "table":
        return []
    try:
        table = read_table(rule["table"])
    except TableInvalid as error:
        return [str(problem) for problem in error.problems] or [error.message]
    known = version["form"]["properties"]
    wrong = [str(_NO_FIELD) % {"what": column.name} for column in table.inputs if column.name not in known]
    amounts = [row.values[n] for n, c in enumerate(table.outputs) if c.name == "amount" for row in table.rows]
    if not amounts or not all(isinstance(a, Decimal) and a >= 0 and a == int(a) for a in amounts):
        wrong.append(str(_("phải có cột kết quả “amount” là số đồng nguyên, không âm")))
    return wrong + [str(problem) for problem in table_problems(table)]


def _unknown_fields(rule: dict[str, Any], version: dict[str, Any]) -> list[str]:
    properties = version["form"]["properties"]
    group = rule.get("items_field", "")
    outer = [rule.get("unit_field", ""), group, rule.get("optional_when", {}).get("field", "")]
    inner = [rule.get("pages_field", ""), rule.get("copies_field", "")]
    within = properties.get(group, {}).get("items", {}).get("properties", {}) if group else properties
    wrong = [name for name in outer if name and name not in properties]
    return wrong + [name for name in inner if name and name not in within]
