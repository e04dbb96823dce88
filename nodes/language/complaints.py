"""How complaints about the text of an expression or a template are worded, and how they say where."""

from __future__ import annotations

import re
from typing import NoReturn

from nodes.errors import ExpressionError
from nodes.language.budget import MAX_DEPTH


def too_deep(source: str) -> NoReturn:
    """Raise the ExpressionError for brackets or blocks nested too deeply."""
    raise ExpressionError(
        f"brackets, operators or blocks are nested more than {MAX_DEPTH} deep",
        source[:80],
        cure="work part of it out in a variable first",
        zh=f"括号、运算或语句块嵌套超过 {MAX_DEPTH} 层",
        cure_zh="先用变量算出其中一部分",
    )


def place(source: str, line: int | None, needle: str = "") -> tuple[str, str]:
    """Where in `source` something stands, in English and Chinese: its line, and the character of `needle`."""
    lines = source.split("\n")
    line = line or 1
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text) if needle else None
    character = found.start() + 1 if found else 0
    if len(lines) == 1:
        return (f" (character {character})", f"（第 {character} 个字符）") if character else ("", "")
    if character:
        return f" (line {line}, character {character})", f"（第 {line} 行第 {character} 个字符）"
    return f" (line {line})", f"（第 {line} 行）"


_SAID: tuple[tuple[str, str, str], ...] = (
    (r"unexpected char '(.+)' at (\d+)", "the character '{0}' may not stand there", "不能有字符“{0}”"),
    (r"unexpected char \"(.+)\" at (\d+)", "a quote is not closed", "引号没有补全"),
    (r"unexpected '?end of", "it ends too early", "结尾过早"),
    (r"Missing end of (comment|raw)", "it ends too early", "结尾过早"),
    (r"expected an expression, got '(.+)'", "a value is missing before {0}", "{0} 之前缺少一个值"),
    (r"expected token '(.+)', got '(.+)'", "{0} is expected and {1} stands there", "应为 {0}，却是 {1}"),
    (r"expected name or number", "a name is missing after a point", "点号后缺少名称"),
    (r"tag name expected", "it ends too early", "结尾过早"),
    (r"unknown tag '(.+?)'", "there is no statement '{0}'", "没有语句“{0}”"),
    (r"unexpected '?(.+?)'?$", "'{0}' may not stand there", "不能有“{0}”"),
)
"""What Jinja2's parser says, and how it is told to an author."""

_CURES: tuple[tuple[str, str, str], ...] = (
    (
        r"unexpected char '[（）［］，：“”‘’＝＋＜＞｛｝！]'",
        "write brackets, quotes, commas and operators in their plain, half-width form",
        "括号、引号、逗号和运算符要用半角",
    ),
    (r"unexpected char '[&!]'", "write and, or, not", "写成 and、or、not"),
    (r"(unexpected|got) '='", "write == to compare", "比较要写 =="),
    (
        r"unknown tag",
        "only if, elif, else, for and set may stand in {% %}",
        "{% %} 里只能写 if、elif、else、for 和 set",
    ),
    (r"expected token ':', got '}'", "write an expression without {{ }}", "表达式不写 {{ }}"),
)
"""By what the parser said: the likeliest cause."""

_TOKENS = {"end of print statement": "}}", "end of statement block": "%}", "end of template": "the end"}


def unreadable(said: str, line: int, source: str) -> ExpressionError:
    """The error for a source that the parser did not understand and about which it said `said`."""
    en, zh = said, said
    for pattern, english, chinese in _SAID:
        if found := re.search(pattern, said, re.IGNORECASE):
            words = [_TOKENS.get(word, word) for word in found.groups("")]
            en, zh = english.format(*words), chinese.format(*words)
            break
    at = place(source, line)
    cure = "compare its quotes, brackets, {{ }} and {% %} with an example"
    cure_zh = "对照示例检查引号、括号、{{ }} 和 {% %}"
    for pattern, english, chinese in _CURES:
        if re.search(pattern, said):
            cure, cure_zh = english, chinese
            break
    return ExpressionError(
        f"it cannot be read: {en}{at[0]}", source, cure=cure, zh=f"无法读取：{zh}{at[1]}", cure_zh=cure_zh
    )
