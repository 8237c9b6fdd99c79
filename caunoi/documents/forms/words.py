"""Vietnamese words for dates and times, as administrative papers write them. Pure."""

from __future__ import annotations

from datetime import date, datetime

from caunoi.core.clock import VIETNAM

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_words(number: int) -> str:
    """A number from 0 to 9999 in words: 2026 is "hai nghìn không trăm hai mươi sáu". Raises ValueError outside."""
    if not 0 <= number <= 9999:
        raise ValueError(f"no words for {number}")
    if number < 100:
        return _below_hundred(number)
    thousands, rest = divmod(number, 1000)
    words = [f"{_DIGITS[thousands]} nghìn"] if thousands else []
    if rest:
        hundreds, below = divmod(rest, 100)
        words.append(f"{_DIGITS[hundreds]} trăm")
        if below:
            words.append(f"linh {_DIGITS[below]}" if below < 10 else _below_hundred(below))
    return " ".join(words)


def sum_words(number: int) -> str:
    """A sum below a billion billions in words: 1500000 is "một triệu năm trăm nghìn". Raises ValueError below 0."""
    if not 0 <= number < 10**18:
        raise ValueError(f"no words for {number}")
    if number >= 10**9:
        billions, below = divmod(number, 10**9)
        return f"{sum_words(billions)} tỷ" + (f" {_groups(below, led=True)}" if below else "")
    return _groups(number, led=False) or _DIGITS[0]


def _groups(number: int, *, led: bool) -> str:
    """Below a billion; `led`: something stands before it, so noughts are said."""
    said: list[str] = []
    for size, name in ((10**6, " triệu"), (10**3, " nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            said.append(_hundreds(group, led=led or bool(said)) + name)
    return " ".join(said)


def _hundreds(number: int, *, led: bool) -> str:
    hundreds, below = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or led else []
    if below:
        words.append(f"linh {_DIGITS[below]}" if below < 10 and words else _below_hundred(below))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units == 0:
        return head
    if units == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} lăm" if units == 5 else f"{head} {_DIGITS[units]}"


def date_words(day: date) -> str:
    """ "Ngày mười hai, tháng chín, năm hai nghìn không trăm hai mươi sáu"; the fourth month is "tư"."""
    month = "tư" if day.month == 4 else number_words(day.month)
    return f"Ngày {number_words(day.day)}, tháng {month}, năm {number_words(day.year)}"


def short_date(day: date) -> str:
    """22/09/2026."""
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """ "ngày 22 tháng 9 năm 2026"; days below 10 and months 1 and 2 get a leading zero (Decree 30/2020, annex I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_text(moment: datetime) -> str:
    """ "10 giờ 05 phút, ngày 22 tháng 9 năm 2026" in Việt Nam's time. Takes an aware time."""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour} giờ {local:%M} phút, {long_date(local.date())}"


def compact_moment(moment: datetime) -> str:
    """ "10:05, 22/09/2026" in Việt Nam's time, for tables. Takes an aware time."""
    return f"{moment.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"


def stamp_text(moment: datetime) -> str:
    """ "22/09/2026 10:05:33 +07:00", the form that a digital signature shows."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S} +07:00"
