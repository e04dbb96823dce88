"""Shows one call then and now, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from rich.table import Column

from callwright.output import out, print_table
from callwright.replaying.report import reason_words, told_way
from callwright.words import words
from engine.events import Event, NodeEntered, NodeLeft
from simulator.replay.play import Repeated
from simulator.replay.told_call import ToldCall
from simulator.replay.verdict import Verdict

Stop = tuple[str, float]
"""A node as `flow.node`, or `flow.node.exit` where it was left, and when it was entered."""


def way_of(events: Sequence[Event]) -> list[Stop]:
    """The nodes of a call in the order left, with their flows."""
    stops: list[Stop] = []
    for event in events:
        if isinstance(event, NodeEntered):
            stops.append((f"{event.flow}.{event.node}", event.t))
        elif isinstance(event, NodeLeft):
            place = f"{event.flow}.{event.node}"
            at = event.t
            if stops and stops[-1][0] == place:
                at = stops.pop()[1]
            stops.append((f"{place}.{event.exit}", at))
    return stops


def document(call: str, told: ToldCall, now: Repeated, verdict: Verdict) -> dict[str, Any]:
    """The document of `--call ID --json`."""
    parting = verdict.parting
    return {
        "call": call,
        "same": verdict.same,
        "reason": verdict.reason,
        "node": verdict.reason_in or (parting.node if parting else ""),
        "flow": parting.flow if parting else "",
        "then": [stop for stop, _ in way_of(told.events)],
        "now": [stop for stop, _ in way_of(now.events)],
        "result_then": told.result,
        "result_now": now.result,
    }


def show(call: str, told: ToldCall, now: Repeated, verdict: Verdict) -> None:
    """Print both ways in one table, and what it comes to."""
    main = told.started.flow + "."
    rows = list(_rows(_short(way_of(told.events), main), _short(way_of(now.events), main)))
    rows.append(
        _row("  " if told.result == now.result else "*", f"({told.result})", None, f"({now.result})", None)
    )
    heads = words(zh=" 秒 当时 秒 现在", en=" s then s now").split(" ")
    print_table(
        [Column(head, overflow="fold") for head in heads],
        rows,
        f"{told.started.caller} {told.started.now[:19]} {call}",
    )
    if verdict.same:
        out.print(words(zh="同样的走法", en="the same way"))
    elif verdict.reason is not None:
        place = f" ({verdict.reason_in})" if verdict.reason_in else ""
        out.print(reason_words(verdict.reason) + place, style="yellow", markup=False)
    elif verdict.parting is not None:
        parting = verdict.parting
        place, was, is_ = parting.place or "-", told_way(parting.then), told_way(parting.now)
        sentence = words(
            zh=f"在 {place} 分岔：当时 {was}，现在 {is_}",
            en=f"they part at {place}: then {was}, now {is_}",
        )
        out.print(sentence, markup=False)


def _short(stops: Sequence[Stop], main: str) -> list[Stop]:
    """Without the name of the flow where that is the rung one."""
    return [(stop.removeprefix(main), at) for stop, at in stops]


def _rows(then: Sequence[Stop], now: Sequence[Stop]) -> Iterator[tuple[str, ...]]:
    """Lines of the table: what is the same beside each other, `*` before what is not."""
    names = [stop for stop, _ in then], [stop for stop, _ in now]
    for tag, a, b, c, d in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        for number in range(max(b - a, d - c)):
            left = then[a + number] if a + number < b else ("", None)
            right = now[c + number] if c + number < d else ("", None)
            yield _row("" if tag == "equal" else "*", left[0], left[1], right[0], right[1])


def _row(mark: str, then: str, at: float | None, now: str, at_now: float | None) -> tuple[str, ...]:
    times = ("" if each is None else f"{each:.1f}" for each in (at, at_now))
    return (mark.strip(), next(times), then, next(times), now)
