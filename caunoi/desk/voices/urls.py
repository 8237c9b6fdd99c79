"""The addresses of voices."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.voices import acting, box, checking, lists, page, routing

urlpatterns: list[URLPattern | URLResolver] = [
    path("voices/", lists.queue, name="voices"),
    path("voices/new/", box.box, name="voice-new"),
    path("voices/published/", lists.published, name="voices-published"),
    path("voices/published/<str:code>/", lists.published_one, name="voice-published"),
    path("voices/overview/", lists.overview, name="voices-overview"),
    path("voices/unrouted/", routing.unrouted, name="voices-unrouted"),
    path("voices/checking/", checking.waiting, name="voices-checking"),
    path("voices/routes/", routing.table, name="voice-routes"),
    path("voices/routes/new/", routing.new, name="voice-route-new"),
    path("voices/routes/<uuid:route_id>/end/", routing.end, name="voice-route-end"),
    path("voices/<uuid:voice_id>/", page.page, name="voice"),
    path("voices/<uuid:voice_id>/answer/", acting.answer, name="voice-answer"),
    path("voices/<uuid:voice_id>/forward/", acting.forward, name="voice-forward"),
    path("voices/<uuid:voice_id>/up/", acting.pass_up, name="voice-up"),
    path("voices/<uuid:voice_id>/same/", acting.same, name="voice-same"),
    path("voices/<uuid:voice_id>/publish/", acting.publish, name="voice-publish"),
    path("voices/<uuid:voice_id>/unpublish/", acting.unpublish, name="voice-unpublish"),
    path("voices/<uuid:voice_id>/withdraw/", acting.withdraw, name="voice-withdraw"),
    path("voices/<uuid:voice_id>/close/", acting.close, name="voice-close"),
    path("voices/<uuid:voice_id>/reopen/", acting.reopen, name="voice-reopen"),
    path("voices/<uuid:voice_id>/route/", routing.by_hand, name="voice-route"),
    path("voices/<uuid:voice_id>/check/", checking.check, name="petition-check"),
    path("voices/<uuid:voice_id>/photos/<uuid:photo_id>/", checking.photo, name="petition-photo"),
]
