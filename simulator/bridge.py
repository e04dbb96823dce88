"""How the ringing of one dial goes, party by party, as FreeSWITCH's originate orders them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nodes.channel import Dial
from simulator.legs import CAUSES, Leg, Legs, Outcome
from simulator.lengths import clips_ms


@dataclass(frozen=True, slots=True)
class Ringing:
    """A stretch of ringing: it ends by `outcome` after `ms` milliseconds; `seconds` of talk follow.

    `answers`: who answered and heard something before the talk, and how many milliseconds after it began.
    """

    outcome: Outcome
    ms: int
    target: str
    cause: str
    seconds: float = 0.0
    answers: tuple[tuple[int, str], ...] = ()


_TARGET = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_.:/*#+@-]{1,200}")


def dialable(targets: Sequence[str]) -> tuple[str, ...]:
    """Those of `targets` that are dial strings; the others are left out, as on a live channel."""
    return tuple(target for target in targets if _TARGET.fullmatch(target))


def ring(dial: Dial, targets: Sequence[str], legs: Legs) -> Iterator[Ringing]:
    """The stretches of `dial` in their order: one a target in turn, or one for all together.

    Each target rings `ring_seconds` at most. The first answer ends the ringing.
    """
    if dial.order == "together":
        stretches = [_stretch(dial, target, legs.ring(target)) for target in targets]
        if stretches:
            yield _together(stretches)
        return
    for target in targets:
        yield _stretch(dial, target, legs.ring(target))


def _stretch(dial: Dial, target: str, leg: Leg) -> Ringing:
    late = leg.outcome == "no_answer" or leg.after >= dial.ring_seconds
    if late:
        cause = leg.cause if leg.outcome == "no_answer" and leg.cause else CAUSES["no_answer"]
        return Ringing("no_answer", round(dial.ring_seconds * 1000), target, cause)
    if leg.outcome == "answer" and (dial.whisper or dial.confirm_key):
        return _spoken_to(dial, target, leg)
    return Ringing(leg.outcome, round(leg.after * 1000), target, leg.release_cause, leg.seconds)


def _spoken_to(dial: Dial, target: str, leg: Leg) -> Ringing:
    """Somebody answers, and hears something before the talk; who has to press a key for it may not do so."""
    answered = round(leg.after * 1000)
    heard = ((answered, target),)
    if not dial.confirm_key:
        joined = answered + clips_ms(dial.whisper)
    elif leg.confirms(dial.confirm_key, dial.confirm_seconds):
        joined = answered + round(leg.confirm_after * 1000)
    else:
        late = answered + round(dial.confirm_seconds * 1000)
        return Ringing("no_answer", late, target, CAUSES["no_answer"], answers=heard)
    return Ringing("answer", joined, target, leg.release_cause, leg.seconds, heard)


def _together(stretches: list[Ringing]) -> Ringing:
    answered = [stretch for stretch in stretches if stretch.outcome == "answer"]
    if answered:
        last = min(answered, key=lambda stretch: stretch.ms)
    else:
        last = max(stretches, key=lambda stretch: stretch.ms)
    return replace(last, answers=tuple(heard for stretch in stretches for heard in stretch.answers))
