"""What the code of a node holds: the call, as one flow of it sees it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from nodes.channel import Channel, Keyed, Played
from nodes.clips import Clip, Part
from nodes.collector import Asking, Collected, collect
from nodes.errors import CallEnded, CallLimit, GlobalKey, NodeFailure
from nodes.expressions import evaluate, render, speech_parts
from nodes.frame import Frame
from nodes.prompts import Prompt
from nodes.services import Services
from nodes.system import Scope
from nodes.values import coerce


@dataclass(frozen=True, slots=True)
class LineFacts:
    """The line that was called: what an author may read of it in an expression."""

    number: str = ""
    name: str = ""
    tenant: str = ""


@dataclass(slots=True)
class CallState:
    """What belongs to the whole call rather than to one flow of it; the runner keeps it."""

    languages: tuple[str, ...] = ()
    """The languages to try for a prompt, the wanted one first."""
    voice: str = ""
    buffer: deque[str] = field(default_factory=deque)
    """Keys pressed and not yet used by a node: type-ahead."""
    silences: int = 0
    """Attempts that ended in silence, in the whole call."""
    max_silences: int = 30
    result: str = ""
    stray: tuple[str, float] | None = None
    """An end key that may still come although its entry was complete, and until when (Clock.elapsed)."""
    last: dict[str, object] = field(default_factory=dict)
    """What the last node left for the next: `last.cause`, `last.status`, `last.error` ..."""


class Call:
    """One call, handed to `Node.run`. Verbs that touch the caller raise CallEnded once it has gone."""

    def __init__(
        self,
        channel: Channel,
        services: Services,
        line: LineFacts | None = None,
        state: CallState | None = None,
    ) -> None:
        self.channel: Channel = channel
        self.services: Services = services
        self.line: LineFacts = line or LineFacts()
        self.state: CallState = state or CallState()
        self.frame = Frame("", "", {}, {})
        self.stack: tuple[Frame, ...] = ()
        self.step = ""

    # -- values ---------------------------------------------------------------------------------

    @property
    def memory(self) -> dict[str, object]:
        """What this node keeps from visit to visit in this call; JSON values only."""
        return self.frame.memory.setdefault(self.frame.node, {})

    def scope(self) -> Mapping[str, object]:
        """The names that an expression sees: variables of this flow, then system variables."""
        return Scope(self, self.frame.variables)

    def evaluate(self, expression: str, extra: Mapping[str, object] | None = None) -> object:
        """The value of an expression; `extra` adds names. Raises ExpressionError."""
        scope = Scope(self, self.frame.variables, extra) if extra else self.scope()
        return evaluate(expression, scope)

    def render(self, template: str, escape: Callable[[str], str] | None = None) -> str:
        """The text of a template, `escape` applied to each value in it. Raises ExpressionError."""
        return render(template, self.scope(), escape) if "{" in template else template

    def assign(self, name: str, value: object) -> None:
        """Set a declared variable of this flow; raises ValueMismatch if `value` does not fit its type."""
        if not name:
            return
        declared = self.frame.declared.get(name)
        if declared is None:
            raise NodeFailure(f"the variable '{name}' is not declared in flow '{self.frame.flow}'")
        self.frame.variables[name] = coerce(value, declared)

    # -- sound ----------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language that prompts are played in now."""
        return self.state.languages[0] if self.state.languages else ""

    def clips(self, prompt: Prompt, attempt: int = 1) -> tuple[Clip, ...]:
        """What `prompt` sounds like now, in the call's language and for this attempt."""
        variant = prompt.select(self.state.languages, attempt)
        if variant is None:
            return ()
        parts: Sequence[Part] | None = variant.fixed
        if parts is None:
            scope = self.scope()
            parts = [part for segment in variant.segments for part in speech_parts(segment, scope)]
        return self.services.speech.clips(parts, variant.language or self.language, self.state.voice)

    def play(self, prompt: Prompt, stop: str = "", attempt: int = 1) -> Played:
        """Play `prompt` until its end or a key of `stop`, one waiting already included."""
        clips = self.clips(prompt, attempt)
        self.fetch_keys()
        if self.state.buffer and self.state.buffer[0] in stop:
            return Played("key", self.state.buffer[0])
        if not clips:
            return Played("done")
        played = self.channel.play(clips, stop)
        if self.state.stray and played.ended == "key" and played.key == self.state.stray[0]:
            self.fetch_keys()
            if not self.state.buffer:
                return self.channel.play(clips, stop)
        return played

    # -- keys -----------------------------------------------------------------------------------

    def fetch_keys(self) -> None:
        """Move the keys that wait in the channel to the call's own buffer."""
        while (keyed := self.channel.next_key(0)).ended == "key":
            if not self.is_stray(keyed.key):
                self.state.buffer.append(keyed.key)
        if keyed.ended == "hangup":
            raise CallEnded

    def flush_keys(self) -> None:
        """Forget every key that the caller pressed ahead."""
        self.fetch_keys()
        self.state.buffer.clear()

    def next_key(self, seconds: float) -> Keyed:
        """The next key, those pressed ahead first, waiting at most `seconds`."""
        if self.state.buffer:
            return Keyed("key", self.state.buffer.popleft())
        keyed = self.channel.next_key(seconds)
        if self.state.stray and keyed.ended == "key" and self.is_stray(keyed.key):
            return self.channel.next_key(seconds)
        return keyed

    def drop_stray(self, key: str, seconds: float) -> None:
        """Let `key` mean nothing if it is the next one, is there already or comes within `seconds`.

        An entry that is complete by its length is often ended by its end key all the same; left where it
        is, that key would cut the next prompt short and answer the next question.
        """
        if self.state.buffer:
            if self.state.buffer[0] == key:
                self.state.buffer.popleft()
        elif key:
            self.state.stray = (key, self.services.clock.elapsed() + seconds)

    def is_stray(self, key: str) -> bool:
        """Whether `key` is the end key that may still come; asked of the first key only."""
        stray, self.state.stray = self.state.stray, None
        return stray is not None and key == stray[0] and self.services.clock.elapsed() <= stray[1]

    def collect(self, asking: Asking) -> Collected:
        """Ask for keys; nodes/collector.py has the rules."""
        return collect(self, asking)

    @property
    def global_keys(self) -> str:
        """Keys that a flow on the stack handles for all its nodes."""
        return "".join([key for frame in self.stack for key in frame.keys])

    def global_key(self, key: str) -> None:
        """Leave the node for the flow's handler of `key`, if there is one."""
        if key and key in self.global_keys:
            raise GlobalKey(key)

    def count_silence(self) -> None:
        """Note an attempt that ended in silence; raises CallLimit past the call's total."""
        self.state.silences += 1
        if self.state.silences > self.state.max_silences:
            raise CallLimit("silences", f"{self.state.silences} attempts of this call ended in silence")

    # -- reports --------------------------------------------------------------------------------

    def effect_key(self, part: str = "") -> str:
        """The idempotency key of an effect of this step; `part` tells several apart."""
        return f"{self.step}/{part}" if part else self.step
