"""A machine files, follows and delivers."""

from __future__ import annotations

import pytest

from caunoi.api.tests.conftest import Caller, birth

pytestmark = pytest.mark.django_db


def test_it_files_a_dossier_at_the_counter_and_follows_it(post_office: Caller) -> None:
    filed = post_office.post("/dossiers", birth())
    dossier = filed.json()
    assert dossier["status"] == 2
    assert dossier["channel"] == "post"
    assert filed["Location"] == f"/api/v1/dossiers/{dossier['code']}"
    followed = post_office.get(f"/dossiers/{dossier['code']}")
    assert followed.json()["code"] == dossier["code"]
    assert [event["kind"] for event in followed.json()["timeline"]][:2] == ["dossier.submitted", "dossier.accepted"]
