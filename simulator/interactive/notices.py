"""What an interactive call tells: one model a notice, as JSON has it. `at` and `ms` are milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from nodes.clips import Clip
from simulator.caller import What
from simulator.lengths import clip_ms

Reason = Literal["start", "breakpoint", "step", "pause", "back", "goto", "caller", "leg", "look"]
"""Why a call stands still: `caller`, for what the caller does; `leg`, for what the rung party does.

`look`: it does not, and somebody wanted to know.
"""


class Notice(BaseModel):
    """The base of all notices."""

    model_config = ConfigDict(frozen=True)

    def to_json(self) -> dict[str, Any]:
        """The notice in JSON's types."""
        return self.model_dump(mode="json")


class Started(Notice):
    """A call begins; `run` counts the calls of this session."""

    event: Literal["started"] = "started"
    run: int


class Journal(Notice):
    """An event of the journal, the `n`th of this call; `entry` is as `simulate --json` prints it."""

    event: Literal["journal"] = "journal"
    n: int
    entry: dict[str, Any]


class Sound(Notice):
    """One thing that sounds; without a `file` there are only words, and `ms` is an estimate."""

    kind: Literal["speech", "sound", "silence", "tone"]
    text: str = ""
    language: str = ""
    file: str = ""
    tone: str = ""
    ms: int = 0


class Playing(Notice):
    """`clips` begin to sound one after the other; `background`: over and over, behind what follows."""

    event: Literal["playing"] = "playing"
    at: int
    ms: int
    text: str
    clips: tuple[Sound, ...]
    background: bool = False


class Stopped(Notice):
    """What sounded has ended: `done`, or cut short by `key`, `hangup` or the flow (`stop`)."""

    event: Literal["stopped"] = "stopped"
    at: int
    ended: str


class Pressed(Notice):
    """The caller did something: pressed a key, began to talk, hung up."""

    event: Literal["act"] = "act"
    at: int
    kind: Literal["key", "talk", "hangup"]
    key: str = ""
    ms: int = 0


class Waiting(Notice):
    """The flow waits for the caller, `ms` at most (none: without a limit)."""

    event: Literal["waiting"] = "waiting"
    at: int
    what: What
    ms: int | None


class Waited(Notice):
    """It waits no longer; `ended` says why."""

    event: Literal["waited"] = "waited"
    at: int
    what: What
    ended: str


class Ringing(Notice):
    """A party rings and nothing was prepared for it: the command `leg` says what it does."""

    event: Literal["ringing"] = "ringing"
    at: int
    target: str


class Level(Notice):
    """One flow of the stack: its variables as the journal writes them, not masked; which are sensitive."""

    flow: str
    node: str
    variables: dict[str, Any]
    sensitive: tuple[str, ...] = ()


class Held(Notice):
    """Time stands still before `node`, or within it (`within`); the stack is from the outside in."""

    event: Literal["held"] = "held"
    reason: Reason
    at: int
    flow: str
    node: str
    type: str
    within: bool = False
    stack: tuple[Level, ...] = ()
    keys: str = ""
    sounding: str = ""
    waiting: str = ""
    speed: float = 1.0


class Going(Notice):
    """Time passes again."""

    event: Literal["going"] = "going"
    at: int


class Rewound(Notice):
    """The call is as it was: its first `events` events stand, later ones are forgotten."""

    event: Literal["rewound"] = "rewound"
    at: int
    events: int


class Over(Notice):
    """The call is over. `unused` are prepared answers that nobody asked for."""

    event: Literal["over"] = "over"
    at: int
    result: str
    cause: str
    unused: tuple[str, ...] = ()


class ScriptText(Notice):
    """The call so far as a call script; `notes` say what a person has to add."""

    event: Literal["script"] = "script"
    text: str
    notes: tuple[str, ...] = ()


class Done(Notice):
    """The command `id` was carried out."""

    event: Literal["done"] = "done"
    id: int | str | None = None


class Refusal(Notice):
    """The command `id` was refused and changed nothing: why, and what to do instead, in both languages."""

    event: Literal["refused"] = "refused"
    id: int | str | None = None
    zh: str
    en: str
    cure_zh: str = ""
    cure_en: str = ""


class Broken(Notice):
    """The session ended by a fault of Callwright itself."""

    event: Literal["broken"] = "broken"
    error: str


def sounds(clips: Sequence[Clip]) -> tuple[Sound, ...]:
    """`clips` with the length of each."""
    return tuple(
        Sound(
            kind=clip.kind,
            text=clip.text,
            language=clip.language,
            file=clip.file,
            tone=clip.tone,
            ms=clip_ms(clip),
        )
        for clip in clips
    )
