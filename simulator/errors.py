"""What can be wrong with a call script.

Exception
└── ValueError
    └── ScriptError     a call script cannot be read: file, line, message, cure
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScriptProblem:
    """One thing that is wrong with a script; lines count from 1, 0 is the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ScriptError(ValueError):
    """A call script cannot be read; `problems` holds all that is wrong, in the order of the file."""

    def __init__(self, problems: list[ScriptProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
