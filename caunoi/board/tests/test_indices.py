"""From the ranking to the dossiers: pages say what the measures say, and only who may opens the dossiers."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyarrow import parquet

from caunoi.board.indices.words import points
from caunoi.board.tests.conftest import NOW, As
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.measures import queries as measures
from caunoi.measures.shapes import UnitScore
from caunoi.units import queries as units

pytestmark = pytest.mark.django_db
RANKING, WARD = "/board/indices/766/", "00082"
STATEMENTS = 30
"""Of a ranking, the session and who asks included."""


def ward_id() -> UUID:
    return units.unit_at(WARD, on=NOW.date(), level="commune").id


def unit_page(more: str = "") -> str:
    return f"{RANKING}commune/{ward_id()}/{more}"


def measured() -> UnitScore:
    return measures.unit_score("766", level="commune", key=str(ward_id()), as_of=NOW, now=NOW)


class TestRanking:
    def test_an_officer_of_a_commune_finds_the_communes_of_their_province(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(RANKING)
        ranking = answer.context["ranking"]
        assert [row.unit.key for row in ranking.rows] == [str(ward_id())]
        assert ranking.own.total == points(measured().total)
        assert "Phường Cửa Nam" in answer.content.decode()

    def test_it_opens_at_the_first_index(self, working: Office, signed: As) -> None:
        assert signed(working.leader).get("/board/indices/", follow=True).redirect_chain[-1][0].startswith(RANKING)

    def test_the_provinces_are_ranked_and_one_is_the_officers_own(self, working: Office, signed: As) -> None:
        rows = signed(working.leader).get(f"{RANKING}?level=province").context["ranking"].rows
        assert [(row.unit.code, row.own) for row in rows] == [("01", True)]

    def test_last_week_stands_beside_this_week(self, working: Office, signed: As) -> None:
        row = signed(working.leader).get(RANKING).context["ranking"].rows[0]
        assert row.moved == 0
        assert row.gained is not None
        earlier = signed(working.leader).get(f"{RANKING}?level=commune&province=01&on=15/09/2026")
        assert earlier.context["ranking"].rows[0].total == row.total - row.gained

    def test_more_units_cost_no_more_statements(self, working: Office, signed: As) -> None:
        client = signed(working.leader)
        client.get(RANKING)
        counts = []
        for code, name in (("00070", "Hoàn Kiếm"), ("00091", "Hai Bà Trưng")):
            with CaptureQueriesContext(connection) as seen:
                client.get(RANKING)
            counts.append(len(seen))
            testing.office(NOW, ward_code=code, name=name)
        assert counts[0] == counts[1] <= STATEMENTS

    def test_it_is_sorted_by_what_is_asked(self, working: Office, signed: As) -> None:
        testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        client = signed(working.leader)
        names = {
            order: [row.name for row in client.get(f"{RANKING}?sort={order}").context["ranking"].rows]
            for order in ("rank", "-rank", "name", "progress", "moved", "nonsense")
        }
        assert names["rank"] == names["-rank"][::-1] == names["nonsense"]
        assert names["name"] == sorted(names["name"])

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("on=23/09/2026", "Ngày tính không được sau hôm nay."),
            ("on=31/02/2026", "Ngày này không có trong lịch."),
            ("level=village", "village"),
            ("level=commune&province=99", "99"),
            ("geography=flat", "flat"),
        ],
    )
    def test_a_wrong_question_is_said_beside_its_field(
        self, working: Office, signed: As, query: str, said: str
    ) -> None:
        client = signed(working.leader)
        answer = client.get(f"{RANKING}?{query}")
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert client.get(f"{RANKING}ranking.csv?{query}").status_code == 422

    def test_without_dossiers_it_says_that_there_are_no_figures(self, ward: Office, signed: As) -> None:
        for page in (RANKING, f"{RANKING}map/", f"{RANKING}wall/", f"/indices/communes/{WARD}/"):
            assert "Chưa có số liệu" in signed(ward.leader).get(page).content.decode(), page

    def test_unknown_ones_are_not_found_and_citizens_are_not_let_in(self, working: Office, signed: As) -> None:
        client = signed(working.leader)
        for page in ("/board/indices/no/", f"{RANKING}commune/{working.centre_id}/", unit_page("indicators/NO/")):
            assert client.get(page).status_code == 404, page
        assert client.get(f"{RANKING}village/01/").status_code == 422
        assert client.get(f"{RANKING}ranking.exe").status_code == 404
        assert signed(working.citizen).get(RANKING).status_code == 403


class TestDownToTheDossiers:
    def test_the_unit_shows_every_indicator_as_measured(self, working: Office, signed: As) -> None:
        groups = signed(working.leader).get(unit_page()).context["groups"]
        shown = {line.info.id: line.points for group in groups for line in group.lines}
        assert shown == {one.id: points(one.score) for group in measured().groups for one in group.indicators}

    def test_the_grade_stands_beside_the_total(self, working: Office, signed: As) -> None:
        grade = measures.index_info("766", on=NOW.date()).grade(measured().total)
        assert grade is not None
        for page in (RANKING, unit_page()):
            assert grade.names["vi"] in signed(working.leader).get(page).content.decode()

    def test_an_indicator_says_how_it_was_counted(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(unit_page("indicators/PROGRESS/"))
        found = answer.context["found"]
        assert (found.indicator.numerator, found.indicator.denominator) == (2, 4)
        for said in (found.formula, found.reference, "side=missing", "dossier.accepted"):
            assert said in answer.content.decode(), said

    def test_the_dossiers_that_cost_points_are_opened(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(unit_page("indicators/PROGRESS/dossiers/?side=missing"))
        rows = answer.context["rows"]
        assert answer.context["found"].total == len(rows) == 2
        assert all(one.readable and f"/desk/dossiers/{one.row.code}/" in answer.content.decode() for one in rows)
        assert "Nguyễn Thị Mẫu" not in answer.content.decode()

    def test_officers_of_another_commune_do_not_open_them(self, working: Office, signed: As) -> None:
        other = testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        page = unit_page("indicators/PROGRESS/")
        assert signed(other.leader).get(page).status_code == 200
        assert signed(other.leader).get(f"{page}dossiers/").status_code == 403

    def test_what_to_fix_first_says_how_many_dossiers_it_takes(self, working: Office, signed: As) -> None:
        fixes = signed(working.leader).get(unit_page("first/")).context["fixes"]
        progress = next(one["fix"] for one in fixes if one["fix"].indicator == "PROGRESS")
        assert progress.subjects_needed == 2
        assert [one["each"] for one in fixes] == sorted((one["each"] for one in fixes), reverse=True)

    def test_the_trend_has_a_table_behind_its_plot(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(unit_page("trend/"))
        weeks = answer.context["weeks"]
        assert weeks[0]["total"] == points(measured().total)
        assert 'role="img"' in answer.content.decode()
        assert answer.content.decode().count('role="rowheader"') == len(weeks)

    def test_two_units_stand_side_by_side(self, working: Office, signed: As) -> None:
        client = signed(working.leader)
        assert "Hãy chọn hai nơi khác nhau." in client.get(f"{RANKING}compare/").content.decode()
        testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        answer = client.get(f"{RANKING}compare/?one={ward_id()}")
        gaps = [abs(row["gap"]) for row in answer.context["differences"]]
        assert gaps == sorted(gaps, reverse=True)
        assert "Phường Hoàn Kiếm" in answer.content.decode()


class TestMapAndWall:
    def test_the_map_draws_the_provinces_with_the_table_behind(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(f"{RANKING}map/?level=province")
        assert '"01"' in answer.context["map"].drawing.areas
        assert "Thành phố Hà Nội" in answer.content.decode()
        assert sum(shade.count for shade in answer.context["map"].legend) == 1

    def test_communes_are_points_and_those_without_a_place_are_told_of(self, working: Office, signed: As) -> None:
        view = signed(working.leader).get(f"{RANKING}map/").context["map"]
        assert (view.drawing.points, view.unplaced) == ("[]", 1)

    def test_units_without_figures_have_no_colour(self, working: Office, signed: As) -> None:
        testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        answer = signed(working.leader).get(f"{RANKING}map/")
        assert answer.context["ranking"].count == 2
        assert [shade.count for shade in answer.context["map"].legend] == [1]
        assert "Chưa có số liệu" in answer.content.decode()

    def test_the_wall_refreshes_its_board_and_names_nobody(self, working: Office, signed: As) -> None:
        client = signed(working.leader)
        assert 'data-wall="60"' in client.get(f"{RANKING}wall/").content.decode()
        part = client.get(f"{RANKING}wall/", headers={"X-Part": "1"}).content.decode()
        assert part.startswith("<div data-board>")
        assert "Nguyễn" not in part


class TestFiles:
    def _total(self) -> float:
        return float(points(measured().total) or 0)

    def test_a_spreadsheet_opens_the_csv(self, working: Office, signed: As) -> None:
        text = signed(working.leader).get(f"{RANKING}ranking.csv").content.decode()
        assert text.startswith("\ufeff")
        row = next(csv.DictReader(StringIO(text[1:])))
        assert (row["Đơn vị"], float(row["Điểm"])) == ("Phường Cửa Nam", self._total())

    def test_numbers_are_numbers_in_the_workbook(self, working: Office, signed: As) -> None:
        book = openpyxl.load_workbook(BytesIO(signed(working.leader).get(f"{RANKING}ranking.xlsx").content))
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[2]][:5] == [1, WARD, "Phường Cửa Nam", "01", self._total()]
        said: dict[Any, Any] = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
        assert "766/QĐ-TTg" in said["Căn cứ"]

    def test_programs_read_typed_columns_and_what_they_are(self, working: Office, signed: As) -> None:
        table = parquet.read_table(BytesIO(signed(working.leader).get(f"{RANKING}ranking.parquet").content))
        assert table.column("total").to_pylist() == [self._total()]
        assert table.column("PROGRESS.denominator").to_pylist() == [4.0]
        assert table.schema.metadata[b"index"] == b"766"

    def test_the_report_is_a_pdf(self, working: Office, signed: As) -> None:
        answer = signed(working.leader).get(unit_page("report.pdf"))
        assert answer.content.startswith(b"%PDF")
        assert "766-00082-2026-09-22.pdf" in answer["Content-Disposition"]


class TestForCitizens:
    def test_everybody_reads_it_and_caches_may_keep_it(self, working: Office, signed: As) -> None:
        from django.test import Client

        for page in ("/indices/", "/indices/provinces/01/", f"/indices/communes/{WARD}/"):
            answer = Client().get(page)
            assert answer.status_code == 200, page
            assert "public" in answer["Cache-Control"]
            assert "Nguyễn Thị Mẫu" not in answer.content.decode()
        assert "public" not in signed(working.leader).get("/indices/").headers.get("Cache-Control", "")

    def test_a_commune_is_told_in_plain_words(self, working: Office, signed: As) -> None:
        text = signed(working.citizen).get(f"/indices/communes/{WARD}/").content.decode()
        assert "đứng thứ 1 trong 1 xã, phường, đặc khu" in text
        assert "cứ 100 thì 50 đạt" in text

    def test_a_commune_is_found_without_diacritics_and_an_unknown_one_is_not(self, working: Office, signed: As) -> None:
        client = signed(working.citizen)
        assert f"/indices/communes/{WARD}/" in client.get("/indices/?q=cua nam").content.decode()
        assert client.get("/indices/communes/99999/").status_code == 404
        assert client.get("/indices/provinces/99/").status_code == 404
