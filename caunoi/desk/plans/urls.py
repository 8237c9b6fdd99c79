"""Addresses of plans."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.plans import deciding, downloads, drafting, maps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", views.listing, name="plans"),
    path("plans/new/", drafting.begin, name="plan-new"),
    path("plans/values/<uuid:value_id>/file/", views.evidence_file, name="plan-file"),
    path("plans/<slug:code>/", views.plan, name="plan"),
    path("plans/<slug:code>/edit/", drafting.edit, name="plan-edit"),
    path("plans/<slug:code>/edit/indicators/", drafting.indicator, name="plan-indicator-new"),
    path("plans/<slug:code>/edit/indicators/<slug:indicator>/", drafting.indicator, name="plan-indicator"),
    path("plans/<slug:code>/edit/indicators/<slug:indicator>/remove/", drafting.remove, name="plan-indicator-remove"),
    path("plans/<slug:code>/submit/", deciding.submit, name="plan-submit"),
    path("plans/<slug:code>/approve/", deciding.approve, name="plan-approve"),
    path("plans/<slug:code>/return/", deciding.send_back, name="plan-return"),
    path("plans/<slug:code>/issue/", deciding.issue, name="plan-issue"),
    path("plans/<slug:code>/sent/", deciding.sent, name="plan-sent"),
    path("plans/<slug:code>/revise/", drafting.revise, name="plan-revise"),
    path("plans/<slug:code>/discard/", drafting.discard, name="plan-discard"),
    path("plans/<slug:code>/review/", deciding.review, name="plan-review"),
    path("plans/<slug:code>/map/", maps.over, name="plan-map"),
    path("plans/<slug:code>/targets.xlsx", downloads.targets, name="plan-xlsx"),
    path("plans/<slug:code>/targets/<slug:indicator>/<uuid:holder_id>/", views.target, name="plan-target"),
    path("plans/<slug:code>/targets/<slug:indicator>/<uuid:holder_id>/report/", deciding.report, name="plan-report"),
]
