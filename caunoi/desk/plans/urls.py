"""Addresses of plans."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.plans import aims, deciding, downloads, drafting, maps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", views.listing, name="plans"),
    path("plans/new/", drafting.begin, name="plan-new"),
    path("plans/values/<uuid:plan_value_id>/file/", views.evidence_file, name="plan-file"),
    path("plans/<slug:plan_code>/", views.plan, name="plan"),
    path("plans/<slug:plan_code>/edit/", drafting.edit, name="plan-edit"),
    path("plans/<slug:plan_code>/edit/aims/", aims.edit, name="plan-aims"),
    path("plans/<slug:plan_code>/edit/indicators/", drafting.indicator, name="plan-indicator-new"),
    path("plans/<slug:plan_code>/edit/indicators/<slug:plan_indicator>/", drafting.indicator, name="plan-indicator"),
    path(
        "plans/<slug:plan_code>/edit/indicators/<slug:plan_indicator>/remove/",
        drafting.remove,
        name="plan-indicator-remove",
    ),
    path("plans/<slug:plan_code>/submit/", deciding.submit, name="plan-submit"),
    path("plans/<slug:plan_code>/approve/", deciding.approve, name="plan-approve"),
    path("plans/<slug:plan_code>/return/", deciding.send_back, name="plan-return"),
    path("plans/<slug:plan_code>/issue/", deciding.issue, name="plan-issue"),
    path("plans/<slug:plan_code>/sent/", deciding.sent, name="plan-sent"),
    path("plans/<slug:plan_code>/revise/", drafting.revise, name="plan-revise"),
    path("plans/<slug:plan_code>/discard/", drafting.discard, name="plan-discard"),
    path("plans/<slug:plan_code>/review/", deciding.review, name="plan-review"),
    path("plans/<slug:plan_code>/map/", maps.over, name="plan-map"),
    path("plans/<slug:plan_code>/targets.xlsx", downloads.targets, name="plan-xlsx"),
    path(
        "plans/<slug:plan_code>/targets/<slug:plan_indicator>/<uuid:plan_holder_id>/", views.target, name="plan-target"
    ),
    path(
        "plans/<slug:plan_code>/targets/<slug:plan_indicator>/<uuid:plan_holder_id>/report/",
        deciding.report,
        name="plan-report",
    ),
]
