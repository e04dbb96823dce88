"""Callers who react to what they hear, alike to a menu of the switch and to a flow, and what they heard."""

from __future__ import annotations

import heapq
import json
import select
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.switch import Switch

KEY_MS = 60
"""How long a caller holds a key."""
HUSH = "silence_stream://20"
"""What a node plays that only listens: nobody hears it."""


@dataclass(frozen=True)
class Act:
    """What a caller does about a prompt: keys, `after` seconds from its beginning or end, `gap` apart."""

    keys: str = ""
    during: bool = False
    after: float = 0.0
    gap: float = 0.0


@dataclass(frozen=True)
class Manner:
    """One caller: what they do about each greeting in turn, and about each notice that an entry was wrong."""

    greetings: tuple[Act, ...]
    notices: tuple[Act, ...] = ()


@dataclass
class Prompt:
    """One prompt that was played: the sounds and silences begun, and whether it came to its end."""

    items: list[str]
    open: bool = True
    whole: bool = False

    @property
    def sounds(self) -> list[str]:
        """The names of the sounds, without the silences."""
        return [item for item in self.items if "://" not in item]

    def __str__(self) -> str:
        first = self.sounds[0].rpartition("/")[2] if self.sounds else "silence"
        return f"[{first} {len(self.sounds)}{'' if self.whole else ' |'}]"


@dataclass
class Call:
    """A call under way, seen from outside by the events of the switch."""

    manner: Manner
    leg: str
    channel: str = ""
    prompts: list[Prompt] = field(default_factory=list)
    landed: str = ""
    over: bool = False
    greeted: int = 0
    noticed: int = 0
    act: Act = field(default_factory=Act)
    unsent: int = 0
    """Keys still to be pressed: while there are some, the caller does nothing else."""

    def __str__(self) -> str:
        return f"{' '.join(map(str, self.prompts))} -> {self.landed}"


class Score:
    """The prompts that a menu of the switch may play, item by item, and the notices among them."""

    def __init__(
        self, prompts: Sequence[Sequence[str]], notices: Sequence[str], folders: Sequence[Path]
    ) -> None:
        self._prompts = [list(prompt) for prompt in prompts]
        self.notices = frozenset(notices)
        self._folders = [f"{folder}/" for folder in folders]

    def items(self, path: str) -> list[str]:
        """What one playback plays: names of sounds, and silences as the switch writes them."""
        return [self._name(part) for part in path.removeprefix("file_string://").split("!")]

    def _name(self, path: str) -> str:
        for folder in self._folders:
            path = path.removeprefix(folder)
        return path.removesuffix(".wav")

    def goes_on(self, begun: Sequence[str], item: str) -> bool:
        """Whether `item` can follow the items `begun` in one prompt."""
        wanted = [*begun, item]
        return any(prompt[: len(wanted)] == wanted for prompt in self._prompts)

    def is_whole(self, items: list[str]) -> bool:
        """Whether `items` are all of a prompt."""
        return items in self._prompts


