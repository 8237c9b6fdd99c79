"""Public errors of this room; their text is read by people who write programs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, DomainError, InvalidInput, NotFound, NotPermitted


class MachineNotFound(NotFound):
    code = "machine_not_found"
    text = _("Không tìm thấy hệ thống này trong cơ quan của bạn.")


class InvalidMachine(InvalidInput):
    code = "invalid_machine"
    text = _("Chưa đăng ký được hệ thống này.")


class MachineIsClosed(Conflict):
    code = "machine_closed"
    text = _("Hệ thống “%(name)s” đã ngừng kết nối, không thay đổi được nữa.")


class NoToken(DomainError):
    """The call carries no access token (HTTP 401)."""

    code = "token_missing"
    status = 401
    text = _("Yêu cầu không có mã truy cập. Hãy gửi tiêu đề Authorization: Bearer kèm mã lấy từ /api/oauth/token.")


class BadToken(NoToken):
    code = "token_invalid"
    text = _("Mã truy cập không đúng hoặc đã bị thu hồi. Hãy lấy mã mới từ /api/oauth/token.")


class TokenExpired(NoToken):
    code = "token_expired"
    text = _("Mã truy cập đã hết hạn lúc %(at)s. Hãy lấy mã mới từ /api/oauth/token.")


class ScopeMissing(NotPermitted):
    """The token is good, but not for this."""

    code = "scope_missing"
    text = _("Mã truy cập này thiếu phạm vi “%(scope)s”. Các phạm vi đang có: %(held)s.")


class NoMembership(NotPermitted):
    code = "machine_without_role"
    text = _("Hệ thống này không còn giữ vai trò nào tại cơ quan. Hãy liên hệ người quản trị của cơ quan.")


class TooManyCalls(DomainError):
    """More calls in this minute than the machine may make (HTTP 429)."""

    code = "too_many_requests"
    status = 429
    text = _("Hệ thống này đã gọi quá %(limit)s lần trong một phút. Hãy đợi %(seconds)s giây rồi thử lại.")


class KeyMissing(DomainError):
    code = "idempotency_key_missing"
    status = 400
    text = _(
        "Yêu cầu này phải có tiêu đề Idempotency-Key (8 đến 80 ký tự, không dấu, không khoảng trắng), mỗi việc một "
        "giá trị riêng."
    )


class KeyReused(InvalidInput):
    code = "idempotency_key_reused"
    text = _("Idempotency-Key “%(key)s” đã dùng cho một yêu cầu khác. Hãy dùng giá trị mới cho nội dung mới.")


class KeyInProgress(Conflict):
    code = "idempotency_key_in_progress"
    text = _("Yêu cầu với Idempotency-Key “%(key)s” đang được xử lý. Hãy thử lại sau ít giây.")


class RoleCannotFile(NotPermitted):
    code = "role_cannot_file"
    text = _("Vai trò %(role)s của hệ thống này không được nộp hồ sơ.")


class SubscriptionNotFound(NotFound):
    code = "subscription_not_found"
    text = _("Không tìm thấy đăng ký nhận sự kiện này.")


class InvalidSubscription(InvalidInput):
    code = "invalid_subscription"
    text = _("Chưa đăng ký nhận sự kiện được.")


class DeliveryNotFound(NotFound):
    code = "delivery_not_found"
    text = _("Không tìm thấy lần gửi sự kiện này.")


class ProofIncomplete(InvalidInput):
    code = "proof_incomplete"
    text = _("Bằng chứng trả kết quả chưa đúng.")
