"""What a caller may do where a call stands: every key that means something there, wrong ones, silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from flows.release import CompiledNode
from nodes.channel import ANY_KEY, KEYS
from nodes.contract import Node
from nodes.declare import uses
from nodes.input.choices import ANY_DIGIT, split
from nodes.input.confirm import Confirm
from nodes.input.digits import Digits
from nodes.input.menu import Menu
from nodes.input.record import Record
from simulator.explore.chart import Chart, global_keys
from simulator.explore.choice import Context, Option, Target
from simulator.explore.doing import HANG_UP, Doing, press, stay_silent
from simulator.explore.entries import entries
from simulator.explore.foresight import foreseen
from simulator.explore.wishes import Wishes

Moment = Literal["key", "record", "dial", "pause", "sound"]
"""What happens while the caller may act: a wait for a key, a recording, a dialled leg, a pause, a prompt."""

ENOUGH = 3.0
"""Seconds that a caller speaks beyond the shortest message."""

INTERRUPTING = "#*987654321"
"""Keys that cut a prompt short, the best first: the next node may take the key as its own."""


class Behaviour:
    """The options of a caller in the flows of one release, worked out once for each place and moment."""

    def __init__(self, chart: Chart, wishes: Wishes) -> None:
        self._chart = chart
        self._release = chart.release
        self._wishes = wishes
        self._known: dict[tuple[Context, Moment], tuple[Option, ...]] = {}

    def options(self, context: Context, moment: Moment) -> tuple[Option, ...]:
        """What the caller may do, the usual first; one option alone is no choice."""
        key = (context, moment)
        found = self._known.get(key)
        if found is None:
            each = {option.label: option for option in self._options(context, moment)}
            found = self._known[key] = tuple(each.values())
        return found

    def _options(self, context: Context, moment: Moment) -> Iterator[Option]:
        flow, id_ = context[-1]
        compiled = self._release.flows[flow].nodes[id_]
        node = compiled.node
        if moment == "sound":
            yield from self._into_sound(context, node)
        elif moment == "dial":
            yield stay_silent()
            yield HANG_UP
        elif moment == "record":
            yield from _recording(node)
        elif moment == "pause":
            yield stay_silent("done")
            yield from self._with_globals(context, (press(key, "key") for key in _declared(node)[:1]), "")
        elif isinstance(node, Digits):
            yield from self._digits(context, node, compiled.exits)
        else:
            yield from self._choice(context, flow, compiled)

    def _into_sound(self, context: Context, node: Node) -> Iterator[Option]:
        """What may be done while a prompt sounds: only where keys are declared that interrupt it."""
        keys = getattr(node, "interrupt", None)
        yield stay_silent("done")
        if isinstance(keys, str):
            strange = global_keys(self._release, context)
            own = sorted(keys, key=lambda key: (key in strange, INTERRUPTING.find(key)))[:1]
            yield from self._with_globals(context, (press(key, "interrupted") for key in own), keys)

    def _with_globals(self, context: Context, own: Iterator[Option], taken: str) -> Iterator[Option]:
        """`own`, the flows' keys that the node does not take, and a hang-up."""
        yield from own
        for key in global_keys(self._release, context):
            if key not in taken:
                yield press(key, leads=f"key {key}")
        yield HANG_UP

    def _choice(self, context: Context, flow: str, compiled: CompiledNode) -> Iterator[Option]:
        """A menu, a yes or no, or the keys that any other node declares."""
        options = list(self._keys(flow, compiled))
        taken = "".join(option.act.keys[:1] for option in options)
        yield stay_silent("no_input")
        yield from self._with_globals(context, iter(options), taken)
        strange = taken + "".join(global_keys(self._release, context))
        yield from (press(key, "no_match") for key in _first_not_in(strange))

    def _keys(self, flow: str, compiled: CompiledNode) -> Iterator[Option]:
        node = compiled.node
        if isinstance(node, Menu):
            for row in node.choices:
                for pattern in split(row.keys):
                    keys = _pressed(node, row.exit, pattern)
                    aims = self._aims(flow, node.into, keys, compiled.exits.get(row.exit, ""))
                    yield press(keys, row.exit, aims=aims)
        elif isinstance(node, Confirm):
            yield press(node.yes_key, "yes")
            yield press(node.no_key, "no")
        else:
            yield from (press(key) for key in _declared(node) or ("1",))

    def _digits(self, context: Context, node: Digits, exits: Mapping[str, str]) -> Iterator[Option]:
        flow, near = context[-1][0], self._chart.near(context)
        wished = [
            Option(str(value), aims=self._opened(flow, node.into, str(value), exits.get("valid", ""), aims))
            for path in ((node.into,), ("last", "digits"))
            for value, aims in self._wishes.nearest(near, flow, *path)
            if str(value).isdigit()
        ]
        yield stay_silent("no_input")
        yield from entries(node, wished)
        yield from (
            press(key, "invalid") for key in _first_not_in(node.accept + node.end_key + node.cancel_key)
        )
        yield HANG_UP

    def _aims(self, flow: str, into: str, keys: str, to: str) -> tuple[Target, ...]:
        """The exits further on that compare the variable with these keys."""
        if not into:
            return ()
        found = self._wishes.of(flow, into).items()
        return self._opened(
            flow, into, keys, to, {aim for value, aims in found if str(value) == keys for aim in aims}
        )

    def _opened(self, flow: str, into: str, keys: str, to: str, aims: set[Target]) -> tuple[Target, ...]:
        """What follows from the node `to` on once the variable has these keys."""
        return foreseen(self._release, self._release.flows[flow], to, {into: keys}, aims)


def _recording(node: Node) -> Iterator[Option]:
    """Long enough or not, ended by a key, by silence or by a hang-up."""
    least = node.min_seconds if isinstance(node, Record) else 0.0
    keys = (node.end_keys if isinstance(node, Record) else ANY_KEY)[:1]
    enough = least + ENOUGH
    yield stay_silent("too_short")
    if keys:
        yield Option("speak, press " + keys, Doing(enough, keys), ("saved",))
    yield Option("speak", Doing(enough), ("saved",))
    if keys and least > 1:
        yield Option("speak too little", Doing(least / 2, keys), ("too_short",))
    yield Option("speak, hang up", Doing(enough, hang_up=True), ("hung_up_saved",), leads="hangup")
    yield HANG_UP


def _pressed(node: Menu, exit_: str, pattern: str) -> str:
    """Keys that mean a pattern; where X is any digit, one that no closer pattern takes."""
    ways = [pattern.replace(ANY_DIGIT, digit) for digit in "1234567890"]
    return next((keys for keys in ways if node.meanings.exit_of(keys) == exit_), ways[0])


def _declared(node: Node) -> list[str]:
    """The keys that a node's own parameters name."""
    found = [
        key for use in uses(node) if use.kind == "keys" or use.column == "keys" for key in str(use.value)
    ]
    return [key for key in dict.fromkeys(found) if key in KEYS]


def _first_not_in(keys: str) -> list[str]:
    """A key that means nothing; those of every telephone first."""
    return [key for key in KEYS if key not in keys][:1]
