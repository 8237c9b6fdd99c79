"""Where payment services tell what happened. For programs: it answers JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from caunoi.core.errors import NotFound
from caunoi.payments import operations
from caunoi.portal.visitors import visit
from caunoi.ui.access import public

STATUS = {
    "wrong_signature": 401, "malformed": 400, "unknown_reference": 404, "wrong_amount": 422, "wrong_currency": 422,
    "id_reused": 409,
}  # fmt: skip
"""What is answered to each outcome; 200 to the others: the service need not send it again."""


@public
@csrf_exempt
@require_POST
def notice(request: HttpRequest, provider: str) -> HttpResponse:
    """One notification: its signature is the permission."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        found = operations.receive_notice(
            provider=provider, headers=headers, body=request.body, now=visit(request).now
        )  # fmt: skip
    except NotFound:
        return JsonResponse({"outcome": "unknown_provider"}, status=404)
    return JsonResponse({"outcome": found.outcome}, status=STATUS.get(found.outcome, 200))
