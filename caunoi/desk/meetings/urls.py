"""Addresses of meetings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.meetings import after, chairing, inviting, live, points, preparing, views

_one = "meetings/<uuid:meeting_id>/"
_point = f"{_one}points/<uuid:point_id>/"
_question = f"{_one}questions/<uuid:question_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", views.listing, name="meetings"),
    path("meetings/new/", preparing.draft, name="meeting-new"),
    path(_one, views.meeting, name="meeting"),
    path(f"{_one}change/", preparing.change, name="meeting-change"),
    path(f"{_one}agenda/", preparing.agenda, name="meeting-agenda"),
    path(f"{_one}invite/", inviting.invite, name="meeting-invite"),
    path(f"{_one}points/", views.points, name="meeting-points"),
    path(f"{_one}start/", preparing.start, name="meeting-start"),
    path(f"{_one}cancel/", preparing.cancel, name="meeting-cancel"),
    path(f"{_one}room/", live.room, name="meeting-room"),
    path(f"{_one}questions/", live.questions, name="meeting-questions"),
    path(f"{_one}wall/", live.wall, name="meeting-wall"),
    path(f"{_one}take/", chairing.take, name="meeting-take"),
    path(f"{_one}conclude/", chairing.conclude, name="meeting-conclude"),
    path(f"{_one}end/", chairing.end, name="meeting-end"),
    path(f"{_one}outcome/", after.outcome, name="meeting-outcome"),
    path(f"{_one}carried/", after.carried, name="meeting-carried"),
    path(f"{_one}minutes.pdf", after.minutes, name="meeting-minutes"),
    path(f"{_one}minutes/make/", after.make, name="meeting-minutes-make"),
    path(f"{_one}minutes/sign/", after.sign, name="meeting-minutes-sign"),
    path(f"{_one}send/", after.send, name="meeting-send"),
    path(f"{_point}remove/", inviting.remove, name="meeting-point-remove"),
    path(f"{_point}reply/", points.reply, name="meeting-reply"),
    path(f"{_point}join/", points.join, name="meeting-join"),
    path(f"{_point}leave/", points.leave, name="meeting-leave"),
    path(f"{_point}ask/", points.ask, name="meeting-ask"),
    path(f"{_question}same/", points.same, name="meeting-same"),
    path(f"{_question}withdraw/", points.withdraw, name="meeting-withdraw"),
    path(f"{_question}answer/", chairing.answer, name="meeting-answer"),
    path(f"{_question}assign/", chairing.assign, name="meeting-assign"),
    path(f"{_question}join/", chairing.join, name="meeting-question-join"),
]
