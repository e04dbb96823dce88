"""What a box of the drawing says: title, type, first words, one row an exit, flags of handlers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from flows.drawing import look
from flows.drawing.graph import Link, Shape
from flows.drawing.text import shortened, width, wrapped
from flows.model import Flow, FlowNode
from flows.passes.bind import bind_node
from flows.problems import Lang, Report
from flows.wording import first_value, first_words, flow_of, type_title
from nodes.prompts import base
from nodes.registry import node_types

_SLOT = re.compile(r"\{\{\s*(.*?)\s*(?:\|[^}]*)?\}\}")
"""A value in speech, `{{ case_no|digits }}`: a box has room for its name only."""

Mark = Literal[
    "",
    "added",
    "removed",
    "changed",
    "reached",
    "missed",
    "partly",
    "heat1",
    "heat2",
    "heat3",
    "heat4",
    "heat5",
]
"""What a drawing of changes, of coverage, or of how many calls came by, says of a thing."""


class ExitLine(NamedTuple):
    """What a row says of an exit; `drawn`: an arrow leads to its target."""

    name: str
    keys: str
    target: str
    drawn: bool
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class ExitRow:
    """One exit of a box. `keys` are those that a caller presses for it; `target` is empty where it is open.

    `drawn`: whether an arrow leads from it; `y` is its middle, from the upper edge of the box.
    """

    name: str
    label: str
    keys: str
    target: str
    y: float
    drawn: bool
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A way into the flow at a box: its start, a handler of an event, a key that works everywhere.

    `name` is `start`, or that of the handler.
    """

    kind: Literal["start", "hangup", "error", "key"]
    text: str
    name: str = ""
    mark: Mark = ""

    @property
    def width(self) -> float:
        """In pixels."""
        return width(self.text, look.SMALL, bold=True) + 2 * look.FLAG_SIDE


@dataclass(frozen=True, slots=True)
class Content:
    """A box, ready to be placed and drawn. `flow` names the flow that it enters, if it enters one."""

    id: str
    type: str
    icon: str
    title: Sequence[str]
    kind: str
    words: Sequence[str]
    rows: Sequence[ExitRow]
    flags: Sequence[Flag] = ()
    enabled: bool = True
    noted: bool = False
    flow: str = ""
    mark: Mark = ""
    height: float = field(default=0.0)

    @property
    def top(self) -> float:
        """Where its frame begins: flags stand above."""
        return look.FLAG if self.flags else 0.0

    @property
    def shape(self) -> Shape:
        """What the layout needs to know."""
        entry = self.top + look.ENTRY
        return Shape(self.id, look.BOX, self.height, entry, entry + look.BACK, top=not self.flags)

    @property
    def links(self) -> list[Link]:
        """Its arrows."""
        return [Link(self.id, row.y, row.target, row.name) for row in self.rows if row.drawn]


def contents(flow: Flow, language: str, lang: Lang) -> list[Content]:
    """The boxes of a flow, with prompts in `language` and all other words in `lang`."""
    flags = flags_of(flow, lang)
    return [content(node, flow, language, lang, flags.get(node.id, ())) for node in flow.nodes.values()]


def content(node: FlowNode, flow: Flow, language: str, lang: Lang, flags: Sequence[Flag] = ()) -> Content:
    """One box, as high as what it says."""
    cls = node_types().get(node.type)
    room = look.BOX - 2 * look.SIDE
    title = wrapped(node.title or node.id, room - look.ICON - look.SIDE, look.TITLE, 2, bold=True)
    said = first_words(node, language) or first_value(node, lang)
    words = wrapped(_SLOT.sub(r"[\1]", said), room - 2 * look.INSET, look.WORDS, 2)
    kind = shortened_kind(_kind(node, lang))
    bare = Content(
        node.id,
        node.type,
        cls.category if cls else "",
        title,
        kind,
        words,
        (),
        tuple(_fitting(flags)),
        node.enabled,
        bool(node.note),
        flow_of(node),
    )
    return with_rows(bare, _exits(node, flow))


