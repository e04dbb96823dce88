"""The node types as the palette shows them: by categories, searched, the most used first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flowdesigner.finding.matching import Texts, best
from flowdesigner.properties.helps import plain
from flowdesigner.words.say import Say, both, say
from flows.wording import CATEGORIES as TITLES
from nodes.registry import node_types

CATEGORIES: Mapping[str, Say] = {name: say(zh, en) for name, (zh, en) in TITLES.items()}
"""Every category in the order of the palette. One in which nothing is installed is not shown."""

FREQUENT = 5
"""So many of the most used types stand at the top of the palette."""

SEVERAL = 3
"""A type that was added so often is among the most used."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A node type to choose. `zh`, `en`: its title; the first sentence of its help is shown beside it."""

    id: str
    category: str
    zh: str
    en: str
    help_zh: str
    help_en: str

    @property
    def title(self) -> str:
        """What it is called in the language in force."""
        return both(self.zh, self.en)

    @property
    def help(self) -> str:
        """What it does."""
        return both(self.help_zh, self.help_en)

    @property
    def texts(self) -> Texts:
        """By what it is found."""
        return Texts(self.zh, self.en, self.id, f"{self.help_zh} {self.help_en}")


@cache
def kinds() -> tuple[Kind, ...]:
    """Every node type that is installed, by categories, then in the order of their English titles."""
    order = list(CATEGORIES)
    found = [
        Kind(id_, cls.category, cls.zh, cls.en, _words(cls.help_zh), _words(cls.__doc__ or ""))
        for id_, cls in node_types().items()
    ]
    return tuple(sorted(found, key=lambda kind: (order.index(kind.category), kind.en)))


def _words(text: str) -> str:
    return plain(" ".join(text.split()))


def found(typed: str, uses: Mapping[str, int]) -> Sequence[Kind]:
    """The kinds that answer what was typed, the best first."""
    return best(typed, kinds(), lambda kind: kind.texts, lambda kind: uses.get(kind.id, 0))


def frequent(uses: Mapping[str, int]) -> Sequence[Kind]:
    """The few most used kinds."""
    often = [kind for kind in kinds() if uses.get(kind.id, 0) >= SEVERAL]
    return sorted(often, key=lambda kind: -uses[kind.id])[:FREQUENT]
