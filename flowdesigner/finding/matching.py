"""How well a thing answers what was typed: one rule for palette, quick add and command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flowdesigner.finding.initials import initials
from flowdesigner.words.taiwan import in_taiwan

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Texts:
    """What a thing is known by. `more`: words by which it is found when nothing better is, such as help."""

    zh: str
    en: str
    id: str = ""
    more: str = ""


def score(typed: str, texts: Texts) -> int:
    """0 for no answer; the larger, the better. Several words must all answer."""
    words = typed.casefold().split()
    if not words:
        return 1
    least = min(_score(word, texts) for word in words)
    return max(least, _score("".join(words), texts) if len(words) > 1 else 0)


def _score(word: str, texts: Texts) -> int:
    names = (texts.zh.casefold(), in_taiwan(texts.zh).casefold(), texts.en.casefold(), texts.id.casefold())
    if word in names:
        return 100
    if any(name.startswith(word) for name in names):
        return 80
    short = initials(texts.zh)
    if short.startswith(word):
        return 70
    if any(part.startswith(word) for name in names for part in name.replace("_", " ").split()):
        return 60
    if any(word in name for name in names):
        return 50
    if len(word) > 1 and word in short:
        return 40
    if len(word) > 1 and any(_in_order(word, name) for name in (texts.en.casefold(), texts.id.casefold())):
        return 20
    return 10 if len(word) > 1 and word in texts.more.casefold() else 0


def _in_order(word: str, name: str) -> bool:
    """Whether the letters of `word` begin words of `name`, in their order: `slr` for `select lower right`."""
    starts = "".join(part[0] for part in name.replace("_", " ").replace(".", " ").split())
    return word in starts


def best(
    typed: str, things: Iterable[Thing], texts: Callable[[Thing], Texts], uses: Callable[[Thing], int]
) -> Sequence[Thing]:
    """The things that answer, the best first; of those as good the most used first, else in their order."""
    found = [(score(typed, texts(thing)), uses(thing), thing) for thing in things]
    return [thing for rank, _, thing in sorted(found, key=lambda each: (-each[0], -each[1])) if rank]
