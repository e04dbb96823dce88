"""What a caller does with a message just recorded: listen to it, record it again, or keep it."""

from __future__ import annotations

from dataclasses import dataclass

from nodes.call import Call
from nodes.channel import Recorded
from nodes.clips import Clip
from nodes.collector import Asking, Verdict
from nodes.errors import CallEnded, CallLimit
from nodes.prompts import Prompt

MOST_LISTENS = 10
"""How often a message is played back; then it is kept."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the caller hears and the keys for it; `again` is empty where no further take is allowed."""

    prompt: Prompt
    wrong: Prompt
    listen: str
    again: str
    keep: str
    seconds: float
    attempts: int

    @property
    def keys(self) -> str:
        """The keys that mean something."""
        return self.listen + self.again + self.keep

    def asking(self) -> Asking:
        """The question as the collector takes it."""
        return Asking(
            self.prompt,
            self._judge,
            wrong=self.wrong,
            first_seconds=self.seconds,
            attempts=self.attempts,
            silent_attempts=self.attempts,
            wrong_attempts=self.attempts,
        )

    def _judge(self, digits: str) -> Verdict:
        return "accept" if digits in self.keys else "reject"


def wants_again(call: Call, recorded: Recorded, review: Review) -> bool:
    """Whether the caller wants to record it again. Whatever else happens, the message is to be kept."""
    sound = Clip("sound", "recording", file=recorded.path, ms=round(recorded.seconds * 1000))
    try:
        call.flush_keys()
        for _ in range(MOST_LISTENS):
            answer = call.collect(review.asking())
            if answer.ended != "valid" or answer.digits != review.listen:
                return answer.ended == "valid" and answer.digits == review.again
            call.channel.play((sound,), review.keys)
    except (CallEnded, CallLimit):
        # The runner hears of it at the next verb or node; here it may not cost the caller's message.
        return False
    return False
