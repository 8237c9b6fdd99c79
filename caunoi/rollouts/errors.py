"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class RolloutNotFound(NotFound):
    code = "rollout_not_found"
    text = _("Không tìm thấy đợt triển khai này.")


class PlaceNotFound(NotFound):
    code = "rollout_place_not_found"
    text = _("Không tìm thấy nơi triển khai này.")


class NotTheOwner(NotPermitted):
    code = "not_the_rollout_owner"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan chủ trì được chuẩn bị đợt triển khai này.")


class NotTheDecider(NotPermitted):
    code = "not_the_rollout_decider"
    text = _("Việc này do lãnh đạo của cơ quan chủ trì quyết định.")


class NotAtThisPlace(NotPermitted):
    code = "not_at_this_place"
    text = _("Chỉ cán bộ của nơi triển khai hoặc của cơ quan chủ trì được ghi vào danh mục kiểm tra.")


class NotTheSwitch(NotPermitted):
    code = "not_the_switch"
    text = _(
        "Vận hành, tạm dừng hay dừng ở một nơi do trưởng bộ phận hoặc lãnh đạo của nơi đó hoặc của cơ quan chủ trì làm."
    )


class NotYourAgency(NotPermitted):
    code = "rollouts_of_another_agency"
    text = _("Chỉ cán bộ của cơ quan được xem những việc triển khai mà cơ quan phải làm.")


class OnlyALeaderPassesOver(NotPermitted):
    code = "only_a_leader_passes_over"
    text = _("Còn mục bắt buộc chưa xong: chỉ lãnh đạo được cho vận hành, và phải nêu lý do. Các mục: %(items)s.")


class UnfitRollout(InvalidInput):
    code = "unfit_rollout"
    text = _("Chưa lập được đợt triển khai. Hãy sửa các mục được nêu.")


class CodeTaken(InvalidInput):
    code = "rollout_code_taken"
    text = _("Mã “%(code)s” đã dùng cho một đợt triển khai khác.")


class WrongStage(Conflict):
    code = "rollout_wrong_stage"
    text = _("Việc này không làm được ở giai đoạn hiện nay của đợt triển khai. Hãy tải lại trang.")


class WrongState(Conflict):
    code = "place_wrong_state"
    text = _("Việc này không làm được ở trạng thái hiện nay của nơi triển khai. Hãy tải lại trang.")


class CriteriaNotMet(InvalidInput):
    code = "criteria_not_met"
    text = _("Chưa đạt tiêu chí bắt buộc: %(criteria)s. Nếu vẫn tiếp tục, lãnh đạo phải nêu lý do.")


class ItemsOpen(InvalidInput):
    code = "items_open"
    text = _("Chưa được vận hành vì còn mục bắt buộc chưa xong: %(items)s. Nếu vẫn vận hành, lãnh đạo phải nêu lý do.")


class NeedsGuidance(InvalidInput):
    code = "pilot_needs_guidance"
    text = _("Kết thúc thí điểm để nhân rộng phải có văn bản hướng dẫn: số, ngày, trích yếu và tệp văn bản.")


class NewEndNeeded(InvalidInput):
    code = "pilot_new_end_needed"
    text = _("Gia hạn thí điểm phải có ngày kết thúc mới, sau hôm nay.")


class SayWhy(InvalidInput):
    code = "rollout_say_why"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class NothingToOpen(InvalidInput):
    code = "nothing_to_open"
    text = _("Không có nơi nào để mở: các nơi được chọn đều đã ở trong đợt triển khai này hoặc không có cơ quan.")


class UnknownPlaces(InvalidInput):
    code = "unknown_places"
    text = _("Không phải nơi triển khai được: %(places)s. Hãy chọn bộ, Ủy ban nhân dân tỉnh hoặc xã đang hoạt động.")


class PlacesOpen(Conflict):
    code = "places_open"
    text = _("Chưa kết thúc được: còn %(count)s nơi chưa vận hành và chưa dừng.")


class EvidenceNeeded(InvalidInput):
    code = "evidence_needed"
    text = _("Mục bắt buộc đã xong phải có tệp minh chứng hoặc ghi chú, từ 5 đến 1000 ký tự.")
