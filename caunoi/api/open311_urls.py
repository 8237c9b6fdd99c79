"""Addresses of Open311 GeoReport v2; what follows the last dot is the form of the answer."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from caunoi.api import open311

_FORM = r"\.(?P<fmt>[a-z]{1,10})$"
urlpatterns: list[URLPattern] = [
    re_path(rf"^discovery{_FORM}", open311.discovery, name="open311-discovery"),
    re_path(rf"^services{_FORM}", open311.services, name="open311-services"),
    re_path(rf"^services/(?P<code>[\w-]{{1,40}}){_FORM}", open311.service, name="open311-service"),
    re_path(rf"^requests{_FORM}", open311.requests, name="open311-requests"),
    re_path(rf"^requests/(?P<code>[\w-]{{1,40}}){_FORM}", open311.request, name="open311-request"),
    re_path(rf"^tokens/(?P<secret>[\w-]{{1,80}}){_FORM}", open311.token, name="open311-token"),
    path("media/<uuid:file_id>", open311.media, name="open311-media"),
]
