"""The whole contract of a node type: what it declares, and what its `run` may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from nodes.errors import NodeFailure
from nodes.light import light

if TYPE_CHECKING:
    from nodes.call import Call

Category = Literal["audio", "input", "logic", "control", "data", "hotline", "fax"]


@light
class Exit:
    """One way out of a node. `caller`: the caller caused it. `capped`: its node counts how often it is taken.

    A cycle of a flow is harmless if it holds an exit of either sort. `row`: an author's row named it.
    `sets`: whoever leaves by it has set the variables that the parameters name, such as `into`; the
    compiler believes it when it proves that no variable is used before it is set.
    """

    name: str
    caller: bool = False
    capped: bool = False
    row: bool = False
    sets: bool = True


@dataclass(frozen=True, slots=True)
class Enter:
    """Answer of `run`: call `flow` with `values` for its input variables, come back to `Node.returned`."""

    flow: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Jump:
    """Answer of `run`: go on in `flow`; the present flow is left for good, its callers are kept."""

    flow: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Return:
    """Answer of `run`: leave the present flow by `name`, handing `values` to its caller."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)


@light
class Finish:
    """Answer of `run`: the call is over for the flow, with this result."""

    result: str
    cause: str = "NORMAL_CLEARING"


Step = str | Enter | Jump | Return | Finish
"""What `run` answers: the name of an exit, or a move that is more than an exit."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something a node says about its own parameters that no kind can see; `place` names the parameter.

    `severity` error or warning; the message in Chinese and English says what, `cure_*` what to do.
    """

    place: str
    zh: str
    en: str
    cure_zh: str = ""
    cure_en: str = ""
    severity: Literal["error", "warning"] = "error"


class Node(BaseModel):
    """The base of every node type: frozen parameters, pure `exits`, sequential `run`.

    A node holds settings and never the state of a call, so that one release serves every call at once.
    What belongs to one call and one node goes into `call.memory`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    type_id: ClassVar[str] = ""
    category: ClassVar[Category]
    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""
    help_zh: ClassVar[str] = ""

    media: ClassVar[bool] = False
    """It plays to the caller or listens: refused in a hang-up handler."""
    waits: ClassVar[bool] = False
    """It waits for the caller or for time: the call's position is kept before it."""
    effect: ClassVar[bool] = False
    """It changes something outside: the position is kept before it, its step is an idempotency key."""
    leaves: ClassVar[bool] = False
    """It ends its flow: `exits` is empty and `run` answers Jump, Return or Finish."""
    resume: ClassVar[Literal["again", "error"]] = "again"
    """What happens when the engine died in it: it runs from its beginning, or takes its exit `error`."""

    def exits(self) -> tuple[Exit, ...]:
        """The exits these parameters give, pure; `error` and `hangup` are implicit and not among them."""
        raise NodeFailure(f"the node type {self.type_id} declares no exits")

    def run(self, call: Call) -> Step:
        """Do it, and say by which exit the call goes on."""
        raise NodeFailure(f"the node type {self.type_id} does nothing")

    def resumed(self, call: Call) -> Step:
        """Go on after the engine that ran this node died. The default follows `resume`."""
        if self.resume == "error":
            raise NodeFailure("the engine was lost while this node ran")
        return self.run(call)

    def returned(self, call: Call, name: str, values: Mapping[str, object]) -> str:
        """The exit to take when a flow that this node entered returned by `name` with `values`."""
        raise NodeFailure(f"the node type {self.type_id} enters no flow")

    def complaints(self) -> Iterable[Complaint]:
        """What is wrong with these parameters together; pure, asked by the compiler."""
        return ()
