"""Cuts a text into clauses with the pauses between them, and phonemes into lengths that a model can take."""

import re
from dataclasses import dataclass

_CLAUSE = re.compile(r"[^。！？；!?;，,：]+[。！？；!?;，,：”」）)]*")
_SENTENCE_MS, _CLAUSE_MS = 250, 100
_FEWEST = 3
"""Syllables: a shorter clause stays with the next one, alone it sounds torn off."""

_BREAKS = (re.compile(r"(?<=[.!?;]) "), re.compile(r"(?<=[,:]) "))


@dataclass(frozen=True)
class Clause:
    """A part of a text (or its phonemes) that is spoken in one go, and the pause after it in milliseconds."""

    text: str
    pause_ms: int


def clauses(text: str) -> list[Clause]:
    """The clauses of a Chinese text; pauses come on top of the silence that trimming leaves."""
    found: list[Clause] = []
    waiting = ""
    for part in _CLAUSE.findall(text):
        waiting += part
        ends = any(c in "。！？；!?;" for c in part[-2:])
        if sum(c.isalnum() for c in waiting) >= _FEWEST or ends:
            found.append(Clause(waiting, _SENTENCE_MS if ends else _CLAUSE_MS))
            waiting = ""
    return [*found, Clause(waiting, 0)] if waiting else found


def fitting(phonemes: str, limit: int) -> list[str]:
    """Pieces of at most `limit` phonemes, cut at sentences if need be, then clauses, then blanks."""
    if len(phonemes) <= limit:
        return [phonemes] if phonemes else []
    for pattern in _BREAKS:
        parts = pattern.split(phonemes)
        if len(parts) > 1:
            middle = min(
                range(1, len(parts)), key=lambda n: abs(2 * len(" ".join(parts[:n])) - len(phonemes))
            )
            halves = (" ".join(parts[:middle]), " ".join(parts[middle:]))
            return [piece for half in halves for piece in fitting(half, limit)]
    cut = phonemes.rfind(" ", 1, limit)
    cut = cut if cut > 0 else limit
    return [phonemes[:cut], *fitting(phonemes[cut:].strip(), limit)]
