"""The document of a flow: plain records that an editor changes and that survive a load and a save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flows.element import Element
from flows.release import Variable
from nodes.channel import KEYS
from nodes.prompts import Prompt, Variant

EVENTS = ("hangup", "error")
"""What a flow may handle besides keys."""

Cell = str | Prompt
"""What stands in one column of a row."""
Row = Mapping[str, Cell]
Table = tuple[Row, ...]
"""A table parameter. An empty one is written, and read back, as an empty text; both mean no rows."""
Value = str | Table
"""What stands in a `<param>`."""


@dataclass(slots=True)
class Extras:
    """What a file holds that this program does not know: kept as it is and written back."""

    attributes: dict[str, str] = field(default_factory=dict)
    elements: tuple[Element, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.attributes or self.elements)


@dataclass(slots=True)
class FlowNode:
    """One node as written: `params` and `prompts` by parameter, `exits` from exit to node id.

    `lines` says where things stand in the file: `name`, `name[2]` for a row, `exit NAME`.
    """

    id: str
    type: str
    title: str = ""
    note: str = ""
    enabled: bool = True
    sensitive: bool = False
    prompts: dict[str, Prompt] = field(default_factory=dict)
    params: dict[str, Value] = field(default_factory=dict)
    exits: dict[str, str] = field(default_factory=dict)
    extras: Extras = field(default_factory=Extras)
    line: int = field(default=0, compare=False)
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def line_of(self, place: str) -> int:
        """The line of `choices[2].keys`, or of the nearest thing around it that has one."""
        row = place.partition(".")[0]
        return self.lines.get(row) or self.lines.get(row.partition("[")[0]) or self.line


@dataclass(slots=True)
class Spot:
    """Where a node is drawn; `more` holds attributes that a designer adds."""

    x: float
    y: float
    more: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Sticky:
    """A note on the canvas."""

    x: float
    y: float
    text: str = ""
    more: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Frame:
    """A frame on the canvas around nodes that belong together."""

    x: float
    y: float
    width: float
    height: float
    title: str = ""
    more: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Layout:
    """How a flow is drawn; it changes nothing of what the flow does."""

    spots: dict[str, Spot] = field(default_factory=dict)
    notes: list[Sticky] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    extras: Extras = field(default_factory=Extras)

    def __bool__(self) -> bool:
        return bool(self.spots or self.notes or self.frames or self.extras)


@dataclass(slots=True)
class Flow:
    """A flow as written. `start`, `on_hangup` and `on_error` are node ids or empty, `keys` go to node ids.

    `lines` says where things stand in the file: `variable NAME`, `on NAME`.
    """

    name: str
    title: str = ""
    language: str = ""
    start: str = ""
    about: str = ""
    variables: dict[str, Variable] = field(default_factory=dict)
    on_hangup: str = ""
    on_error: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, FlowNode] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    extras: Extras = field(default_factory=Extras)
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def handlers(self) -> Iterator[tuple[str, str]]:
        """Every handler as (name, node id): events first, then keys as on a telephone."""
        if self.on_hangup:
            yield "hangup", self.on_hangup
        if self.on_error:
            yield "error", self.on_error
        for key in sorted(self.keys, key=KEYS.find):
            yield key, self.keys[key]

    def line_of(self, place: str) -> int:
        """The line of `variable NAME` or `on NAME`, that of the flow where it has none."""
        return self.lines.get(place) or self.line


def sorted_prompt(prompt: Prompt, language: str) -> Prompt:
    """`prompt` in the order of a file: variants without a language, in the flow's, in others; by attempt."""

    def rank(variant: Variant) -> tuple[bool, bool, str, int]:
        return (variant.language != "", variant.language != language, variant.language, variant.try_)

    return replace(prompt, variants=tuple(sorted(prompt.variants, key=rank)))
