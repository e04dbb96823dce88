"""How wide words are, and where they are broken: an estimate that holds for Chinese and Latin alike."""

from __future__ import annotations

import unicodedata

_NARROW = set("iljtfrI.,:;'|!()[]{}`·“”‘’ ")
_BROAD = set("mwMW@%&—…")

WIDE = 1.0
"""Ems of a character that East Asian typography gives a full square; two columns of a terminal."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in pixels at `size` pixels a line; a little more than most fonts need."""
    return sum(map(_ems, text)) * size * (1.06 if bold else 1.0)


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.31
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE
    if unicodedata.combining(character):
        return 0.0
    if character in _BROAD:
        return 0.92
    return 0.65 if character.isupper() else 0.55


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text` if it fits into `room` pixels, else its beginning with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width("…", size, bold=bold)
    kept = []
    for character in text:
        left -= width(character, size, bold=bold)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, room: float, size: float, lines: int, *, bold: bool = False) -> list[str]:
    """`text` in at most so many lines, the last shortened; Chinese breaks anywhere, Latin between words."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines - 1 and width(rest, size, bold=bold) > room:
        cut = _cut(rest, room, size, bold)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        found.append(shortened(rest, room, size, bold=bold))
    return found


_NEVER_FIRST = set("，。、；：？！）》】」』”’,.;:?!)]}…")


def _cut(text: str, room: float, size: float, bold: bool) -> int:
    """After how many characters the first line ends."""
    used = [width(text[: count + 1], size, bold=bold) for count in range(min(len(text), int(room)))]
    fits = max(sum(pixels <= room for pixels in used), 1)
    for cut in range(fits, 0, -1):
        if cut < len(text) and text[cut] in _NEVER_FIRST:
            continue
        if text[cut - 1] == " " or (cut < len(text) and text[cut] == " "):
            return cut
        if _is_wide(text[cut - 1]) or (cut < len(text) and _is_wide(text[cut])):
            return cut
    return fits


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
