"""Probes 10 to 18: formats, subscriptions, filters, variables, jobs, and replies to messages."""

from __future__ import annotations

import json

from tests.wire.bench import Bench, Call
from tests.wire.probe import probe

CUSTOM = "sendevent CUSTOM\nEvent-Subclass: probe::x"


@probe(10, "JSON and XML, arrays, and the format of the connection")
def formats(bench: Bench) -> None:
    """An array is a list in JSON; the last `event FORMAT` counts for everything."""
    raw = bench.inbound()
    raw.ask("event json CUSTOM probe::x")
    raw.ask(f"{CUSTOM}\nProbe-Array: ARRAY::one|:two\nProbe-Text: a:b\ncontent-length: 4\n\nbody".encode())
    event = raw.event("CUSTOM")
    assert event is not None
    fields = json.loads(raw.heard[-1].frame.body)
    assert fields["Probe-Array"] == ["one", "two"] == event.get_all("Probe-Array")
    assert fields["Probe-Text"] == "a:b"
    assert fields["_body"] == "body" == event.body
    raw.ask("event plain HEARTBEAT")
    raw.ask(f"{CUSTOM}\nProbe-Array: ARRAY::one|:two\n\n".encode())
    start = len(raw.heard)
    assert raw.wait(lambda h: h.frame.content_type == "text/event-plain", start=start - 2) is not None
    assert b"\nProbe-Array: ARRAY%3A%3Aone%7C%3Atwo\n" in raw.bytes
    raw.ask("event xml HEARTBEAT")
    raw.ask(f"{CUSTOM}\nProbe-Text: a<b\n\n".encode())
    found = raw.wait(lambda h: h.frame.content_type == "text/event-xml")
    assert found is not None and "<Probe-Text>a%3Cb</Probe-Text>" in found.frame.text


@probe(11, "which events carry variables")
def variables(bench: Bench) -> None:
    """Those of the channel's life do; DTMF and the change of state do not."""
    call = bench.call().connect("linger 5", "myevents json")
    call.raw.run("playback", "silence_stream://100")
    call.press("5")
    assert call.raw.event("DTMF:5") is not None
    call.hang_up()
    assert call.raw.event("CHANNEL_HANGUP_COMPLETE") is not None
    carrying = {
        heard.event.name: bool(heard.event.variable("uuid")) for heard in call.raw.heard if heard.event
    }
    for name in ("CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_HANGUP", "CHANNEL_HANGUP_COMPLETE"):
        assert carrying[name], name
    assert not carrying["DTMF"]
    assert not carrying["CHANNEL_STATE"]


@probe(12, "what myevents brings, and what it does not")
def my_events(bench: Bench) -> None:
    """Nothing of playback or jobs unless asked for; a second time it is refused."""
    call = bench.call().connect("myevents json")
    call.raw.run("playback", "silence_stream://100")
    call.raw.ask("bgapi eval x")
    call.raw.run("eval")
    assert {name.partition(":")[0] for name in call.raw.labels("CHANNEL", "PLAYBACK", "BACK")} >= {
        "CHANNEL_EXECUTE",
        "CHANNEL_EXECUTE_COMPLETE",
    }
    assert not call.raw.labels("PLAYBACK", "RECORD", "CHANNEL_CALLSTATE", "BACKGROUND_JOB")
    assert call.raw.ask("myevents") == "-ERR aready enabled."
    call.raw.ask("event json PLAYBACK_START PLAYBACK_STOP")
    call.raw.run("playback", "silence_stream://100")
    assert len(call.raw.labels("PLAYBACK_START", "PLAYBACK_STOP")) == 2


@probe(13, "another leg's events are never delivered, the own jobs are")
def own_only(bench: Bench) -> None:
    """During a bridge only the own Unique-ID is heard of."""
    bench.peer.extension("600001", [("answer", ""), ("sleep", "300"), ("hangup", "")])
    call = bench.call().connect("myevents json")
    call.raw.ask("event json BACKGROUND_JOB")
    assert call.raw.run("bridge", "loopback/600001/default") is not None
    call.raw.ask("bgapi eval mine\nJob-UUID: probe-13")
    job = call.raw.event("BACKGROUND_JOB")
    assert job is not None and job.get("Job-UUID") == "probe-13"
    assert job.get("Job-Owner-UUID") == call.uuid
    ids = {heard.event.get("Unique-ID") for heard in call.raw.heard if heard.event}
    assert ids <= {call.uuid, ""}
    assert call.raw.labels("CHANNEL_BRIDGE") and call.raw.labels("CHANNEL_UNBRIDGE")


