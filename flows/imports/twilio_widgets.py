"""Widgets of Twilio Studio that talk with the caller or call somebody, as nodes."""

from __future__ import annotations

import re

from flows.imports import twilio_sayings as sayings
from flows.imports.draft import as_template
from flows.imports.twilio_making import END, Making
from flows.imports.twilio_read import Condition, Widget
from flows.model import Row, Value
from nodes.prompts import Segment

HUSH = (Segment("silence", ms=20),)
"""The prompt of a node that only listens."""
FOREVER = 10
"""How often something is played that Studio plays for ever."""
GATEWAY = "gateway"
"""Stands for the gateway that a site has to name."""

_KEYS = "0123456789*#"
_DIAL_STATES = {
    "ended": "completed",
    "busy": "busy",
    "no_answer": "no-answer",
    "rejected": "busy",
    "failed": "failed",
}
"""The exits of a dial, as `DialCallStatus` words them."""
_ONE_KEY = re.compile(r"[0-9*#]")


def loops(making: Making, widget: Widget) -> int:
    """How often a widget says its words."""
    times = int(widget.number("loop", 1))
    if times == 0:
        making.say(sayings.PLAYED_ONCE, widget, times=FOREVER)
    return min(times or FOREVER, 100)


def say_play(making: Making, widget: Widget) -> None:
    """Words or a file; or keys that are sent."""
    on = making.to(widget, "audioComplete")
    keys = widget.text("digits")
    if keys and not (widget.text("say") or widget.text("play")):
        making.say(sayings.SEND_KEYS, widget, keys=keys)
        params: dict[str, Value | None] = {
            "application": "send_dtmf",
            "argument": making.template(widget, keys),
        }
        making.add(widget, "application", {"ok": on, "failed": on}, params)
        return
    segments = making.prompt(widget)
    if not segments:
        making.say(sayings.EMPTY, widget)
    times = loops(making, widget)
    params = {"interrupt": "none", "repeat": str(times) if times > 1 else None}
    making.add(widget, "play", {"done": on}, params, {"prompt": segments or HUSH})


def gather(making: Making, widget: Widget) -> None:
    """A number of keys, or one key of a menu where a split on it follows at once."""
    if widget.on("speech"):
        making.say(sayings.SPEECH, widget)
    timeout = f"{widget.number('timeout', 5):g}"
    end_key = widget.text("finish_on_key", "#")[:1]
    params: dict[str, Value | None] = {
        "end_key": end_key if end_key in _KEYS and end_key else "none",
        "max": str(int(widget.number("number_of_digits", 32)) or 32),
        "accept": _KEYS,
        "first_seconds": timeout,
        "inter_seconds": timeout,
        "attempts": "1",
    }
    prompts = {"prompt": making.prompt(widget) * loops(making, widget) or HUSH}
    keypress, silent = making.to(widget, "keypress"), making.to(widget, "timeout")
    split = making.definition.widgets.get(widget.on("keypress"))
    if split is not None and (choices := one_key_choices(making, widget, split)):
        # The split goes into the menu; `into` keeps the key for whoever else reads it.
        exits = {str(row["exit"]): making.target(split, "match", next_) for row, next_ in choices}
        exits |= {"no_input": silent, "no_match": making.to(split, "noMatch")}
        menu: dict[str, Value | None] = {
            "choices": tuple(row for row, _ in choices),
            "into": making.names.variable(f"widgets.{widget.name}.Digits"),
            **{name: params[name] for name in ("first_seconds", "attempts")},
        }
        making.add(widget, "menu", exits, menu, prompts)
        return
    params["into"] = making.names.variable(f"widgets.{widget.name}.Digits")
    making.add(widget, "digits", {"valid": keypress, "no_input": silent, "invalid": silent}, params, prompts)


def one_key_choices(making: Making, widget: Widget, split: Widget) -> list[tuple[Row, str]]:
    """The choices of a menu that a widget and the split behind it make together; empty if they make none."""
    value = f"{{{{widgets.{widget.name}.Digits}}}}"
    into = [
        one for one in making.definition.widgets.values() for t in one.transitions if t.next == split.name
    ]
    if widget.text("number_of_digits") != "1" or split.type != "split-based-on" or into != [widget]:
        return []
    choices: list[tuple[Row, str]] = []
    for transition in split.transitions:
        if transition.event != "match":
            continue
        keys = _keys(transition.conditions, value)
        if not keys or not transition.next:
            return []
        choices.append(({"exit": f"choice_{len(choices) + 1}", "keys": " ".join(keys)}, transition.next))
    taken = [key for row, _ in choices for key in str(row["keys"]).split()]
    return choices if len(set(taken)) == len(taken) else []


