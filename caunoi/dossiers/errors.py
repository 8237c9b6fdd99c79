"""Public errors of the room; their text is read by people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class DossierNotFound(NotFound):
    """There is none, or the actor may not know of it."""

    code = "dossier_not_found"
    text = _("Không tìm thấy hồ sơ này, hoặc bạn không có quyền xem.")


class SignInToFile(NotPermitted):
    code = "sign_in_to_file"
    text = _("Hãy đăng nhập để nộp hồ sơ.")


class NotReader(NotPermitted):
    code = "not_reader"
    text = _("Bạn không giữ vai trò nào được xem hồ sơ của cơ quan này.")


class NotOverseer(NotPermitted):
    """Only those who lead, head, manage or audit the agency's work, or lead its province."""

    code = "not_overseer"
    text = _("Việc này dành cho người phụ trách công việc của cơ quan đó hoặc lãnh đạo của tỉnh.")


class NotYourStep(NotPermitted):
    code = "not_your_step"
    text = _("Bước “%(step)s” do %(role)s của %(agency)s thực hiện.")


class RoleEnded(NotPermitted):
    """The actor held the role when the work began, and does not any more: a membership or a delegation ended."""

    code = "role_ended"
    text = _(
        "Vai trò %(role)s của %(agency)s mà bạn giữ (hoặc được ủy quyền) đã hết hiệu lực lúc %(at)s, nên chưa có gì "
        "được ghi. Hãy nhờ người đang giữ vai trò này thực hiện."
    )


class AssignedToAnother(NotPermitted):
    code = "assigned_to_another"
    text = _("Hồ sơ này đã được phân công cho người khác cùng vai trò.")


class StaleDossier(Conflict):
    """Somebody changed the dossier since the actor saw it; says who did what and when."""

    code = "stale_dossier"
    text = _(
        "Hồ sơ này đã được %(who)s %(did)s lúc %(at)s, sau khi bạn mở trang. Nội dung bạn nhập chưa được ghi; "
        "hãy xem thay đổi rồi quyết định lại."
    )


class WrongStep(Conflict):
    code = "wrong_step"
    text = _("Không thể “%(action)s”: hồ sơ đang ở trạng thái “%(status)s”, do %(who)s %(did)s lúc %(at)s.")


class AlreadySubmitted(Conflict):
    code = "already_submitted"
    text = _("Hồ sơ này đã được nộp với mã %(code)s.")


class KeyAlreadyUsed(Conflict):
    code = "idempotency_key_used"
    text = _("Khóa chống nộp trùng này đã dùng cho một hồ sơ khác.")


class CannotReceive(InvalidInput):
    code = "cannot_receive"
    text = _("%(agency)s không tiếp nhận thủ tục này.")


class NotCompetent(InvalidInput):
    code = "not_competent"
    text = _("%(agency)s không có thẩm quyền giải quyết thủ tục này.")


class ChooseCompetent(InvalidInput):
    """A provincial centre receives for every commune of the province: it must be told which."""

    code = "choose_competent"
    text = _("Hãy chọn xã, phường hoặc đặc khu giải quyết hồ sơ này.")


class UnknownCase(InvalidInput):
    code = "unknown_case"
    text = _("Thủ tục này không có trường hợp “%(case)s”.")


class ChannelNotOffered(InvalidInput):
    code = "channel_not_offered"
    text = _("Trường hợp này không nhận hồ sơ theo hình thức “%(channel)s”.")


class InvalidFiling(InvalidInput):
    """Something beside the form's answers is wrong: the problems name `relief`, `return_way`, `phone` ..."""

    code = "invalid_filing"
    text = _("Có thông tin nộp hồ sơ chưa đúng.")


class NotAskedFor(NotPermitted):
    """While a supplement is waited for, only what was asked for may be changed."""

    code = "not_asked_for"
    text = _("Bạn chỉ được sửa hoặc bổ sung những mục mà cơ quan đã yêu cầu.")


class OnlyPictures(InvalidInput):
    code = "only_pictures"
    text = _("Chỉ ghép được nhiều ảnh chụp thành một tệp. Tệp PDF hãy tải lên riêng.")


class NotReusable(InvalidInput):
    """There is no such earlier paper or result of the applicant, or it does not fit this component."""

    code = "not_reusable"
    text = _("Giấy tờ đã có này không dùng được cho thành phần “%(component)s”.")


class InvalidAnswers(InvalidInput):
    """`problems` names each field and what is wrong with it."""

    code = "invalid_answers"
    text = _("Có mục khai chưa đúng. Hãy sửa các mục được nêu rồi thử lại.")


class IncompleteDossier(InvalidInput):
    """What is missing before the dossier can be filed."""

    code = "incomplete_dossier"
    text = _("Hồ sơ chưa đủ để nộp.")


class UnknownComponent(InvalidInput):
    code = "unknown_component"
    text = _("Thủ tục này không có thành phần hồ sơ “%(component)s”.")


class ForeignFile(NotFound):
    code = "foreign_file"
    text = _("Tệp này không thuộc hồ sơ.")


class ReasonNeeded(InvalidInput):
    code = "reason_needed"
    text = _("Hãy ghi rõ lý do (từ 5 đến 2.000 ký tự).")


class NotASpecialist(InvalidInput):
    code = "not_a_specialist"
    text = _("Người được phân công không phải chuyên viên của cơ quan giải quyết.")


class CannotDraftResult(InvalidInput):
    code = "cannot_draft_result"
    text = _("Dự thảo kết quả chưa hợp lệ.")


class SupplementAsked(Conflict):
    """A supplement was asked before; once more needs a recorded reason."""

    code = "supplement_asked"
    text = _(
        "Hồ sơ này đã được yêu cầu bổ sung lúc %(at)s. Luật chỉ cho yêu cầu một lần, đầy đủ; nếu vẫn phải yêu cầu "
        "thêm, hãy ghi rõ lý do ngoại lệ (được lưu và đưa vào báo cáo)."
    )


