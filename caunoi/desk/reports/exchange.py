"""A round's numbers for other programs, as files: what the API gives, for who reads the round's page."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.reports import words
from caunoi.reports.exchange import data_message, structure_message
from caunoi.reports.exchange.names import flow_id, period_code
from caunoi.reports.exchange.reading import numbers
from caunoi.reports.exchange.shapes import Numbers
from caunoi.ui.access import role


@role(*words.SEES)
@require_GET
def data(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The data message, SDMX-JSON."""
    given = numbers(round_id, actor=who(request), now=when(request))
    text = json.dumps(data_message.data_message(given), ensure_ascii=False)
    return _file(given, text.encode(), "json", data_message.MEDIA_TYPE)


@role(*words.SEES)
@require_GET
def structure(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The structure message, SDMX-ML."""
    given = numbers(round_id, actor=who(request), now=when(request))
    return _file(given, structure_message.structure_message(given), "xml", structure_message.MEDIA_TYPE)


def _file(given: Numbers, content: bytes, suffix: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    name = f"{flow_id(given.form).lower()}-{period_code(given.round.period).replace('/', '-')}.{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
