"""What can be wrong with a call script.

Exception
└── ValueError
    ├── Wrong           a value in it breaks a rule of the grammar: why, in both languages
    └── ScriptError     a call script cannot be read: file, line, message, cure
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.problems import Lang


class Wrong(ValueError):
    """A value that the grammar refuses; `zh` says why in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


@dataclass(frozen=True, slots=True)
class ScriptProblem:
    """One thing that is wrong with a script; lines count from 1, 0 is the file as a whole."""

    file: str
    line: int
    message: str
    zh: str = ""

    def text(self, lang: Lang = "en") -> str:
        """`file:line: message` in `lang`."""
        return f"{self.file}:{self.line}: {(lang == 'zh' and self.zh) or self.message}"

    def __str__(self) -> str:
        return self.text()


class ScriptError(ValueError):
    """A call script cannot be read; `problems` holds all that is wrong, in the order of the file."""

    def __init__(self, problems: list[ScriptProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def text(self, lang: Lang = "en") -> str:
        """Every problem, a line each, in `lang`."""
        return "\n".join(problem.text(lang) for problem in self.problems)
