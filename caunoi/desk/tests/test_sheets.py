"""The catalogue's workbook in the office's pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.procedures import queries
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.pieces import CODE, load

pytestmark = pytest.mark.django_db
PAGE = "/desk/catalogue/sheets/"


@pytest.fixture
def ministry(tmp_path: Path) -> offices.Office:
    load(tmp_path)
    return offices.ministry()


@pytest.fixture
def manager(ministry: offices.Office) -> Client:
    return people.signed_in_officer(ministry.manager.person_id)


def workbook(client: Client, value: object) -> SimpleUploadedFile:
    """The workbook of the procedure with another limit."""
    answer = client.get(f"{PAGE}catalogue.xlsx?code={CODE}")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    book["Trường hợp"]["F2"].value = value
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("danh-muc.xlsx", file.getvalue())


def test_a_workbook_is_looked_at_and_then_becomes_a_draft(manager: Client, ministry: offices.Office) -> None:
    answer = manager.post(PAGE, {"workbook": workbook(manager, 2)})
    page = answer.content.decode()
    assert "3 ngày làm việc → 2 ngày làm việc" in page
    assert "1 bản thảo sẽ được tạo" in page
    assert queries.drafts(actor=ministry.manager, now=offices.NOW) == []
    token = answer.context["token"]
    done = manager.post(f"{PAGE}confirm/", {"token": token})
    assert done.headers["Location"] == "/desk/catalogue/drafts/"
    (draft,) = queries.drafts(actor=ministry.manager, now=offices.NOW)
    assert (draft.code, draft.kind) == (CODE, "amend")
    again = manager.post(f"{PAGE}confirm/", {"token": token})
    assert again.headers["Location"] == PAGE
    assert len(queries.drafts(actor=ministry.manager, now=offices.NOW)) == 1


def test_every_mistake_is_shown_with_its_cell(manager: Client, ministry: offices.Office) -> None:
    answer = manager.post(PAGE, {"workbook": workbook(manager, "hai ngày")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "phải là số, không phải “hai ngày”" in page
    assert "F2" in page
    assert "Tạo bản thảo" not in page
    assert manager.post(PAGE, {}).status_code == 422
    assert "Tệp này không phải" in manager.post(PAGE, {"workbook": SimpleUploadedFile("a.xlsx", b"x")}).content.decode()


def test_what_one_brought_another_cannot_confirm(manager: Client, ministry: offices.Office) -> None:
    token = manager.post(PAGE, {"workbook": workbook(manager, 2)}).context["token"]
    other = people.signed_in_officer(ministry.other.person_id)
    assert other.post(f"{PAGE}confirm/", {"token": token}).headers["Location"] == PAGE
    assert queries.drafts(actor=ministry.manager, now=offices.NOW) == []


def test_others_may_take_it_away_but_not_bring_it(office: Office, ministry: offices.Office) -> None:
    centre = people.signed_in_officer(office.manager.person_id)
    assert "Xem trước" not in centre.get(PAGE).content.decode()
    file = workbook(centre, 2)
    assert centre.post(PAGE, {"workbook": file}).status_code == 403
    assert people.signed_in_officer(office.counter.person_id).get(PAGE).status_code == 403
