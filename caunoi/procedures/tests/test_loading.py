"""Loading the catalogue: what is refused and why, what a changed file does, what stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from caunoi.core.journal.queries import latest
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import BrokenCatalogue
from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.procedures.tests.pieces import CODE, FORM, NOW, ON, folder, load, texts, version

pytestmark = pytest.mark.django_db


def broken(path: Path, *versions: dict[str, Any], **more: str) -> str:
    with pytest.raises(BrokenCatalogue) as refused:
        load(path, *versions, **more)
    assert Procedure.objects.count() == 0
    return str(refused.value)


def test_a_version_keeps_what_its_file_says(tmp_path: Path) -> None:
    load(tmp_path)
    view = queries.procedure(CODE, on=ON)
    assert (view.decision_ref, str(view.decision_on), view.supplement_days) == ("12/QĐ-UBND", "2025-12-20", 10)
    assert view.agencies["police"].name == "Công an"
    assert view.results == [
        {
            "id": "paper", "name": "Giấy", "form": "result_sheet", "component_code": "000.00.00.G15-KQ000002",
            "step": "sign",
        }
    ]  # fmt: skip
    paper = view.components[0]
    assert paper.accepts_result_of == ("000.00.00.G15-KQ000002",)
    assert paper.asked_for("normal", "online")
    assert not paper.asked_for("quick", "direct")


def test_a_changed_body_is_a_new_revision_and_the_old_one_stays_as_it_was(tmp_path: Path) -> None:
    load(tmp_path)
    old = queries.procedure(CODE, on=ON)
    assert load(tmp_path).versions_published == 0
    assert load(tmp_path, version(name=texts("Tên mới"))).versions_published == 1
    new = queries.procedure(CODE, on=ON)
    assert (new.name, queries.version(old.version_id).name) == ("Tên mới", "Thủ tục ví dụ")
    assert new.version_id != old.version_id
    assert [(row.revision, row.superseded) for row in queries.history(CODE)] == [(2, False), (1, True)]
    assert [entry.data["revision"] for entry in latest(kind="procedure.version_published")] == [1, 2]


def test_a_published_version_can_neither_be_changed_nor_deleted(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.update(decision_ref="x")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.all().delete()


def test_versions_follow_each_other_by_their_dates(tmp_path: Path) -> None:
    load(tmp_path, version(effective_to="2026-07-01"), version(effective_from="2026-07-01", name=texts("Bản hai")))
    assert queries.procedure(CODE, on=ON.replace(month=6)).name == "Thủ tục ví dụ"
    assert queries.procedure(CODE, on=ON).name == "Bản hai"


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"pause_mode": "later"}, "versions/0/pause_mode", "chỉ nhận một trong"),
        ({"colour": "red"}, "versions/0", "colour"),
        ({"effective_from": "2026-02-30"}, "versions/0/effective_from", "ngày có thật"),
        ({"name": {"vi": "Tên", "en": "Name"}}, "versions/0/name", "thiếu mục “th”"),
        ({"online_level": "partial"}, "versions/0", "online_note"),
        ({"unsure": True}, "versions/0", "unsure_notes"),
        ({"results": []}, "versions/0/results", "ít nhất 1"),
        ({"legal_basis": "Luật"}, "versions/0/legal_basis", "sai kiểu"),
    ],
)
def test_what_breaks_the_schema_is_named_with_its_place(
    tmp_path: Path, change: dict[str, Any], place: str, reason: str
) -> None:
    said = broken(tmp_path, version(**change))
    assert f"{CODE}.json" in said
    assert place in said
    assert reason in said


def fee(**rule: Any) -> dict[str, Any]:
    cases = version()["cases"]
    whole = {"id": "f", "name": texts("Phí"), "reference": "Thông tư", **rule}
    return {"cases": [{**cases[0], "fees": {"direct": [whole]}}, cases[1]]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (fee(kind="fixed"), "amount"),
        (fee(kind="per_unit", amount=5), "unit_field"),
        (fee(kind="provincial", amount=5), "không đi cùng"),
        (fee(kind="per_unit", amount=5, unit_field="nowhere"), "nowhere"),
        (fee(kind="scale", steps=[{"amount": 1}], items_field="members", pages_field="pages"), "pages"),
        ({"reliefs": [{**version()["reliefs"][0], "fees": ["other"]}]}, "other"),
        ({"components": [{**version()["components"][0], "cases": ["never"]}]}, "never"),
        ({"components": version()["components"] * 2}, "hai lần"),
        ({"form": {**FORM, "x-sections": FORM["x-sections"][1:]}}, "abroad"),
        ({"form": {**FORM, "x-sections": [*FORM["x-sections"][1:], FORM["x-sections"][0]]}}, "được hỏi sau nhóm này"),
        ({"form": {**FORM, "x-sections": [{"id": "a", "x-include": "nobody", "x-title-i18n": texts("A")}]}}, "nobody"),
    ],
)
def test_parts_that_do_not_fit_each_other_are_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    assert words in broken(tmp_path, version(**change))


def test_two_versions_of_one_time_are_refused(tmp_path: Path) -> None:
    assert "chồng lên nhau" in broken(tmp_path, version(), version(effective_from="2026-05-01"))


def test_a_file_under_another_code_is_refused(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / f"{CODE}.json").rename(tmp_path / "9.000002.json")
    with pytest.raises(BrokenCatalogue, match="khác tên tệp"):
        operations.load(now=NOW, actor=None, folder=tmp_path)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{CODE},local,,,01,2026-13-01,,5000,Nghị quyết,", "dòng 2, cột “from”"),
        (f"{CODE},local,,,01,2026-01-01,,5.000,Nghị quyết,", "cột “amount”"),
        (f"{CODE},local,,,01,2026-01-01,,5000,,", "cột “reference”"),
    ],
)
def test_a_rate_without_amount_day_or_text_is_refused(tmp_path: Path, line: str, words: str) -> None:
    assert words in broken(tmp_path, rates=line)


def test_everything_or_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(BrokenCatalogue):
        load(tmp_path, version(name=texts("Tên mới")), rates="x")
    assert queries.procedure(CODE, on=ON).name == "Thủ tục ví dụ"


def test_what_was_not_read_anywhere_is_unsure_and_notes_of_ours_are_not_shown_as_names(tmp_path: Path) -> None:
    line = "9.000009,Việc gì đó,,Công an cấp tỉnh (memory),not read,,,,,memory\n"
    load(tmp_path, entries=line)
    found = queries.entry("9.000009", on=ON)
    assert (found.unsure, found.agency_text, found.limits_text) == (True, "Công an cấp tỉnh", "")
    assert found.levels == ("province",)