@probe(14, "event ALL on a call's socket hears everybody")
def global_events(bench: Bench) -> None:
    """Without myevents a subscription is not limited to the call."""
    call = bench.call().connect("event json ALL")
    other = bench.call().connect("myevents json")
    other.raw.run("eval")
    assert call.raw.wait(lambda h: h.event is not None and h.event.get("Unique-ID") == other.uuid) is not None


def _filtered(bench: Bench, *filters: str) -> str:
    """Which of the events 1, 2, 3, 12 pass the filters."""
    raw = bench.inbound()
    raw.ask("event json CUSTOM probe::x")
    for text in filters:
        assert raw.ask(f"filter {text}").startswith("+OK filter added."), text
    sender = bench.inbound()
    for value in ("1", "2", "3", "12"):
        sender.ask(f"{CUSTOM}\nProbe-A: {value}\nProbe-B: {value}\n\n".encode())
    bench.clock.sleep(0.3)
    return " ".join(heard.event.get("Probe-A") for heard in raw.heard if heard.event)


@probe(15, "filters")
def filters(bench: Bench) -> None:
    """Positive ones are alternatives, a negative one wins, negative ones alone pass nothing."""
    assert _filtered(bench) == "1 2 3 12"
    assert _filtered(bench, "Probe-A 1", "Probe-A 2") == "1 2"
    assert _filtered(bench, "Probe-A 1", "Probe-B 3") == "1 3"
    assert _filtered(bench, "Probe-A 1", "Probe-A 2", "Probe-B -2") == "1"
    assert _filtered(bench, "Probe-A -2") == ""
    assert _filtered(bench, "Probe-A /^1/") == "1 12"
    raw = bench.inbound()
    assert raw.ask("filter Probe-A") == "-ERR invalid syntax"


@probe(16, "getvar: the unset variable, and the value that begins with a tilde")
def getvar(bench: Bench) -> None:
    """The tilde loses the end of the reply; `uuid_getvar` is whole."""
    call = bench.call().connect()
    assert call.raw.ask("getvar probe_none") == "-ERR command not found"
    assert call.get("probe_none") == "_undef_"
    bench.peer.api(f"uuid_setvar {call.uuid} probe_tilde ~abc")
    call.raw.send("getvar probe_tilde")
    bench.clock.sleep(0.3)
    assert call.raw.bytes.endswith(b"Content-Type: command/reply\nabc")
    assert call.get("probe_tilde") == "~abc"


@probe(17, "jobs and empty answers")
def jobs(bench: Bench) -> None:
    """The job's id is ours if we say so."""
    raw = bench.inbound()
    raw.ask("event json BACKGROUND_JOB")
    assert raw.ask("bgapi eval some words\nJob-UUID: probe-17") == "+OK Job-UUID: probe-17"
    job = raw.event("BACKGROUND_JOB")
    assert job is not None and job.body == "some words"
    assert job.get("Job-UUID") == "probe-17"
    assert job.get("Job-Command") == "eval"
    assert job.get("Job-Command-Arg") == "some words"
    assert raw.ask("api eval") == "-ERR no reply\n"
    assert raw.ask("api no_such_api x") == "-ERR no_such_api Command not found!\n"


@probe(18, "replies to messages")
def messages(bench: Bench) -> None:
    """An unknown channel is refused; a message that says nothing is not."""
    call = bench.call().connect("myevents json")
    assert call.raw.ask("sendmsg no-such-id\ncall-command: hangup") == "-ERR invalid session id [no-such-id]"
    assert call.raw.ask("sendmsg") == "+OK"
    assert call.raw.run("eval") is not None


@probe(18, "the 257th message that waits ends the connection")
def overflow(bench: Bench) -> None:
    """No reply to it, and the end of the stream."""
    call = bench.call(after=[("park", "")]).connect("myevents json")
    _start_locked(call, "silence_stream://20000")
    packet = b"sendmsg\ncall-command: execute\nexecute-app-name: eval\n\n"
    start = len(call.raw.heard)
    call.raw.send(packet * 257)
    assert call.raw.wait_eof(10.0)
    replies = [h for h in call.raw.heard[start:] if h.frame.content_type == "command/reply"]
    assert len(replies) == 256
    assert {h.frame.data for h in replies} == {"+OK"}


def _start_locked(call: Call, file: str) -> str:
    uuid = call.raw.execute("playback", file, lock=True)
    assert call.raw.event("CHANNEL_EXECUTE:playback") is not None
    return uuid
