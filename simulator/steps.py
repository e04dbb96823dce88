"""What a scripted caller does, step by step: hear, press, say, wait, stay silent, hang up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.channel import heard_text
from nodes.channel import KEYS
from nodes.clips import Clip
from nodes.patterns import compile_pattern

REACTION = 0.5
"""Seconds from the moment that a flow waits for a key to the moment that a caller presses it."""

PACE = 0.25
"""Seconds from one key to the next."""

SPEAKS = 5.0
"""Seconds that a caller given by `--keys` speaks into a recording before the next group of keys."""


@dataclass(frozen=True)
class Match:
    """What is to be heard: a part of the words, all of them, a pattern in them, or a recorded sound.

    At most one is given; none of them fits anything. Words are compared without regard to blanks and
    case; a pattern is RE2's.
    """

    part: str = ""
    whole: str = ""
    pattern: str = ""
    sound: str = ""

    def fits(self, clips: Sequence[Clip]) -> bool:
        """Whether `clips`, played in one go, are what is meant."""
        if self.sound:
            return any(clip.kind == "sound" and clip.text == self.sound for clip in clips)
        if self.pattern:
            return compile_pattern(self.pattern).search(heard_text(clips)) is not None
        words = _words("".join([clip.text for clip in clips]))
        return words == self._words if self.whole else self._words in words

    @cached_property
    def _words(self) -> str:
        """The part, or the whole, as words are compared."""
        return _words(self.whole or self.part)

    def __bool__(self) -> bool:
        return bool(self.part or self.whole or self.pattern or self.sound)

    def __str__(self) -> str:
        if self.sound:
            return f"the sound '{self.sound}'"
        if self.pattern:
            return f"/{self.pattern}/"
        return f"exactly '{self.whole}'" if self.whole else f"'{self.part}'" if self.part else "anything"


def _words(text: str) -> str:
    return "".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Hear:
    """Go on when this has been heard, to its end or to the key that cut it short."""

    match: Match
    line: int = 0

    def __str__(self) -> str:
        return f"hear {self.match}"


@dataclass(frozen=True, slots=True)
class Never:
    """From here to the end of the call this must not be heard."""

    match: Match
    line: int = 0

    def __str__(self) -> str:
        return f"never hear {self.match}"


@dataclass(frozen=True, slots=True)
class Press:
    """Press `keys`, one every `pace` seconds, `after` seconds from when it is time.

    It is time when the flow next waits for the caller (every prompt before has been heard); with `during`
    when that begins to sound; with `at_once` now. Where the flow records, `speaks` seconds of speech come
    before the keys.
    """

    keys: str
    during: Match | None = None
    after: float = REACTION
    pace: float = PACE
    at_once: bool = False
    speaks: float = 0.0
    line: int = 0

    def __str__(self) -> str:
        return f"press {self.keys}"


@dataclass(frozen=True, slots=True)
class Say:
    """Speak for `seconds` when the flow next waits for the caller."""

    seconds: float
    text: str = ""
    after: float = 0.0
    line: int = 0

    def __str__(self) -> str:
        return f"say {self.text or f'something for {self.seconds:g} s'}"


@dataclass(frozen=True, slots=True)
class Wait:
    """Let `seconds` pass, whatever happens."""

    seconds: float
    line: int = 0

    def __str__(self) -> str:
        return f"wait {self.seconds:g} s"


@dataclass(frozen=True, slots=True)
class Silence:
    """Let the flow wait once until its time is over."""

    line: int = 0

    def __str__(self) -> str:
        return "stay silent"


@dataclass(frozen=True, slots=True)
class HangUp:
    """Hang up `after` seconds from now; with `during` when that begins to sound, else with `waiting` when
    the flow next waits for the caller."""

    during: Match | None = None
    after: float = 0.0
    waiting: bool = False
    line: int = 0

    def __str__(self) -> str:
        return "hang up"


Step = Hear | Never | Press | Say | Wait | Silence | HangUp

_ANYTHING = Match()


@lru_cache(maxsize=256)
def keys_to_steps(text: str) -> tuple[Step, ...]:
    """The steps of `--keys "2 1 12345678#"`. Raises ValueError for what is no key.

    Groups are separated by blanks. Each is pressed when the flow next waits for the caller, that is after
    the prompt; a group that begins with `>` is pressed into the prompt or pause that comes next. `-` lets one
    attempt pass in silence, `!` hangs up when the flow next waits, `>!` while the next prompt sounds.
    Where the flow records, the caller speaks for 5 seconds before the keys.
    """
    return tuple(_group(group) for group in text.split())


def _group(group: str) -> Step:
    during = _ANYTHING if group.startswith(">") else None
    keys = group.removeprefix(">").upper()
    if keys == "!":
        return HangUp(during, REACTION, waiting=True)
    if group == "-":
        return Silence()
    strange = [key for key in keys if key not in KEYS]
    if strange or not keys:
        raise ValueError(
            f"'{group[:40]}' is no group of keys: 0-9 * # A-D, `-` for silence, `!` to hang up, `>` before a "
            "group that is pressed into the prompt"
        )
    return Press(keys, during, speaks=SPEAKS)
