"""How a complaint about an expression or a template says where."""

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


def place(source: str, line: int, needle: str = "") -> tuple[str, str]:
    """Where in `source` something stands, in English and Chinese: its line, and the character of `needle`."""
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text) if needle else None
    character = found.start() + 1 if found else 0
    if len(lines) == 1:
        return (f" (character {character})", f"（第 {character} 个字符）") if character else ("", "")
    if character:
        return f" (line {line}, character {character})", f"（第 {line} 行第 {character} 个字符）"
    return f" (line {line})", f"（第 {line} 行）"
