"""Categories and petitions as the records of GeoReport v2."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from caunoi.core.clock import VIETNAM
from caunoi.voices.petition_shapes import PublicPetition
from caunoi.voices.petition_texts import said
from caunoi.voices.rules.services import Attribute, Service


def service(one: Service) -> dict[str, Any]:
    """A line of the list of services; every petition gets its code at once, so all are `realtime`."""
    return {
        "service_code": one.code, "service_name": said(one.names), "description": said(one.description),
        "metadata": bool(one.attributes), "type": "realtime", "keywords": ",".join(one.keywords),
        "group": said(one.group_names),
    }  # fmt: skip


def definition(one: Service) -> dict[str, Any]:
    """A service with its attributes."""
    return {"service_code": one.code, "attributes": [_attribute(each) for each in one.attributes]}


def request(one: PublicPetition, named: Service | None, asked: HttpRequest) -> dict[str, Any]:
    """A petition as everybody may see it."""
    return {
        "service_request_id": one.code, "status": "open" if one.state == "open" else "closed",
        "status_notes": one.answer or None, "service_name": said(named.names) if named else one.service,
        "service_code": one.service, "description": one.text or None, "agency_responsible": one.holder_name or None,
        "service_notice": None, "requested_datetime": moment(one.raised_at), "updated_datetime": moment(one.updated_at),
        "expected_datetime": _end_of(one.due_on), "address": one.address or one.unit_name or None, "address_id": None,
        "zipcode": None, "lat": one.lat, "long": one.lon, "media_url": _photo(one, asked),
    }  # fmt: skip


def moment(at: datetime) -> str:
    """With the offset of Việt Nam, to the second."""
    return at.astimezone(VIETNAM).replace(microsecond=0).isoformat()


def _attribute(one: Attribute) -> dict[str, Any]:
    """`variable`: an answer is asked for; texts alone would not be."""
    found: dict[str, Any] = {
        "variable": True, "code": one.code, "datatype": one.datatype, "required": one.required,
        "datatype_description": None, "order": one.order, "description": said(one.names),
    }  # fmt: skip
    if one.values:
        found["values"] = [{"key": value.key, "name": said(value.names)} for value in one.values]
    return found


def _end_of(day: date | None) -> str | None:
    return datetime.combine(day, time(17), VIETNAM).isoformat() if day else None


def _photo(one: PublicPetition, asked: HttpRequest) -> str | None:
    return asked.build_absolute_uri(reverse("open311-media", args=[one.photos[0]])) if one.photos else None
