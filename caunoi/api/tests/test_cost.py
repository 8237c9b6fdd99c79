"""What a request of a machine costs the database: a guard on the hot paths."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.api.tests.conftest import Caller, birth

pytestmark = pytest.mark.django_db
FILING, FOLLOWING, FEED = 88, 19, 10


def test_filing_following_and_the_feed_stay_within_their_statements(
    post_office: Caller, django_assert_max_num_queries: Any
) -> None:
    code = post_office.post("/dossiers", birth()).json()["code"]  # what is read once in a process is read
    tag = post_office.get(f"/dossiers/{code}")["ETag"]
    with django_assert_max_num_queries(FILING):
        post_office.post("/dossiers", birth())
    with django_assert_max_num_queries(FOLLOWING):
        post_office.get(f"/dossiers/{code}")
    with django_assert_max_num_queries(FOLLOWING):
        post_office.get(f"/dossiers/{code}", 304, if_none_match=tag)
    with django_assert_max_num_queries(FEED):
        post_office.get("/dossiers")
