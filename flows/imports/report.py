"""What an import has to say: what is left to do and what differs, with place and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.problems import Lang, short

Kind = Literal["left", "differs", "note"]
"""`left`: not mapped, somebody has to do it. `differs`: the flow behaves otherwise. `note`: good to know."""

_KINDS: dict[Kind, tuple[str, str]] = {
    "left": ("待办", "to do"),
    "differs": ("不同", "differs"),
    "note": ("说明", "note"),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that a report may hold, by its `code`, with places for values; a cure may be empty."""

    code: str
    kind: Kind
    zh: str
    en: str
    cure_zh: str = ""
    cure_en: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `place` says where in the document, in its own words: `menu demo_ivr, key 5`."""

    code: str
    kind: Kind
    file: str
    line: int
    place: str
    zh: str
    en: str
    cure_zh: str = ""
    cure_en: str = ""

    def message(self, lang: Lang = "en") -> str:
        """What was found, in `lang`."""
        return self.zh if lang == "zh" else self.en

    def cure(self, lang: Lang = "en") -> str:
        """What to do about it, in `lang`; empty if nothing."""
        return self.cure_zh if lang == "zh" else self.cure_en

    def text(self, lang: Lang = "en") -> str:
        """One line for people: `file:line: to do (menu demo_ivr, key 5): message`."""
        kind = _KINDS[self.kind][0 if lang == "zh" else 1]
        place = f" ({self.place})" if self.place else ""
        return f"{self.file}:{self.line}: {kind}{place}: {self.message(lang)}"

    def to_json(self, lang: Lang = "en") -> dict[str, object]:
        """The finding as `callwright import --json` prints it."""
        return {
            "code": self.code,
            "kind": self.kind,
            "file": self.file,
            "line": self.line,
            "place": self.place,
            "message": self.message(lang),
            "cure": self.cure(lang),
        }


@dataclass(frozen=True, slots=True)
class Both:
    """A value of a sentence that is worded in both languages."""

    zh: str
    en: str


class Findings:
    """Collects what one import has to say."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}

    def say(self, saying: Saying, file: str, line: int, place: str = "", **values: object) -> None:
        """Note a sentence with its values; the same thing at the same place is noted once."""
        zh = {name: _shown(value.zh if isinstance(value, Both) else value) for name, value in values.items()}
        en = {name: _shown(value.en if isinstance(value, Both) else value) for name, value in values.items()}
        finding = Finding(
            saying.code,
            saying.kind,
            file,
            line,
            _shown(place),
            saying.zh.format_map(zh),
            saying.en.format_map(en),
            saying.cure_zh.format_map(zh),
            saying.cure_en.format_map(en),
        )
        self._found[finding] = None

    @property
    def all(self) -> tuple[Finding, ...]:
        """Everything found, by file and line."""
        return tuple(sorted(self._found, key=lambda one: (one.file, one.line)))


def _shown(value: object) -> str:
    """A value as a sentence repeats it: on one line, printable, not too long."""
    text = short(value)
    return "".join(c if c.isprintable() else " " for c in text)
