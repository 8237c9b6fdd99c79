"""The catalogue as it ships, and answers against the form of a birth registration."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from caunoi.core.actor import System
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import BrokenCatalogue, ProcedureNotFound, ProcedureNotInForce
from caunoi.procedures.files import read_bodies
from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.procedures.rules import check_answers

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
ON = date(2026, 9, 22)
BIRTH = "1.001193"


def load(folder: Path | None = None) -> operations.Loaded:
    return operations.load(now=NOW, actor=System("test"), folder=folder)


@pytest.fixture
def loaded(db: None) -> None:
    load()


@pytest.fixture
def form() -> dict[str, Any]:
    bodies = read_bodies(settings.DATA / "procedures")
    found: dict[str, Any] = next(b for b in bodies if b["code"] == BIRTH)["versions"][0]["form"]
    return found


ANSWERS: dict[str, Any] = {
    "requester_relation": "mother",
    "child_full_name": "Trần Thị Ví Dụ",
    "child_birth_date": "2026-09-15",
    "child_sex": "female",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_birth_place": "Bệnh viện Mẫu, Hà Nội",
    "child_home_town": "Hà Nội",
    "mother_full_name": "Nguyễn Thị Mẫu",
    "mother_birth_date": "1996-02-29",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Phường Cửa Nam, Hà Nội",
    "father_known": False,
    "copies": 1,
}


@pytest.mark.usefixtures("loaded")
class TestCatalogue:
    def test_it_ships_every_listed_procedure_and_those_that_can_be_filed(self) -> None:
        entries = queries.listing(on=ON)
        assert len(entries) == 517
        assert BIRTH in {e.code for e in entries if e.can_file}

    def test_loading_again_changes_nothing(self) -> None:
        before = list(Procedure.objects.order_by("code").values())
        assert load().versions_published == 0
        assert list(Procedure.objects.order_by("code").values()) == before
        assert ProcedureVersion.objects.filter(procedure__code=BIRTH).count() == 1

    def test_a_birth_has_its_real_components_and_one_working_day_on_every_channel(self) -> None:
        view = queries.procedure(BIRTH, on=ON)
        assert "000.00.00.G15-KQ004389" in {c.code for c in view.components}
        assert len(view.components) == 8
        limits = view.cases[0].limits
        assert {(c, str(limit.value), limit.unit) for c, limit in limits.items()} == {
            (c, "1", "working_days") for c in ("direct", "post", "online")
        }
        assert [[(r.id, r.amount) for r in rules] for rules in view.cases[0].fees.values()] == [
            [("registration", 0), ("extract_copies", 8000)]
        ] * 3
        assert view.unsure
        assert view.unsure_notes

    @pytest.mark.parametrize(("language", "name"), [("vi", "Giới tính"), ("en", "Sex"), ("th", "เพศ")])
    def test_its_form_speaks_three_languages(self, language: str, name: str) -> None:
        with override(language):
            properties = queries.procedure(BIRTH, on=ON).form["properties"]
        assert properties["child_sex"]["title"] == name

    def test_before_its_version_it_cannot_be_filed(self) -> None:
        with pytest.raises(ProcedureNotInForce):
            queries.procedure(BIRTH, on=date(2025, 6, 30))
        with pytest.raises(ProcedureNotFound):
            queries.procedure("9.999999", on=ON)

    @pytest.mark.parametrize("text", ["dang ky khai sinh", "Đăng KÝ khai sinh", BIRTH, "registration birth"])
    def test_search_needs_no_diacritics_and_finds_the_filable_one_first(self, text: str) -> None:
        assert queries.search(text, on=ON).entries[0].code == BIRTH

    def test_an_unsure_entry_says_so(self) -> None:
        assert queries.entry("1.001612", on=ON).unsure
        assert not queries.entry("1.000080", on=ON).unsure

    def test_the_command_prints_a_procedure_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("procedures", "show", BIRTH, "--json")
        assert json.loads(capsys.readouterr().out)["process_code"] == "birth_registration"


@pytest.mark.django_db
@pytest.mark.parametrize("damage", ["not json", '{"code": "1.001193", "versions": []}'])
def test_a_broken_file_is_named_and_nothing_is_loaded(tmp_path: Path, damage: str) -> None:
    shutil.copy(settings.DATA / "procedures" / "catalogue.csv", tmp_path)
    (tmp_path / "1.001193.json").write_text(damage)
    with pytest.raises(BrokenCatalogue, match=r"1\.001193\.json"):
        load(tmp_path)
    assert Procedure.objects.count() == 0


@pytest.mark.django_db
def test_overlapping_versions_are_refused(tmp_path: Path) -> None:
    shutil.copy(settings.DATA / "procedures" / "catalogue.csv", tmp_path)
    shutil.copytree(settings.DATA / "procedures" / "common", tmp_path / "common")
    body = json.loads((settings.DATA / "procedures" / f"{BIRTH}.json").read_text(encoding="utf-8"))
    body["versions"].append({**body["versions"][0], "effective_from": "2026-01-01"})
    (tmp_path / "1.001193.json").write_text(json.dumps(body))
    with pytest.raises(BrokenCatalogue, match="chồng lên nhau"):
        load(tmp_path)


def test_whole_answers_have_no_problem(form: dict[str, Any]) -> None:
    assert check_answers(form, ANSWERS, on=ON, complete=True) == []


@pytest.mark.parametrize(
    ("change", "field", "kind"),
    [
        ({"child_birth_date": "2026-09-23"}, "child_birth_date", "future"),
        ({"child_birth_date": "2026-02-30"}, "child_birth_date", "not_a_date"),
        ({"child_sex": "x"}, "child_sex", "not_a_choice"),
        ({"copies": 21}, "copies", "out_of_range"),
        ({"copies": "two"}, "copies", "not_a_number"),
        ({"child_full_name": "Mẫu 2"}, "child_full_name", "format"),
        ({"mother_personal_id": "123"}, "mother_personal_id", "format"),
        ({"colour": "red"}, "colour", "unknown"),
        ({"father_known": True}, "father_full_name", "missing"),
    ],
)
def test_each_wrong_answer_is_named(form: dict[str, Any], change: dict[str, Any], field: str, kind: str) -> None:
    problems = check_answers(form, {**ANSWERS, **change}, on=ON, complete=True)
    assert (problems[0].field, problems[0].kind) == (field, kind)


def test_a_draft_need_not_be_complete_but_must_be_right(form: dict[str, Any]) -> None:
    assert check_answers(form, {"child_sex": "male"}, on=ON, complete=False) == []
    assert check_answers(form, {"child_sex": 3}, on=ON, complete=False)


def test_answers_of_a_section_that_no_longer_applies_do_not_count(form: dict[str, Any]) -> None:
    assert check_answers(form, {**ANSWERS, "father_birth_date": "never"}, on=ON, complete=True) == []
