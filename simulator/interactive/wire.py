"""The worker's own notices, and every notice as it goes over the wire: JSON, words in one language."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from simulator.interactive import notices

PROTOCOL = 1
"""The number of the protocol: it changes when a program that knew the last one would go wrong."""


class Hello(notices.Notice):
    """The first line: which protocol, which program, which flow with those that it calls."""

    event: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    program: str
    flow: str
    release: str
    flows: tuple[str, ...]
    language: Literal["zh", "en"]
    sounds: bool
    """Whether clips name sound files."""


class FlowProblem(notices.Notice):
    """A problem of a flow, as `callwright check --json` prints it."""

    code: str
    severity: str
    file: str
    line: int
    node: str
    parameter: str
    message: str
    cure: str


class Problems(notices.Notice):
    """What the compiler has to say; after an error nothing follows, and the exit status is 1."""

    event: Literal["problems"] = "problems"
    problems: tuple[FlowProblem, ...]


class Refused(notices.Notice):
    """The command `id` was refused and changed nothing: why, and what to do instead."""

    event: Literal["refused"] = "refused"
    id: int | str | None = None
    message: str
    cure: str


AnyLine = (
    Hello
    | Problems
    | notices.Started
    | notices.Journal
    | notices.Playing
    | notices.Stopped
    | notices.Pressed
    | notices.Waiting
    | notices.Waited
    | notices.Ringing
    | notices.Held
    | notices.Going
    | notices.Rewound
    | notices.Over
    | notices.ScriptText
    | notices.Done
    | Refused
    | notices.Broken
)

ADAPTER: TypeAdapter[AnyLine] = TypeAdapter(Annotated[AnyLine, Field(discriminator="event")])
"""Any line that a worker writes."""


def line_of(notice: notices.Notice, language: str) -> dict[str, Any]:
    """What a worker writes for `notice`, its words in `language`."""
    if isinstance(notice, notices.Refusal):
        zh = language == "zh"
        notice = Refused(
            id=notice.id,
            message=notice.zh if zh else notice.en,
            cure=notice.cure_zh if zh else notice.cure_en,
        )
    return notice.to_json()
