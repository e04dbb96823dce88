"""The look of a drawing in one place: sizes in pixels, colours, the few words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from flows.problems import Lang

BOX = 200.0
"""The width of every box."""
SIDE = 11.0
"""Between the frame of a box and what it says."""
ICON = 22.0
TITLE, WORDS, SMALL = 13.0, 11.0, 10.0
"""Sizes of type."""
TITLE_LINE, WORDS_LINE = 16.5, 15.0
INSET = 8.0
"""Between the frame of the words and the words."""
ROW = 18.0
"""The height of an exit's row."""
FOOT = 5.0
FLAG = 19.0
"""The height of the flags above a box."""
FLAG_SIDE, FLAG_GAP = 8.0, 4.0
ENTRY, BACK = 20.0, 13.0
"""Where arrows come in, below the upper edge; arrows that lead back so much lower."""
CORNER = 7.0
"""The radius of a corner of an arrow."""
MARGIN = 28.0
HEADING = 54.0
"""The height of the drawing's title."""

FONT = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',"
    "'Helvetica Neue',Arial,sans-serif"
)

PAPER = "#ffffff"
INK = "#1c2733"
QUIET = "#66758a"
FRAME = "#cfd8e3"
TINT = "#f3f6f9"
WIRE = "#8494a7"
BACK_WIRE = "#8a6fc2"
FAULT = "#d0545e"
NOTE = "#fff6d6"
NOTE_FRAME = "#ecd998"
NOTE_INK = "#5c4d16"
GROUP = "#eef2f7"

FLAG_COLOURS: Mapping[str, str] = {
    "start": "#22a35a",
    "key": "#2f7fe6",
    "hangup": "#5d6f83",
    "error": "#dc4650",
}
MARKS: Mapping[str, tuple[str, str]] = {
    "added": ("#1f9d55", "#eaf7ef"),
    "removed": ("#d64550", "#fdeeef"),
    "changed": ("#c98a06", "#fff7e3"),
    "reached": ("#1f9d55", "#eaf7ef"),
    "missed": ("#d64550", "#fdeeef"),
    "partly": ("#c98a06", "#fff7e3"),
    "heat1": ("#6f86a0", "#f2f6fa"),
    "heat2": ("#a3820f", "#fff9dc"),
    "heat3": ("#c4711a", "#ffecc9"),
    "heat4": ("#cc5022", "#ffdcc4"),
    "heat5": ("#bd2a2e", "#fbcabf"),
}
"""The colours of a change, of what calls reached, of how many came by: line, and paper."""

FLAGS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {"start": "开始", "hangup": "挂机时", "error": "出错时", "key": "按键 {}"},
    "en": {"start": "Start", "hangup": "On hang-up", "error": "On error", "key": "Key {}"},
}
OFF: Mapping[Lang, str] = {"zh": "停用", "en": "off"}


def head(title_lines: int, words_lines: int) -> float:
    """From the upper edge of a box's frame to its first exit."""
    height = 9.0 + max(title_lines * TITLE_LINE + 14.0, ICON + 8)
    if words_lines:
        height += 4.0 + words_lines * WORDS_LINE + 8.0
    return height + 5.0
