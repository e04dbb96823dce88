"""The words of the expression language: filters, tests and functions, each with what its page shows."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["filter", "test", "function"]


@dataclass(frozen=True, slots=True)
class Word:
    """One filter, test or function. `gives` is what `example` gives, written as text; a test runs it.

    `function` gets the run, then for a filter or test the value before it, then the arguments.
    """

    name: str
    sort: Sort
    zh: str
    en: str
    example: str
    gives: str
    function: Callable[..., Any]
    signature: inspect.Signature

    @property
    def usage(self) -> str:
        """How it is written, with the names of its arguments."""
        arguments = ""
        for name, parameter in list(self.signature.parameters.items())[self.skipped :]:
            before = ", " if arguments else ""
            if parameter.kind is parameter.VAR_POSITIONAL:
                arguments += f"{before}..."
            else:
                arguments += before + name if parameter.default is parameter.empty else f"[{before}{name}]"
        inside = f"({arguments})" if arguments or self.sort == "function" else ""
        return {"filter": "|", "test": "is ", "function": ""}[self.sort] + self.name + inside

    @property
    def skipped(self) -> int:
        """How many arguments of `function` no author writes."""
        return 1 if self.sort == "function" else 2

    def takes(self, positional: int, named: list[str]) -> bool:
        """Whether it may be called with so many arguments and these named ones."""
        try:
            self.signature.bind(*[None] * (self.skipped + positional), **dict.fromkeys(named))
        except TypeError:
            return False
        return True


FILTERS: dict[str, Word] = {}
TESTS: dict[str, Word] = {}
FUNCTIONS: dict[str, Word] = {}
_TABLES: Mapping[Sort, dict[str, Word]] = {"filter": FILTERS, "test": TESTS, "function": FUNCTIONS}

Plain = Callable[..., Any]


def word(sort: Sort, name: str, *, zh: str, en: str, example: str, gives: str) -> Callable[[Plain], Plain]:
    """Register a function as a word of the language."""

    def register(function: Plain) -> Plain:
        _TABLES[sort][name] = Word(name, sort, zh, en, example, gives, function, inspect.signature(function))
        return function

    return register
