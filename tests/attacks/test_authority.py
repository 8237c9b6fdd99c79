"""Nobody reads or changes what belongs to another office, whatever role they hold in their own.

Every address that names an object is asked with the objects of an office that the visitor has no part in. In the short
form a leader and one more role (by turns) ask for one of them; `CAUNOI_ATTACKS=long` lets every role ask for up to six.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from django.db import connection
from django.test import Client
from django.urls import get_resolver

from tests.architecture.walls import access_of, addresses
from tests.journeys.scene_base import Scene
from tests.journeys.test_every_page import candidates, places

LONG = os.environ.get("CAUNOI_ATTACKS") == "long"
REFUSED = {401, 403, 404, 405}
SHARED = {
    "desk/queue/<str:state>/": "names a state, and shows the visitor's own queue",
    "desk/counter/<str:code>/": "names a procedure of the national catalogue",
    "desk/catalogue/versions/<uuid:version_id>/changes/": "the national catalogue",
    "desk/catalogue/versions/<uuid:version_id>/overrides/": "the national catalogue",
    "desk/catalogue/<str:code>/": "the national catalogue",
    "desk/measures/results/<uuid:snapshot_id>/": "a published result",
    "desk/measures/yearly/<slug:index_id>/<slug:level>/<int:year>/": "asks before publishing; refused on POST",
    "desk/voices/published/<str:code>/": "an answer that was published",
    "desk/voices/<uuid:voice_id>/same/": "of what was published anybody may; of others test_difficulties",
    "board/indices/": "what is measured is open to every officer",
}
"""Addresses that name nothing of an office; those that begin so."""
QUESTIONS = {
    "desk/rollouts/<uuid:rollout_id>/finish/", "desk/rollouts/<uuid:rollout_id>/stop/",
    "desk/classification/<uuid:classing_id>/decide/",
    "desk/classification/results/<uuid:outcome_id>/reexamine/", "desk/plans/<slug:plan_code>/discard/",
}  # fmt: skip
"""They ask "are you sure?" in words that are the same for every object, and look at it when the answer comes."""
CHECKED_FIRST = {409, 422}
"""What was sent is checked before whose it is: nothing of the object is said."""


def asked(scene: Scene, others: dict[str, Client]) -> Iterator[tuple[str, str, str, Client]]:
    """Every address that is not public, with whom asks it."""
    roles = [who for who in others if who != "leader"]
    turn = 0
    for route, entry in addresses(get_resolver().url_patterns):
        shut = "^" not in route and not route.startswith(("accounts/", "board/indices/"))
        if not (shut and places(route)) or access_of(entry.callback) == "public":
            continue
        for path in islice(candidates(route, scene), 6 if LONG else 1):
            turn += 1
            for who in others if LONG else ("leader", roles[turn % len(roles)]):
                others[who].cookies.pop("messages", None)
                yield route, path, who, others[who]


def written() -> int:
    """How many entries the journal has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_journal")
        return int(cursor.fetchone()[0])


def test_no_role_of_another_office_reads_what_is_not_theirs(scene: Scene, others: dict[str, Client]) -> None:
    found, count = [], 0
    for route, path, who, client in asked(scene, others):
        count += 1
        status = client.get(path).status_code
        free = route in SHARED or route in QUESTIONS
        if status not in REFUSED and not (free and status == 200):
            found.append(f"GET {path} as {who}: {status}")
    assert count > 200
    assert not found, "\n".join(found)


def test_no_role_of_another_office_changes_what_is_not_theirs(scene: Scene, others: dict[str, Client]) -> None:
    before, found, count = written(), [], 0
    for route, path, who, client in asked(scene, others):
        if route in SHARED:
            continue
        count += 1
        answer = client.post(path, {"reason": "Không phải việc của tôi", "do": "accept", "note": "x" * 20, "yes": "1"})
        if answer.status_code not in REFUSED | CHECKED_FIRST | {302}:
            found.append(f"POST {path} as {who}: {answer.status_code}")
        if written() != before:
            before = written()
            found.append(f"POST {path} as {who}: {answer.status_code} and something was written")
    assert count > 200
    assert not found, "\n".join(found)


def test_nobody_who_has_not_signed_in_gets_further_than_the_door(scene: Scene) -> None:
    found = []
    nobody = Client()
    for route, entry in addresses(get_resolver().url_patterns):
        if "^" in route or access_of(entry.callback) == "public" or route.startswith(("accounts/", "api/")):
            continue
        path = next(candidates(route, scene), None)
        if path is None:
            continue
        for method in ("get", "post"):
            answer = getattr(nobody, method)(path)
            door = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
            if not door and answer.status_code not in REFUSED:
                found.append(f"{method} {path}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert not found, "\n".join(found)
