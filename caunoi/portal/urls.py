"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from caunoi.portal.filing import choices, papers, sections, start
from caunoi.portal.filing import views as filing
from caunoi.portal.indices import urls as indices
from caunoi.portal.notices import views as notices
from caunoi.portal.open_data import urls as open_data
from caunoi.portal.paying import notices as payment_notices
from caunoi.portal.paying import views as paying
from caunoi.portal.services import views as services
from caunoi.portal.store import views as store
from caunoi.portal.tracking import acts, public, supplement
from caunoi.portal.tracking import views as tracking
from caunoi.portal.uploads import views as uploads
from caunoi.portal.verification import views as verification
from caunoi.portal.voices import urls as voices

_filing: list[URLPattern | URLResolver] = [
    path("procedures/<str:code>/start/", start.start, name="start"),
    path("procedures/<str:code>/help/", start.helped, name="helped"),
    path("file/<uuid:dossier_id>/", filing.tasks, name="tasks"),
    path("file/<uuid:dossier_id>/form/<slug:section_id>/", sections.section, name="section"),
    path("file/<uuid:dossier_id>/papers/", papers.papers, name="papers"),
    path("file/<uuid:dossier_id>/papers/<slug:component_id>/", papers.paper, name="paper"),
    path("file/<uuid:dossier_id>/papers/<slug:component_id>/file/", papers.paper_file, name="paper-file"),
    path("file/<uuid:dossier_id>/fee/", choices.fee, name="fee"),
    path("file/<uuid:dossier_id>/result/", choices.result, name="result"),
    path("file/<uuid:dossier_id>/check/", filing.check, name="check"),
    path("file/<uuid:dossier_id>/delete/", choices.delete, name="delete"),
]

_paying: list[URLPattern | URLResolver] = [
    path("dossiers/<str:code>/payment/", paying.payment, name="payment"),
    path("dossiers/<str:code>/payment/back/", paying.back, name="payment-back"),
    path("dossiers/<str:code>/payment/cancel/", paying.cancel, name="payment-cancel"),
    path("dossiers/<str:code>/payment/transfer/", paying.transfer, name="payment-transfer"),
    path("dossiers/<str:code>/payment/receipts/<uuid:receipt_id>/", paying.receipt, name="payment-receipt"),
    path("payments/<slug:provider>/notices/", payment_notices.notice, name="payment-notice"),
]

_citizen: list[URLPattern | URLResolver] = [
    path("", services.home, name="home"),
    path("procedures/", services.procedures, name="procedures"),
    path("procedures/<str:code>/", services.procedure, name="procedure"),
    *_filing,
    *open_data.urlpatterns,
    *indices.urlpatterns,
    *voices.urlpatterns,
    path("dossiers/", tracking.mine, name="mine"),
    path("dossiers/<str:code>/", tracking.dossier, name="dossier"),
    path("dossiers/<str:code>/submitted/", tracking.submitted, name="submitted"),
    path("dossiers/<str:code>/supplement/", supplement.supplement, name="supplement"),
    path("dossiers/<str:code>/supplement/<int:number>/", supplement.item, name="supplement-item"),
    *_paying,
    path("dossiers/<str:code>/withdraw/", acts.withdraw, name="withdraw"),
    path("dossiers/<str:code>/rate/", acts.rate, name="rate"),
    path("dossiers/<str:code>/wrong/", acts.wrong, name="correct"),
    path("dossiers/<str:code>/looks/", acts.looks, name="looks"),
    path("dossiers/<str:code>/files/<uuid:file_id>/", tracking.file, name="file"),
    path("store/", store.store, name="store"),
    path("notices/", notices.notices, name="notices"),
    path("track/", public.track, name="track"),
    path("verify/", verification.verify, name="verify"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", include("caunoi.portal.units.urls")),
    path("", include((_citizen, "portal"))),
]
