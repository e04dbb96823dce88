"""Where a call stands: what another engine needs to go on with it at the same node."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Protocol

VERSION = 1


@dataclass(frozen=True, slots=True)
class FramePosition:
    """One level of the flow stack; `variables` and `memory` as nodes.values.to_json writes them."""

    flow: str
    node: str
    variables: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Position:
    """A call before a node: release digest, flow stack from the outside in, and the call's own state.

    `serial` is that of the node about to run, so that its step, and with it its idempotency key, is the
    same again. Variables are those that changed since their flow was entered. `steps` and `all_steps` count
    towards limits, `elapsed` is seconds since the call began, `last` is what the last node left for the
    next. `handling`: the node belongs to an error handler.
    """

    release: str
    call: str
    serial: int
    stack: tuple[FramePosition, ...]
    languages: tuple[str, ...] = ()
    voice: str = ""
    keys: str = ""
    silences: int = 0
    steps: int = 0
    elapsed: float = 0.0
    line: str = ""
    result: str = ""
    all_steps: int = 0
    last: dict[str, Any] = field(default_factory=dict)
    handling: bool = False

    def dump(self) -> bytes:
        """Compact JSON, UTF-8."""
        data: list[Any] = [VERSION, self.release, self.call, self.serial]
        data += [[[f.flow, f.node, f.variables, f.memory] for f in self.stack]]
        data += [list(self.languages), self.voice, self.keys, self.silences, self.steps, self.elapsed]
        data += [self.line, self.result, self.all_steps, self.last, self.handling]
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, data: bytes) -> Position:
        """The position that `dump` wrote. Raises ValueError if it is none, or of another version."""
        try:
            version, release, call, serial, stack, languages, *rest = json.loads(data)
            if version != VERSION:
                raise ValueError(f"a position of version {version}, this engine reads {VERSION}")
            frames = tuple(FramePosition(*frame) for frame in stack)
            return cls(release, call, serial, frames, tuple(languages), *rest)
        except (TypeError, KeyError) as reason:
            raise ValueError(f"no position of a call: {reason}") from reason


class Keeper(Protocol):
    """Where a position is kept while the call waits; live it travels with the call on the switch."""

    def keep(self, position: Position) -> None:
        """Keep `position`, without waiting for anybody; raises nothing."""

    def settle(self) -> None:
        """Send what is kept at once: an effect follows, and must not come about before it; raises nothing."""

    def forget(self) -> None:
        """The call is over or no longer ours."""
