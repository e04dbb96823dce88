"""The table of kinds in which a value can be read out, described for documents and the designer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One way of reading: its word in flow files, what it does in Chinese and English, an example."""

    name: str
    zh: str
    en: str
    example: str


_ALL = (
    Kind("digits", "逐位读出（1 读作幺）", "digit by digit", "12345"),
    Kind(
        "telephone",
        "电话号码，按三、四、四分组",
        "a telephone number, in groups of 3, 4 and 4",
        "13800138000",
    ),
    Kind("number", "数值", "a number", "1234.5"),
    Kind("ordinal", "序数（第几）", "a place in an order", "3"),
    Kind("count", "数量，后接量词（2 读作两）", "how many of something", "2"),
    Kind("money", "金额，元、角、分", "an amount of money, yuan unless it says another", "86.50"),
    Kind("date", "日期", "a date", "2026-01-15"),
    Kind("time", "时刻，到分", "a time of day, to the minute", "17:30"),
    Kind("datetime", "日期和时刻", "a date and a time of day", "2026-01-15 17:30"),
    Kind("case_number", "受理编号，每四位一组", "a case number, in groups of four", "20260115-0038"),
    Kind("percent", "百分数", "a percentage", "12.5"),
    Kind("duration", "时长（秒数）", "a length of time, given in seconds", "3725"),
    Kind("letters", "逐个字母拼读", "letter by letter", "TS38"),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

# "spell" is what other products call it; both words are accepted in files.
ALIASES: dict[str, str] = {"spell": "letters"}


def kind_named(name: str) -> Kind:
    """The kind of that name; raises ValueError naming all kinds if there is none."""
    kind = KINDS.get(ALIASES.get(name, name))
    if kind is None:
        raise ValueError(f"no kind of reading is called {name!r}: use one of {', '.join(KINDS)}")
    return kind
