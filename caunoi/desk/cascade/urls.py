"""Addresses of targets on their way down."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.cascade import child, downloads, parent, views

_one = "cascade/<uuid:cascade_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cascade/", views.listing, name="cascades"),
    path("cascade/new/<uuid:source_id>/", views.begin, name="cascade-new"),
    path("cascade/offers/<uuid:offer_id>/", child.offer, name="cascade-offer"),
    path("cascade/offers/<uuid:offer_id>/accept/", child.accept, name="cascade-accept"),
    path(_one, parent.cascade, name="cascade"),
    path(f"{_one}next/", parent.set_next, name="cascade-next"),
    path(f"{_one}paste/", parent.paste, name="cascade-paste"),
    path(f"{_one}take/", parent.take, name="cascade-take"),
    path(f"{_one}send/", parent.send, name="cascade-send"),
    path(f"{_one}round/", parent.next_round, name="cascade-round"),
    path(f"{_one}fix/", parent.fix, name="cascade-fix"),
    path(f"{_one}withdraw/", parent.withdraw, name="cascade-withdraw"),
    path(f"{_one}table.xlsx", downloads.table, name="cascade-xlsx"),
]
