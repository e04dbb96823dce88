"""Notes and frames as SVG, in the colours that their author gave them."""

from __future__ import annotations

from flows.drawing import look
from flows.drawing.hues import FRAME_SHARE, NOTE_EDGE, NOTE_SHARE
from flows.drawing.picture import PlacedFrame, PlacedNote
from flows.drawing.svg_parts import Pen


def draw_frame(pen: Pen, frame: PlacedFrame) -> None:
    """One frame and its title."""
    group = pen.group("frame tinted" if frame.hue else "frame")
    place = (frame.x, frame.y, frame.width, frame.height)
    if frame.hue:
        group.rect(
            *place,
            "hue",
            rx=12,
            fill=frame.hue,
            fill_opacity=FRAME_SHARE,
            stroke=frame.hue,
            stroke_dasharray="5 4",
        )
    else:
        group.rect(*place, "frame-box", rx=12, fill=look.GROUP)
    ink = look.INK if frame.hue else look.QUIET
    x, y = frame.x + 14, frame.y + 19
    group.text(x, y, frame.title, look.WORDS, "frame-title", fill=ink, weight=600)


def draw_note(pen: Pen, note: PlacedNote) -> None:
    """One note with its words."""
    group = pen.group("note tinted" if note.hue else "note")
    place = (note.x, note.y, note.width, note.height)
    if note.hue:
        # A page has dark paper too: what is mixed with it are hues that let it through.
        group.rect(*place, "note-paper", rx=4, fill=look.PAPER)
        group.rect(
            *place,
            "hue",
            rx=4,
            fill=note.hue,
            fill_opacity=NOTE_SHARE,
            stroke=note.hue,
            stroke_opacity=NOTE_EDGE,
        )
    else:
        group.rect(*place, "note-box", rx=4, fill=look.NOTE, stroke=look.NOTE_FRAME)
    ink = look.INK if note.hue else look.NOTE_INK
    for number, line in enumerate(note.lines):
        y = note.y + 19 + number * look.WORDS_LINE
        group.text(note.x + 10, y, line, look.WORDS, "note-words", fill=ink)
