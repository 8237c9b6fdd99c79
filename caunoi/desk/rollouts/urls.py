"""Addresses of pilots and roll-outs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.rollouts import deciding, place, places, views

_one = "rollouts/<uuid:rollout_id>/"
_place = "rollouts/places/<uuid:place_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("rollouts/", views.listing, name="rollouts"),
    path("rollouts/new/", views.draft, name="rollout-new"),
    path("rollouts/files/<uuid:rollout_file_id>/", views.file, name="rollout-file"),
    path(_one, views.rollout, name="rollout"),
    path(f"{_one}checklist/", views.checklist, name="rollout-checklist"),
    path(f"{_one}criteria/<uuid:criterion_id>/", deciding.result, name="rollout-criterion"),
    path(f"{_one}start/", deciding.start, name="rollout-start"),
    path(f"{_one}decide/", deciding.decide, name="rollout-decide"),
    path(f"{_one}wave/", deciding.wave, name="rollout-wave"),
    path(f"{_one}finish/", deciding.finish, name="rollout-finish"),
    path(f"{_one}stop/", deciding.stop, name="rollout-stop"),
    path(f"{_one}places/", places.table, name="rollout-places"),
    path(f"{_one}places.xlsx", places.workbook, name="rollout-places-file"),
    path(f"{_one}map/", places.drawn, name="rollout-map"),
    path(_place, place.place, name="rollout-place"),
    path(f"{_place}items/<uuid:item_id>/", place.item, name="rollout-item"),
    path(f"{_place}live/", place.live, name="rollout-live"),
    path(f"{_place}pause/", place.pause, name="rollout-pause"),
    path(f"{_place}resume/", place.resume, name="rollout-resume"),
    path(f"{_place}stop/", place.stop, name="rollout-place-stop"),
]
