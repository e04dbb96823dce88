"""The grammar of `*.calls.yaml`: what a file of call scripts may hold, as models that check it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    model_validator,
)

from engine.events import Event
from nodes.channel import KEYS
from simulator.errors import Wrong
from simulator.values import usable, zoned

WORDS = frozenset(
    {"press", "keys", "caller", "called", "number", "hear", "never", "during", "part", "whole", "pattern"}
    | {"sound", "text", "now", "result", "path", "sql", "target", "name", "about", "headers", "node", "body"}
    | {"calendars", "milestones", "keys_sent", "not_visited", "unwritable", "response", "argument", "cause"}
    | {"caller_name", "tenant", "method", "confirm", "flow", "table", "kind"}
)
"""Keys whose values are words, whatever they look like: `press: 0012` is four keys."""

KEYED = frozenset({"press", "keys", "keys_sent", "confirm"})
"""Keys whose values are telephone keys."""

TABLES = frozenset({"variables"})
"""Keys below which single values are words: the type of the variable says what they are."""

Identifier = Annotated[str, Field(pattern=r"^[^\W\d]\w*$", max_length=60)]
"""The name of a column, a table, a field."""

Seconds = Annotated[float, Field(ge=0, le=86_400)]
Failure = Literal["", "unavailable", "refused", "timeout"]


class Model(BaseModel):
    """The base: nothing unknown is accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Prepared(Model):
    """What a script prepares, with the line in which it stands, which whoever reads the script notes."""

    _line: int = PrivateAttr(0)

    @property
    def line(self) -> int:
        """The line of the script, counted from 1; 0 where nobody noted it."""
        return self._line

    def stands(self, line: int) -> None:
        """Note its line."""
        self._line = line


def telephone_keys(value: str) -> str:
    """`value` as keys without blanks. Raises Wrong for anything else."""
    keys = "".join(value.split()).upper()
    strange = [key for key in keys if key not in KEYS]
    if strange or not keys:
        shown = value[:40]
        raise Wrong(
            f"'{shown}' are no telephone keys: use 0-9 * # A-D", f"“{shown}”不是电话按键：用 0-9 * # A-D"
        )
    return keys


def _one_key(value: str) -> str:
    if value != "none" and (len(value) != 1 or value.upper() not in KEYS):
        raise ValueError(f"'{value[:40]}' is not one telephone key: use 0-9 * # A-D, or none for no key")
    return value if value == "none" else value.upper()


class Words(Model):
    """What is heard: exactly one of a part of the words, all of them, a pattern, a recorded sound."""

    part: str = ""
    whole: str = ""
    pattern: Annotated[str, AfterValidator(usable)] = ""
    sound: str = ""

    @model_validator(mode="after")
    def _one(self) -> Words:
        if sum(map(bool, (self.part, self.whole, self.pattern, self.sound))) != 1:
            raise Wrong(
                "say what is heard: exactly one of part, whole, pattern, sound",
                "写听到什么：part、whole、pattern、sound 中的一个",
            )
        return self


def _words(value: Any) -> Any:
    return {"part": value} if isinstance(value, str) else value


Heard = Annotated[Words, BeforeValidator(_words, json_schema_input_type=str | Words)]
"""A text is a part of what is heard."""


class HearStep(Model):
    """Go on when this has been heard."""

    hear: Heard


class NeverStep(Model):
    """From here on this must not be heard."""

    never: Heard


class PressStep(Model):
    """Press keys: when the flow next waits for the caller, or into what sounds, or at once."""

    press: Annotated[str, AfterValidator(telephone_keys)]
    during: Heard | None = None
    after: Seconds | None = None
    pace: Seconds | None = None
    at_once: bool = False


class SayStep(Model):
    """Speak, when the flow next waits for the caller; a number is seconds."""

    say: float | str
    seconds: Seconds | None = None
    after: Seconds = 0.0


class WaitStep(Model):
    """Let so many seconds pass."""

    wait: Seconds


class SilenceStep(Model):
    """Let the flow wait once until its time is over."""

    silence: None


class HangUpStep(Model):
    """Hang up: at once, or after so many seconds, or into what sounds, or when the flow next waits."""

    hang_up: None = Field(alias="hang up")
    during: Heard | None = None
    after: Seconds = 0.0
    waiting: bool = False


VERBS = ("hear", "never", "press", "say", "wait", "silence", "hang up")
"""The steps, by the word that each begins with."""


def _verb(value: Any) -> str | None:
    if isinstance(value, BaseModel):
        return next((verb for verb in VERBS if verb.replace(" ", "_") in type(value).model_fields), None)
    found = [verb for verb in VERBS if isinstance(value, dict) and verb in value]
    return found[0] if len(found) == 1 else None


def _step(value: Any) -> Any:
    return {value: None} if value in ("silence", "hang up") else value


AnyStep = Annotated[
    Annotated[HearStep, Tag("hear")]
    | Annotated[NeverStep, Tag("never")]
    | Annotated[PressStep, Tag("press")]
    | Annotated[SayStep, Tag("say")]
    | Annotated[WaitStep, Tag("wait")]
    | Annotated[SilenceStep, Tag("silence")]
    | Annotated[HangUpStep, Tag("hang up")],
    Discriminator(
        _verb,
        custom_error_type="step",
        custom_error_message="a step is one of: " + ", ".join(VERBS) + " (one word a step)",
    ),
    BeforeValidator(_step),
]


