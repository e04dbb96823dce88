"""What an expression or a template may say next: variables, functions and more, each with its help."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import nodes.expressions  # noqa: F401 - it registers the words of the language
from flowdesigner.properties.picker import type_words
from flowdesigner.words.say import both, say
from flows.release import Variable
from nodes.facts import SYSTEM
from nodes.language.readings import READINGS
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS, Word

Sort = Literal["variable", "system", "function", "filter", "test"]

SORTS = {
    "variable": say("变量", "Variables"),
    "system": say("系统变量", "System variables"),
    "function": say("函数", "Functions"),
    "filter": say("过滤器（加工前面的值）", "Filters (change the value before them)"),
    "test": say("判断", "Tests"),
}
ROOTS = {
    "call": say("呼叫", "The call"),
    "line": say("线路", "The line"),
    "now": say("现在", "Now"),
    "today": say("今天", "Today"),
    "last": say("上一步的结果", "What happened last"),
}
READING_WORDS = {
    "text": say("按原文读", "as it is written"),
    "digits": say("逐位读", "digit by digit"),
    "telephone": say("电话号码", "telephone number"),
    "number": say("数值", "number"),
    "ordinal": say("第几", "first, second"),
    "count": say("数量", "count"),
    "money": say("金额", "money"),
    "date": say("日期", "date"),
    "time": say("时间", "time"),
    "datetime": say("日期和时间", "date and time"),
    "case_number": say("工单编号", "case number"),
    "percent": say("百分数", "percentage"),
    "duration": say("时长", "duration"),
    "letters": say("逐个字母", "letter by letter"),
}
"""How a value is read out, for people."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be written: its name, what is inserted, and what an author should know of it."""

    name: str
    insert: str
    help: str
    sort: Sort


def variable_offers(variables: Mapping[str, Variable]) -> list[Offer]:
    """The variables of a flow."""
    return [Offer(each.name, each.name, type_words(each.type), "variable") for each in variables.values()]


def system_offers() -> list[Offer]:
    """The system variables."""
    return [
        Offer(each.path, each.path, f"{both(each.zh, each.en)}  ·  {each.example}", "system")
        for each in SYSTEM
    ]


def function_offers() -> list[Offer]:
    """The functions."""
    return [_word(each) for each in FUNCTIONS.values()]


def filter_offers() -> list[Offer]:
    """What may stand behind a bar, the readings among them."""
    readings = [Offer(name, name, reading_words(name), "filter") for name in READINGS if name not in FILTERS]
    return [*(_word(each) for each in FILTERS.values()), *readings]


def test_offers() -> list[Offer]:
    """What may stand behind `is`."""
    return [_word(each) for each in TESTS.values()]


def _word(word: Word) -> Offer:
    call = word.signature.parameters
    takes = len(call) > word.skipped
    insert = f"{word.name}()" if takes or word.sort == "function" else word.name
    return Offer(word.name, insert, f"{word.usage}  {both(word.zh, word.en)}  ·  {word.example}", word.sort)


def reading_words(reading: str) -> str:
    """What a reading is called."""
    return str(READING_WORDS[reading]) if reading in READING_WORDS else reading


NO_VALUES: Mapping[str, Callable[[], Sequence[str]]] = {}
_NAME_BEFORE = re.compile(r"[A-Za-z_][\w.]*$", re.ASCII)


_VALUE_BEFORE = re.compile(r"([A-Za-z_][\w.]*)\s*[!=]=\s*(['\"])([^'\"]*)$")


def offered(
    before: str,
    variables: Mapping[str, Variable],
    *,
    template: bool,
    values: Mapping[str, Callable[[], Sequence[str]]] = NO_VALUES,
) -> tuple[str, list[Offer]]:
    """What may follow `before`, the text up to the cursor: the beginning that is written, and the offers.

    In a template nothing is offered outside of `{{ }}` and `{% %}`, in quotes only `values` of what they are
    compared with.
    """
    if template:
        opened = max(before.rfind("{{"), before.rfind("{%"))
        if opened < 0 or max(before.rfind("}}"), before.rfind("%}")) > opened:
            return "", []
        before = before[opened + 2 :]
    if _in_quotes(before):
        return _value_offers(before, values)
    found = _NAME_BEFORE.search(before)
    prefix = found.group() if found else ""
    rest = before[: len(before) - len(prefix)].rstrip()
    if rest.endswith("|"):
        return prefix, list(_starting(prefix, filter_offers()))
    if re.search(r"\bis(\s+not)?$", rest):
        return prefix, list(_starting(prefix, test_offers()))
    every = [*variable_offers(variables), *system_offers(), *function_offers()]
    return prefix, list(_starting(prefix, every))


def _value_offers(before: str, values: Mapping[str, Callable[[], Sequence[str]]]) -> tuple[str, list[Offer]]:
    """What a text may say that something is compared with: `line.number == '12`."""
    found = _VALUE_BEFORE.search(before)
    if found is None or found[1] not in values:
        return "", []
    offers = [Offer(name, name, found[1], "system") for name in values[found[1]]()]
    return found[3], list(_starting(found[3], offers))


def _in_quotes(text: str) -> bool:
    quote = ""
    for character in text:
        if character in "'\"" and quote in ("", character):
            quote = "" if quote else character
    return bool(quote)


def _starting(prefix: str, offers: list[Offer]) -> Iterator[Offer]:
    wanted = prefix.lower()
    return (each for each in offers if each.name.lower().startswith(wanted) and each.name != prefix)