def _keys(conditions: tuple[Condition, ...], value: str) -> list[str]:
    """The single keys that a transition is for; empty if it is for anything else."""
    if len(conditions) != 1:
        return []
    one = conditions[0]
    if [argument.replace(" ", "") for argument in one.arguments] != [value]:
        return []
    keys = [key.strip() for key in one.value.split(",")] if one.type == "matches_any_of" else [one.value]
    fits = one.type in ("equal_to", "matches_any_of") and all(_ONE_KEY.fullmatch(key) for key in keys)
    return keys if fits else []


def record(making: Making, widget: Widget) -> None:
    """A message, kept in a box that is named like the widget."""
    url = widget.text("transcription_callback_url") or widget.text("recording_status_callback_url")
    if widget.text("transcribe") == "true" or url:
        making.say(sayings.TRANSCRIBED, widget, url=url or "?")
    params: dict[str, Value | None] = {
        "box": making.ids[widget.name],
        "min_seconds": "1",
        "max_seconds": f"{widget.number('max_length', 3600) or 3600:g}",
        "silence_seconds": f"{widget.number('timeout', 5):g}",
        "end_keys": widget.text("finish_on_key") or "any",
        "takes": "1",
        "beep": None if widget.text("play_beep", "true") == "true" else "",
        "into": making.names.left_by(widget, "RecordingSid") or None,
        "seconds_into": making.names.left_by(widget, "RecordingDuration") or None,
    }
    if widget.on("hangup"):
        making.say(sayings.HANGUP_EVENT, widget, next=widget.on("hangup"))
    silent = making.to(widget, "noAudio")
    exits = {"saved": making.to(widget, "recordingComplete"), "too_short": silent, "failed": silent}
    gone = f"{making.ids[widget.name]}_gone"
    if gone not in making.draft.flow.nodes:
        making.add(widget, "hangup", {}, {"result": "left_a_message"}, suffix="gone")
    making.add(widget, "record", {**exits, "hung_up_saved": gone}, params)


def connect(making: Making, widget: Widget) -> None:
    """Somebody is rung and joined with the caller."""
    noun, to = widget.text("noun", "number"), widget.text("to")
    if widget.text("record") == "true":
        making.say(sayings.RECORDED_TALK, widget)
    if widget.on("hangup"):
        making.say(sayings.HANGUP_EVENT, widget, next=widget.on("hangup"))
    if noun not in ("number", "number-multi") or not to:
        making.say(sayings.DIAL_KIND, widget, noun=noun, to=to or widget.text("sip_endpoint") or "?")
        stand_in(making, widget, making.to(widget, "callCompleted"))
        return
    making.say(sayings.GATEWAY, widget, to=to, gateway=GATEWAY)
    numbers = [making.template(widget, one.strip()) for one in to.split(",") if one.strip()]
    caller = widget.text("caller_id")
    params: dict[str, Value | None] = {
        "targets": tuple({"number": number, "via": "gateway", "at": GATEWAY} for number in numbers),
        "order": "together" if len(numbers) > 1 else None,
        "ring_seconds": f"{widget.number('timeout', 30) or 30:g}",
        "caller_id_number": making.template(widget, caller) if caller else None,
    }
    on = making.to(widget, "callCompleted")
    states = _DIAL_STATES
    variable = making.names.left_by(widget, "DialCallStatus")
    exits = dict.fromkeys(states, on)
    if variable:
        made: dict[str, str] = {}
        for state in dict.fromkeys(states.values()):
            rows = ({"name": variable, "value": f"'{state}'"},)
            made[state] = making.add(
                widget, "set", {"next": on}, {"values": rows}, suffix=state.replace("-", "_")
            )
        exits = {exit_: made[state] for exit_, state in states.items()}
    making.add(widget, "dial", exits, params)


def stand_in(making: Making, widget: Widget, on: str = "") -> None:
    """A log line in the place of a widget that has no equivalent; it goes on by the first way there is."""
    next_ = next((one.next for one in widget.transitions if one.next and not one.conditions), "")
    target = on or (making.target(widget, widget.transitions[0].event, next_) if next_ else END)
    text = as_template(f"not imported: {widget.type} {widget.name}")
    params: dict[str, Value | None] = {"level": "warning", "text": text}
    making.add(widget, "log", {"next": target}, params, note=f"Studio widget {widget.type}: put a node here.")
