"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk import acting, views

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("queue/<str:state>/", views.queue, name="queue"),
    path("dossiers/<str:code>/", views.dossier, name="dossier"),
    path("dossiers/<str:code>/control-slip/", views.control_slip, name="control-slip"),
    path("dossiers/<str:code>/files/<uuid:file_id>/", views.file, name="file"),
    path("dossiers/<str:code>/accept/", acting.accept, name="accept"),
    path("dossiers/<str:code>/refuse/", acting.refuse, name="refuse"),
    path("dossiers/<str:code>/assign/", acting.assign, name="assign"),
    path("dossiers/<str:code>/submit-for-signature/", acting.submit_for_signature, name="submit_for_signature"),
    path("dossiers/<str:code>/return-to-specialist/", acting.return_to_specialist, name="return_to_specialist"),
    path("dossiers/<str:code>/sign/", acting.sign, name="sign"),
    path("dossiers/<str:code>/hand-over/", acting.hand_over, name="hand_over"),
]
