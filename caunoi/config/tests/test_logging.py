"""What a failure leaves behind for whoever runs the program."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from caunoi.ui.access import public


@public
def failing(request: HttpRequest) -> HttpResponse:
    secret = request.GET["secret"]
    raise RuntimeError(f"broken {len(secret)}")


@public
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the connection is lost")


urlpatterns = [path("failing/", failing, name="failing"), path("away/", away, name="away")]
handler500 = "caunoi.ui.views.server_error"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes to standard error."""
    handlers = [one for one in logging.getLogger("django").handlers if isinstance(one, logging.StreamHandler)]
    lines = io.StringIO()
    before = [(one, one.setStream(lines)) for one in handlers]
    yield lines
    for handler, stream in before:
        if stream is not None:
            handler.setStream(stream)


@pytest.mark.django_db
@pytest.mark.urls("caunoi.config.tests.test_logging")
def test_a_page_that_fails_leaves_its_traceback_and_not_what_was_typed(written: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/failing/?secret=so-dinh-danh").status_code == 500
    assert "RuntimeError: broken 12" in written.getvalue()
    assert "/failing/" in written.getvalue()
    assert "so-dinh-danh" not in written.getvalue()


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_no_failure_of_ours(written: io.StringIO) -> None:
    assert Client().get("/khong-co/").status_code == 404
    assert not written.getvalue()


@pytest.mark.django_db
@pytest.mark.urls("caunoi.config.tests.test_logging")
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "đang tạm ngừng"), ("en", "The service is paused"), ("th", "ระบบหยุดให้บริการ")]
)
def test_while_the_database_is_away_the_page_says_so_and_when_to_come_again(
    written: io.StringIO, language: str, said: str
) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["lang"] = language
    answer = client.get("/away/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.content.decode().count(said) >= 2
