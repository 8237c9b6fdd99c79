"""Addresses of tasks."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.tasks import acting, assigning, board, bringing, calendars, choosing, page

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/", board.board, name="tasks"),
    path("tasks/tasks.xlsx", board.take_away, name="tasks-xlsx"),
    path("tasks/new/", assigning.assign, name="task-new"),
    path("tasks/suggest/", choosing.suggest, name="task-suggest"),
    path("tasks/import/", bringing.bring, name="task-import"),
    path("tasks/import/template.xlsx", bringing.template, name="task-template"),
    path("tasks/import/confirm/", bringing.confirm, name="task-import-confirm"),
    path("tasks/calendar/", calendars.mine, name="task-calendar"),
    path("tasks/calendar/renew/", calendars.renew, name="task-calendar-renew"),
    path("tasks/calendar/stop/", calendars.stop, name="task-calendar-stop"),
    path("tasks/<uuid:task_id>/", page.page, name="task"),
    path("tasks/<uuid:task_id>/files/<uuid:file_id>/", page.evidence_file, name="task-file"),
    path("tasks/<uuid:task_id>/progress/", acting.progress, name="task-progress"),
    path("tasks/<uuid:task_id>/part/", acting.part, name="task-part"),
    path("tasks/<uuid:task_id>/submit/", acting.submit, name="task-submit"),
    path("tasks/<uuid:task_id>/verify/", acting.verify, name="task-verify"),
    path("tasks/<uuid:task_id>/return/", acting.send_back, name="task-return"),
    path("tasks/<uuid:task_id>/deadline/", acting.deadline, name="task-deadline"),
    path("tasks/<uuid:task_id>/reassign/", acting.reassign, name="task-reassign"),
    path("tasks/<uuid:task_id>/cancel/", acting.cancel, name="task-cancel"),
]