class SupplementLate(Conflict):
    """More than three working days after receipt (art. 19.4); a recorded reason is needed."""

    code = "supplement_late"
    text = _(
        "Đã quá %(days)s ngày làm việc kể từ ngày tiếp nhận (hạn thông báo là %(until)s). Nếu vẫn phải yêu cầu bổ "
        "sung, hãy ghi rõ lý do ngoại lệ (được lưu và đưa vào báo cáo)."
    )


class NothingAsked(InvalidInput):
    code = "nothing_asked"
    text = _("Hãy nêu ít nhất một giấy tờ hoặc mục khai cần bổ sung và bổ sung điều gì.")


class SupplementTooLate(Conflict):
    """The applicant answers after the limit: says since when and what to do."""

    code = "supplement_too_late"
    text = _(
        "Thời hạn bổ sung hồ sơ %(code)s đã hết lúc %(until)s. Giấy tờ và nội dung bạn đã gửi vẫn được giữ. Hãy liên "
        "hệ %(agency)s để xin tiếp tục giải quyết, hoặc nộp hồ sơ mới và dùng lại giấy tờ đã có."
    )


class SupplementIncomplete(InvalidInput):
    """What was asked for and is not there yet; `problems` names each."""

    code = "supplement_incomplete"
    text = _("Chưa đủ những gì được yêu cầu bổ sung.")


class WrongAmount(InvalidInput):
    code = "wrong_amount"
    text = _("Số tiền phải nộp là %(due)s đồng, không phải %(given)s đồng.")


class NothingToPay(Conflict):
    code = "nothing_to_pay"
    text = _("Hồ sơ này không có khoản phí, lệ phí nào đang chờ nộp.")


class UnknownMethod(InvalidInput):
    code = "unknown_method"
    text = _("Cách nộp tiền “%(method)s” không được biết đến.")


class NotYourAct(NotPermitted):
    """An act beside the process, by somebody who does not hold a role for it."""

    code = "not_your_act"
    text = _("Việc “%(action)s” do %(role)s của %(agency)s thực hiện.")


class ExtendedBefore(Conflict):
    code = "extended_before"
    text = _("Hồ sơ này đã được hẹn lại ngày trả kết quả một lần; luật không cho hẹn lại lần nữa.")


class TooLateToExtend(Conflict):
    code = "too_late_to_extend"
    text = _("Phải xin lỗi và hẹn lại chậm nhất ngày %(until)s, ít nhất %(days)s ngày trước ngày hẹn trả.")


class NewDateWrong(InvalidInput):
    code = "new_date_wrong"
    text = _("Ngày hẹn mới phải là một ngày làm việc sau ngày hẹn cũ %(due)s.")


class AnswerByWrong(InvalidInput):
    code = "answer_by_wrong"
    text = _("Hạn trả lời phải là một ngày làm việc, từ hôm nay trở đi.")


class CannotConsult(InvalidInput):
    code = "cannot_consult"
    text = _("Hãy chọn một cơ quan khác với cơ quan đang giải quyết hồ sơ.")


class RequestNotFound(NotFound):
    code = "request_not_found"
    text = _("Không có yêu cầu này, hoặc bạn không có quyền trả lời.")


class RequestAnswered(Conflict):
    code = "request_answered"
    text = _("Yêu cầu này đã được trả lời lúc %(at)s.")


class UnknownOutcome(InvalidInput):
    code = "unknown_outcome"
    text = _("Kết quả “%(outcome)s” không được biết đến.")


class CannotTransfer(InvalidInput):
    code = "cannot_transfer"
    text = _("%(agency)s không giải quyết được hồ sơ này: hãy chọn một cơ quan khác cùng loại, đang hoạt động.")


class NotReturned(Conflict):
    code = "not_returned"
    text = _("Chỉ đánh giá được sau khi đã nhận kết quả.")


class RatedBefore(Conflict):
    code = "rated_before"
    text = _("Bạn đã đánh giá hồ sơ này rồi. Cảm ơn bạn.")


class WrongScores(InvalidInput):
    code = "wrong_scores"
    text = _("Hãy chấm 0, 1 hoặc 2 điểm cho các tiêu chí được hỏi.")


class NothingToCorrect(Conflict):
    code = "nothing_to_correct"
    text = _("Hồ sơ này chưa có kết quả còn hiệu lực để đính chính.")


class NotInForce(Conflict):
    code = "not_in_force"
    text = _("Kết quả này không còn hiệu lực: đã bị thu hồi hoặc đã được thay thế.")


class ResultNotInForce(Conflict):
    code = "result_not_in_force"
    text = _("Kết quả của hồ sơ này đã bị thu hồi nên không trả cho người nộp được.")


class CorrectionUnderWay(Conflict):
    code = "correction_under_way"
    text = _("Việc đính chính kết quả này đang được thực hiện trong hồ sơ %(code)s.")


class ResultNotFound(NotFound):
    code = "result_not_found"
    text = _("Không có kết quả này, hoặc bạn không có quyền với nó.")


class WrongColleague(InvalidInput):
    code = "wrong_colleague"
    text = _("Người nhận việc phải đang giữ cùng vai trò trong cùng cơ quan.")


class ErrorReportedAlready(Conflict):
    code = "error_reported_already"
    text = _("Bạn đã báo kết quả có chỗ sai; cơ quan chưa trả lời. Hãy chờ trả lời trước khi báo thêm.")


class NothingReported(Conflict):
    code = "nothing_reported"
    text = _("Không có phản ánh nào về kết quả này đang chờ trả lời.")
