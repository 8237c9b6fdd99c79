"""Every address says who may use it: what says nothing is refused here, before anybody can open it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from caunoi.people.urls import THIRD_PARTY_ACCESS
from caunoi.ui.access import public
from tests.architecture import walls


def test_every_address_declares_who_may_use_it() -> None:
    assert walls.unguarded(get_resolver().url_patterns, THIRD_PARTY_ACCESS) == []


def test_a_view_without_a_mark_is_noticed() -> None:
    def silent(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @public
    def open_to_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    patterns = [path("silent/", silent, name="silent"), path("open/", open_to_all, name="open")]
    assert walls.unguarded(patterns, {}) == ["/silent/ (silent)"]


def test_the_list_for_third_party_pages_names_only_pages_that_exist() -> None:
    names = {entry.name for _, entry in walls.addresses(get_resolver().url_patterns)}
    assert set(THIRD_PARTY_ACCESS) <= names