class Audience:
    """Rings once for each manner, several at once, and writes down what each call played."""

    def __init__(self, switch: Switch, score: Score, *, at_once: int) -> None:
        self._switch = switch
        self._score = score
        self._at_once = at_once
        self._calls: dict[str, Call] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._events = Events(switch)

    def __enter__(self) -> Audience:
        return self

    def __exit__(self, *_: object) -> None:
        self._events.close()

    def hear(self, manners: Sequence[Manner], number: str, context: str, first: int) -> Iterator[Call]:
        """Every call to `number` when all are over; callers are numbered from `first`. Bounded in time."""
        end = time.monotonic() + 20 + 40 * len(manners) / self._at_once
        waiting = list(enumerate(manners, first))
        mine: list[Call] = []
        while waiting or not all(call.over for call in mine):
            assert time.monotonic() < end, "no end: " + "; ".join(str(call) for call in mine if not call.over)
            while waiting and sum(not call.over for call in mine) < self._at_once:
                caller, manner = waiting.pop(0)
                leg = self._switch.originate(number, context=context, caller=str(caller))
                mine.append(Call(manner, leg))
                self._calls[str(caller)] = mine[-1]
            self._turn()
        return iter(mine)

    def _turn(self) -> None:
        while self._due and self._due[0][0] <= time.monotonic():
            heapq.heappop(self._due)[2]()
        wait = min(0.05, max(0.0, self._due[0][0] - time.monotonic())) if self._due else 0.05
        for event in self._events.within(wait):
            call = self._calls.get(event.get("Caller-Caller-ID-Number", ""))
            if call is not None and not call.over:
                self._note(call, event)

    def _note(self, call: Call, event: Mapping[str, str]) -> None:
        kind, path, channel = (
            event.get(name, "") for name in ("Event-Name", "Playback-File-Path", "Unique-ID")
        )
        if kind == "PLAYBACK_START" and path != HUSH and call.channel in ("", channel):
            call.channel = channel
            self._begins(call, self._score.items(path))
        elif kind == "PLAYBACK_STOP" and path != HUSH and channel == call.channel:
            self._ends(call, broken=event.get("Playback-Status") == "break")
        elif kind == "CHANNEL_HANGUP_COMPLETE" and channel == call.channel:
            call.landed = event.get("Caller-Destination-Number", "")
            call.over = True

    def _begins(self, call: Call, items: list[str]) -> None:
        last = call.prompts[-1] if call.prompts else None
        if last and last.open and len(items) == 1 and self._score.goes_on(last.items, items[0]):
            last.items += items
            return
        call.prompts.append(Prompt(items))
        manner = call.manner
        if items[0] in self._score.notices:
            acts, number = manner.notices, call.noticed
            call.noticed += 1
        else:
            acts, number = manner.greetings, call.greeted
            call.greeted += 1
        call.act = acts[number] if number < len(acts) and not call.unsent else Act()
        if call.act.during:
            self._press(call, call.act)

    def _ends(self, call: Call, *, broken: bool) -> None:
        prompt = call.prompts[-1]
        prompt.whole = not broken and self._score.is_whole(prompt.items)
        prompt.open = not (broken or prompt.whole)
        if prompt.whole and not call.act.during:
            act, call.act = call.act, Act()
            self._press(call, act)

    def _press(self, call: Call, act: Act) -> None:
        groups = list(act.keys) if act.gap else [act.keys] if act.keys else []
        call.unsent += len(groups)
        for number, keys in enumerate(groups):
            self._later(act.after + number * act.gap, lambda keys=keys: self._send(call, keys))  # type: ignore[misc]

    def _send(self, call: Call, keys: str) -> None:
        call.unsent -= 1
        if not call.over:
            self._switch.press(call.leg, keys, KEY_MS)

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (time.monotonic() + seconds, self._count, do))


class Events:
    """A connection of its own on which the switch tells what it plays."""

    def __init__(self, switch: Switch) -> None:
        self._socket = socket.create_connection((switch.host, switch.esl_port), 5)
        self._buffer = b""
        self._socket.sendall(f"auth {switch.password}\n\n".encode())
        self._socket.sendall(b"event json PLAYBACK_START PLAYBACK_STOP CHANNEL_HANGUP_COMPLETE\n\n")
        # Only once the switch has said so does it tell of everything.
        while b"event listener enabled" not in self._buffer:
            data = self._socket.recv(4096)
            assert data, "the switch refuses a connection for events"
            self._buffer += data

    def within(self, seconds: float) -> Iterator[dict[str, str]]:
        """The events that come within so many seconds."""
        if select.select([self._socket], [], [], seconds)[0]:
            data = self._socket.recv(1 << 20)
            assert data, "the switch closed the connection for events"
            self._buffer += data
        while (frame := self._frame()) is not None:
            if frame:
                yield json.loads(frame)

    def close(self) -> None:
        """Close it."""
        self._socket.close()

    def _frame(self) -> bytes | None:
        """The body of the next frame, empty for a reply; None while it is not whole."""
        head, mark, rest = self._buffer.partition(b"\n\n")
        if not mark:
            return None
        headers = dict(line.split(b": ", 1) for line in head.split(b"\n") if b": " in line)
        length = int(headers.get(b"Content-Length", b"0"))
        if len(rest) < length:
            return None
        self._buffer = rest[length:]
        return rest[:length]
