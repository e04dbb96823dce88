"""The arrow keys: move what is selected, go to the nearest node, add a copy in a direction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF

from flowdesigner.canvas.command import Command
from flowdesigner.document.exits import free_exit
from flowdesigner.words.say import say
from flows.drawing import look

if TYPE_CHECKING:
    from flowdesigner.canvas.canvas import Canvas

Way = Literal["Left", "Right", "Up", "Down"]
WAYS: dict[Way, tuple[int, int]] = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}

SMALL, LARGE = 1.0, 20.0
"""Pixels that an arrow key moves what is selected, and with Shift."""

GAP = 90.0


def nudge(canvas: Canvas, way: Way, pixels: float) -> None:
    """Move what is selected; without a selection go to a node instead."""
    dx, dy = WAYS[way]
    keys = canvas.document.selection.keys
    if keys:
        canvas.document.nudge(keys, dx * pixels, dy * pixels)
    else:
        walk(canvas, way)


def walk(canvas: Canvas, way: Way) -> None:
    """Select the nearest node in a direction; the start if none is selected."""
    document, nodes = canvas.document, canvas.flow_scene.drawn
    here = nodes.get(document.selection.current)
    if here is None:
        first = document.flow.start or next(iter(nodes), "")
        if first:
            canvas.reveal([first])
        return
    found = nearest(here.frame(), {id_: each.frame() for id_, each in nodes.items() if each is not here}, way)
    if found:
        canvas.reveal([found])


def nearest(here: QRectF, others: dict[str, QRectF], way: Way) -> str:
    """Which rectangle is nearest in a direction, those straight ahead first; empty without one."""
    dx, dy = WAYS[way]
    best, least = "", float("inf")
    for id_, rect in others.items():
        step = rect.center() - here.center()
        ahead = step.x() * dx + step.y() * dy
        aside = abs(step.x() * dy) + abs(step.y() * dx)
        if ahead > 0 and aside <= 2 * ahead + look.BOX and ahead + 2 * aside < least:
            best, least = id_, ahead + 2 * aside
    return best


def clone(canvas: Canvas, way: Way) -> None:
    """A copy of the current node in a direction, wired from its first free exit."""
    document = canvas.document
    current = document.selection.current
    node, item = document.flow.nodes.get(current), canvas.flow_scene.nodes.get(current)
    if node is None or item is None:
        return
    dx, dy = WAYS[way]
    at = item.frame()
    place = (at.left() + dx * (at.width() + GAP), at.top() + dy * (at.height() + GAP / 2))
    exit_ = free_exit(node)
    canvas.attempt(lambda: document.clone(current, place, exit_))


def _keys(modifiers: str, way: Way) -> tuple[str, ...]:
    return (f"{modifiers}{way}",)


def _runs(act: Callable[[Canvas, Way], object], way: Way) -> Callable[[Canvas], object]:
    return lambda canvas: act(canvas, way)


def _commands() -> list[Command]:
    words = {
        "Left": say("左", "left"),
        "Right": say("右", "right"),
        "Up": say("上", "up"),
        "Down": say("下", "down"),
    }
    made: list[Command] = []
    for way in WAYS:
        name, low = words[way], way.lower()
        moves = say("向{}移动", "Move {}", name)
        made += [
            Command(f"move_{low}", moves, _keys("", way), _runs(lambda c, w: nudge(c, w, SMALL), way)),
            Command(
                f"move_{low}_far",
                say("向{}移动一格", "Move {} by a step", name),
                _keys("Shift+", way),
                _runs(lambda c, w: nudge(c, w, LARGE), way),
            ),
            Command(
                f"walk_{low}",
                say("到{}边的节点", "Go to the node {}", name),
                _keys("Alt+", way),
                _runs(walk, way),
            ),
            Command(
                f"clone_{low}",
                say("向{}复制并连线", "Copy and wire to the {}", name),
                _keys("Alt+Shift+", way),
                _runs(clone, way),
                True,
            ),
        ]
    return made


COMMANDS = tuple(_commands())
