"""A change of a flow as data: parts with what was and what is, applied forwards or backwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from flows.model import Flow, Frame, Sticky

Kind = Literal["node", "spot", "variable", "handler", "note", "frame", "flow"]
"""What a part changes: a node or where it is drawn (key: its id), a declared variable (its name), what a
handler leads to (hangup, error, or a telephone key), a note or a frame (a key of the sheet), an attribute
of the flow (name, title, language, start, about)."""

ATTRIBUTES = ("name", "title", "language", "start", "about")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing before and after; None is not there. Nobody changes a node or spot in place.

    A handler and an attribute are texts, empty where there is none. `at` is the place in the order of the
    file where a thing that is added belongs; None is the end.
    """

    kind: Kind
    key: str
    before: Any
    after: Any
    at: int | None = None

    @property
    def flipped(self) -> Part:
        """The part that takes this one back."""
        return replace(self, before=self.after, after=self.before)


Parts = tuple[Part, ...]


@dataclass(slots=True)
class Sheet:
    """A flow with keys for its notes and frames, which have no names in the file."""

    flow: Flow
    notes: dict[str, Sticky] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        self.notes = {self.new_key(): note for note in self.flow.layout.notes}
        self.frames = {self.new_key(): frame for frame in self.flow.layout.frames}

    def new_key(self) -> str:
        """A key for a note or a frame that no other has, nor had; no node's id looks like it."""
        self._count += 1
        return f"#{self._count}"

    def put(self, part: Part) -> None:
        """Make the flow what `part` says it is after it."""
        flow = self.flow
        if part.kind == "node":
            _set(flow.nodes, part)
        elif part.kind == "spot":
            _set(flow.layout.spots, part)
        elif part.kind == "variable":
            _set(flow.variables, part)
        elif part.kind == "note":
            _set(self.notes, part)
            flow.layout.notes = list(self.notes.values())
        elif part.kind == "frame":
            _set(self.frames, part)
            flow.layout.frames = list(self.frames.values())
        elif part.kind == "handler":
            _handle(flow, part.key, part.after)
        else:
            assert part.key in ATTRIBUTES, part.key
            setattr(flow, part.key, part.after)

    def scratch(self, parts: Iterable[Part]) -> Flow:
        """The flow as it would be after `parts`, for an edit that goes on from there."""
        flow = self.flow
        layout = replace(flow.layout, spots=dict(flow.layout.spots))
        copy = replace(
            flow,
            nodes=dict(flow.nodes),
            variables=dict(flow.variables),
            keys=dict(flow.keys),
            layout=layout,
        )
        sheet = Sheet(copy)
        sheet.put_all(part for part in parts if part.kind not in ("note", "frame"))
        return copy

    def put_all(self, parts: Iterable[Part]) -> None:
        """Apply parts one after the other."""
        for part in parts:
            self.put(part)


def handler(flow: Flow, name: str) -> str:
    """The node to which a handler leads, empty without one."""
    if name == "hangup":
        return flow.on_hangup
    return flow.on_error if name == "error" else flow.keys.get(name, "")


def _handle(flow: Flow, name: str, to: str) -> None:
    if name == "hangup":
        flow.on_hangup = to
    elif name == "error":
        flow.on_error = to
    elif to:
        flow.keys[name] = to
    else:
        flow.keys.pop(name, None)


Thing = TypeVar("Thing")


def _set(things: dict[str, Thing], part: Part) -> None:
    if part.after is None:
        things.pop(part.key, None)
    elif part.key in things or part.at is None or part.at >= len(things):
        things[part.key] = part.after
    else:
        behind = list(things.items())[part.at :]
        for key, _ in behind:
            del things[key]
        things[part.key] = part.after
        things.update(behind)


def backwards(parts: Sequence[Part]) -> Parts:
    """The parts that take `parts` back, in their order."""
    return tuple(part.flipped for part in reversed(parts))


def merged(first: Sequence[Part], second: Sequence[Part]) -> Parts:
    """One change instead of two in a row that touch the same things."""
    after = {(part.kind, part.key): part.after for part in second}
    return tuple(replace(part, after=after[part.kind, part.key]) for part in first)


def same_things(first: Sequence[Part], second: Sequence[Part]) -> bool:
    """Whether two changes touch the same things, each once, and add or remove none."""
    one, other = ([(part.kind, part.key) for part in parts] for parts in (first, second))
    stays = all(part.before is not None and part.after is not None for part in (*first, *second))
    return stays and len(set(one)) == len(one) and sorted(one) == sorted(other)
