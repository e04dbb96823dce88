"""The one digit collector: prompts, barge-in, type-ahead, times, attempts, the same live and simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from nodes.channel import ANY_KEY
from nodes.errors import CallEnded
from nodes.light import light
from nodes.prompts import Prompt

if TYPE_CHECKING:
    from nodes.call import Call

Verdict = Literal["wait", "may_end", "accept", "reject"]
"""What the keys so far amount to: too few, enough but more may follow, complete, or never right."""

Failure = Literal["no_input", "invalid"]
"""How an attempt fails."""

NO_PROMPT = Prompt()


@light
class Asking:
    """How to ask. `judge` rules on the keys so far, `valid` on a finished entry.

    Times are seconds: `first_seconds` runs from the end of the prompt to the first key, `inter_seconds`
    between keys. `attempts` bounds all tries, the other two their own sort. `repeat` replaces the prompt
    from the second attempt on; `silence` and `wrong` are played before it, each with a variant per count.
    `global_keys`: a first key that cannot be right goes to the flow's handler of it. An `end_key` that
    follows an entry which was complete by its length is dropped if it comes within `inter_seconds`.
    """

    prompt: Prompt
    judge: Callable[[str], Verdict]
    valid: Callable[[str], bool] = lambda digits: True
    repeat: Prompt = NO_PROMPT
    silence: Prompt = NO_PROMPT
    wrong: Prompt = NO_PROMPT
    end_key: str = ""
    cancel_key: str = ""
    first_seconds: float = 5.0
    inter_seconds: float = 3.0
    attempts: int = 3
    silent_attempts: int = 3
    wrong_attempts: int = 3
    type_ahead: bool = True
    interrupt: bool = True
    global_keys: bool = False


@light
class Collected:
    """How asking ended: `valid` digits, the last failure when attempts ran out, or `cancelled`."""

    ended: Literal["valid", "no_input", "invalid", "cancelled"]
    digits: str = ""
    attempts: int = 0


def collect(call: Call, asking: Asking) -> Collected:
    """Ask until an entry is valid, the caller cancels or attempts run out. Raises CallEnded, GlobalKey."""
    failures: list[Failure] = []
    while True:
        attempt = len(failures) + 1
        if failures or not asking.type_ahead:
            call.flush_keys()
        _speak(call, asking, failures)
        ended, digits = _entry(call, asking)
        if ended == "cancelled":
            return Collected("cancelled", digits, attempt)
        if ended == "valid" and asking.valid(digits):
            return Collected("valid", digits, attempt)
        failed: Failure = "no_input" if ended == "no_input" else "invalid"
        failures.append(failed)
        if failed == "no_input":
            call.count_silence()
        limit = asking.silent_attempts if failed == "no_input" else asking.wrong_attempts
        if attempt >= asking.attempts or failures.count(failed) >= limit:
            return Collected(failed, digits, attempt)


def _speak(call: Call, asking: Asking, failures: Sequence[Failure]) -> None:
    """Play the notice of the last of `failures`, then the prompt of this attempt; a key stops both."""
    stop, prompt, attempt = ANY_KEY if asking.interrupt else "", asking.prompt, len(failures) + 1
    if failures:
        notice = asking.silence if failures[-1] == "no_input" else asking.wrong
        if call.play(notice, stop, failures.count(failures[-1])).ended == "key":
            return
        repeat = asking.repeat.select(call.state.languages, attempt)
        prompt = asking.repeat if repeat and repeat.segments else prompt
    call.play(prompt, stop, attempt)


def _entry(call: Call, asking: Asking) -> tuple[str, str]:
    """One entry: ("valid" | "invalid" | "no_input" | "cancelled", digits)."""
    digits = ""
    while True:
        keyed = call.next_key(asking.inter_seconds if digits else asking.first_seconds)
        if keyed.ended == "hangup":
            raise CallEnded
        if keyed.ended == "timeout":
            if not digits:
                return "no_input", ""
            return ("valid" if asking.judge(digits) in ("may_end", "accept") else "invalid"), digits
        key = keyed.key
        if key == asking.cancel_key:
            return "cancelled", digits
        if key == asking.end_key:
            return ("valid" if asking.judge(digits) in ("may_end", "accept") else "invalid"), digits
        verdict = asking.judge(digits + key)
        if verdict == "reject":
            if not digits and asking.global_keys:
                call.global_key(key)
            return "invalid", digits + key
        digits += key
        if verdict == "accept":
            call.drop_stray(asking.end_key, asking.inter_seconds)
            return "valid", digits
