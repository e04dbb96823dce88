"""Colours in what authors write: the slots of templates, the words of expressions and of SQL."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from flowdesigner.theme import colours

_EXPRESSION = (
    r"(?P<text>'[^']*'?|\"[^\"]*\"?)|(?P<number>\b\d+(\.\d+)?\b)"
    r"|(?P<word>\b(and|or|not|is|in|if|elif|else|endif|for|endfor|set|true|false|none)\b)"
    r"|(?P<filter>\|\s*\w+)|(?P<name>\b(call|line|last|now|today)\b(\.\w+)*)"
)
_SQL = (
    r"(?P<text>'(?:[^']|'')*'?)|(?P<number>\b\d+(\.\d+)?\b)|(?P<quiet>--.*$)|(?P<name>(?<!:):[A-Za-z_]\w*)"
    r"|(?P<word>\b(select|from|where|and|or|not|insert|into|values|update|set|delete|join|left|right|inner|outer"
    r"|on|order|group|by|having|limit|offset|as|distinct|null|is|in|like|between|exists|case|when|then|else|end"
    r"|union|all|asc|desc|count|sum|min|max|avg|coalesce|returning|with|for)\b)"
)
_SLOT = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)")


class Highlighter(QSyntaxHighlighter):
    """Colours one text; `template` only what stands in its slots."""

    def __init__(self, document: QTextDocument, language: str, *, template: bool = False) -> None:
        super().__init__(document)
        self._pattern = re.compile(_SQL, re.IGNORECASE) if language == "sql" else re.compile(_EXPRESSION)
        self._template = template

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Colour one line."""
        if not self._template:
            self._mark(text, 0, len(text))
            return
        for slot in _SLOT.finditer(text):
            self.setFormat(slot.start(), slot.end() - slot.start(), _format("slot"))
            self._mark(text, slot.start(), slot.end())

    def _mark(self, text: str, begin: int, end: int) -> None:
        for found in self._pattern.finditer(text, begin, end):
            if found.lastgroup or found.group():
                kind = next((name for name, value in found.groupdict().items() if value), "")
                self.setFormat(found.start(), found.end() - found.start(), _format(kind))


def _format(kind: str) -> QTextCharFormat:
    worn = colours()
    made = QTextCharFormat()
    made.setForeground(
        QColor(
            {
                "text": worn.good,
                "number": worn.back,
                "word": worn.selected,
                "filter": worn.back,
                "name": worn.warning,
                "quiet": worn.quiet,
                "slot": worn.selected,
            }.get(kind, worn.ink)
        )
    )
    if kind in ("word", "slot"):
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
