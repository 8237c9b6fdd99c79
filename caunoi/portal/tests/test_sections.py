"""Screens of questions: two tabs, a session that ended, leaving for later."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.portal.tests import filing
from caunoi.portal.tests.pages import text

pytestmark = pytest.mark.django_db


def base_of(page: str) -> str:
    found = re.search(r'name="_base" value="([0-9a-f]+)"', page)
    assert found
    return found.group(1)


def test_two_tabs_on_one_screen_show_both_versions_and_the_person_chooses(citizen: Client, office: Office) -> None:
    screen = f"{filing.started(citizen, office)}form/child_name/"
    first, second = (base_of(text(citizen.get(screen))) for _tab in range(2))
    assert citizen.post(screen, {"child_full_name": "Trần Thị Một", "_base": first}).status_code == 302
    answer = citizen.post(screen, {"child_full_name": "Trần Thị Hai", "_base": second})
    assert answer.status_code == 409
    page = text(answer)
    assert "Trần Thị Một" in page
    assert "Trần Thị Hai" in page
    assert "Trần Thị Một" in text(citizen.get(screen)), "nothing was overwritten"
    keep = citizen.post(screen, {"child_full_name": "Trần Thị Hai", "_base": base_of(page)})
    assert keep.status_code == 302
    assert "Trần Thị Hai" in text(citizen.get(screen))


def test_two_tabs_on_two_screens_do_not_disturb_each_other(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    name, relation = (base_of(text(citizen.get(f"{home}form/{s}/"))) for s in ("child_name", "requester"))
    citizen.post(f"{home}form/requester/", {"requester_relation": "mother", "_base": relation})
    saved = citizen.post(f"{home}form/child_name/", {"child_full_name": "Trần Thị Một", "_base": name})
    assert saved.status_code == 302


def test_the_same_answer_twice_is_no_conflict(citizen: Client, office: Office) -> None:
    screen = f"{filing.started(citizen, office)}form/child_name/"
    old = base_of(text(citizen.get(screen)))
    for _click in range(2):
        assert citizen.post(screen, {"child_full_name": "Trần Thị Một", "_base": old}).status_code == 302


def test_answers_typed_into_a_session_that_ended_are_there_after_signing_in_again(
    citizen: Client, office: Office
) -> None:
    screen = f"{filing.started(citizen, office)}form/child_place/"
    citizen.cookies.pop("sessionid")
    typed = {"child_birth_place": "Bệnh viện Mẫu", "child_home_town": "x" * 300}
    away = citizen.post(screen, typed)
    assert away["Location"] == f"/accounts/login/?next={screen}"
    people.sign_in(citizen, office.citizen.person_id)
    page = text(citizen.get(screen))
    assert "Bệnh viện Mẫu" in page
    assert "x" * 300 in page
    assert "vẫn còn đây" in page
    assert "Lỗi:" not in page
    assert "vẫn còn đây" not in text(citizen.get(screen)), "they are shown once"


def test_answers_of_one_person_are_not_shown_to_the_next(citizen: Client, stranger: Client, office: Office) -> None:
    screen = f"{filing.started(citizen, office)}form/child_place/"
    citizen.cookies.pop("sessionid")
    citizen.post(screen, {"child_birth_place": "Bệnh viện Mẫu", "child_home_town": "Hà Nội"})
    people.sign_in(citizen, people.citizen(full_name="Lê Văn Khác").id)
    assert citizen.get(screen).status_code == 404
    other = f"{filing.started(citizen, office)}form/child_place/"
    assert "Bệnh viện Mẫu" not in text(citizen.get(other))


def test_a_screen_is_left_for_later_with_what_was_answered(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    some = {"child_sex": "female", "child_ethnicity": "", "child_nationality": "Việt Nam", "later": "1"}
    assert citizen.post(f"{home}form/child_identity/", some)["Location"] == home
    assert "Đang làm" in text(citizen.get(home))
    assert re.search(r'value="female"[^>]* checked', text(citizen.get(f"{home}form/child_identity/")))
    wrong = citizen.post(f"{home}form/child_name/", {"child_full_name": "Trần 9", "later": "1"})
    assert wrong.status_code == 422
