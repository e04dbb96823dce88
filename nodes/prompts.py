"""A prompt: what the caller hears, one list of segments a language, with a further one for each retry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from nodes.clips import Part
from nodes.spoken import fixed_part

SegmentKind = Literal["say", "value", "sound", "silence", "tone"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment, as written in a flow file.

    say      `text`: words to speak, a template in which a value is a typed slot, `{{ case_no|digits }}`
    value    `text`: an expression, `reading`: how its value is read (digits, number, money, date ...)
    sound    `text`: the name of a recorded sound
    silence  `ms`: milliseconds
    tone     `text`: a tone as FreeSWITCH's tone_stream writes it
    """

    kind: SegmentKind
    text: str = ""
    reading: str = ""
    ms: int = 0
    line: int = field(default=0, compare=False)

    @property
    def varies(self) -> bool:
        """Whether a value of the call may stand in it."""
        return self.kind == "value" or (self.kind == "say" and "{" in self.text)

    def fixed(self) -> Part | None:
        """What it says, unless it `varies`; None if that is nothing."""
        return fixed_part(self.text) if self.kind == "say" else Part(self.kind, self.text, ms=self.ms)


@dataclass(frozen=True)
class Variant:
    """The segments of a prompt in one language (empty: the flow's own), from attempt `try_` on."""

    language: str
    segments: tuple[Segment, ...]
    try_: int = 1

    @cached_property
    def fixed(self) -> tuple[Part, ...] | None:
        """What it says at each call, worked out once; None if a value of the call may stand in it."""
        if any(segment.varies for segment in self.segments):
            return None
        return tuple(part for segment in self.segments if (part := segment.fixed()) is not None)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything that one prompt parameter holds; variants are sorted by language and attempt."""

    variants: tuple[Variant, ...] = ()

    @classmethod
    def say(cls, text: str, language: str = "") -> Prompt:
        """A prompt that speaks `text`, the same at each attempt."""
        return cls((Variant(language, (Segment("say", text),)),)) if text else cls()

    def __bool__(self) -> bool:
        return any(variant.segments for variant in self.variants)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, in order, each once."""
        return tuple(dict.fromkeys(variant.language for variant in self.variants))

    def select(self, languages: Sequence[str], attempt: int = 1) -> Variant | None:
        """The variant for the first of `languages` that has one, the last whose `try_` <= `attempt`.

        A language matches itself, then its base ("en" for "en-GB" and the other way round); a variant
        without a language matches any. None if no language matches: the prompt is missing.
        """
        if len(self.variants) == 1 and not self.variants[0].language:
            # The usual prompt: one for every language.
            return self.variants[0] if self.variants[0].try_ <= attempt else None
        for language in (*languages, ""):
            best, nearest = None, 0
            for variant in self.variants:
                near = 2 if variant.language == language else _nearness(variant.language, language)
                if not near or near < nearest or variant.try_ > attempt:
                    continue
                if best is None or near > nearest or variant.try_ > best.try_:
                    best, nearest = variant, near
            if best is not None:
                return best
        return None

    def segments(self) -> Iterable[tuple[Variant, Segment]]:
        """Every segment with its variant, in order."""
        return ((variant, segment) for variant in self.variants for segment in variant.segments)


@lru_cache(maxsize=1024)
def _nearness(written: str, wanted: str) -> int:
    """2 for the same language, 1 for one with the same base, 0 for another."""
    if written.replace("_", "-").lower() == wanted.replace("_", "-").lower():
        return 2
    return int(bool(written) and bool(wanted) and base(written) == base(wanted))


def base(language: str) -> str:
    """The language without its region, in lower case: "zh" of "zh-CN" (RFC 5646)."""
    return language.replace("_", "-").split("-", 1)[0].lower()
