"""What is told to people about tasks, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "task.assigned",
        _("Bạn được giao nhiệm vụ, hạn %(due)s"),
        _("Bạn chịu trách nhiệm thực hiện “%(title)s” theo %(number)s, hạn hoàn thành %(due)s."),
    ),
    Template(
        "task.reassigned",
        _("Bạn được chuyển giao nhiệm vụ, hạn %(due)s"),
        _("Từ nay bạn chịu trách nhiệm thực hiện “%(title)s” theo %(number)s, hạn hoàn thành %(due)s."),
    ),
    Template(
        "task.submitted",
        _("Có nhiệm vụ chờ xác nhận hoàn thành"),
        _("Cơ quan chủ trì đã báo cáo hoàn thành “%(title)s” theo %(number)s. Hãy kiểm tra và xác nhận hoặc trả lại."),
    ),
    Template(
        "task.completed",
        _("Nhiệm vụ đã được xác nhận hoàn thành"),
        _("Cơ quan giao đã xác nhận hoàn thành “%(title)s” theo %(number)s."),
    ),
    Template(
        "task.returned",
        _("Báo cáo hoàn thành nhiệm vụ bị trả lại"),
        _("Cơ quan giao chưa xác nhận hoàn thành “%(title)s” theo %(number)s; hạn vẫn là %(due)s. Hãy mở nhiệm vụ để "
          "đọc ý kiến."),
    ),
    Template(
        "task.deadline_changed",
        _("Nhiệm vụ có hạn mới: %(due)s"),
        _("Hạn hoàn thành “%(title)s” theo %(number)s được đổi từ %(before)s thành %(due)s."),
    ),
    Template(
        "task.cancelled",
        _("Nhiệm vụ đã được hủy"),
        _("Cơ quan giao đã hủy “%(title)s” theo %(number)s. Lý do ghi trong nhiệm vụ."),
    ),
    Template(
        "task.due_soon",
        _("Nhiệm vụ còn %(days)s ngày là đến hạn"),
        _("“%(title)s” theo %(number)s đến hạn ngày %(due)s."),
    ),
    Template(
        "task.due_today",
        _("Nhiệm vụ đến hạn hôm nay"),
        _("“%(title)s” theo %(number)s đến hạn hôm nay, ngày %(due)s."),
    ),
    Template(
        "task.overdue",
        _("Nhiệm vụ quá hạn %(days)s ngày"),
        _("“%(title)s” theo %(number)s đã quá hạn từ ngày %(due)s. Hãy hoàn thành hoặc báo cáo cơ quan giao."),
    ),
    Template(
        "task.stands_in.due_soon",
        _("Nhiệm vụ bạn làm thay còn %(days)s ngày là đến hạn"),
        _("Bạn đang làm thay người chịu trách nhiệm “%(title)s” theo %(number)s, đến hạn ngày %(due)s."),
    ),
    Template(
        "task.stands_in.due_today",
        _("Nhiệm vụ bạn làm thay đến hạn hôm nay"),
        _("Bạn đang làm thay người chịu trách nhiệm “%(title)s” theo %(number)s, đến hạn hôm nay, ngày %(due)s."),
    ),
    Template(
        "task.stands_in.overdue",
        _("Nhiệm vụ bạn làm thay quá hạn %(days)s ngày"),
        _("Bạn đang làm thay người chịu trách nhiệm “%(title)s” theo %(number)s, đã quá hạn từ ngày %(due)s."),
    ),
    Template(
        "task.part_reported",
        _("Cơ quan phối hợp đã báo cáo phần việc"),
        _("Có báo cáo mới của cơ quan phối hợp về “%(title)s” theo %(number)s."),
    ),
    Template(
        "task.vacant.due_soon",
        _("Nhiệm vụ chưa có người chịu trách nhiệm, còn %(days)s ngày là đến hạn"),
        _("Người chịu trách nhiệm “%(title)s” theo %(number)s không còn công tác tại cơ quan bạn; hạn là %(due)s. Hãy "
          "giao lại cho người khác."),
    ),
    Template(
        "task.vacant.due_today",
        _("Nhiệm vụ chưa có người chịu trách nhiệm đến hạn hôm nay"),
        _("Người chịu trách nhiệm “%(title)s” theo %(number)s không còn công tác tại cơ quan bạn; hạn là hôm nay, ngày "
          "%(due)s. Hãy giao lại cho người khác."),
    ),
    Template(
        "task.vacant.overdue",
        _("Nhiệm vụ chưa có người chịu trách nhiệm, quá hạn %(days)s ngày"),
        _("Người chịu trách nhiệm “%(title)s” theo %(number)s không còn công tác tại cơ quan bạn; nhiệm vụ đã quá hạn "
          "từ ngày %(due)s. Hãy giao lại cho người khác."),
    ),
)  # fmt: skip
