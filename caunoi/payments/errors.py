"""Errors of this room, in sentences for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class OrderNotFound(NotFound):
    code = "payment_order_not_found"
    text = _("Không tìm thấy khoản thu này.")


class ReceiptNotFound(NotFound):
    code = "payment_receipt_not_found"
    text = _("Không tìm thấy biên lai này.")


class RefundNotFound(NotFound):
    code = "payment_refund_not_found"
    text = _("Không tìm thấy yêu cầu hoàn tiền này.")


class ReconciliationNotFound(NotFound):
    code = "reconciliation_not_found"
    text = _("Không tìm thấy lần đối soát này.")


class UnknownProvider(NotFound):
    code = "unknown_payment_provider"
    text = _("Không có cổng thanh toán “%(name)s”.")


class NotYourTill(NotPermitted):
    """Only a cashier or counter officer of the agency receives its money."""

    code = "not_your_till"
    text = _("Chỉ thu ngân hoặc cán bộ tiếp nhận của cơ quan được thu tiền mới làm được việc này.")


class NotYourDecision(NotPermitted):
    """Only the centre's manager or the leader decides a refund."""

    code = "not_your_refund"
    text = _("Chỉ lãnh đạo cơ quan hoặc người phụ trách trung tâm mới quyết định hoàn tiền.")


class SamePerson(NotPermitted):
    code = "refund_same_person"
    text = _("Người đề nghị hoàn tiền và người quyết định phải là hai người khác nhau.")


class NothingDue(Conflict):
    code = "nothing_due"
    text = _("Khoản thu này không còn gì phải nộp.")


class AmountUnknown(Conflict):
    code = "payment_amount_unknown"
    text = _("Chưa biết số tiền phải nộp: cơ quan thu sẽ cho biết khi bạn nộp tại quầy.")


class PaymentUnderWay(Conflict):
    """Somebody pays online at this moment; taking cash now could take the money twice."""

    code = "payment_under_way"
    text = _(
        "Người nộp đang thanh toán trực tuyến %(amount)s đồng, bắt đầu lúc %(at)s, chưa biết kết quả. "
        "Hãy chờ kết quả, hoặc xác nhận vẫn thu: nếu cả hai cùng thành công thì phần thừa phải hoàn lại."
    )


class OlderPaymentUnknown(Conflict):
    code = "older_payment_unknown"
    text = _(
        "Chưa biết kết quả của lần thanh toán trước vì cổng thanh toán chưa trả lời. "
        "Hãy thử lại sau ít phút; bạn không bị trừ tiền hai lần."
    )


class ProviderDown(Conflict):
    code = "payment_provider_down"
    text = _("Cổng thanh toán đang không trả lời. Chưa có khoản tiền nào bị trừ; hãy thử lại sau ít phút.")


class KeyOfAnotherPayment(Conflict):
    code = "payment_key_reused"
    text = _("Yêu cầu này trùng mã với một lần thu khác có nội dung khác; hãy tải lại trang rồi thử lại.")


class SubjectNotPayable(Conflict):
    """What it is about cannot use the payment any more, for example a dossier that was withdrawn."""

    code = "subject_not_payable"
    text = _("Hồ sơ %(code)s không còn nhận tiền: đã rút, đã bị từ chối hoặc đã nộp đủ.")


class AlreadyVoided(Conflict):
    code = "receipt_already_voided"
    text = _("Biên lai này đã được hủy.")


class NotTodaysReceipt(Conflict):
    code = "receipt_not_of_today"
    text = _("Chỉ hủy được biên lai thu tại quầy trong ngày; biên lai khác phải làm thủ tục hoàn tiền.")


class AnotherOrderOpen(Conflict):
    code = "another_order_open"
    text = _("Không hủy được: hồ sơ đã có khoản thu khác đang mở. Hãy làm thủ tục hoàn tiền.")


class RefundDecided(Conflict):
    code = "refund_already_decided"
    text = _("Yêu cầu hoàn tiền này đã được quyết định.")


class RefundNotGranted(Conflict):
    code = "refund_not_granted"
    text = _("Chỉ chi được khoản hoàn tiền mặt đã được duyệt và chưa chi.")


class WrongSum(InvalidInput):
    code = "wrong_sum"
    text = _("Số tiền phải từ 1 đến %(most)s đồng, nhưng nhận được %(given)s.")


class UnknownWay(InvalidInput):
    code = "unknown_way_to_pay"
    text = _("Cách nộp “%(method)s” không có; các cách nộp tại quầy: tiền mặt, chuyển khoản, thẻ.")


class SayWhy(InvalidInput):
    code = "say_why"
    text = _("Hãy nêu lý do, từ 5 đến 300 chữ.")


class WrongFile(InvalidInput):
    """A reconciliation file with mistakes; each problem names its line and column. Nothing was written."""

    code = "wrong_reconciliation_file"
    text = _("Tệp đối soát có %(count)s chỗ sai; chưa ghi nhận gì.")


class WrongAccount(InvalidInput):
    code = "wrong_bank_account"
    text = _("Tài khoản chưa đúng: mã ngân hàng gồm 6 chữ số, số tài khoản gồm 1 đến 19 chữ cái hoặc chữ số.")


class ProviderFault(Exception):
    """A service could not be reached, or its answer makes no sense. Not for people: operations turn it into theirs."""


class BadNotice(Exception):
    """A notification that is not believed. `outcome`: wrong_signature or malformed."""

    def __init__(self, outcome: str, detail: str = "") -> None:
        super().__init__(f"{outcome}: {detail}" if detail else outcome)
        self.outcome = outcome
