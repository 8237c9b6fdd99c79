"""The API's first version: its rooms, its limits, its documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.throttling import AnonRateThrottle

from caunoi.api import dossiers, files, procedures, reports, units, webhooks
from caunoi.api.access import operations
from caunoi.api.bodies import JsonBody
from caunoi.api.document import completed
from caunoi.api.errors import handle
from caunoi.api.frame import only_read
from caunoi.ui.access import public


class Written(JSONRenderer):
    """Vietnamese as it is, not escaped: half the bytes, and people can read it."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Brake(AnonRateThrottle):
    """For calls without a token. Counts in each server process by itself: it asks no database."""

    cache = caches["local"]


class Api(NinjaAPI):
    """With a complete document, and short names of its operations: they are what generated clients call."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        document = super().get_openapi_schema(**kwargs)
        root = self.get_root_path(kwargs.get("path_params") or {}).rstrip("/")
        found: dict[tuple[str, str], Operation] = {
            (root + route, method): operation for route, operation in operations(self) for method in operation.methods
        }
        return completed(self, document, found)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = Api(
    title="Cầu Nối",
    version="1",
    description=(
        "File, follow and deliver administrative dossiers; the catalogue of procedures; numbers of report rounds; "
        "administrative units of Việt Nam with their history. Errors are RFC 9457. "
        "How to begin: docs/howto/integrate.md."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
    throttle=[Brake("1200/m")],
    parser=JsonBody(),
    renderer=Written(),
)
handle(api)
for room in (units, procedures, files, dossiers, webhooks, reports):
    api.add_router("", room.router)


@public
@csrf_exempt
@only_read
def docs(request: HttpRequest) -> HttpResponse:
    """The operations as a page of our own, made from the OpenAPI document."""
    schema = api.get_openapi_schema()
    listed = [
        {"path": path, "method": method.upper(), **details}
        for path, methods in schema["paths"].items()
        for method, details in methods.items()
    ]
    return render(request, "api/docs.html", {"operations": listed, "info": schema["info"]})
