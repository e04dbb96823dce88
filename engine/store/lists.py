"""Who is on a list of callers: asked for each call, so it costs no more on a list of 100,000 numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.store.errors import Refused

FOREVER = float("inf")
MOST_FORMS = 200
"""Forms of patterns on one list: each is looked up once for a call."""


class Form(NamedTuple):
    """What patterns may have in common: their length, where an X stands, whether more may follow."""

    length: int
    digits: tuple[int, ...]
    more: bool


def form_of(pattern: str) -> tuple[Form, str]:
    """The form of a pattern, and what it says where no X stands."""
    head = pattern.removesuffix(".")
    places = tuple(place for place, character in enumerate(head) if character == "X")
    return Form(len(head), places, head != pattern), head


class CallerList:
    """The numbers and patterns of a list, each for ever or until a moment (seconds since 1970)."""

    def __init__(self, entries: Iterable[tuple[str, float]]) -> None:
        self._exact: dict[str, float] = {}
        self._forms: dict[Form, dict[str, float]] = {}
        for value, until in entries:
            form, head = form_of(value)
            if form.digits or form.more:
                self._forms.setdefault(form, {})[head] = until
            else:
                self._exact[value] = until

    def __len__(self) -> int:
        return len(self._exact) + sum(map(len, self._forms.values()))

    def holds(self, number: str, at: float) -> bool:
        """Whether `number` is on the list at the moment `at`: one look for itself, one a form of patterns."""
        number = number.lower()
        if self._exact.get(number, 0.0) > at:
            return True
        return any(self._fits(form, heads, number, at) for form, heads in self._forms.items())

    @staticmethod
    def _fits(form: Form, heads: dict[str, float], number: str, at: float) -> bool:
        if len(number) <= form.length if form.more else len(number) != form.length:
            return False
        head = list(number[: form.length])
        for place in form.digits:
            if not "0" <= head[place] <= "9":
                return False
            head[place] = "X"
        return heads.get("".join(head), 0.0) > at


def refuse_forms(patterns: Iterable[str]) -> None:
    """Raises Refused if the patterns of one list have too many forms to be asked for each call."""
    forms = {form_of(pattern)[0] for pattern in patterns}
    if len(forms) > MOST_FORMS:
        raise Refused(
            f"the list would have patterns of {len(forms)} forms, {MOST_FORMS} at most",
            "give them the same lengths, with X in the same places",
        )
