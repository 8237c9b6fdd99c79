"""Addresses of the form builder, below a draft."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.forms import editing, preview, views

_FORM = "catalogue/drafts/<uuid:draft_id>/form/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(_FORM, views.builder, name="form-builder"),
    path(f"{_FORM}change/", views.change, name="form-change"),
    path(f"{_FORM}new-section/", editing.new_section, name="form-new-section"),
    path(f"{_FORM}sections/<slug:section_id>/", editing.section, name="form-section"),
    path(f"{_FORM}sections/<slug:section_id>/new/", editing.new_question, name="form-new-question"),
    path(f"{_FORM}groups/<slug:group>/new/", editing.new_question, name="form-new-inner"),
    path(f"{_FORM}questions/<str:place>/", editing.question, name="form-question"),
    path(f"{_FORM}remove/<str:place>/", views.remove, name="form-remove"),
    path(f"{_FORM}preview/", preview.preview, name="form-preview"),
]
