"""People of an office that has no part in the scene, one in each role, and a citizen who has filed nothing."""

from __future__ import annotations

import time
from datetime import datetime

from django.test import Client

from caunoi.dossiers import testing
from caunoi.people import testing as people
from tests.journeys.scene_base import MORE_ROLES

ROLES = ("counter", "manager", "specialist", "head", "leader", "auditor")


def clients(now: datetime) -> dict[str, Client]:
    """By role, each having said just now who they are."""
    office = testing.office(now, ward_code="00004", name="Ba Đình")
    found = {"citizen": Client()}
    people.sign_in(found["citizen"], people.citizen(personal_id="001196000099", full_name="Phạm Văn Thử").id)
    for role in ROLES:
        found[role] = people.signed_in_officer(getattr(office, role).person_id)
    for role in MORE_ROLES:
        found[role] = people.signed_in_officer(people.officer(office.committee_id, role, second_factor=False).id)
    for client in found.values():
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return found
