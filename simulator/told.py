"""A sentence in English and in Chinese: what a tester is told about a call."""

from __future__ import annotations

from dataclasses import dataclass

from flows.problems import Lang


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in both languages; as a plain text it is English."""

    en: str
    zh: str

    def text(self, lang: Lang = "en") -> str:
        """The sentence in `lang`."""
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return self.en


SHOWN = 8
"""Nodes of a path that are shown."""

_LONGEST = 40
"""Characters of one prompt that are shown."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a call stood: flow and node, milliseconds, the last prompts heard, the path there, what failed.

    `path` holds nodes, or `node.exit`; `errors` what nodes raised, as `flow.node: message`.
    """

    flow: str = ""
    node: str = ""
    at: int = 0
    heard: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """`flow.node`, as much of it as is known."""
        return ".".join(filter(None, (self.flow, self.node)))

    def lines(self, lang: Lang = "en") -> list[str]:
        """What was heard, where, and by which way, one line each; nothing for what is not known."""
        zh = lang == "zh"
        found = []
        if self.heard:
            said = (f"“{cut(text)}”" if zh else f"'{cut(text)}'" for text in self.heard)
            found.append(("听到：" if zh else "heard: ") + ("、" if zh else ", ").join(said))
        if self.node:
            seconds = f"{self.at / 1000:.1f}"
            found.append(f"位置：{self.place}，{seconds} 秒" if zh else f"at: {self.place}, {seconds} s")
        if self.path:
            found.append(("路径：" if zh else "path: ") + way(self.path))
        found += [("出错：" if zh else "error: ") + error for error in self.errors]
        return found


def way(path: tuple[str, ...] | list[str]) -> str:
    """The end of a path in one line."""
    shown = " > ".join(path[-SHOWN:]) or "-"
    return f"... > {shown}" if len(path) > SHOWN else shown


def cut(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
