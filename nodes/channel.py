"""The seam to a telephone call: the few verbs that every channel has, simulated or live.

Each verb blocks until it is done and returns a small read-only result that says what happened and why it
ended. When the caller hangs up, a verb that holds something worth keeping (`record`, `dial`, `next_key`)
returns with `ended="hangup"`; every other verb, and every verb from then on, raises `CallEnded`.

Keys pressed by the caller wait in the channel, in the order pressed, until `next_key` takes them. `play`
never takes a key: it only stops for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from nodes.clips import Clip
from nodes.light import light

KEYS = "0123456789*#ABCD"
"""The sixteen keys of DTMF, ITU-T Q.23."""

ANY_KEY = "0123456789*#"
"""The twelve keys of a caller's telephone."""


@light
class Played:
    """How `play` ended: to the end, or by `key`, after `ms` milliseconds."""

    ended: Literal["done", "key"]
    key: str = ""
    ms: int = 0


@light
class Keyed:
    """What `next_key` took: one key, or none within the time, or none since the caller hung up."""

    ended: Literal["key", "timeout", "hangup"]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """What to record: `path` as the engine names it, limits in seconds (0: no limit), keys that end it."""

    path: str
    max_seconds: float = 120.0
    silence_seconds: float = 0.0
    silence_level: int = 200
    end_keys: str = "#"


@dataclass(frozen=True, slots=True)
class Recorded:
    """How `record` ended and how many seconds of sound `path` holds; `failed`: `reason` says why."""

    ended: Literal["key", "limit", "silence", "hangup", "failed"]
    seconds: float = 0.0
    path: str = ""
    key: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    """Whom to ring. `step` names this dial, so that its outcome can be asked for by another engine.

    `targets` are dial strings that the site's own settings produced (gateways), each already free of
    anything the caller supplied; `order` says whether they ring together or in turn. `headers` become SIP
    headers and channel variables of the new leg.

    Whoever answers hears `whisper`, then `confirm`, while the caller goes on hearing `ringback`, and is
    joined with the caller after that. With a `confirm_key` only who presses it within `confirm_seconds` of
    the answer has answered. The talk, and nothing before it, is recorded into the file `recording`: 8 kHz
    WAV, the caller on the left where it is `stereo`.
    """

    step: str
    targets: tuple[str, ...]
    order: Literal["together", "in_turn"] = "in_turn"
    ring_seconds: float = 30.0
    caller_id_name: str = ""
    caller_id_number: str = ""
    limit_seconds: float = 0.0
    ringback: tuple[Clip, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    whisper: tuple[Clip, ...] = ()
    confirm_key: str = ""
    confirm: tuple[Clip, ...] = ()
    confirm_seconds: float = 10.0
    recording: str = ""
    stereo: bool = True


@dataclass(frozen=True, slots=True)
class Dialled:
    """How `dial` ended. `ended`: they talked for `seconds`, and the caller is back; `cause` as in Q.850.

    `recording` is the file with the talk, if there is one; `heard` are the targets that answered and heard
    something before the talk.
    """

    ended: Literal["ended", "busy", "no_answer", "rejected", "failed", "hangup"]
    cause: str = ""
    seconds: float = 0.0
    target: str = ""
    recording: str = ""
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transferred:
    """How `transfer` or `hand_over` ended. After `transferred` the call belongs to somebody else.

    `heard` as in Dialled.
    """

    ended: Literal["transferred", "busy", "failed"]
    cause: str = ""
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Executed:
    """What a raw application or API answered."""

    ok: bool
    response: str = ""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a call when it arrives; all of it is data from outside, none of it trusted."""

    id: str
    caller: str = ""
    caller_name: str = ""
    called: str = ""
    context: str = "default"
    headers: Mapping[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """One telephone call, as a node can act on it. Times are in seconds unless a name ends in `ms`."""

    @property
    def facts(self) -> CallFacts:
        """What was known of the call when it arrived."""

    @property
    def up(self) -> bool:
        """Whether the caller is still there. Asking never blocks and never raises."""

    @property
    def answered(self) -> bool:
        """Whether the call has been answered, by `answer` or by the first verb that needs media."""

    def answer(self) -> None:
        """Answer the call; nothing happens if it is answered. `play` and `record` answer by themselves."""

    def ring(self, early_media: bool = False) -> None:
        """Tell the caller's exchange that it rings here, with or without sound before the answer.

        After `early_media` neither `play` nor `start_sound` answers.
        """

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """Play `clips` without a gap. A key of `stop`, pressed now or waiting already, ends it."""

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """Begin to play `clips` over and over and return at once, until `stop_sound` or the next `play`."""

    def stop_sound(self) -> None:
        """End what `start_sound` began; nothing happens if nothing plays."""

    def next_key(self, seconds: float) -> Keyed:
        """Take the next key, waiting at most `seconds` for it; 0 takes only what is there already.

        After a hang-up that no verb has told of yet, the keys pressed before it come first, then `hangup`.
        """

    def record(self, recording: Recording) -> Recorded:
        """Record the caller into a sound file, 8 kHz mono WAV. A path that cannot be written is `failed`.

        The key that ends it is used up; keys that waited before do not end it and go on waiting.
        """

    def dial(self, dial: Dial) -> Dialled:
        """Ring `dial.targets` and join the first that answers with the caller, until either hangs up.

        The call is answered first. Keys pressed meanwhile belong to the talk and do not wait afterwards.
        A recording that cannot be written leaves the talk as it is.
        """

    def last_dial(self, step: str) -> Dialled | None:
        """The outcome of the dial named `step` if it ran to its end without us; None if it never began."""

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        """Hand the call to `target` and let go of it. Raises nothing on success: the call goes on there."""

    def hand_over(self, dial: Dial) -> Transferred:
        """Ring as `dial` does and let go of the call once they talk: it ends when either hangs up.

        `limit_seconds` holds; nothing is recorded. Who does not come leaves the call with us, and
        `last_dial` knows of it. Raises CallEnded if the caller hangs up before somebody has come.
        """

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """Send DTMF to the caller's side, each key for `ms` milliseconds; what is no key is left out."""

    def get(self, name: str) -> str:
        """The channel variable `name`, empty if it is not set."""

    def set(self, name: str, value: str) -> None:
        """Set the channel variable `name`; `value` is data, whatever it holds.

        Control characters but line feeds are left out, and `${` is kept as `%{`, which nothing expands.
        Raises NodeFailure for a name that is none.
        """

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """Run a FreeSWITCH application on the channel, or an API command; the author answers for both.

        At most `seconds` are waited for its end (0: until it ends). An unknown application is not run.
        """

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """End the call; nothing happens if it is over."""
