"""Addresses of the desk and its piles."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.queues import bulk, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("queue/<str:state>/", views.queue, name="queue"),
    path("many/assign/", bulk.assign_many, name="assign-many"),
    path("many/sign/", bulk.sign_many, name="sign-many"),
    path("many/hand-over/", bulk.hand_queue_over, name="hand-queue-over"),
    path("many/outcome/<uuid:kept>/", bulk.outcome, name="outcome"),
]
