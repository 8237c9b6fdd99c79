"""Addresses of the pages about colleagues."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.people import administering, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", views.colleagues, name="colleagues"),
    path("people/absence/", views.absence, name="absence"),
    path("people/absence/<uuid:absence_id>/end/", views.end_absence, name="end-absence"),
    path("people/delegate/", views.delegate, name="delegate"),
    path("people/delegations/<uuid:delegation_id>/revoke/", views.revoke_delegation, name="revoke-delegation"),
    path("people/roles/", administering.grant, name="grant-role"),
    path("people/roles/<uuid:membership_id>/end/", administering.end_role, name="end-role"),
    path("people/<uuid:person_id>/second-factor/", administering.second_factor, name="second-factor"),
]
