"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class MeetingNotFound(NotFound):
    code = "meeting_not_found"
    text = _("Không tìm thấy cuộc họp này.")


class PointNotFound(NotFound):
    code = "meeting_point_not_found"
    text = _("Không tìm thấy điểm cầu này trong cuộc họp.")


class QuestionNotFound(NotFound):
    code = "meeting_question_not_found"
    text = _("Không tìm thấy câu hỏi này trong cuộc họp.")


class NotThePreparer(NotPermitted):
    code = "not_the_meeting_preparer"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan chủ trì họp được chuẩn bị cuộc họp này.")


class NotTheChair(NotPermitted):
    code = "not_the_meeting_chair"
    text = _("Việc này do lãnh đạo của cơ quan chủ trì họp hoặc người được ủy quyền làm.")


class NotThePoint(NotPermitted):
    code = "not_at_this_point"
    text = _("Chỉ cán bộ của điểm cầu này được làm việc này. Hãy chọn điểm cầu của cơ quan bạn.")


class NotYourMeetings(NotPermitted):
    code = "meetings_of_another_agency"
    text = _("Chỉ cán bộ của cơ quan được xem các cuộc họp của cơ quan đó.")


class UnfitMeeting(InvalidInput):
    code = "unfit_meeting"
    text = _("Chưa lưu được cuộc họp. Hãy sửa các mục được nêu.")


class UnfitQuestion(InvalidInput):
    code = "unfit_meeting_question"
    text = _("Chưa gửi được câu hỏi. Hãy ghi nội dung từ 5 đến 2000 ký tự, chủ đề nhiều nhất 200 ký tự.")


class TooManyWaiting(Conflict):
    code = "too_many_questions_waiting"
    text = _("Điểm cầu của bạn đang có %(most)s câu hỏi chờ trả lời. Hãy đợi trả lời hoặc rút bớt câu hỏi đang chờ.")


class NoAnswer(InvalidInput):
    code = "meeting_answer_empty"
    text = _("Hãy ghi nội dung trả lời, từ 5 đến 4000 ký tự.")


class UnfitConclusion(InvalidInput):
    code = "unfit_conclusion"
    text = _("Hãy ghi nội dung kết luận, từ 5 đến 500 ký tự, và chọn đúng mục trong chương trình họp.")


class UnfitCount(InvalidInput):
    code = "unfit_count_of_people"
    text = _("Số người dự họp phải từ 0 đến 9999.")


class SayWhy(InvalidInput):
    code = "meeting_say_why"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class NobodyToInvite(InvalidInput):
    code = "nobody_to_invite"
    text = _("Không còn điểm cầu nào để mời: các điểm cầu được chọn đều đã được mời.")


class UnknownPoints(InvalidInput):
    code = "unknown_points"
    text = _("Không mời được: %(points)s. Hãy chọn cơ quan đang hoạt động và đầu mối là cán bộ của cơ quan đó.")


class NoPoints(InvalidInput):
    code = "meeting_without_points"
    text = _("Cuộc họp chưa có điểm cầu nào. Hãy mời ít nhất một điểm cầu.")


class WrongState(Conflict):
    code = "meeting_wrong_state"
    text = _("Việc này không làm được ở giai đoạn hiện nay của cuộc họp. Hãy tải lại trang.")


class QuestionTaken(Conflict):
    code = "meeting_question_changed"
    text = _("Câu hỏi này đã được xử lý hoặc đã rút. Hãy tải lại trang.")


class WrongJoin(InvalidInput):
    code = "meeting_questions_not_joined"
    text = _("Chỉ gộp được câu hỏi đang chờ vào một câu hỏi khác của cùng cuộc họp chưa bị gộp hay rút.")


class MinutesNeeded(Conflict):
    code = "minutes_needed"
    text = _("Chưa có biên bản. Hãy lập biên bản trước khi ký.")
