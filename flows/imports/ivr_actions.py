"""What an entry of a menu does, as nodes: a node type where there is one, else `application`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.imports import ivr_sayings as sayings
from flows.imports.draft import Draft, as_template
from flows.imports.ivr_sounds import CHANNEL_VARIABLE, Sounds
from flows.imports.phrases import Argument, pieces
from flows.imports.report import Findings, Saying
from flows.model import Cell, Value
from nodes.control.hangup import Hangup
from nodes.control.targets import is_number

RING_SECONDS = "60"
"""How long the switch rings a bridge that says nothing of it (SWITCH_DEFAULT_TIMEOUT)."""

_BRIDGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gateway", re.compile(r"sofia/gateway/(?P<at>[A-Za-z0-9._-]+)/(?P<number>[^/@,|]+)")),
    ("user", re.compile(r"user/(?P<number>[^/@,|]+)(@(?P<at>[A-Za-z0-9._-]+))?")),
    ("loopback", re.compile(r"loopback/(?P<number>[^/@,|]+)(/(?P<at>[A-Za-z0-9._-]+))?")),
)
_HOST = re.compile(r"[A-Za-z0-9._-]{0,64}")
_SLOT = re.compile(r"\{\{(.+?)\}\}")
_APPLICATION = re.compile(r"[A-Za-z0-9_]{1,64}")
_CAUSES = frozenset(Hangup.model_fields["cause"].annotation.__args__)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the document, for the report, and the row of the grid where nodes go."""

    file: str
    line: int
    place: str
    row: int


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an action leads: `on` when it is done, `die` where the switch leaves the whole menu."""

    on: str
    die: Callable[[], str]


class Applications:
    """Adds the nodes of applications to one flow. Each method gives the id of the first of its nodes."""

    def __init__(self, draft: Draft, sounds: Sounds, findings: Findings, transfer_sound: str) -> None:
        self._draft = draft
        self._sounds = sounds
        self._findings = findings
        self._transfer_sound = transfer_sound
        self._ways: dict[str, Callable[[str, str, Where, Onward], str]] = {
            "transfer": self._transfer,
            "hangup": self._hangup,
            "bridge": self._bridge,
            "playback": self._playback,
            "phrase": self._phrase,
            "sleep": self._sleep,
            "answer": self._answer,
            "pre_answer": self._early,
            "ring_ready": self._ring,
        }

    def run(
        self, param: str, groups: tuple[Argument, ...] | None, id_: str, where: Where, onward: Onward
    ) -> str:
        """`menu-exec-app` with `param`; `groups` stand for its `$1`, None where nothing is replaced."""
        parts = [Argument(param)] if groups is None else pieces(param, groups)
        text = "".join(f"{{{{{p.expression}}}}}" if p.expression else p.text for p in parts)
        name, _, argument = text.partition(" ")
        if not name:
            self._say(sayings.NO_APPLICATION, where)
            return onward.die()
        way = self._ways.get(name)
        id_ = self._draft.free(id_)
        if way is None:
            return self._application(name, argument, id_, where, onward)
        return way(argument.strip(), id_, where, onward)

    def play(
        self,
        text: str,
        id_: str,
        where: Where,
        on: str,
        *,
        interrupt: str = "any",
        argument: Argument | None = None,
    ) -> str:
        """A sound, then `on`; keys of `interrupt` cut it short and are used up. `on` itself if none is."""
        segments = self._sounds.segments(text, where.file, where.line, where.place, argument)
        if not segments:
            return on
        exits = {"done": on} | ({} if interrupt == "none" else {"interrupted": on})
        params = {"interrupt": interrupt} | ({} if interrupt == "none" else {"keep_key": "no"})
        at = (4, where.row)
        return self._draft.add(self._draft.free(id_), "play", exits, params, {"prompt": segments}, at=at)

    # -- applications with a node type --------------------------------------------------------------

    def _transfer(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        words = argument.split()
        if not words or words[0].startswith("-"):
            return self._application("transfer", argument, id_, where, onward)
        target = _slots(words[0])
        dialplan, at = (words[1:2] or ["XML"])[0], (words[2:3] or [""])[0]
        if not is_number(_SLOT.sub("0", words[0])) or not _HOST.fullmatch(at):
            self._say(sayings.BAD_TARGET, where, target=argument)
            return onward.die()
        if dialplan.upper() != "XML":
            self._say(sayings.OTHER_DIALPLAN, where, dialplan=dialplan, target=target)
            at = ""
        exits = {"busy": onward.die(), "failed": onward.die()}
        params = {"target": target} | ({"at": at} if at else {})
        self._draft.add(id_, "transfer", exits, params, at=(5, where.row))
        return self.play(self._transfer_sound, f"{id_}_sound", where, id_)

    def _hangup(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        cause = argument.strip().upper()
        if cause and cause not in _CAUSES:
            self._say(sayings.HANGUP_CAUSE, where, cause=cause)
            cause = ""
        params = {"cause": cause} if cause and cause != "NORMAL_CLEARING" else {}
        return self._draft.add(id_, "hangup", {}, params, at=(4, where.row))

    def _bridge(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        for via, pattern in _BRIDGES:
            found = pattern.fullmatch(argument)
            if found and is_number(_SLOT.sub("0", found["number"])):
                row: dict[str, Cell] = {"number": _slots(found["number"]), "via": via}
                if found["at"]:
                    row["at"] = found["at"]
                self._say(sayings.BRIDGE_FAILS, where)
                lost = onward.die()
                exits = {"ended": onward.on, "no_answer": onward.on}
                exits |= dict.fromkeys(("busy", "rejected", "failed"), lost)
                params: dict[str, Value] = {"targets": (row,), "ring_seconds": RING_SECONDS}
                return self._draft.add(id_, "dial", exits, params, at=(4, where.row))
        self._say(sayings.BRIDGE, where, target=argument)
        return self._application("bridge", argument, id_, where, onward)

    def _playback(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        self._say(sayings.PLAYED_KEYS, where)
        return self.play(argument, id_, where, onward.on, interrupt="*")

    def _phrase(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        name, _, given = argument.partition(",")
        self._say(sayings.PLAYED_KEYS, where)
        return self.play(f"phrase:{name}:{given}", id_, where, onward.on, interrupt="*")

    def _sleep(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        found = re.match(r"\d{1,8}", argument)
        seconds = int(found.group()) / 1000 if found else 0.0
        params = {"seconds": f"{seconds:g}", "keys": "any", "keep_key": "yes"}
        exits = {"done": onward.on, "key": onward.on}
        return self._draft.add(id_, "wait", exits, params, at=(4, where.row))

    def _answer(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        return self._draft.add(id_, "answer", {"next": onward.on}, at=(4, where.row))

    def _early(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        params = {"mode": "early_media"}
        return self._draft.add(id_, "answer", {"next": onward.on}, params, at=(4, where.row))

    def _ring(self, argument: str, id_: str, where: Where, onward: Onward) -> str:
        return self._draft.add(id_, "answer", {"next": onward.on}, {"mode": "ring"}, at=(4, where.row))

    # -- any other ------------------------------------------------------------------------------------

    def _application(self, name: str, argument: str, id_: str, where: Where, onward: Onward) -> str:
        if not _APPLICATION.fullmatch(name):
            self._say(sayings.NO_APPLICATION, where)
            return onward.die()
        self._say(sayings.APPLICATION, where, name=name)
        if CHANNEL_VARIABLE.search(argument):
            self._say(sayings.CHANNEL_VARIABLE, where, text=argument)
        # Slots were made by `run`; whatever other braces there are belong to the argument itself.
        parts = _SLOT.split(argument)
        text = "".join(f"{{{{ {p} }}}}" if n % 2 else as_template(p) for n, p in enumerate(parts))
        exits = {"ok": onward.on, "failed": onward.die()}
        params = {"application": name} | ({"argument": text} if text else {})
        return self._draft.add(id_, "application", exits, params, at=(4, where.row))

    def _say(self, saying: Saying, where: Where, **values: object) -> None:
        self._findings.say(saying, where.file, where.line, where.place, **values)


def _slots(text: str) -> str:
    """`text` with its slots as an author writes them: `{{ entry }}`."""
    return _SLOT.sub(r"{{ \1 }}", text)
