"""Probes 31 to 34: recording, speaking, ringing another leg, and what a break drops."""

from __future__ import annotations

from pathlib import Path

from tests.wire.bench import Bench
from tests.wire.probe import probe

EVENTS = ("linger 5", "myevents json")


def _folder(bench: Bench) -> Path:
    return bench.peer.sound("probe31.wav", 0.1).parent


@probe(31, "how a recording ends", slow=True)
def record(bench: Bench) -> None:
    """After its limit in whole seconds, by a key, by silence; only real sound is counted."""
    call = bench.call().connect(*EVENTS)
    folder = _folder(bench)
    began = bench.clock.now()
    done = call.raw.run("record", f"{folder}/limit.wav 1")
    assert done is not None and 1.0 <= bench.clock.now() - began < 2.6
    assert int(done.variable("record_ms", "0")) < 200, "the silent peer of a loopback sends nothing real"
    uuid = call.raw.execute("record", f"{folder}/key.wav 20", lock=True)
    bench.clock.sleep(0.4)
    call.press("#*")
    done = call.raw.completion(uuid, 3.0)
    assert done is not None and done.variable("playback_terminator_used") == "*"
    began = bench.clock.now()
    done = call.raw.run("record", f"{folder}/silence.wav 20 200 2")
    assert done is not None and 1.5 < bench.clock.now() - began < 3.0
    assert done.variable("silence_hits_exhausted") == "true"


@probe(31, "a recording that cannot be written hangs up")
def unwritable(bench: Bench) -> None:
    """DESTINATION_OUT_OF_ORDER; the completion comes after the hang-up."""
    call = bench.call().connect(*EVENTS)
    uuid = call.raw.execute("record", "/no/such/folder/x.wav 2")
    hangup = call.raw.event("CHANNEL_HANGUP")
    assert hangup is not None and hangup.get("Hangup-Cause") == "DESTINATION_OUT_OF_ORDER"
    assert call.raw.completion(uuid) is not None
    names = call.raw.labels("CHANNEL_HANGUP", "CHANNEL_EXECUTE_COMPLETE:record")
    assert names[0] == "CHANNEL_HANGUP"


@probe(32, "speaking nothing hangs up; saying with too few words does nothing")
def speak_and_say(bench: Bench) -> None:
    """Hence empty speech must never be sent."""
    call = bench.call().connect(*EVENTS)
    began = bench.clock.now()
    done = call.raw.run("say", "en number pronounced")
    assert done is not None and bench.clock.now() - began < 0.5
    assert done.get("Application-Response") in ("_none_", "")
    assert call.alive()
    call.raw.execute("speak", "engine|voice|")
    hangup = call.raw.event("CHANNEL_HANGUP")
    assert hangup is not None and hangup.get("Hangup-Cause") == "DESTINATION_OUT_OF_ORDER"


CAUSES = ("USER_BUSY", "NO_ANSWER", "CALL_REJECTED", "UNALLOCATED_NUMBER")
ALWAYS_CONTINUES = {"NO_ANSWER"}


@probe(33, "a bridge that fails", slow=True)
def bridge_failure(bench: Bench) -> None:
    """Without continue_on_fail most causes hang the caller up; a list spares only what it names."""
    for setting in ("", "true", "USER_BUSY"):
        for cause in CAUSES:
            call = bench.call().connect(*EVENTS)
            if setting:
                bench.peer.api(f"uuid_setvar {call.uuid} continue_on_fail {setting}")
            uuid = call.raw.execute("bridge", f"error/{cause}", lock=True)
            done = call.raw.completion(uuid)
            where = (setting, cause)
            assert done is not None, where
            assert done.variable("originate_disposition") == cause, where
            stays = {"": cause in ALWAYS_CONTINUES, "true": True, "USER_BUSY": cause == "USER_BUSY"}[setting]
            assert (call.raw.event("CHANNEL_HANGUP", 0.3) is None) == stays, where
            call.hang_up()


@probe(33, "a bridge that succeeds")
def bridge_success(bench: Bench) -> None:
    """BRIDGE, UNBRIDGE, the completion, and the caller is still ours; else HANGUP comes first."""
    bench.peer.extension("600002", [("answer", ""), ("sleep", "300"), ("hangup", "")])
    call = bench.call().connect(*EVENTS)
    done = call.raw.run("bridge", "loopback/600002/default")
    assert done is not None and call.alive()
    assert done.variable("last_bridge_hangup_cause") == "NORMAL_CLEARING"
    names = call.raw.labels("CHANNEL_BRIDGE", "CHANNEL_UNBRIDGE", "CHANNEL_EXECUTE_COMPLETE:bridge")
    assert names == ["CHANNEL_BRIDGE", "CHANNEL_UNBRIDGE", "CHANNEL_EXECUTE_COMPLETE:bridge"]
    bench.peer.api(f"uuid_setvar {call.uuid} hangup_after_bridge true")
    call.raw.run("bridge", "loopback/600002/default")
    names = call.raw.labels("CHANNEL_HANGUP", "CHANNEL_EXECUTE_COMPLETE:bridge")
    assert names[1] == "CHANNEL_HANGUP"


@probe(34, "a break runs the next command, break all drops it")
def break_all(bench: Bench) -> None:
    """The dropped ones leave no event at all."""
    for words, runs in (("", True), (" all", False)):
        call = bench.call().connect(*EVENTS)
        first = call.raw.execute("playback", "silence_stream://8000", lock=True)
        assert call.raw.event("CHANNEL_EXECUTE:playback") is not None
        second = call.raw.execute("eval", "next")
        bench.clock.sleep(0.1)
        call.raw.ask(f"api uuid_break {call.uuid}{words}")
        assert call.raw.completion(first, 2.0) is not None
        assert (call.raw.completion(second, 1.0) is not None) == runs, words
        assert bool(call.raw.labels("CHANNEL_EXECUTE:eval")) == runs, words
