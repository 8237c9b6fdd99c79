"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from caunoi.api.access import marked
from caunoi.api.calendars import tasks
from caunoi.api.oauth import token
from caunoi.api.v1 import api, docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/token", token, name="api-token"),
    path("calendars/<str:token>/tasks.ics", tasks, name="api-task-calendar"),
    path("v1/docs", docs, name="api-docs"),
    path("v1/", include((marked(api), "ninja"), namespace="api-1")),
]
