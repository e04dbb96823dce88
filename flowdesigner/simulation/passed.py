"""What a call had at a node or a wire, in words: at the pointer, and in the panel of values."""

from __future__ import annotations

import json

from flowdesigner.simulation.way import Way
from flowdesigner.words.say import Say, say

TIMES, VALUES, LONGEST = 5, 12, 80
"""How many of the last entries and of the values are told, and how many signs of each value."""


def node_words(way: Way, flow: str, node: str) -> list[str]:
    """What a node last had, a line each."""
    visits = way.visits.get((flow, node))
    if visits is None:
        return [str(say("通话没有到过这里", "The call has not been here"))]
    lines = [str(_entered(visits.times))] if visits.times else []
    if visits.inside:
        lines.append(str(say("通话现在在这里", "The call is here now")))
    if visits.exit:
        lines.append(str(say("上次出口：{}", "Last exit: {}", visits.exit)))
    if visits.fault:
        lines.append(str(say("上次出错：{}", "Last fault: {}", _short(visits.fault))))
    for name, value in list(visits.values.items())[:VALUES]:
        lines.append(f"{name} = {_short(written(value))}")
    more = len(visits.values) - VALUES
    if more > 0:
        lines.append(str(say("另有 {} 个变量", "{} more variables", more)))
    return lines


def wire_words(way: Way, flow: str, wire: tuple[str, str]) -> list[str]:
    """How often a wire was travelled."""
    count = way.travelled.get((flow, *wire), 0)
    if not count:
        return [str(say("通话没有走过这条线", "The call has not come this way"))]
    return [str(say("走过 {} 次", "Travelled once" if count == 1 else "Travelled {} times", count))]


def written(value: object) -> str:
    """A value as it is shown and typed; texts as they are, nothing for what is empty."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _entered(times: list[float]) -> Say:
    last = [f"{seconds:.1f}" for seconds in times[-TIMES:]]
    shown = ", ".join(last) if len(times) <= TIMES else "…, " + ", ".join(last)
    if len(times) == 1:
        return say("进入 1 次：第 {} 秒", "Entered once: at {} s", shown)
    return say("进入 {} 次：第 {} 秒", "Entered {} times: at {} s", len(times), shown)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
