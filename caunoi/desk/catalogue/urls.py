"""Addresses of the catalogue's pages. The one of a procedure comes last: any word could be a code."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.catalogue import comparing, deciding, drafts, editor, tables, transferring, views

_DRAFT = "catalogue/drafts/<uuid:draft_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/drafts/", drafts.drafts, name="drafts"),
    path("catalogue/drafts/new/", drafts.new, name="draft-new"),
    path(_DRAFT, drafts.draft, name="draft"),
    path(f"{_DRAFT}whole/", drafts.whole, name="draft-whole"),
    path(f"{_DRAFT}changes/", drafts.changes, name="draft-changes"),
    path(f"{_DRAFT}send/", deciding.send, name="draft-send"),
    path(f"{_DRAFT}undo/", deciding.step, {"way": "undo"}, name="draft-undo"),
    path(f"{_DRAFT}redo/", deciding.step, {"way": "redo"}, name="draft-redo"),
    path(f"{_DRAFT}rebase/", deciding.step, {"way": "rebase"}, name="draft-rebase"),
    path(f"{_DRAFT}return/", deciding.give_back, name="draft-return"),
    path(f"{_DRAFT}check/", deciding.check, name="draft-check"),
    path(f"{_DRAFT}publish/", deciding.publish, name="draft-publish"),
    path(f"{_DRAFT}drop/", deciding.drop, name="draft-drop"),
    path(f"{_DRAFT}parts/cases/<int:index>/fees/", editor.fees, name="draft-fees"),
    path(f"{_DRAFT}parts/cases/<int:index>/fees/<int:fee>/", editor.fee, name="draft-fee"),
    path(f"{_DRAFT}parts/cases/<int:index>/fees/<int:fee>/table/", tables.fee_table, name="draft-fee-table"),
    path(f"{_DRAFT}parts/<slug:part>/", editor.part, name="draft-part"),
    path(f"{_DRAFT}parts/<slug:part>/<int:index>/", editor.row, name="draft-row"),
    path(f"{_DRAFT}parts/<slug:part>/<int:index>/drop/", editor.drop_row, name="draft-drop-row"),
    path("catalogue/transfer/", transferring.transfer, name="transfer"),
    path("catalogue/transfer/<uuid:transfer_id>/", transferring.report, name="transfer-report"),
    path("catalogue/versions/<uuid:version_id>/changes/", comparing.changes, name="version-changes"),
    path("catalogue/versions/<uuid:version_id>/overrides/", comparing.overrides, name="version-overrides"),
    path("catalogue/<str:code>/begin/<slug:kind>/", drafts.begin, name="draft-begin"),
    path("catalogue/<str:code>/", views.procedure, name="catalogue-procedure"),
]
