"""Node types for the runner's tests, each showing one thing that a node may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from nodes.call import Call
from nodes.clips import Clip
from nodes.contract import Enter, Exit, Finish, Jump, Node, Return, Step
from nodes.errors import CallEnded, GlobalKey, NodeFailure


class TestNode(Node):
    """The base of the node types of these tests."""

    __test__ = False


class Say(TestNode):
    """Plays `text`."""

    type_id: ClassVar[str] = "say"
    media: ClassVar[bool] = True
    text: str

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"),)

    def run(self, call: Call) -> Step:
        call.channel.play((Clip("speech", self.text, call.language, ms=1000),))
        return "done"


class Ask(TestNode):
    """Takes a key of `keys` into `into`; `global_keys` as menus do."""

    type_id: ClassVar[str] = "ask"
    media: ClassVar[bool] = True
    waits: ClassVar[bool] = True
    text: str = "press"
    keys: str = "12"
    into: str = ""

    def exits(self) -> tuple[Exit, ...]:
        return (*(Exit(f"k{key}", caller=True) for key in self.keys), Exit("no_input"), Exit("no_match"))

    def run(self, call: Call) -> Step:
        call.channel.play((Clip("speech", self.text, call.language, ms=1000),), "0123456789*#")
        keyed = call.next_key(5)
        if keyed.ended == "hangup":
            raise CallEnded
        if keyed.ended == "timeout":
            call.count_silence()
            return "no_input"
        call.assign(self.into, keyed.key)
        if keyed.key in self.keys:
            return f"k{keyed.key}"
        call.global_key(keyed.key)
        return "no_match"


class Put(TestNode):
    """Sets a variable."""

    type_id: ClassVar[str] = "put"
    name: str
    value: object

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next"),)

    def run(self, call: Call) -> Step:
        call.assign(self.name, self.value)
        return "next"


class Save(TestNode):
    """An effect: an update by the step's key."""

    type_id: ClassVar[str] = "save"
    effect: ClassVar[bool] = True

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"), Exit("duplicate"))

    def run(self, call: Call) -> Step:
        updated = call.services.database.update("db", "x", {}, step=call.effect_key(), seconds=5)
        return updated.outcome


class Look(TestNode):
    """A query whose errors are exceptions."""

    type_id: ClassVar[str] = "look"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("row"),)

    def run(self, call: Call) -> Step:
        call.services.database.query("db", "x", {}, limit=1, seconds=5)
        return "row"


class Boom(TestNode):
    """Raises."""

    type_id: ClassVar[str] = "boom"
    text: str = "boom"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next"),)

    def run(self, call: Call) -> Step:
        raise ValueError(self.text)


class Pass(TestNode):
    """Does nothing; `exit_` is the exit taken."""

    type_id: ClassVar[str] = "pass"
    exit_: str = "next"
    capped: bool = False

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next", capped=self.capped),)

    def run(self, call: Call) -> Step:
        return self.exit_


class Round(TestNode):
    """A loop of `times`, counted in the node's memory."""

    type_id: ClassVar[str] = "round"
    times: int = 3

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("body", capped=True), Exit("done"))

    def run(self, call: Call) -> Step:
        count = int(str(call.memory.get("count", 0)))
        call.memory["count"] = count + 1
        return "body" if count < self.times else "done"


class Doze(TestNode):
    """Waits `seconds`."""

    type_id: ClassVar[str] = "doze"
    waits: ClassVar[bool] = True
    seconds: float = 1.0

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"),)

    def run(self, call: Call) -> Step:
        call.services.clock.sleep(self.seconds)
        return "done"


class Sub(TestNode):
    """Enters a flow and leaves by the name it returns; `into` takes the value `answer`."""

    type_id: ClassVar[str] = "sub"
    flow: str
    values: Mapping[str, object] = Field(default_factory=dict)
    into: str = ""

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"),)

    def run(self, call: Call) -> Step:
        return Enter(self.flow, self.values)

    def returned(self, call: Call, name: str, values: Mapping[str, object]) -> str:
        call.assign(self.into, values.get("answer"))
        return name


class Go(TestNode):
    """Any move; `kind` names it."""

    type_id: ClassVar[str] = "go"
    leaves: ClassVar[bool] = True
    kind: Literal["jump", "return", "finish"]
    to: str
    values: Mapping[str, object] = Field(default_factory=dict)

    def exits(self) -> tuple[Exit, ...]:
        return ()

    def run(self, call: Call) -> Step:
        if self.kind == "jump":
            return Jump(self.to, self.values)
        if self.kind == "return":
            return Return(self.to, self.values)
        return Finish(self.to)


class Hand(TestNode):
    """A transfer that succeeds."""

    type_id: ClassVar[str] = "hand"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("failed"),)

    def run(self, call: Call) -> Step:
        ended = call.channel.transfer("1000").ended
        return Finish("transferred") if ended == "transferred" else "failed"


class Frail(TestNode):
    """A node that is lost with its engine."""

    type_id: ClassVar[str] = "frail"
    waits: ClassVar[bool] = True
    resume: ClassVar[Literal["again", "error"]] = "error"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("done"),)

    def run(self, call: Call) -> Step:
        return "done"


class Odd(TestNode):
    """Raises what only the interpreter may."""

    type_id: ClassVar[str] = "odd"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next"),)

    def run(self, call: Call) -> Step:
        raise KeyboardInterrupt


class Fuss(TestNode):
    """Fails with a message of the contract."""

    type_id: ClassVar[str] = "fuss"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next"),)

    def run(self, call: Call) -> Step:
        raise NodeFailure("cannot")


class Stray(TestNode):
    """Raises a global key that no flow has."""

    type_id: ClassVar[str] = "stray"

    def exits(self) -> tuple[Exit, ...]:
        return (Exit("next"),)

    def run(self, call: Call) -> Step:
        raise GlobalKey("5")
