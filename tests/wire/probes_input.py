"""Probes 26 to 30: playing, keys, waiting, collecting, breaking."""

from __future__ import annotations

from tests.wire.bench import Bench, Call
from tests.wire.probe import probe

EVENTS = ("linger 5", "myevents json")


@probe(26, "how a playback ends", slow=True)
def playback(bench: Bench) -> None:
    """By itself, by the star key, by a break, and without a file."""
    call = bench.call().connect(*EVENTS)
    done = call.raw.run("playback", "silence_stream://300")
    assert done is not None and done.get("Application-Response") == "FILE PLAYED"
    assert done.variable("playback_terminator_used") == ""
    sound = bench.peer.sound("probe26.wav", 3.0)
    uuid = call.raw.execute("playback", str(sound), lock=True)
    bench.clock.sleep(0.4)
    call.press("5*")
    done = call.raw.completion(uuid)
    assert done is not None and done.get("Application-Response") == "FILE PLAYED"
    assert done.variable("playback_terminator_used") == "*"
    assert 300 < int(done.variable("playback_last_offset_pos")) / 8 < 1500
    uuid = call.raw.execute("playback", str(sound), lock=True)
    bench.clock.sleep(0.3)
    assert call.raw.ask(f"api uuid_break {call.uuid}").startswith("+OK")
    done = call.raw.completion(uuid, 1.5)
    assert done is not None and done.get("Application-Response") == "FILE PLAYED"
    done = call.raw.run("playback", "/no/such/file.wav")
    assert done is not None and done.get("Application-Response") == "FILE NOT FOUND"
    done = call.raw.run("playback", f"file_string://silence_stream://200!/no/such.wav!{sound}", 8.0)
    assert done is not None and done.get("Application-Response") == "FILE PLAYED"


@probe(26, "a playback that the caller's hang-up ends")
def playback_hangup(bench: Bench) -> None:
    """PLAYBACK ERROR, and the state of the call in the event."""
    call = bench.call().connect(*EVENTS)
    uuid = call.raw.execute("playback", "silence_stream://8000", lock=True)
    bench.clock.sleep(0.2)
    call.hang_up()
    done = call.raw.completion(uuid)
    assert done is not None and done.get("Application-Response") == "PLAYBACK ERROR"
    assert done.get("Answer-State") == "hangup"


@probe(27, "a key is heard of when an application takes it", slow=True)
def keys(bench: Bench) -> None:
    """At once while parked or playing; not during loop_playback; never if it is sensitive."""
    call = bench.call().connect(*EVENTS)
    call.raw.run("eval")
    call.press("1")
    assert call.raw.event("DTMF:1", 0.5) is not None
    bench.peer.api(f"uuid_setvar {call.uuid} playback_terminators none")
    uuid = call.raw.execute("playback", "silence_stream://1000", lock=True)
    bench.clock.sleep(0.2)
    call.press("2")
    assert call.raw.event("DTMF:2", 0.5) is not None
    assert call.raw.completion(uuid) is not None
    uuid = call.raw.execute("loop_playback", "silence_stream://2000", lock=True)
    bench.clock.sleep(0.2)
    call.press("3")
    assert call.raw.event("DTMF:3", 0.5) is None
    call.raw.ask(f"api uuid_break {call.uuid}")
    assert call.raw.completion(uuid, 4.0) is not None
    assert call.raw.event("DTMF:3", 0.5) is not None
    bench.peer.api(f"uuid_setvar {call.uuid} sensitive_dtmf true")
    call.press("4")
    assert call.raw.event("DTMF:4", 0.5) is None


@probe(28, "any key ends a sleep")
def sleep(bench: Bench) -> None:
    """And is still there for what comes next."""
    call = bench.call().connect(*EVENTS)
    uuid = call.raw.execute("sleep", "3000", lock=True)
    bench.clock.sleep(0.3)
    began = bench.clock.now()
    call.press("7")
    assert call.raw.completion(uuid) is not None
    assert bench.clock.now() - began < 1.5
    assert call.raw.event("DTMF:7", 0.5) is not None


