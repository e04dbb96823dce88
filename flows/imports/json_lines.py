"""JSON with the line of every object and list, within bounds."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from flows import bounds

_BLANK = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?|true|false|null")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


class JsonObject(dict[str, Any]):
    """An object; `line` is where it begins."""

    line: int = 0


class JsonError(Exception):
    """What is wrong and where."""

    def __init__(self, line: int, en: str, zh: str) -> None:
        super().__init__(f"line {line}: {en}")
        self.line, self.en, self.zh = line, en, zh


def parse_json(text: str) -> Any:
    """The value that `text` holds, objects as JsonObject. Raises JsonError."""
    reading = _Reading(text)
    value = reading.value(reading.blank(0), 1)
    if reading.blank(reading.at) != len(text):
        raise reading.error("something follows behind its end", "结尾之后还有内容")
    return value


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def blank(self, at: int) -> int:
        """The place of the next character that is not white space."""
        found = _BLANK.match(self._text, at)
        self.at = found.end() if found else at
        return self.at

    def error(self, en: str, zh: str) -> JsonError:
        """An error at the place reached."""
        return JsonError(self._line(self.at), en, zh)

    def _line(self, at: int) -> int:
        return self._text.count("\n", 0, at) + 1

    def value(self, at: int, depth: int) -> Any:
        """The value that begins at `at`; `self.at` is behind it afterwards."""
        self.at = at
        if depth > bounds.DEPTH:
            raise self.error(f"it is nested more than {bounds.DEPTH} deep", f"嵌套超过 {bounds.DEPTH} 层")
        first = self._text[at : at + 1]
        if first == "{":
            return self._object(depth)
        if first == "[":
            return self._list(depth)
        if first == '"':
            return self._string()
        found = _PLAIN.match(self._text, at)
        if found is None:
            raise self.error("a value is missing", "缺少值")
        self.at = found.end()
        word = found.group()
        return _WORDS[word] if word in _WORDS else json.loads(word)

    def _string(self) -> str:
        try:
            text, self.at = scanstring(self._text, self.at + 1, False)
        except ValueError as reason:
            raise self.error("a text has no end", "字符串没有结束") from reason
        if len(text) > bounds.TEXT:
            raise self.error(f"a text is longer than {bounds.TEXT}", f"字符串超过 {bounds.TEXT} 个字符")
        return str(text)

    def _object(self, depth: int) -> JsonObject:
        found = JsonObject()
        found.line = self._line(self.at)
        if self._text[self.blank(self.at + 1) : self.at + 1] == "}":
            self.at += 1
            return found
        while True:
            if self._text[self.at : self.at + 1] != '"':
                raise self.error("a name in quotes is missing", "缺少带引号的名称")
            name = self._string()
            if self._text[self.blank(self.at) : self.at + 1] != ":":
                raise self.error("a colon is missing", "缺少冒号")
            found[name] = self.value(self.blank(self.at + 1), depth + 1)
            if self._ends("}"):
                return found

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        if self._text[self.blank(self.at + 1) : self.at + 1] == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value(self.at, depth + 1))
            if self._ends("]"):
                return found

    def _ends(self, mark: str) -> bool:
        """Whether `mark` comes next; if a comma does, whatever follows it is next. Raises JsonError."""
        next_ = self._text[self.blank(self.at) : self.at + 1]
        if next_ not in (mark, ","):
            raise self.error(f"a comma or {mark} is missing", f"缺少逗号或 {mark}")
        self.at += 1
        if next_ == mark:
            return True
        self.blank(self.at)
        return False