def shortened_kind(text: str) -> str:
    """The line below a title, as long as there is room."""
    return shortened(text, look.BOX - 3 * look.SIDE - look.ICON, look.SMALL)


def with_rows(box: Content, exits: Sequence[ExitLine]) -> Content:
    """The box with a row for each exit, and its height."""
    y = box.top + look.head(len(box.title), len(box.words))
    rows = []
    for exit_ in exits:
        keys = shortened(exit_.keys, look.BOX / 2, look.SMALL)
        room = look.BOX - 2 * look.SIDE - (width(keys, look.SMALL) + 16 if keys else 0)
        label = shortened(exit_.name, room, look.WORDS)
        y += look.ROW
        rows.append(ExitRow(exit_.name, label, keys, exit_.target, y - look.ROW / 2, exit_.drawn, exit_.mark))
    return replace(box, rows=tuple(rows), height=y + (look.FOOT if rows else 0))


def exit_lines(box: Content) -> list[ExitLine]:
    """What the rows of a box say, to be said otherwise."""
    return [ExitLine(row.name, row.keys, row.target, row.drawn, row.mark) for row in box.rows]


def words_of(language: str) -> Lang:
    """The language for titles that goes with prompts in `language`."""
    return "zh" if base(language) == "zh" else "en"


def exit_names(node: FlowNode) -> list[str]:
    """The exits in the order that the type declares, then those that only the file has."""
    bound = bind_node(node, Report("")) if node.type in node_types() else None
    return list(dict.fromkeys([*(bound.exits if bound else ()), *_row_exits(node), *node.exits]))


def keys_of(node: FlowNode) -> Mapping[str, str]:
    """What a caller presses for an exit, where a table says so."""
    found: dict[str, list[str]] = {}
    for value in node.params.values():
        for row in () if isinstance(value, str) else value:
            name, keys = row.get("exit"), row.get("keys")
            if isinstance(name, str) and isinstance(keys, str) and keys:
                found.setdefault(name, []).append(keys)
    return {name: " ".join(keys) for name, keys in found.items()}


def _row_exits(node: FlowNode) -> list[str]:
    tables = (value for value in node.params.values() if not isinstance(value, str))
    names = (row.get("exit") for table in tables for row in table)
    return [name for name in names if isinstance(name, str) and name]


def _exits(node: FlowNode, flow: Flow) -> list[ExitLine]:
    keys = keys_of(node)
    targets = {name: node.exits.get(name, "") for name in exit_names(node)}
    return [ExitLine(name, keys.get(name, ""), to, to in flow.nodes) for name, to in targets.items()]


def flags_of(flow: Flow, lang: Lang) -> dict[str, list[Flag]]:
    """The flags of a flow by the node at which they stand."""
    found: dict[str, list[Flag]] = {}
    words = look.FLAGS[lang]
    if flow.start:
        found.setdefault(flow.start, []).append(Flag("start", words["start"], "start"))
    for name, to in flow.handlers():
        kind: Literal["hangup", "error", "key"] = (
            "hangup" if name == "hangup" else "error" if name == "error" else "key"
        )
        found.setdefault(to, []).append(Flag(kind, words[kind].format(name), name))
    return found


def _fitting(flags: Sequence[Flag]) -> list[Flag]:
    """The flags, those that have no room on the box as one that counts them."""
    fits: list[Flag] = []
    left = look.BOX - look.SIDE
    for number, flag in enumerate(flags):
        more = Flag(flag.kind, f"+{len(flags) - number}")
        last = number == len(flags) - 1
        if left - flag.width - (0 if last else more.width + look.FLAG_GAP) < 0:
            return [*fits, more]
        fits.append(flag)
        left -= flag.width + look.FLAG_GAP
    return fits


def _kind(node: FlowNode, lang: Lang) -> str:
    """Type and id; the type alone if the id is the title already."""
    title = type_title(node.type, lang)
    words = [title, node.id] if node.title and node.title != node.id else [title]
    if not node.enabled:
        words.append(look.OFF[lang])
    return " · ".join(words)
