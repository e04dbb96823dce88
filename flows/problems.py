"""What is wrong with a flow, as data: code, severity, place, words in Chinese and English, cure."""

from __future__ import annotations

import difflib
import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flows.codes.table import Code, Severity

Lang = Literal["zh", "en"]
"""The languages that problems are worded in."""

SHOWN = 80
"""At most so many characters of a file's own text are repeated in a message."""

MOST_HINTS = 50
"""Guesses at a name in one report: comparing names costs more than all other checks."""

MOST_KNOWN = 500
"""Names to guess among."""

_WORDS = {"zh": {"error": "错误", "warning": "警告"}, "en": {"error": "error", "warning": "warning"}}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `line` counts from 1, 0 where it means nothing; `node` and `parameter` may be empty."""

    code: str
    severity: Severity
    file: str
    line: int
    node: str
    parameter: str
    zh: str
    en: str
    cure_zh: str
    cure_en: str

    @property
    def key(self) -> tuple[str, int, str, str, str, str]:
        """By this problems are sorted: file, line, code, node, parameter, words."""
        return (self.file, self.line, self.code, self.node, self.parameter, self.en)

    @property
    def place(self) -> str:
        """`node.parameter`, as much of it as is known."""
        return ".".join(filter(None, (self.node, self.parameter)))

    def message(self, lang: Lang = "en") -> str:
        """What is wrong, in `lang`."""
        return self.zh if lang == "zh" else self.en

    def cure(self, lang: Lang = "en") -> str:
        """What to do about it, in `lang`."""
        return self.cure_zh if lang == "zh" else self.cure_en

    def text(self, lang: Lang = "en") -> str:
        """One line for people: `file:line: error CW203 node.parameter: message`; line 0 is not said."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        place = f" {self.place}" if self.place else ""
        severity = _WORDS[lang][self.severity]
        return f"{where}: {severity} {self.code}{place}: {self.message(lang)}"

    def to_json(self, lang: Lang = "en") -> dict[str, object]:
        """The problem as `callwright check --json` prints it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "node": self.node,
            "parameter": self.parameter,
            "message": self.message(lang),
            "cure": self.cure(lang),
        }


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` in their fixed order, each once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.key, problem.zh, problem.severity)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of `problems` keeps a flow from running."""
    return any(problem.severity == "error" for problem in problems)


class Report:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._hints = MOST_HINTS

    def add(
        self,
        code: Code,
        line: int = 0,
        *,
        node: str = "",
        parameter: str = "",
        severity: Severity | None = None,
        zh: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        """Note a problem; `values` fill the places of the code's words, `zh` overrides them in Chinese."""
        shown = {name: _shown(value) for name, value in values.items()}
        shown_zh = shown | {name: _shown(value) for name, value in (zh or {}).items()}
        self.problems.append(
            Problem(
                code=code.number,
                severity=severity or code.severity,
                file=self.file,
                line=line,
                node=_shown(node),
                parameter=_shown(parameter),
                zh=code.zh.format_map(shown_zh),
                en=code.en.format_map(shown),
                cure_zh=code.cure_zh.format_map(shown_zh),
                cure_en=code.cure_en.format_map(shown),
            )
        )

    def hint(self, name: str, known: Collection[str]) -> dict[str, Any]:
        """A guess at the name that was meant, as the place `hint` of a code's words; often none."""
        near: list[str] = []
        if self._hints and len(known) <= MOST_KNOWN:
            self._hints -= 1
            near = difflib.get_close_matches(name[:SHOWN], sorted(known), 1)
        zh, en = (f"，是否为 {near[0]}？", f"; is {near[0]} meant?") if near else ("", "")
        return {"zh": {"hint": zh}, "hint": en}


def _shown(value: object) -> str:
    """A value as a message repeats it: printable, on one line, not too long."""
    text = str(value)
    if not text.isprintable():
        text = "".join(
            c if c.isprintable() else " " if c in string.whitespace else "\N{REPLACEMENT CHARACTER}"
            for c in text
        )
    return text if len(text) <= 8 * SHOWN else f"{text[: 8 * SHOWN]}…"


def short(text: object) -> str:
    """A text of the file's own, cut to what a message has room for."""
    written = str(text)
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"
