"""Boxes as SVG: frame, icon, title, first words, a row for each exit, flags above."""

from __future__ import annotations

from flows.drawing import look
from flows.drawing.content import Content, ExitRow
from flows.drawing.icons import SIZE, icon
from flows.drawing.picture import PlacedBox
from flows.drawing.svg_parts import Pen
from flows.drawing.text import width


def draw_box(pen: Pen, box: PlacedBox) -> None:
    """One box with all that belongs to it."""
    content = box.content
    classes = ["node", *([content.mark] if content.mark else []), *([] if content.enabled else ["off"])]
    group = pen.group(
        " ".join(classes),
        transform=f"translate({box.x:.2f} {box.y:.2f})",
        data_node=content.id,
        data_type=content.type,
        data_calls=content.flow,
        opacity=None if content.enabled else 0.6,
    )
    _flags(group, content)
    _frame(group, content)
    y = content.top + 9
    art = group.group("icon", transform=f"translate({look.SIDE} {y + 2:.2f}) scale({look.ICON / SIZE:.4f})")
    art.put(icon(content.type, content.icon))
    x = look.SIDE + look.ICON + 9
    for number, line in enumerate(content.title):
        group.text(x, y + 13 + number * look.TITLE_LINE, line, look.TITLE, "title", fill=look.INK, weight=700)
    y += len(content.title) * look.TITLE_LINE
    group.text(x, y + 10, content.kind, look.SMALL, "kind", fill=look.QUIET)
    if content.words:
        _words(group, content)
    for number, row in enumerate(content.rows):
        _row(group, row, first=number == 0)
    if content.noted:
        corner = f"M{look.BOX - 16} {content.top}h6a10 10 0 0 1 10 10v6z"
        group.path(corner, "noted", fill=look.NOTE_FRAME)


def _frame(group: Pen, content: Content) -> None:
    stroke, fill = look.MARKS.get(content.mark, (look.FRAME, look.PAPER))
    group.rect(
        0,
        content.top,
        look.BOX,
        content.height - content.top,
        "box",
        rx=10,
        fill=fill,
        stroke=stroke,
        stroke_width=2 if content.mark else 1.2,
        stroke_dasharray=None if content.enabled and content.mark != "removed" else "5 4",
    )


def _words(group: Pen, content: Content) -> None:
    top = content.top + look.head(len(content.title), 0) - 3
    height = 8 + len(content.words) * look.WORDS_LINE
    group.rect(look.SIDE, top, look.BOX - 2 * look.SIDE, height, "words-box", rx=6, fill=look.TINT)
    for number, line in enumerate(content.words):
        y = top + 15 + number * look.WORDS_LINE
        group.text(look.SIDE + look.INSET, y, line, look.WORDS, "words", fill=look.QUIET)


def _row(group: Pen, row: ExitRow, *, first: bool) -> None:
    mark = f" {row.mark}" if row.mark else ""
    line = group.group(f"exit{mark}", data_exit=row.name)
    if first:
        line.path(
            f"M{look.SIDE} {row.y - look.ROW / 2}H{look.BOX - look.SIDE}",
            "rule",
            stroke=look.TINT,
            stroke_width=1,
        )
    colour = look.MARKS[row.mark][0] if row.mark else look.QUIET
    x = look.BOX - look.SIDE
    strike = "line-through" if row.mark == "removed" else None
    line.text(
        x,
        row.y + 4,
        row.label,
        look.WORDS,
        "exit-name",
        text_anchor="end",
        fill=colour,
        text_decoration=strike,
    )
    if row.keys:
        across = max(width(row.keys, look.SMALL, bold=True) + 10, 18)
        left = x - width(row.label, look.WORDS) - 8 - across
        line.rect(
            left, row.y - 7, across, 14, "key-box", rx=4, fill=look.TINT, stroke=look.FRAME, stroke_width=1
        )
        middle = left + across / 2
        line.text(
            middle, row.y + 3.6, row.keys, look.SMALL, "key", text_anchor="middle", fill=look.INK, weight=700
        )
    port = look.MARKS[row.mark][0] if row.mark else look.WIRE if row.drawn else look.FAULT
    line.circle(
        look.BOX,
        row.y,
        3.2,
        "port" if row.drawn else "port open",
        fill=look.PAPER,
        stroke=port,
        stroke_width=1.5,
    )


def _flags(group: Pen, content: Content) -> None:
    x = 8.0
    for flag in content.flags:
        colour = look.MARKS[flag.mark][0] if flag.mark else look.FLAG_COLOURS[flag.kind]
        part = group.group(f"flag {flag.kind}")
        # The lower corners are behind the frame of the box.
        part.path(
            f"M{x} {look.FLAG + 8}V6a5 5 0 0 1 5 -5h{flag.width - 10:.2f}a5 5 0 0 1 5 5V{look.FLAG + 8}z",
            "flag-box",
            fill=colour,
        )
        middle = x + flag.width / 2
        part.text(
            middle, 14, flag.text, look.SMALL, "flag-words", text_anchor="middle", fill="#ffffff", weight=700
        )
        x += flag.width + look.FLAG_GAP
