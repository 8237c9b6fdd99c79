"""Drafts are shown while they are half written: whatever stands at a place, problems and differences can be said."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from caunoi.procedures.checking import problems_of_body, problems_of_draft
from caunoi.procedures.fragments import unfold
from caunoi.procedures.phrasing import changes_in_words
from caunoi.procedures.rules import merged, overrides_between
from caunoi.procedures.tests.pieces import version

pytestmark = pytest.mark.django_db
ODD: tuple[Any, ...] = (None, "", "x", 5, True, [], {}, ["x"], [None], {"a": "b"}, [{"id": 5}])


def whole() -> dict[str, Any]:
    body = version()
    body["form"] = unfold(body["form"], {})
    scale = {"id": "pages", "kind": "scale", "name": body["name"], "reference": "x", "pages_field": "country"}
    body["cases"][0]["fees"]["post"] = [{**scale, "steps": [{"amount": 2000, "upto": 2}, {"amount": 1000}]}]
    return body


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from places(item, (*path, key))


def spoiled(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    target: Any = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return changed


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_at_a_place_problems_and_differences_can_be_said(seed: int) -> None:
    body, draw = whole(), Random(seed)
    for path in draw.sample(list(places(body)), 60):
        odd = spoiled(body, path, draw.choice(ODD))
        for problem in problems_of_body(odd):
            assert str(problem)
        for change in [*changes_in_words(body, odd), *changes_in_words(odd, body)]:
            assert change.sentence
        overrides = overrides_between(body, odd)
        assert merged(body, overrides) == odd or path[-1] == "id" or "id" in path
        problems_of_draft("variant", {"reference": "x", "overrides": overrides}, body)


@pytest.mark.parametrize("odd", ODD)
def test_overrides_that_are_none_are_named(odd: Any) -> None:
    found = problems_of_draft("variant", {"reference": odd, "overrides": odd}, whole())
    assert found
