"""Home, the catalogue, one procedure."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import BIRTH, Office

pytestmark = pytest.mark.django_db


def test_home_asks_what_is_needed_and_shows_figures(client: Client, office: Office) -> None:
    testing.walk(office, "accepted", now=SystemClock().now())
    page = client.get("/").content.decode()
    assert "Bạn cần làm thủ tục gì?" in page
    assert "hồ sơ tiếp nhận tháng này" in page
    assert "Hồ sơ của bạn" not in page


def test_home_shows_my_dossiers(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "accepted", now=SystemClock().now())
    assert view.code in citizen.get("/").content.decode()


def test_home_costs_few_statements(
    citizen: Client, client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    testing.walk(office, "accepted", now=SystemClock().now())
    citizen.get("/")
    with django_assert_max_num_queries(7):
        citizen.get("/")
    with django_assert_max_num_queries(0):
        client.get("/")
    caches["local"].clear()
    with django_assert_max_num_queries(6):
        client.get("/")


def test_the_catalogue_is_searched_without_diacritics(client: Client, office: Office) -> None:
    page = client.get("/procedures/?q=dang ky khai sinh").content.decode()
    assert f"/procedures/{BIRTH}/" in page
    assert "Nộp được tại đây" in page
    assert "Không có thủ tục nào" in client.get("/procedures/?q=zzzz").content.decode()


@pytest.mark.parametrize("page", ["0", "abc", "99999", "-1", "2"])
def test_any_page_number_is_answered(client: Client, office: Office, page: str) -> None:
    assert client.get(f"/procedures/?page={page}").status_code == 200


def test_a_procedure_says_what_is_needed(client: Client, office: Office) -> None:
    page = client.get(f"/procedures/{BIRTH}/").content.decode()
    for words in ("Giấy chứng sinh", "1 ngày làm việc", "không mất phí", "Giấy khai sinh", "Luật Hộ tịch"):
        assert words in page
    assert f"/procedures/{BIRTH}/start/" in page


def test_a_published_procedure_without_form_cannot_be_started(citizen: Client, office: Office) -> None:
    page = citizen.get("/procedures/1.000080/").content.decode()
    assert "chưa nộp trực tuyến được" in page
    assert "/start/" not in page
    assert citizen.get("/procedures/1.000080/start/").status_code == 404


def test_an_unknown_procedure_is_not_found(client: Client, office: Office) -> None:
    assert client.get("/procedures/9.999999/").status_code == 404


def test_only_reading_is_possible(client: Client, office: Office) -> None:
    for path in ("/", "/procedures/", f"/procedures/{BIRTH}/"):
        assert client.post(path).status_code == 405
