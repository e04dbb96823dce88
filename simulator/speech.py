"""Speech without sound: the texts that a live call would speak, with estimated lengths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from engine.spoken import system_words, utterances
from nodes.clips import Clip, Part
from simulator.lengths import text_ms, tone_ms


class SimSpeech:
    """Gives every utterance a clip that holds its text and an estimated length, and no file."""

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """The clips of `parts`, joined into utterances as a live call joins them."""
        return _clips(tuple(parts), language)

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        """Callwright's own prompt `name`, in the words it is spoken in."""
        words = system_words(name, language)
        return (Clip("sound", words, language, ms=text_ms(words)),)


@lru_cache(maxsize=4096)
def _clips(parts: tuple[Part, ...], language: str) -> tuple[Clip, ...]:
    """The same parts always sound the same."""
    return tuple(_clip(text, run, language) for text, run in utterances(parts, language))


def _clip(text: str, run: Sequence[Part], language: str) -> Clip:
    kind = run[0].kind
    if kind == "silence":
        return Clip("silence", ms=run[0].ms)
    if kind == "tone":
        return Clip("tone", ms=tone_ms(run[0].text), tone=run[0].text)
    if kind == "sound":
        return Clip("sound", run[0].text, language, ms=text_ms(run[0].text))
    return Clip("speech", text, language, ms=text_ms(text))
