"""Reads values out in Mandarin."""

from datetime import date, time
from decimal import Decimal

from sounds.reading.values import LARGEST

PAUSE = "，"
ONES = "零一二三四五六七八九"
_MONEY = {"CNY": ("元", "角", "分"), "USD": ("美元", "", "美分"), "EUR": ("欧元", "", "欧分")}
_SIGNS = {"*": "星号", "#": "井号", "+": "加", "-": "杠", "_": "下划线", ".": "点", "/": "斜杠", "@": "艾特"}
_DAY_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def _two(n: int, first: bool = True) -> str:
    """A number from 0 to 99 as one piece; 10 to 19 begin with 一 when something stands before them."""
    tens, ones = divmod(n, 10)
    if tens == 0:
        return ONES[ones]
    head = "" if tens == 1 and first else ONES[tens]
    return head + "十" + (ONES[ones] if ones else "")


_CARDINALS = [_two(n) for n in range(100)]


def _four(n: int, liang: bool, first: bool) -> list[str]:
    """A number from 1 to 9999; `first` says that nothing stands before it."""
    pieces: list[str] = []
    thousand, hundred, low = n // 1000, n // 100 % 10, n % 100
    if thousand:
        pieces.append(("两" if liang and thousand == 2 else ONES[thousand]) + "千")
    if hundred:
        pieces.append(("两" if liang and hundred == 2 else ONES[hundred]) + "百")
    if low:
        if pieces and (not hundred or low < 10):
            pieces.append("零")
        pieces.append(_two(low, first and not pieces))
    return pieces


def cardinal(n: int, liang: bool = True, first: bool = True) -> list[str]:
    """A whole number from 0. `liang`: 2 before 百 千 万 亿 is 两; `first`: nothing stands before it."""
    if n == 0:
        return ["零"]
    if n >= LARGEST:
        return [ONES[int(c)] for c in str(n)]
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if n >= size:
            high, low = divmod(n, size)
            head = ["两"] if liang and high == 2 else cardinal(high, liang, first)
            zero = ["零"] if 0 < low < size // 10 else []
            return [*head, unit, *zero, *(cardinal(low, liang, False) if low else [])]
    return _four(n, liang, first)


def digits(text: str, yao: bool = True) -> list[str]:
    """Digit by digit; `yao` says 1 as 幺. Letters and signs are named."""
    one = "幺" if yao else "一"
    return [one if c == "1" else ONES[int(c)] if c.isdigit() else _SIGNS.get(c, c.upper()) for c in text]


def letters(text: str) -> list[str]:
    """Letter by letter, digits as on the telephone."""
    return digits(text)


def number(value: Decimal, liang: bool = True) -> list[str]:
    """A number with sign and decimals as they are written."""
    whole, _, decimals = format(abs(value), "f").partition(".")
    tail = ["点", *digits(decimals, yao=False)] if decimals else []
    return [*(["负"] if value < 0 else []), *cardinal(int(whole), liang), *tail]


def ordinal(n: int) -> list[str]:
    """A place in an order: 第三."""
    return ["第", *cardinal(n, liang=False)]


def _amount(n: int) -> list[str]:
    """How many of something: 2 alone is 两."""
    return ["两"] if n == 2 else cardinal(n)


def count(value: Decimal) -> list[str]:
    """How many of something, before its measure word: 两, 十二, 二百."""
    return ["两"] if value == 2 else number(value)


def money(hundredths: int, currency: str) -> list[str]:
    """An amount of money: 八十六元五角, 十二元零五分."""
    unit, tenth, hundredth = _MONEY[currency]
    pieces = ["负"] if hundredths < 0 else []
    whole, rest = divmod(abs(hundredths), 100)
    if whole or not rest:
        pieces += [*_amount(whole), unit]
    if not tenth:
        return [*pieces, *_amount(rest), hundredth] if rest else pieces
    jiao, fen = divmod(rest, 10)
    if jiao:
        pieces += [*_amount(jiao), tenth]
    elif fen and whole:
        pieces.append("零")
    return [*pieces, *_amount(fen), hundredth] if fen else pieces


def date_(day: date) -> list[str]:
    """A date, the year digit by digit: 二零二六年一月十五日."""
    year = digits(f"{day.year:04}", yao=False)
    return [*year, "年", _CARDINALS[day.month] + "月", _CARDINALS[day.day] + "日"]


def time_(moment: time) -> list[str]:
    """A time of day to the minute: 下午五点半."""
    part = next(name for until, name in _DAY_PARTS if moment.hour < until)
    hour = moment.hour if moment.hour <= 12 else moment.hour - 12
    return [part, ("两" if hour == 2 else _CARDINALS[hour]) + "点", _minute(moment.minute)]


def _minute(minute: int) -> str:
    """The minute of a time of day as one piece."""
    if minute in (0, 30):
        return "半" if minute else "整"
    return ("零" if minute < 10 else "") + _CARDINALS[minute] + "分"


def datetime_(day: date, moment: time) -> list[str]:
    """A date, then a time of day."""
    return [*date_(day), *time_(moment)]


def percent(value: Decimal) -> list[str]:
    """A percentage: 百分之十二点五."""
    sign = ["负"] if value < 0 else []
    return [*sign, "百分之", *number(abs(value), liang=False)]


def duration(seconds: int) -> list[str]:
    """A length of time: 一小时两分钟五秒."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    parts = ((day, "天"), (hour, "小时"), (minute, "分钟"), (second, "秒"))
    pieces = [piece for value, unit in parts if value for piece in (*_amount(value), unit)]
    return pieces or ["零", "秒"]


def join(pieces: tuple[str, ...]) -> str:
    """The pieces as a person writes them: no blanks but between letters."""
    text = ""
    for piece in pieces:
        text += (" " if text[-1:].isascii() and text and piece.isascii() else "") + piece
    return text


def vocabulary() -> frozenset[str]:
    """Every piece that this module can speak."""
    units = ["负", "点", "第", "百分之", "年", "万", "亿", "天", "小时", "分钟", "秒", "两", "幺", "整", "半"]
    money_units = [unit for names in _MONEY.values() for unit in names if unit]
    hundreds = [ONES[n] + unit for n in range(1, 10) for unit in "百千"] + ["两百", "两千"]
    after = [_two(n, first=False) for n in range(10, 20)]
    months = [_CARDINALS[n] + "月" for n in range(1, 13)]
    days = [_CARDINALS[n] + "日" for n in range(1, 32)]
    hours = [("两" if n == 2 else _CARDINALS[n]) + "点" for n in range(13)]
    minutes = [_minute(n) for n in range(60)]
    parts = [name for _, name in _DAY_PARTS]
    alphabet = [chr(ord("A") + n) for n in range(26)]
    every = [
        *_CARDINALS,
        *units,
        *money_units,
        *hundreds,
        *after,
        *months,
        *days,
        *hours,
        *minutes,
        *parts,
        *alphabet,
    ]
    return frozenset([PAUSE, *every, *_SIGNS.values()])
