"""The first letters of Chinese words as people type them: 播放 is `bf`."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_FIRST: tuple[tuple[int, str], ...] = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
"""GB/T 2312 keeps its 3,755 commonest characters in the order of their sounds: where each letter begins."""

_LAST = 0xD7F9

_OTHERWISE = {"重": "c", "行": "h", "长": "c", "调": "d", "数": "s", "曾": "c", "单": "d", "会": "h"}
"""Characters with two sounds, by the one that the standard does not file them under, or that we mean."""


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letter of each common Chinese character, other letters and digits as they are, small.

    Characters that are not among the common ones are left out.
    """
    return "".join(_initial(character) for character in text)


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if character in _OTHERWISE:
        return _OTHERWISE[character]
    try:
        number = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _FIRST[0][0] <= number <= _LAST:
        return ""
    return _FIRST[bisect_right(_FIRST, (number, "~")) - 1][1]
