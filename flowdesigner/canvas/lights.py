"""What others show on the canvas: the running node, badges of problems, counts, colours of coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BadgeKind = Literal["error", "warning", "info", "breakpoint", "count"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark at the upper right corner of a node; `text` stands in it, `tip` is shown on hover."""

    kind: BadgeKind
    text: str = ""
    tip: str = ""


@dataclass(slots=True)
class Lights:
    """Everything shown on top of one flow, by node id, or by (node id, exit) for wires.

    `running`: where calls are now. `colours`: a bar of that colour at a node, a wire in that colour.
    """

    running: frozenset[str] = frozenset()
    badges: dict[str, tuple[Badge, ...]] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    wire_colours: dict[tuple[str, str], str] = field(default_factory=dict)
    faded: frozenset[str] = frozenset()
    dimmed: frozenset[str] = frozenset()
