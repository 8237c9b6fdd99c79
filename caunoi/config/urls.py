"""Every address, one line a room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from caunoi.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("caunoi.people.urls")),
    path("api/", include("caunoi.api.urls")),
    path("open311/v2/", include("caunoi.api.open311_urls")),
    path("desk/", include("caunoi.desk.urls")),
    path("board/", include("caunoi.board.urls")),
    path("", include("caunoi.ui.urls")),
    path("", include("caunoi.portal.urls")),
]

handler400 = "caunoi.ui.views.bad_request"
handler403 = "caunoi.ui.views.forbidden"
handler404 = "caunoi.ui.views.not_found"
handler500 = "caunoi.ui.views.server_error"
