"""Public errors of the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Problem
from caunoi.procedures.shapes_work import Change, Lack, TransferReport


class ProcedureNotFound(NotFound):
    code = "procedure_not_found"
    text = _("Không có thủ tục hành chính mã %(code)s trong danh mục.")


class ProcedureNotInForce(NotFound):
    code = "procedure_not_in_force"
    text = _("Thủ tục %(code)s chưa có bản nào có hiệu lực vào ngày %(on)s để nộp hồ sơ.")


class BrokenCatalogue(InvalidInput):
    code = "broken_catalogue"
    text = _("Tệp danh mục thủ tục %(file)s có lỗi; không nạp gì.")


class NotCatalogueOffice(NotPermitted):
    code = "not_catalogue_office"
    text = _("Chỉ cán bộ kiểm soát thủ tục hành chính của bộ hoặc của Ủy ban nhân dân cấp tỉnh được làm việc này.")


class NotYourProvince(NotPermitted):
    code = "not_your_province"
    text = _("Cơ quan cấp tỉnh chỉ soạn quy định riêng cho tỉnh mình; thủ tục chung của cả nước do bộ soạn.")


class OwnDraft(NotPermitted):
    code = "own_draft"
    text = _("Bạn đã sửa bản thảo này nên người khác trong cơ quan phải kiểm tra.")


class DraftNotFound(NotFound):
    code = "draft_not_found"
    text = _("Không tìm thấy bản thảo này, hoặc bản thảo của cơ quan khác.")


class DraftExists(Conflict):
    """`draft_id` is the draft that is open."""

    code = "draft_exists"
    text = _("Thủ tục %(code)s đang có một bản thảo chưa xong. Hãy làm tiếp bản thảo đó hoặc bỏ nó trước.")

    def __init__(self, draft_id: UUID, **params: Any) -> None:
        self.draft_id = draft_id
        super().__init__(**params)


class DraftElsewhere(Conflict):
    """Another agency (`agency`, its name) has had an open draft of the procedure since the day `since`."""

    code = "draft_elsewhere"
    text = _(
        "%(agency)s đang soạn thủ tục %(code)s từ ngày %(since)s và chưa xong. "
        "Mỗi thủ tục chỉ có một bản thảo một lúc; hãy trao đổi với cơ quan đó."
    )


class ProcedureExists(Conflict):
    code = "procedure_exists"
    text = _("Thủ tục %(code)s đã có trong danh mục; hãy soạn bản sửa đổi.")


class StaleDraft(Conflict):
    """Somebody saved in between: `revision` is theirs, `changes` what they changed, `typed` what was offered now."""

    code = "stale_draft"
    text = _(
        "%(who)s đã lưu bản thảo này lúc %(at)s, sau khi bạn mở nó. "
        "Những gì bạn vừa nhập chưa được lưu nhưng vẫn còn đây."
    )

    def __init__(
        self, *, revision: int, changes: Sequence[Change] = (), typed: dict[str, Any] | None = None, **params: Any
    ) -> None:
        self.revision, self.changes, self.typed = revision, tuple(changes), typed or {}
        super().__init__([Problem(change.sentence) for change in changes], **params)


class DraftStateConflict(Conflict):
    code = "draft_state"
    text = _("Bản thảo đang ở bước khác nên không làm được việc này. Hãy tải lại trang.")


class DraftNotReady(InvalidInput):
    code = "draft_not_ready"
    text = _("Bản thảo còn thiếu hoặc sai; hãy sửa các mục được nêu rồi gửi lại.")


class BaseMoved(Conflict):
    code = "base_moved"
    text = _(
        "Sau khi bản thảo này bắt đầu, thủ tục %(code)s đã có bản công bố mới. "
        "Hãy chuyển bản thảo sang bản mới và xem lại các thay đổi."
    )


class SheetsWrong(InvalidInput):
    code = "sheets_wrong"
    text = _("Bảng tính còn lỗi; chưa bản thảo nào được tạo.")


class DecisionInvalid(InvalidInput):
    code = "decision_invalid"
    text = _("Quyết định công bố chưa hợp lệ.")


class TransferRefused(Conflict):
    """`lacks` has everything that lacks; `report` is the whole preview."""

    code = "transfer_refused"
    text = _("Chưa chuyển được thẩm quyền: còn %(count)s điểm chưa đủ. Không thủ tục nào được chuyển.")

    def __init__(self, report: TransferReport) -> None:
        self.report, self.lacks = report, report.lacks
        most = [Problem(lack.sentence) for lack in report.lacks[:MOST_LACKS]]
        super().__init__(most, count=len(report.lacks))

    lacks: tuple[Lack, ...]


MOST_LACKS = 50
"""How many lacks the error's text names; all are in `lacks`."""
