"""Addresses of the public pages of the index."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.portal.indices import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("indices/", views.country, name="indices"),
    path("indices/provinces/<str:province>/", views.province, name="indices-province"),
    path("indices/communes/<str:unit>/", views.commune, name="indices-commune"),
]
