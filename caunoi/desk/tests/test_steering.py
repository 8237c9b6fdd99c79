"""The pages of steering together: one entry of the navigation leads to all of them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from caunoi.desk.apps import STEERING
from caunoi.desk.owed.views import PLACES
from caunoi.desk.tests.conftest import NOW, As
from caunoi.people import testing as people
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db


def test_every_place_of_steering_is_under_its_entry_of_the_navigation(signed_in: As) -> None:
    ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G06")
    client = signed_in(people.actor(people.officer(ministry.id, "leader", second_factor=False).id, at=NOW))
    assert tuple(name for name, _title in PLACES) == STEERING
    for name in ("desk:owed", *STEERING):
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        active = re.findall(r'aria-current="true"><strong[^>]*>([^<]+)<', answer.content.decode())
        assert active == ["Điều hành"], name
    home = client.get(reverse("desk:home")).content.decode()
    assert re.findall(r'aria-current="true"><strong[^>]*>([^<]+)<', home) == ["Bàn làm việc"]
