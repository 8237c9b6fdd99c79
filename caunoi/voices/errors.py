"""What may go wrong with voices, in sentences for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class VoiceNotFound(NotFound):
    """There is none, or the actor may not know of it."""

    code = "voice_not_found"
    text = _("Không tìm thấy phản ánh, vướng mắc này, hoặc bạn không có quyền xem.")


class NotTheRaiser(NotPermitted):
    """They do not serve in the agency in whose name they raise it."""

    code = "voice_not_the_raiser"
    text = _("Bạn chưa được giao nêu khó khăn, vướng mắc thay cho cơ quan này.")


class NotTheAuthor(NotPermitted):
    """Only who raised it may do this."""

    code = "voice_not_the_author"
    text = _("Chỉ nơi đã nêu vướng mắc mới làm được việc này.")


class NotTheAnswerer(NotPermitted):
    """They do not answer for the agency that holds it."""

    code = "voice_not_the_answerer"
    text = _("Chỉ cán bộ của cơ quan đang giữ vướng mắc mới làm được việc này.")


class NotTheKeeper(NotPermitted):
    """They do not keep this routing table."""

    code = "voice_not_the_keeper"
    text = _("Chỉ trưởng bộ phận hoặc lãnh đạo của cơ quan giữ bảng phân công mới làm được việc này.")


class NotYourVoices(NotPermitted):
    """They have no reading role in the agency."""

    code = "voice_not_yours"
    text = _("Bạn không có quyền xem phản ánh, vướng mắc của cơ quan này.")


class UnfitVoice(InvalidInput):
    """What was written cannot be sent as it is."""

    code = "voice_unfit"
    text = _("Chưa gửi được. Hãy sửa các mục được nêu rồi gửi lại.")


class NoLevelAbove(Conflict):
    """It is at the top already."""

    code = "voice_no_level_above"
    text = _("Không còn cấp nào ở trên để chuyển lên.")


class EmptyAnswer(InvalidInput):
    """An answer must say something, and its commitments what and by when."""

    code = "voice_empty_answer"
    text = _("Chưa trả lời được. Hãy sửa các mục được nêu rồi gửi lại.")


class SayWhy(InvalidInput):
    """A reason is needed here."""

    code = "voice_say_why"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class SayWhyForward(InvalidInput):
    """It was forwarded before: from then on a reason is needed."""

    code = "voice_say_why_forward"
    text = _("Vướng mắc này đã được chuyển một lần. Muốn chuyển tiếp, hãy nêu lý do, từ 5 đến 1000 ký tự.")


class ForwardedInCircle(Conflict):
    """The agency held it before."""

    code = "voice_circle"
    text = _(
        "%(agency)s đã giữ vướng mắc này rồi, nên không chuyển vòng lại được. Hãy trả lời, chuyển đến cơ quan khác "
        "hoặc chuyển lên cấp trên."
    )


class NoSuchAgency(InvalidInput):
    """The agency does not exist or ended."""

    code = "voice_no_such_agency"
    text = _("Cơ quan được chọn không có hoặc không còn hoạt động. Hãy chọn cơ quan khác.")


class NotOpen(Conflict):
    """It was answered, closed or withdrawn meanwhile."""

    code = "voice_not_open"
    text = _("Vướng mắc này không còn chờ trả lời. Hãy tải lại trang.")


class NotAnswered(Conflict):
    """There is no answer yet."""

    code = "voice_not_answered"
    text = _("Vướng mắc này chưa có câu trả lời.")


class NotOnePublishes(InvalidInput):
    """What everybody may read is not complete."""

    code = "voice_public_words"
    text = _("Chưa công khai được. Hãy ghi đủ tiêu đề, câu hỏi và câu trả lời; không ghi thông tin của người khác.")


class YourOwn(Conflict):
    """One's own is counted already."""

    code = "voice_your_own"
    text = _("Đây là vướng mắc do chính cơ quan bạn nêu.")


class WrongRoute(InvalidInput):
    """A row of the routing table that would lead nowhere."""

    code = "voice_wrong_route"
    text = _("Chưa lưu được dòng này của bảng phân công. Hãy sửa các mục được nêu.")


class RouteNotFound(NotFound):
    """There is no such row in this table."""

    code = "voice_route_not_found"
    text = _("Không tìm thấy dòng này trong bảng phân công.")
