"""Counts what became of calls on a draft, and tells people and programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.table import Column

from callwright.output import log, out, print_table
from callwright.replaying.judging import Judged
from callwright.words import words
from simulator.replay.verdict import Parting, Reason

SHOWN = 30
"""Rows of differences that people are shown; the most frequent first."""


@dataclass(slots=True)
class Group:
    """Calls of one kind: how many, and the first of them that was met; `usual` as in its verdict."""

    calls: int = 0
    example: str = ""
    usual: bool = False

    def add(self, judged: Judged) -> None:
        """Count a call."""
        if not self.calls:
            self.example, self.usual = judged.call, judged.verdict.usual
        self.calls += 1


@dataclass(slots=True)
class Sum:
    """What became of the calls of a flow on a draft; it grows with the differences, not with the calls."""

    flow: str
    draft: str
    since: datetime
    until: datetime | None
    same: int = 0
    partings: dict[Parting, Group] = field(default_factory=dict)
    reasons: dict[tuple[Reason, str], Group] = field(default_factory=dict)
    asks: set[str] = field(default_factory=set)
    written: str = ""

    def add(self, judged: Judged) -> None:
        """Count a call."""
        verdict = judged.verdict
        self.asks |= judged.asks
        if verdict.parting is not None:
            self.partings.setdefault(verdict.parting, Group()).add(judged)
        elif verdict.reason is not None:
            self.reasons.setdefault((verdict.reason, verdict.reason_in), Group()).add(judged)
        else:
            self.same += 1

    @property
    def differing(self) -> int:
        """Calls that go another way."""
        return sum(group.calls for group in self.partings.values())

    @property
    def untold(self) -> int:
        """Calls that say nothing."""
        return sum(group.calls for group in self.reasons.values())

    def most_first(self) -> list[tuple[Parting, Group]]:
        """The differences, the most frequent first; of equal ones by their places."""
        return sorted(
            self.partings.items(), key=lambda pair: (-pair[1].calls, pair[0].place, pair[0].then, pair[0].now)
        )

    def to_json(self) -> dict[str, Any]:
        """The document of `--json`."""
        return {
            "flow": self.flow,
            "draft": self.draft,
            "since": self.since,
            "until": self.until,
            "calls": self.same + self.differing + self.untold,
            "same": self.same,
            "different": self.differing,
            "not_replayed": self.untold,
            "differences": [
                {
                    "flow": parting.flow,
                    "node": parting.node,
                    "then": parting.then,
                    "now": parting.now,
                    "calls": group.calls,
                    "example": group.example,
                }
                for parting, group in self.most_first()
            ],
            "reasons": [
                {"reason": reason, "node": node, "calls": group.calls, "example": group.example}
                for (reason, node), group in _by_number(self.reasons)
            ],
            "asks_otherwise": sorted(self.asks),
            "written": self.written,
        }


def _by_number(groups: dict[tuple[Reason, str], Group]) -> list[tuple[tuple[Reason, str], Group]]:
    return sorted(groups.items(), key=lambda pair: (-pair[1].calls, pair[0]))


def show(found: Sum) -> None:
    """Print the table of the differences, the reasons of calls that say nothing, and the sum."""
    ways = found.most_first()
    if ways:
        print_table(
            [*words(zh="通话 分岔处 当时 现在", en="calls where then now").split(), _example()],
            [
                (
                    group.calls,
                    parting.place or "-",
                    told_way(parting.then),
                    told_way(parting.now),
                    group.example,
                )
                for parting, group in ways[:SHOWN]
            ],
        )
        if len(ways) > SHOWN:
            more = len(ways) - SHOWN
            out.print(words(zh=f"还有 {more} 处，见 --json", en=f"and {more} more, see --json"))
    if found.reasons:
        print_table(
            _reason_heads(),
            [
                (group.calls, reason_words(reason), node or "-", group.example)
                for (reason, node), group in _by_number(found.reasons)
            ],
        )
    if found.asks:
        names = ", ".join(sorted(found.asks))
        log.print(
            words(
                zh=f"这些节点现在问的与当时不同，应答仍用当时的：{names}",
                en=f"asking otherwise than then, and answered as then: {names}",
            ),
            style="yellow",
            markup=False,
        )
    out.print(
        words(
            zh=f"同样的走法 {found.same}，不同的走法 {found.differing}，不能重放 {found.untold}",
            en=f"the same way: {found.same}, another way: {found.differing}, not replayed: {found.untold}",
        )
    )


def _reason_heads() -> list[str | Column]:
    return [
        words(zh="通话", en="calls"),
        words(zh="不能重放的原因", en="why it could not be replayed"),
        words(zh="节点", en="node"),
        _example(),
    ]


def _example() -> Column:
    """The column of calls; they are whole at any width, so that they can be copied."""
    return Column(words(zh="例如", en="example"), no_wrap=True, overflow="fold")


def told_way(way: str) -> str:
    """One side of a parting in words: by which exit, to which node, or how it ended."""
    if way.startswith("("):
        return words(zh="结束：", en="ends: ") + way[1:-1]
    return words(zh="出口 ", en="exit ") + way[1:] if way.startswith(".") else "-> " + way


def reason_words(reason: Reason) -> str:
    """Why a call says nothing, in words."""
    zh, en = REASONS[reason]
    return words(zh=zh, en=en)


REASONS: dict[Reason, tuple[str, str]] = {
    "masked_keys": ("按键是敏感内容，日志没有记下", "sensitive keys, which the journal does not hold"),
    "masked_answer": ("应答是敏感内容，日志没有记下", "a sensitive answer, which the journal does not hold"),
    "masked_values": ("初值是敏感内容，日志没有记下", "a sensitive first value, not in the journal"),
    "unknown_answer": (
        "草稿要用当时没有存入变量的应答",
        "the draft takes what no variable of then kept of an answer",
    ),
    "long_answer": ("应答太长，日志没有记下", "an answer was too long for the journal"),
    "fault": ("Callwright 自身出错", "a fault in Callwright itself"),
    "not_over": ("通话还没有结束，或日志不完整", "it is not over, or its journal is not whole"),
    "resumed": ("通话中途换了引擎", "another engine took it over"),
    "no_release": ("走法不同，但所用的发布已不在库里，无从核对",
                   "it goes another way, but its release is gone: nobody can tell why"),
    "not_repeatable": ("日志不足以重现：在当时的发布上也走不出原来的路",
                       "its journal does not tell enough: it does not even go as then on its own release"),
}  # fmt: skip
"""Why a call says nothing: in Chinese and in English."""
