"""Authors' patterns: regular expressions on the linear-time engine RE2, bounded in length and size."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

from nodes.errors import ExpressionError

MAX_PATTERN = 1_000
"""The longest pattern, in characters."""

MAX_PROGRAM = 2_000
"""The largest program that RE2 may make of a pattern, in its own instructions."""

MAX_SUBJECT = 1_024
"""The longest text that is matched, in characters: what a caller enters is far shorter."""

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.never_capture = True
_OPTIONS.max_mem = 1 << 20


@lru_cache(maxsize=256)
def compile_pattern(text: str) -> Any:
    """The compiled pattern; raises ExpressionError saying what is wrong with it."""
    if len(text) > MAX_PATTERN:
        raise _wrong(text, f"is longer than {MAX_PATTERN} characters", f"超过 {MAX_PATTERN} 个字符")
    try:
        text.encode()
    except UnicodeEncodeError as reason:
        raise _wrong(text, "holds half a character", "含有不完整的字符") from reason
    try:
        compiled = re2.compile(text, _OPTIONS)
    except re2.error as reason:
        said = reason.args[0] if reason.args else b""
        shown = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise _wrong(text, f"is not understood by RE2: {shown}", f"RE2 无法识别：{shown}") from reason
    if compiled.programsize > MAX_PROGRAM:
        raise _wrong(text, "repeats too much", "重复次数过多")
    return compiled


def full_match(pattern: str, text: str) -> bool:
    """Whether `pattern` fits the whole of `text`; raises ExpressionError for a bad pattern or a long text."""
    if len(text) > MAX_SUBJECT:
        raise ExpressionError(
            f"a text of {len(text)} characters is too long to be matched with a pattern",
            cure=f"match at most {MAX_SUBJECT} characters",
            zh=f"文字有 {len(text)} 个字符，太长，无法用表达式匹配",
            cure_zh=f"最多 {MAX_SUBJECT} 个字符",
        )
    compiled = compile_pattern(pattern)
    return compiled.fullmatch(text.encode("utf-8", "replace").decode()) is not None


def _wrong(text: str, en: str, zh: str) -> ExpressionError:
    return ExpressionError(
        f"the pattern '{text[:60]}' {en}",
        text,
        cure="write it as RE2 has it: no look-around, no back references, such as 1[3-9][0-9]{9}",
        zh=f"表达式“{text[:60]}”{zh}",
        cure_zh="按 RE2 的写法：没有环视和反向引用，例如 1[3-9][0-9]{9}",
    )
