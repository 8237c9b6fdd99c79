"""From a version's body to forms and back: nothing is lost, nothing is invented."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict

from caunoi.core.errors import Problem
from caunoi.desk.catalogue.editing import specs
from caunoi.desk.catalogue.editing.around import Around
from caunoi.desk.catalogue.editing.entries import Entry, shown
from caunoi.desk.catalogue.editing.form import PartForm
from caunoi.desk.catalogue.editing.places import locate
from caunoi.desk.catalogue.editing.rows import PARTS, fee_rows, fees_of, new_id, with_fees
from caunoi.procedures.files.reasons import problem
from caunoi.procedures.tests.pieces import version
from caunoi.ui.forms import DateInput

FOLDER: Path = settings.DATA / "procedures"
FILES = [path for path in sorted(FOLDER.glob("*.json")) if path.name != "life_events.json"]


def bodies() -> list[dict[str, Any]]:
    return [v for path in FILES for v in json.loads(path.read_text(encoding="utf-8"))["versions"]]


def posted(form: PartForm) -> QueryDict:
    """What a browser sends when nothing was changed."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if isinstance(bound.field.widget, DateInput):
            for n, part in enumerate(bound.field.widget.decompress(value)):
                data[f"{bound.html_name}_{n}"] = "" if part is None else str(part)
        elif isinstance(value, list | tuple):
            data.setlist(bound.html_name, [str(v) for v in value])
        elif value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = str(value)
    return data


def again(entries: tuple[Entry, ...], item: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    around = Around(body, item)
    form = PartForm(posted(PartForm(entries=entries, around=around)), entries=entries, around=around)
    assert form.is_valid(), (item, form.errors)
    return form.changed()


@pytest.mark.parametrize("body", bodies(), ids=lambda body: body["name"]["en"][:40])
def test_a_shipped_version_saved_unchanged_is_unchanged(body: dict[str, Any]) -> None:
    for entries in (specs.NAMES, specs.GENERAL, specs.LEGAL, specs.PROCESS):
        assert again(entries, body, body) == body
    for part, entries in (
        ("cases", specs.CASE), ("components", specs.COMPONENT), ("results", specs.RESULT),
        ("reliefs", specs.RELIEF), ("agencies", specs.AGENCY),
    ):  # fmt: skip
        rows = PARTS[part].read(body)
        assert PARTS[part].write(body, rows) == body
        for row in rows:
            assert again(entries, row, body) == row
    for case in body["cases"]:
        assert with_fees(case, fees_of(case)) == case
        for fee in fees_of(case):
            assert again(specs.fee(fee["kind"]), fee, body) == fee


def test_incomplete_answers_are_kept_and_empty_ones_leave_no_trace() -> None:
    around = Around({}, {"id": "x", "name": {"vi": "Cũ"}, "summary": {"vi": "Có"}, "limits": {}})
    data = {"name_vi": "Mới", "limits_direct_unit": "working_days", "limits_online_unit": "same_day"}
    form = PartForm(data, entries=specs.CASE, around=around)
    assert form.is_valid()
    assert form.changed() == {
        "id": "x", "name": {"vi": "Mới"},
        "limits": {"direct": {"value": "", "unit": "working_days"}, "online": {"value": "0", "unit": "same_day"}},
    }  # fmt: skip
    assert around.item["name"] == {"vi": "Cũ"}


@pytest.mark.parametrize(("typed", "amount"), [("8000", 8000), ("8.000", 8000), ("1 200 000", 1200000), ("50đ", 50)])
def test_an_amount_is_read_as_people_write_it(typed: str, amount: int) -> None:
    form = PartForm({"amount": typed}, entries=specs.fee("fixed"), around=Around({}, {"kind": "fixed"}))
    assert form.is_valid(), form.errors
    assert form.changed()["amount"] == amount


@pytest.mark.parametrize("typed", ["tám nghìn", "8.00", "-5", "1,5"])
def test_what_is_no_amount_is_refused_in_its_place(typed: str) -> None:
    form = PartForm({"amount": typed}, entries=specs.fee("fixed"), around=Around({}, {"kind": "fixed"}))
    assert list(form.errors) == ["amount"]


def test_half_days_are_written_with_a_comma() -> None:
    data = {"limits_direct_unit": "working_days", "limits_direct_value": "7,5"}
    form = PartForm(data, entries=specs.CASE, around=Around({}, {}))
    assert form.is_valid()
    assert form.changed()["limits"] == {"direct": {"value": "7.5", "unit": "working_days"}}
    wrong = PartForm({**data, "limits_direct_value": "ba"}, entries=specs.CASE, around=Around({}, {}))
    assert list(wrong.errors) == ["limits_direct_value"]


def test_rows_are_added_moved_and_dropped_on_a_copy() -> None:
    body = version()
    before = deepcopy(body)
    rows = PARTS["cases"]
    more = rows.add(body, "Cấp lại do mất")
    assert [case["id"] for case in more["cases"]] == ["normal", "quick", "cap_lai_do_mat"]
    assert [case["id"] for case in rows.move(more, 2, -1)["cases"]] == ["normal", "cap_lai_do_mat", "quick"]
    assert rows.move(more, 0, -1) == more
    assert [case["id"] for case in rows.drop(more, 0)["cases"]] == ["quick", "cap_lai_do_mat"]
    assert body == before
    assert new_id("Cấp lại do mất", ["cap_lai_do_mat"], "case") == "cap_lai_do_mat_2"
    assert new_id("ใหม่", [], "case") == "case"


def test_a_fee_is_laid_out_on_the_channels_that_take_it() -> None:
    body = fee_rows(1, ["direct"]).add(version(), "Lệ phí cấp nhanh")
    assert fees_of(body["cases"][1])[0]["channels"] == ["direct"]
    rows = fee_rows(0, [])
    fee = {**rows.read(body)[0], "channels": ["post"]}
    assert rows.replace(body, 0, fee)["cases"][0]["fees"]["post"][0]["id"] == "local"
    assert rows.replace(body, 0, fee)["cases"][0]["fees"]["direct"] == []


def test_a_fee_of_another_kind_asks_other_things() -> None:
    assert "pages_field" in {entry.key for entry in specs.fee("scale")}
    assert "amount" in specs.keys_of_other_kinds("scale")
    assert "amount" not in specs.keys_of_other_kinds("fixed")
    assert "table" in specs.keys_of_other_kinds("fixed") - specs.keys_of_other_kinds("table")


def test_a_problem_is_shown_at_the_control_it_is_about() -> None:
    body = version()
    del body["cases"][1]["name"]["en"], body["legal_basis"]
    found = locate(
        [
            problem("versions/0/cases/1/name", "thiếu mục “%(what)s”", "en"),
            problem("cases/normal/fees/online/local", "biểu mẫu không có mục “%(what)s”", "copies"),
            problem("components/proof", "không có trường hợp “%(what)s”", "x"),
            problem("", "thiếu mục “%(what)s”", "legal_basis"),
            Problem("Thiếu gì đó", field="competent_kind"),
        ],
        body,
    )
    assert [(f.part, f.index, f.fee) for f in found] == [
        ("cases", 1, None), ("cases", 0, 0), ("components", 0, None), ("legal", None, None), ("general", None, None),
    ]  # fmt: skip
    form = PartForm(entries=specs.CASE, around=Around(body, body["cases"][1]))
    form.show([(found[0].rest, found[0].problem)])
    assert form.errors == {"name_en": ["Hãy viết bằng tiếng Anh."]}
    assert shown(specs.CASE, body["cases"][1])["name_vi"] == "Nhanh"
