"""What may go wrong, in sentences for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class RoundNotFound(NotFound):
    """There is no such round, or the actor may not know of it."""

    code = "report_round_not_found"
    text = _("Không tìm thấy đợt báo cáo này.")


class ReportNotFound(NotFound):
    """There is no such report, or the actor may not know of it."""

    code = "report_not_found"
    text = _("Không tìm thấy báo cáo này.")


class UnknownForm(NotFound):
    """There is no form of that name, or none in force on that day."""

    code = "report_form_unknown"
    text = _("Không có biểu mẫu báo cáo “%(form)s” đang áp dụng.")


class WrongForm(InvalidInput):
    """A form's file, or the calendar's, cannot be used."""

    code = "report_form_wrong"
    text = _("Tệp %(file)s chưa dùng được:")


class NotTheOpener(NotPermitted):
    """Rounds are opened by a leader of the level above."""

    code = "report_not_opener"
    text = _("Chỉ lãnh đạo của cơ quan cấp trên được mở đợt báo cáo cho các cơ quan này.")


class NotYourReport(NotPermitted):
    """It is filled in by those who prepare reports in its agency."""

    code = "report_not_yours"
    text = _("Chỉ chuyên viên, trưởng đơn vị hoặc lãnh đạo của cơ quan báo cáo được nhập báo cáo này.")


class NotTheSender(NotPermitted):
    """It is handed in by a head or leader of its agency."""

    code = "report_not_sender"
    text = _("Chỉ trưởng đơn vị hoặc lãnh đạo của cơ quan báo cáo được gửi báo cáo này.")


class NotTheChecker(NotPermitted):
    """It is checked by the agency that asked for it."""

    code = "report_not_checker"
    text = _("Chỉ cơ quan đã yêu cầu báo cáo được kiểm tra báo cáo này.")


class NotTheAcceptor(NotPermitted):
    """It is accepted, and reopened, by a leader of the agency that asked for it."""

    code = "report_not_acceptor"
    text = _("Chỉ lãnh đạo của cơ quan đã yêu cầu báo cáo được tiếp nhận hoặc mở lại báo cáo này.")


class ReportLocked(Conflict):
    """It was accepted: nothing changes any more."""

    code = "report_locked"
    text = _(
        "Báo cáo này đã được cơ quan cấp trên tiếp nhận ngày %(on)s nên không sửa được nữa. Nếu có sai sót, "
        "hãy đề nghị cơ quan đó mở lại báo cáo."
    )


class ReportHandedIn(Conflict):
    """It waits for a decision of the level above and cannot be changed."""

    code = "report_handed_in"
    text = _("Báo cáo này đã gửi và đang chờ cơ quan cấp trên kiểm tra. Chỉ sửa được khi báo cáo bị trả lại.")


class NotHandedIn(Conflict):
    """It was not handed in, so there is nothing to decide on."""

    code = "report_not_handed_in"
    text = _("Báo cáo này chưa được gửi, hoặc đã có kết luận. Hãy tải lại trang.")


class NotAccepted(Conflict):
    """Only an accepted report is reopened."""

    code = "report_not_accepted"
    text = _("Báo cáo này chưa được tiếp nhận nên không cần mở lại.")


class NotReady(InvalidInput):
    """Cells break rules: it cannot be handed in yet."""

    code = "report_not_ready"
    text = _("Báo cáo chưa gửi được. Hãy sửa các ô được nêu:")


class NotFrozenYet(Conflict):
    """The cut-off day is not over, or what is measured is not filled in yet."""

    code = "report_not_frozen"
    text = _("Chưa đến hạn chốt số liệu, hoặc số liệu đo được chưa được điền. Báo cáo gửi được sau ngày %(on)s.")


class CellNotTyped(InvalidInput):
    """A measured cell is not typed in; one may only comment on it."""

    code = "report_cell_measured"
    text = _("Số liệu này do hệ thống đo, không sửa được. Nếu chưa đồng ý, hãy ghi ý kiến bên cạnh.")


class UnknownCell(InvalidInput):
    """The form has no such cell."""

    code = "report_cell_unknown"
    text = _("Biểu mẫu không có ô “%(cell)s”.")


class SayWhy(InvalidInput):
    """A reason is missing or too short."""

    code = "report_reason"
    text = _("Hãy nêu lý do, từ 5 đến 1.000 ký tự.")


class RoundExists(Conflict):
    """The same form was opened for this period by this agency."""

    code = "report_round_exists"
    text = _("Cơ quan bạn đã mở đợt báo cáo này cho cùng kỳ. Hãy dùng đợt đã mở.")


class UnfitRound(InvalidInput):
    """What a round is to be opened with is wrong; the problems say what."""

    code = "report_round_unfit"
    text = _("Chưa mở được đợt báo cáo:")


class TooMuch(InvalidInput):
    """More was typed than a cell takes."""

    code = "report_too_much"
    text = _("Nội dung dài quá 20.000 ký tự. Hãy rút gọn hoặc đính kèm tệp.")


class NotTheConsolidator(NotPermitted):
    """A consolidated report is made by who prepares for the agency that opened the round."""

    code = "report_not_the_consolidator"
    text = _("Chỉ người lập báo cáo của cơ quan mở đợt mới được lập báo cáo tổng hợp.")


class NothingToConsolidate(Conflict):
    """No report of the round is accepted yet."""

    code = "report_nothing_to_consolidate"
    text = _("Chưa có báo cáo nào được tiếp nhận nên chưa lập được báo cáo tổng hợp.")