COLLECT = {
    # what: (min, max, tries, terminators, prompt, regex, keys, when, value, result, terminator)
    "complete": ("1 4 1", "#", "x", r"\d+", "1234", 0.3, "1234", "success", "_undef_"),
    "terminator": ("1 4 1", "#", "x", r"\d+", "12#", 0.3, "12", "success", "#"),
    "enough, then silence": ("1 4 1", "#", "x", r"\d+", "12", 0.3, "12", "timeout", "_undef_"),
    "nothing": ("1 4 1", "#", "x", r"\d+", "", 0.3, "_undef_", "failure", "_undef_"),
    "too few, then silence": ("2 4 1", "#", "x", r"\d+", "1", 0.3, "1", "failure", "_undef_"),
    "too few, then terminator": ("2 4 1", "#", "x", r"\d+", "1#", 0.3, "1", "failure", "#"),
    "not as asked": ("1 1 1", "#", "x", "[12]", "7", 0.3, "_undef_", "success", "_undef_"),
    "terminator in prompt, one": ("1 1 1", "#", "long", r"\d+", "#", 0.3, "_undef_", "success", "_undef_"),
    "terminator after the prompt, one key": ("1 1 1", "#", "x", r"\d+", "#", 0.4, "_undef_", "failure", "#"),
    "terminator in the prompt, two keys": ("1 2 1", "#", "long", r"\d+", "#", 0.3, "_undef_", "failure", "#"),
    "the word none is four letters": ("1 4 1", "none", "x", r"[\d#]+", "1#", 0.3, "1#", "timeout", "_undef_"),
    "no prompt file": ("1 4 3", "#", "missing", r"\d+", "", 0.0, "_undef_", "_undef_", "_undef_"),
}  # fmt: skip
"""play_and_get_digits: arguments, keys and when they are pressed; then its three results."""


@probe(29, "play_and_get_digits: its results as they are", slow=True)
def collect(bench: Bench) -> None:
    """The table COLLECT; a limit under a second is raised to one."""
    prompts = {"x": "silence_stream://100", "long": "silence_stream://1500", "missing": "/no/such.wav"}
    for what, row in COLLECT.items():
        counts, ends, prompt, regex, pressed, when, value, result, terminator = row
        call = bench.call().connect(*EVENTS)
        began = bench.clock.now()
        uuid = call.raw.execute(
            "play_and_get_digits", f"{counts} 600 {ends} {prompts[prompt]} silence_stream://1 got {regex} 600"
        )
        bench.clock.sleep(when)
        call.press(pressed)
        done = call.raw.completion(uuid)
        assert done is not None, what
        seen = tuple(
            done.variable(name, "_undef_") for name in ("got", "read_result", "read_terminator_used")
        )
        assert seen == (value, result, terminator), what
        took = bench.clock.now() - began
        if what == "nothing":
            assert took > 1.0, what
        if what == "no prompt file":
            assert took < 0.5, what
        call.hang_up()


@probe(29, "play_and_get_digits: a terminator of the last time is still there")
def stale(bench: Bench) -> None:
    """Nothing clears read_terminator_used but we ourselves."""
    call = bench.call().connect(*EVENTS)
    _collect(call, "1 4 1 1000 # silence_stream://100 silence_stream://1 got \\d+ 1000", "1#")
    assert call.get("read_terminator_used") == "#"
    _collect(call, "1 1 1 1000 # silence_stream://100 silence_stream://1 got \\d+ 1000", "5")
    assert call.get("got") == "5"
    assert call.get("read_terminator_used") == "#"


def _collect(call: Call, arguments: str, pressed: str) -> None:
    uuid = call.raw.execute("play_and_get_digits", arguments)
    call.raw.clock.sleep(0.3)
    call.press(pressed)
    assert call.raw.completion(uuid) is not None


@probe(30, "a break ends the prompt, never the collecting")
def breaking(bench: Bench) -> None:
    """After the break in the prompt the full time is waited; a break in that time does nothing."""
    call = bench.call().connect(*EVENTS)
    uuid = call.raw.execute(
        "play_and_get_digits", "1 4 1 1500 # silence_stream://5000 silence_stream://1 got \\d+ 1500"
    )
    bench.clock.sleep(0.4)
    began = bench.clock.now()
    call.raw.ask(f"api uuid_break {call.uuid}")
    bench.clock.sleep(0.5)
    call.raw.ask(f"api uuid_break {call.uuid}")
    assert call.raw.completion(uuid) is not None
    assert 1.2 < bench.clock.now() - began < 3.0
