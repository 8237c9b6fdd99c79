"""Addresses of petitions on the portal; included under the room's name."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.portal.voices import following, sending, showing

urlpatterns: list[URLPattern | URLResolver] = [
    path("voices/", showing.voices, name="voices"),
    path("voices/map/", showing.voices_map, name="voices-map"),
    path("voices/new/", sending.choose, name="voice-choose"),
    path("voices/new/<slug:service>/", sending.new, name="voice-new"),
    path("voices/near/<slug:service>/", sending.near, name="voice-near"),
    path("voices/sent/", sending.sent, name="voice-sent"),
    path("voices/mine/", following.mine, name="voices-mine"),
    path("voices/mine/<uuid:voice_id>/", following.own, name="voice-mine"),
    path("voices/follow/<str:secret>/", following.follow, name="voice-follow"),
    path("voices/photos/<uuid:file_id>/", showing.photo, name="voice-photo"),
    path("voices/answers/", showing.answers, name="voice-answers"),
    path("voices/answers/<str:code>/", showing.answer, name="voice-answer"),
    path("voices/<str:code>/", showing.voice, name="voice"),
]
