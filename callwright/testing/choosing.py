"""`-k EXPR`: which cases are meant, by words of their names with `and`, `or`, `not` and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn

from callwright.errors import Misuse
from callwright.words import words

Choice = Callable[[str], bool]
"""Whether a case of this name is meant."""

_TOKEN = re.compile(r"""\s*(?:(\(|\))|"([^"]*)"|'([^']*)'|([^\s()"']+))""")
_OPERATORS = frozenset({"and", "or", "not"})


def chosen_by(expression: str) -> Choice:
    """What `expression` chooses. Words that stand together are one text; case does not matter.

    `silence and not English`, `"at night" or holiday`. Raises Misuse.
    """
    reader = _Reader(expression)
    choice = reader.alternatives()
    if reader.next is not None:
        reader.complain()
    return choice


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._tokens: list[tuple[str, bool]] = []
        place = 0
        while expression[place:].strip():
            found = _TOKEN.match(expression, place)
            if found is None:
                self.complain()
            bracket, double, single, word = found.groups()
            quoted = double if double is not None else single
            self._tokens.append((bracket or word, False) if quoted is None else (quoted, True))
            place = found.end()
        if not self._tokens:
            self.complain()

    def complain(self) -> NoReturn:
        """Raises Misuse."""
        raise Misuse(
            words(zh=f"-k {self._expression}：看不懂", en=f"-k {self._expression}: not understood"),
            words(zh='例如 -k "silence and not English"', en='such as -k "silence and not English"'),
        )

    @property
    def next(self) -> str | None:
        """The next operator or bracket, empty for a word, None at the end."""
        if not self._tokens:
            return None
        text, quoted = self._tokens[0]
        return text if not quoted and (text in _OPERATORS or text in "()") else ""

    def alternatives(self) -> Choice:
        """What stands between `or`s."""
        choices = [self._both()]
        while self.next == "or":
            self._tokens.pop(0)
            choices.append(self._both())
        return lambda name: any(choice(name) for choice in choices)

    def _both(self) -> Choice:
        choices = [self._one()]
        while self.next == "and":
            self._tokens.pop(0)
            choices.append(self._one())
        return lambda name: all(choice(name) for choice in choices)

    def _one(self) -> Choice:
        kind = self.next
        if kind == "not":
            self._tokens.pop(0)
            inner = self._one()
            return lambda name: not inner(name)
        if kind == "(":
            self._tokens.pop(0)
            inner = self.alternatives()
            if self.next != ")":
                self.complain()
            self._tokens.pop(0)
            return inner
        if kind != "":
            self.complain()
        text = self._tokens.pop(0)[0]
        while self.next == "":
            text += " " + self._tokens.pop(0)[0]
        text = text.casefold()
        return lambda name: text in name.casefold()
