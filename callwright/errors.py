"""How a command fails: every foreign error becomes one sentence, a cure and an exit status.

Failure
├── BadThing        1  the thing asked about is bad
├── Misuse          2  the command was misused
└── OutsideFailed   3  the outside world failed
"""

from __future__ import annotations


class Failure(Exception):
    """A command cannot do what it was asked; `cure` says what the user can do about it."""

    status = 1

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.cure = cure


class BadThing(Failure):
    """The thing asked about is bad: a flow with problems, a failed call script, a refused publish."""

    status = 1


class Misuse(Failure):
    """The command was misused."""

    status = 2


class OutsideFailed(Failure):
    """The outside world failed: store, switch, database."""

    status = 3