class DatabaseRow(Prepared):
    """What a named database answers to statements that hold `sql`, or come from `node`."""

    sql: str = ""
    node: str = ""
    rows: list[dict[str, Any]] = []
    changed: int = 1
    error: Failure = ""
    seconds: Seconds = 0.0
    times: int = Field(0, ge=0)


class HttpRow(Prepared):
    """What a named web service answers to requests whose path holds `path`."""

    path: str = ""
    method: str = ""
    node: str = ""
    status: int = Field(200, ge=100, le=599)
    body: str = ""
    data: Any = None
    error: Failure = ""
    seconds: Seconds = 0.0
    times: int = Field(0, ge=0)


class LegRow(Prepared):
    """What a rung party does after so many seconds; `target` is a part of whom is rung.

    `confirm` is the key that it presses when asked for one: the right one unless the script says otherwise.
    """

    outcome: Literal["answer", "busy", "no_answer", "rejected", "failed"] = "answer"
    target: str = ""
    after: Seconds = 2.0
    seconds: Seconds = 20.0
    cause: str = ""
    times: int = Field(0, ge=0)
    confirm: Annotated[str, AfterValidator(_one_key)] | None = None
    confirm_after: Seconds = 1.0


class TransferRow(Model):
    """A target that no call can be handed to."""

    target: str
    ended: Literal["busy", "failed"] = "failed"
    cause: str = "DESTINATION_OUT_OF_ORDER"


class ApplicationRow(Model):
    """What an application or API of the switch answers."""

    name: str
    argument: str = ""
    ok: bool = True
    response: str = ""
    seconds: Seconds = 0.0


class LineRow(Model):
    """The line that is called."""

    number: str = ""
    name: str = ""
    tenant: str = ""


class GivenRow(Model):
    """The circumstances of a call. What is not given is as usual (simulator.given)."""

    now: Annotated[AwareDatetime, BeforeValidator(zoned)] | None = None
    caller: str | None = None
    caller_name: str | None = None
    called: str | None = None
    headers: dict[str, str] = {}
    line: LineRow | None = None
    variables: dict[str, Any] = {}
    calendars: dict[str, str] = {}
    numbers: dict[str, int] = {}
    database: dict[str, list[DatabaseRow]] = {}
    http: dict[str, list[HttpRow]] = {}
    legs: list[LegRow] = []
    transfers: list[TransferRow] = []
    applications: list[ApplicationRow] = []
    unwritable: dict[str, str] = {}
    rows: dict[str, dict[Identifier, list[dict[Identifier, Any]]]] = {}
    seed: int = 1


class EffectRow(Model):
    """Something that must have been done outside: a change of data, a request, a message kept."""

    service: Literal["database", "http", "message", "dropped"]
    target: str = ""
    text: str = ""
    values: dict[str, Any] = {}


class RowsRow(Model):
    """What a query of a real connection must give after the call."""

    sql: str
    rows: list[dict[str, Any]]


class EventRow(BaseModel):
    """An event of the journal: its kind, and those of its fields that matter."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: str

    @model_validator(mode="after")
    def _known(self) -> EventRow:
        kinds = event_fields()
        if self.kind not in kinds:
            known = ", ".join(sorted(kinds))
            raise Wrong(f"'{self.kind}' is no kind of event: {known}", f"没有事件“{self.kind}”：{known}")
        for name in self.model_extra or {}:
            if name not in kinds[self.kind]:
                known = ", ".join(kinds[self.kind])
                raise Wrong(
                    f"an event {self.kind} has no field '{name}': {known}",
                    f"事件 {self.kind} 没有字段“{name}”：{known}",
                )
        return self


@cache
def event_fields() -> dict[str, tuple[str, ...]]:
    """The kinds of events, each with the names of its fields."""
    return {event.kind: event.names for event in Event.__subclasses__() if event.kind}


class Expected(Model):
    """What must be true after the call.

    `path` names nodes, or `node.exit`, in this order; others may come between unless `whole_path`. So with
    `events`. `variables` are those of the main flow, or `flow.name`. `effects` are changes outside, `rows`
    what a connection holds afterwards.
    """

    result: str | None = None
    path: list[str] = []
    whole_path: bool = False
    not_visited: list[str] = []
    variables: dict[str, Any] = {}
    milestones: dict[str, str | None] | list[str] = {}
    effects: list[EffectRow] = []
    events: list[EventRow] = []
    rows: dict[str, list[RowsRow]] = {}
    keys_sent: str | None = None


class Case(Model):
    """One call: its circumstances, what the caller does, what must be true after it.

    With a `table` it is one call for each row: `<column>` anywhere in the case stands for the row's value.
    """

    name: str
    table: Annotated[list[dict[Identifier, Any]], Field(min_length=1)] = []
    given: GivenRow = GivenRow()
    keys: str | None = None
    steps: list[AnyStep] = []
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _keys_or_steps(self) -> Case:
        if self.keys is not None and self.steps:
            raise Wrong("write keys or steps, not both", "keys 和 steps 只写一个")
        return self


class Script(Model):
    """A file of call scripts; `given` holds for every case that does not say otherwise.

    `flow` names the flow that is rung, or the path of its file from here; else the script's own name does.
    """

    about: str = ""
    flow: str = ""
    given: GivenRow = GivenRow()
    cases: list[Case] = Field(min_length=1)
