"""Applications of the fake switch that play, record and collect, with the switch's own oddities."""

from __future__ import annotations

import re
from pathlib import Path

from tests.wire.fake_apps import Run
from tests.wire.fake_channel import FOREVER, Channel

ALL_KEYS = "0123456789*#"


def length(channel: Channel, source: str) -> float | None:
    """Seconds that a source plays; None if it does not exist. A missing part of a list is skipped."""
    if source.startswith("file_string://"):
        return sum(length(channel, part) or 0.0 for part in source[14:].split("!"))
    if source.startswith("silence_stream://"):
        ms = int(source[17:].split(",")[0])
        return ms / 1000 if ms >= 0 else FOREVER
    if source.startswith("tone_stream://"):
        loops = re.search(r"loops=(-?\d+)", source)
        tones = re.findall(r"%\((\d+),(\d+)", source)
        once = sum(int(on) + int(off) for on, off in tones) / 1000
        return once * int(loops[1]) if loops else once
    return channel.switch.sounds.get(source)


def playback(channel: Channel, source: str) -> str:
    """Play to the end, a terminator, a break or the hang-up; every key is eaten meanwhile."""
    seconds = length(channel, source)
    if seconds is None:
        return "FILE NOT FOUND"
    channel.variables["playback_terminator_used"] = ""
    setting = channel.variables.get("playback_terminators", "*")
    ends = {"any": ALL_KEYS, "none": ""}.get(setting, setting)

    def take(key: str) -> bool:
        if key in ends:
            channel.variables["playback_terminator_used"] = key
        return key in ends

    began = channel.clock.now()
    channel.fire("PLAYBACK_START", {"Playback-File-Path": source})
    reason = channel.idle(seconds, take)
    played = int((channel.clock.now() - began) * 1000)
    channel.variables["playback_ms"] = str(played)
    channel.variables["playback_last_offset_pos"] = str(played * 8)
    status = "done" if reason == "time" else "break"
    channel.fire("PLAYBACK_STOP", {"Playback-File-Path": source, "Playback-Status": status})
    return "FILE PLAYED" if channel.up else "PLAYBACK ERROR"


def loop_playback(channel: Channel, source: str) -> str:
    """Play over and over; keys stay where they are."""
    if not source:
        channel.hang_up("DESTINATION_OUT_OF_ORDER")
        return ""
    channel.idle(FOREVER)
    return ""


def sleep(channel: Channel, ms: str) -> str:
    """Wait; any key ends it and is not eaten."""
    channel.idle(int(ms) / 1000, until=lambda: bool(channel.keys))
    return ""


def record(channel: Channel, argument: str) -> str:
    """`path [limit] [threshold] [hits]`; the silent other side gives no sound at all."""
    path, *numbers = argument.split()
    if not Path(path).parent.is_dir():
        channel.hang_up("DESTINATION_OUT_OF_ORDER")
        return ""
    limit = float(numbers[0]) if numbers and numbers[0] != "0" else 0.0
    hits = float(numbers[2]) if len(numbers) > 2 else 0.0
    end = min(limit + 0.49 if limit else FOREVER, hits or FOREVER)
    setting = channel.variables.get("playback_terminators", "*")
    channel.variables["playback_terminator_used"] = ""

    def take(key: str) -> bool:
        if key in setting:
            channel.variables["playback_terminator_used"] = key
        return key in setting

    channel.fire("RECORD_START", {"Record-File-Path": path})
    if channel.idle(end, take) == "time" and hits and end == hits:
        channel.variables["silence_hits_exhausted"] = "true"
    channel.variables["record_ms"] = "0"
    channel.fire("RECORD_STOP", {"Record-File-Path": path})
    return ""


def speak(channel: Channel, argument: str) -> str:
    """`engine|voice|text`; anything missing hangs up."""
    parts = argument.split("|", 2)
    if len(parts) < 3 or not all(parts):
        channel.hang_up("DESTINATION_OUT_OF_ORDER")
        return ""
    channel.idle(len(parts[2]) * 0.06, lambda key: False)
    return ""


def say(channel: Channel, argument: str) -> str:
    """Four or five words, or nothing happens."""
    if len(argument.split()) in (4, 5):
        channel.idle(0.5, lambda key: False)
    return ""


def play_and_get_digits(channel: Channel, argument: str) -> str:
    """Collect keys, and report it in the three variables as wrongly as the switch does."""
    words = argument.split()
    most, tries, timeout = int(words[1]), int(words[2]), max(int(words[3]), 1000) / 1000
    between = max(int(words[9]), 1000) / 1000 if len(words) > 9 else timeout
    ends = "" if words[4] == "none" else words[4]
    for name in (words[7], "read_result"):
        channel.variables.pop(name, None)
    for _ in range(tries):
        seconds = length(channel, words[5])
        if seconds is None:
            continue
        digits, ended = _collect(channel, seconds, most, ends, (timeout, between))
        if channel.gone or _report(channel, words, digits, ended):
            break
    return ""


def _collect(
    channel: Channel, prompt: float, most: int, ends: str, times: tuple[float, float]
) -> tuple[str, str]:
    """The keys, and how it ended: full, time, end (a terminator), swallowed (one alone in the prompt)."""
    pressed: list[str] = []

    def take(key: str) -> bool:
        pressed.append(key)
        return True

    channel.idle(prompt, take)
    if pressed and pressed[0] in ends and most == 1:
        return "", "swallowed"
    while True:
        if pressed and pressed[-1] in ends:
            channel.variables["read_terminator_used"] = pressed.pop()
            return "".join(pressed), "end"
        if len(pressed) >= most:
            return "".join(pressed), "full"
        if channel.idle(times[1] if pressed else times[0], take, breakable=False) != "key":
            return "".join(pressed), "time"


def _report(channel: Channel, words: list[str], digits: str, ended: str) -> bool:
    """Set the variables; whether the try counts as the last."""
    least, name, pattern = int(words[0]), words[7], words[8]
    if ended == "swallowed":
        channel.variables["read_result"] = "success"
        return True
    if len(digits) < least:
        channel.variables["read_result"] = "failure"
        if digits:
            channel.variables[name] = digits
        return False
    channel.variables["read_result"] = "timeout" if ended == "time" else "success"
    if not re.search(pattern, digits):
        channel.variables[f"{name}_invalid"] = digits
        return False
    channel.variables[name] = digits
    return True


MEDIA: dict[str, Run] = {
    "playback": playback,
    "loop_playback": loop_playback,
    "endless_playback": loop_playback,
    "sleep": sleep,
    "record": record,
    "speak": speak,
    "say": say,
    "play_and_get_digits": play_and_get_digits,
}
