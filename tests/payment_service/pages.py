"""What a payer sees: the sum, and buttons for what may happen. In the payer's language."""

from __future__ import annotations

from html import escape
from typing import Any

_WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "Cổng thanh toán minh hoạ", "note": "Không thu tiền thật của ai.", "for": "Nội dung", "sum": "Số tiền",
        "code": "Mã giao dịch", "pay": "Trả tiền", "fail": "Trả không thành công", "cancel": "Hủy và quay lại",
        "wait": "Quay lại, để trả sau", "ended": "Giao dịch này đã kết thúc.", "back": "Quay lại", "unit": "đồng",
    },
    "en": {
        "title": "Demonstration payment service", "note": "No real money is taken from anybody.", "for": "For",
        "sum": "Amount", "code": "Reference", "pay": "Pay", "fail": "Let the payment fail",
        "cancel": "Cancel and go back", "wait": "Go back and pay later", "ended": "This payment has ended.",
        "back": "Go back", "unit": "đồng",
    },
    "th": {
        "title": "บริการชำระเงินตัวอย่าง", "note": "ไม่มีการเก็บเงินจริงจากผู้ใด", "for": "รายการ", "sum": "จำนวนเงิน",
        "code": "รหัสธุรกรรม", "pay": "ชำระเงิน", "fail": "ให้การชำระเงินไม่สำเร็จ", "cancel": "ยกเลิกและกลับ",
        "wait": "กลับไปก่อน ชำระภายหลัง", "ended": "ธุรกรรมนี้สิ้นสุดแล้ว", "back": "กลับ", "unit": "ด่อง",
    },
}  # fmt: skip
STYLE = """
body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#f5f1e8;color:#1d1a16}
main{max-width:32rem;margin:2rem auto;padding:1.5rem;background:#fff;border-top:.4rem solid #2f5d50}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1.2rem}dt{color:#5a5249}dd{margin:0;overflow-wrap:anywhere}
button,a.b{display:block;width:100%;box-sizing:border-box;padding:.8rem;margin:.6rem 0;font:inherit;border:2px solid
#2f5d50;background:#fff;color:#2f5d50;cursor:pointer;text-align:center}button[value=pay]{background:#2f5d50;color:#fff}
:focus-visible{outline:3px solid #d9a400;outline-offset:2px}
"""


def page(session: dict[str, Any]) -> str:
    """The page of one session."""
    say = _WORDS.get(session.get("language", "vi"), _WORDS["vi"])
    amount = f"{session['amount']:,}".replace(",", ".")
    if session["state"] == "pending":
        buttons = "".join(
            f'<button name="action" value="{action}">{say[action]}</button>'
            for action in ("pay", "fail", "wait", "cancel")
        )
        body = f'<form method="post">{buttons}</form>'
    else:
        body = f'<p>{say["ended"]}</p><a class="b" href="{escape(session["return_url"])}">{say["back"]}</a>'
    rows = (("for", session["description"]), ("code", session["reference"]), ("sum", f"{amount} {say['unit']}"))
    list_ = "".join(f"<dt>{say[name]}</dt><dd>{escape(str(value))}</dd>" for name, value in rows)
    return (
        f'<!doctype html><html lang="{session.get("language", "vi")}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{say["title"]}</title>'
        f"<style>{STYLE}</style><main><h1>{say['title']}</h1><p>{say['note']}</p><dl>{list_}</dl>{body}</main></html>"
    )
