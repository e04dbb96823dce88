"""A change and a list of changes: plain data that is printed, drawn and sent to programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flows.diff.sentences import SENTENCES, Aspect
from flows.problems import Lang

Sign = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `node` is its id in the new flow, in the old one if it was removed, or empty.

    `place` names the parameter, exit, variable or handler; `language` and `attempt` belong to a prompt.
    `old` and `new` are what stood and stands there, as text; empty where nothing does.
    `aspect` says what the change is of: `logic` changes calls, `notes` and `layout` do not.
    """

    kind: str
    aspect: Aspect
    flow: str
    node: str
    place: str
    old: str
    new: str
    language: str
    attempt: int
    zh: str
    en: str

    @property
    def sign(self) -> Sign:
        """`+` for what is new, `-` for what is gone, `~` for what is different."""
        return "+" if self.kind.endswith("_added") else "-" if self.kind.endswith("_removed") else "~"

    def text(self, lang: Lang = "en") -> str:
        """The change as a sentence."""
        return self.zh if lang == "zh" else self.en

    def to_json(self, lang: Lang = "en") -> dict[str, Any]:
        """The change for programs; `message` is its sentence in `lang`."""
        return {
            "kind": self.kind,
            "aspect": self.aspect,
            "flow": self.flow,
            "node": self.node,
            "place": self.place,
            "language": self.language,
            "attempt": self.attempt,
            "old": self.old,
            "new": self.new,
            "message": self.text(lang),
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, in a fixed order. `renamed` maps, by flow, new ids of nodes to their old ones."""

    changes: tuple[Change, ...]
    renamed: Mapping[str, Mapping[str, str]]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, aspect: Aspect) -> tuple[Change, ...]:
        """The changes of one aspect."""
        return tuple(change for change in self.changes if change.aspect == aspect)

    def in_flow(self, name: str) -> tuple[Change, ...]:
        """The changes of one flow."""
        return tuple(change for change in self.changes if change.flow == name)

    @property
    def logic(self) -> bool:
        """Whether calls can run differently."""
        return bool(self.of("logic"))

    @property
    def only_layout(self) -> bool:
        """Whether nothing but the drawing changed."""
        return bool(self.changes) and len(self.of("layout")) == len(self.changes)

    def summary(self, lang: Lang = "en") -> str:
        """How much changed, in one sentence."""
        logic, rest = len(self.of("logic")), len(self.changes) - len(self.of("logic"))
        if not self.changes:
            return "没有差别。" if lang == "zh" else "No difference."
        if self.only_layout:
            return "只有布局不同，通话不变。" if lang == "zh" else "Only the layout differs; calls do not."
        if not logic:
            words = ("只有布局和备注不同，通话不变。", "Only layout and notes differ; calls do not.")
            return words[0] if lang == "zh" else words[1]
        if lang == "zh":
            return f"逻辑改动 {logic} 处" + (f"，布局和备注 {rest} 处。" if rest else "。")
        plural = "change" if logic == 1 else "changes"
        return f"{logic} {plural} of logic" + (f", {rest} of layout and notes." if rest else ".")

    def to_json(self, lang: Lang = "en") -> dict[str, Any]:
        """The list for programs."""
        return {
            "equal": not self.changes,
            "logic": self.logic,
            "notes": bool(self.of("notes")),
            "layout": bool(self.of("layout")),
            "renamed": {flow: dict(names) for flow, names in self.renamed.items()},
            "changes": [change.to_json(lang) for change in self.changes],
        }


class Noted:
    """Collects the changes of one flow as they are found."""

    def __init__(self, flow: str) -> None:
        self.flow = flow
        self.changes: list[Change] = []

    def add(
        self,
        kind: str,
        *,
        node: str = "",
        place: str = "",
        old: str = "",
        new: str = "",
        language: str = "",
        attempt: int = 0,
        aspect: Aspect | None = None,
        zh: Mapping[str, str] | None = None,
        **words: str,
    ) -> None:
        """Note a change. Its sentence takes `old`, `new`, `place` and `words`; in Chinese `zh` goes first."""
        usual, in_zh, in_en = SENTENCES[kind]
        given = {"old": quoted(old), "new": quoted(new), "place": place, "flow": self.flow}
        given |= {"language": language, **words}
        change = Change(
            kind,
            aspect or usual,
            self.flow,
            node,
            place,
            old,
            new,
            language,
            attempt,
            in_zh.format_map({**given, **(zh or {})}),
            in_en.format_map(given),
        )
        self.changes.append(change)


LONGEST_QUOTE = 300
"""Characters of a text that a sentence repeats; `old` and `new` have all of it."""


def quoted(text: str) -> str:
    """A text as a sentence repeats it, on one line."""
    line = " ".join(text.split())
    return f"“{line[:LONGEST_QUOTE]}…”" if len(line) > LONGEST_QUOTE else f"“{line}”"


def together(parts: Iterable[Noted], renamed: Mapping[str, Mapping[str, str]]) -> Changes:
    """The changes of several flows as one list."""
    found = {flow: names for flow, names in renamed.items() if names}
    return Changes(tuple(change for part in parts for change in part.changes), found)
