"""What an interactive call can be told: one model a command, as JSON has it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from simulator.errors import Wrong
from simulator.grammar import GivenRow, telephone_keys
from simulator.legs import Outcome

MOST_SECONDS = 86_400.0
"""The longest time that a command may name: a day."""

Span = Annotated[float, Field(ge=0, le=MOST_SECONDS, allow_inf_nan=False)]


class Command(BaseModel):
    """The base: `id` comes back with the answer; nothing unknown is accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int | str | None = None


class Press(Command):
    """Press keys: now, or `after` seconds of the call's time, one every quarter of a second."""

    do: Literal["press"] = "press"
    keys: Annotated[str, AfterValidator(telephone_keys)] = Field(max_length=100)
    after: Span | None = None


class Say(Command):
    """Speak for some seconds, now."""

    do: Literal["say"] = "say"
    seconds: Span


class Wait(Command):
    """Let some seconds pass while the call stands still for its caller."""

    do: Literal["wait"] = "wait"
    seconds: Span


class Skip(Command):
    """Let what sounds or is waited for now pass at once, to its end."""

    do: Literal["skip"] = "skip"


class HangUp(Command):
    """Hang up."""

    do: Literal["hang_up"] = "hang_up"


class Leg(Command):
    """Say what the party does that rings now: `after` seconds more of ringing, `seconds` of talk.

    Asked for a key before the talk it presses `confirm`: `none` is no key, without it the right one.
    """

    do: Literal["leg"] = "leg"
    outcome: Outcome = "answer"
    after: Span = 0.0
    seconds: Span = 20.0
    confirm: str | None = Field(default=None, pattern="^(none|[0-9*#A-D])$")


class Place(BaseModel):
    """A node; without `flow` the one of that id in any flow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    node: str
    flow: str = ""


class Breakpoints(Command):
    """Hold before these nodes; those named before count no longer."""

    do: Literal["breakpoints"] = "breakpoints"
    at: tuple[Place, ...] = ()


class Pause(Command):
    """Hold here and now, whatever is being done."""

    do: Literal["pause"] = "pause"


class Go(Command):
    """Go on to the next breakpoint."""

    do: Literal["go"] = "go"


class Step(Command):
    """Go on to the next node."""

    do: Literal["step"] = "step"


class Back(Command):
    """Go back to the beginning of the node before, or of the one that runs, and hold there."""

    do: Literal["back"] = "back"
    nodes: int = Field(default=1, ge=1, le=100_000)


class Restart(Command):
    """Ring anew; breakpoints and answers stay."""

    do: Literal["restart"] = "restart"
    hold: bool = False


class Goto(Command):
    """Go on at `node` with the variables as they are, and hold before it."""

    do: Literal["goto"] = "goto"
    node: str
    flow: str = ""


class Set(Command):
    """Change a variable of the flow that runs, or of `flow`; `value` as the journal writes it."""

    do: Literal["set"] = "set"
    name: str
    value: Any = None
    flow: str = ""


def _without_rows(given: GivenRow) -> GivenRow:
    if given.rows:
        raise Wrong(
            "rows are put into databases by call scripts only: prepare answers under database",
            "只有通话脚本会把 rows 写入数据库：请在 database 下准备应答",
        )
    return given


class Mocks(Command):
    """Prepare what is outside, written as `given` of a call script; what was prepared before is forgotten."""

    do: Literal["mocks"] = "mocks"
    given: Annotated[GivenRow, AfterValidator(_without_rows)] = GivenRow()


class Speed(Command):
    """How fast time passes: 1 is real time, 0 as fast as it can, standing still for the caller."""

    do: Literal["speed"] = "speed"
    speed: float = Field(ge=0, le=1000, allow_inf_nan=False)


class Look(Command):
    """Tell again where the call stands."""

    do: Literal["look"] = "look"


class Script(Command):
    """Write the call so far as a call script; comments in it are in `lang`."""

    do: Literal["script"] = "script"
    name: str = ""
    lang: Literal["zh", "en"] = "en"


AnyCommand = (
    Press
    | Say
    | Wait
    | Skip
    | HangUp
    | Leg
    | Breakpoints
    | Pause
    | Go
    | Step
    | Back
    | Restart
    | Goto
    | Set
    | Mocks
    | Speed
    | Look
    | Script
)

ADAPTER: TypeAdapter[AnyCommand] = TypeAdapter(Annotated[AnyCommand, Field(discriminator="do")])
"""Reads any command from JSON's types. Raises ValidationError."""

WORDS = tuple(str(command.model_fields["do"].default) for command in get_args(AnyCommand))
"""The words that commands begin with."""
