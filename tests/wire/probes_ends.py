"""Probes 35 to 39: hang-up, linger, the death of an engine, and callers left in the park."""

from __future__ import annotations

import socket
import struct

from tests.wire.bench import Bench, Call
from tests.wire.probe import probe
from tests.wire.probes_protocol import notice
from tests.wire.raw import Raw

PLAY = "silence_stream://8000"
AFTER = (("set", "probe_after=yes"), ("park", ""))


def _play(call: Call, file: str = PLAY) -> str:
    uuid = call.raw.execute("playback", file, lock=True)
    assert call.raw.event("CHANNEL_EXECUTE:playback") is not None
    return uuid


@probe(35, "a hang-up without linger")
def no_linger(bench: Bench) -> None:
    """The hang-up or at least the notice, and the end at once."""
    call = bench.call().connect("myevents json")
    _play(call)
    call.hang_up()
    assert call.raw.wait_eof()
    headers = notice(call.raw)
    assert headers is not None and headers["Content-Disposition"] == "disconnect"


@probe(35, "a hang-up with linger", slow=True)
def linger(bench: Bench) -> None:
    """Everything comes, the socket stays open until the time is over, then a second notice."""
    call = bench.call().connect("linger 2", "myevents json")
    uuid = _play(call)
    call.hang_up()
    assert call.raw.completion(uuid) is not None
    assert call.raw.event("CHANNEL_HANGUP_COMPLETE") is not None
    headers = notice(call.raw, disposition="linger")
    assert headers is not None
    assert headers["Linger-Time"] == "2" and headers["Content-Length"] == "0"
    names = call.raw.labels("CHANNEL_HANGUP", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_UNPARK")
    for name in ("CHANNEL_HANGUP", "CHANNEL_UNPARK", "CHANNEL_EXECUTE_COMPLETE:socket"):
        assert name in names
    assert not call.raw.eof
    began = bench.clock.now()
    assert call.raw.wait_eof(8.0)
    assert 0.5 < bench.clock.now() - began < 5.0
    assert notice(call.raw, disposition="disconnect") is not None


@probe(36, "a synchronous socket with linger")
def synchronous_linger(bench: Bench) -> None:
    """The end of the hang-up is not reported while we stay."""
    call = bench.call("full").connect("linger 5", "myevents json")
    call.raw.execute("playback", "silence_stream://3000")
    bench.clock.sleep(0.3)
    call.hang_up()
    assert call.raw.event("CHANNEL_HANGUP") is not None
    assert call.raw.event("CHANNEL_HANGUP_COMPLETE", 1.0) is None
    assert not call.raw.eof


@probe(37, "after the hang-up")
def after_hangup(bench: Bench) -> None:
    """What was interrupted says so; what is sent now is accepted and does nothing."""
    call = bench.call().connect("linger 5", "myevents json")
    uuid = _play(call)
    call.hang_up()
    done = call.raw.completion(uuid)
    assert done is not None
    assert (done.get("Answer-State"), done.get("Hangup-Cause")) == ("hangup", "NORMAL_CLEARING")
    assert call.raw.event("CHANNEL_HANGUP_COMPLETE") is not None
    assert (
        call.raw.ask("sendmsg\ncall-command: execute\nexecute-app-name: eval\nEvent-UUID: probe-37") == "+OK"
    )
    assert call.raw.completion("probe-37", 0.7) is None


@probe(38, "the engine dies in the middle of an application", slow=True)
def engine_death(bench: Bench) -> None:
    """It plays to its end, what is queued still runs, and the dialplan goes on."""
    call = bench.call(after=AFTER).connect("myevents json")
    _play(call, "silence_stream://1200")
    call.raw.execute("set", "probe_queued=yes")
    bench.clock.sleep(0.1)
    call.raw.close()
    bench.clock.sleep(0.5)
    assert (call.get("probe_queued"), call.get("probe_after")) == ("_undef_", "_undef_")
    bench.clock.sleep(1.5)
    assert (call.get("probe_queued"), call.get("probe_after")) == ("yes", "yes")
    call = bench.call().connect("myevents json")
    call.raw.run("eval")
    call.raw.close()
    bench.clock.sleep(0.7)
    assert not call.alive(), "nothing left in the dialplan: the call ends"


@probe(38, "the engine dies, with resume")
def resume(bench: Bench) -> None:
    """The application is cut off at once and the dialplan goes on; a queued `set` still has its effect."""
    call = bench.call(after=AFTER).connect("myevents json")
    bench.peer.api(f"uuid_setvar {call.uuid} socket_resume true")
    _play(call)
    call.raw.execute("set", "probe_queued=yes")
    bench.clock.sleep(0.1)
    call.raw.close()
    bench.clock.sleep(0.7)
    assert (call.get("probe_queued"), call.get("probe_after")) == ("yes", "yes")


@probe(38, "a synchronous engine dies, with resume")
def synchronous_resume(bench: Bench) -> None:
    """The caller is lost: silent, for ever."""
    call = bench.call("full", after=AFTER).connect("resume")
    call.raw.close()
    bench.clock.sleep(1.5)
    assert call.alive()
    assert call.get("probe_after") == "_undef_"


@probe(38, "the engine dies while the caller talks to somebody", slow=True)
def bridged(bench: Bench) -> None:
    """The conversation goes on; its end brings the caller to the dialplan."""
    bench.peer.extension("600003", [("answer", ""), ("sleep", "1500"), ("hangup", "")])
    call = bench.call(after=AFTER).connect("myevents json")
    call.raw.execute("bridge", "loopback/600003/default", lock=True)
    assert call.raw.event("CHANNEL_BRIDGE") is not None
    call.raw.close()
    bench.clock.sleep(0.6)
    assert call.alive() and call.get("probe_after") == "_undef_"
    bench.clock.sleep(2.0)
    assert call.get("probe_after") == "yes"


def _reset(raw: Raw) -> None:
    raw.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()


@probe(39, "a connection that ends before the park", slow=True)
def early_end(bench: Bench) -> None:
    """Asynchronous: the caller stays in the park for ever. Synchronous: the dialplan goes on."""
    for mode, stranded in (("async full", True), ("full", False)):
        for ending in (Raw.close, _reset):
            call = bench.call(mode, before=(), after=AFTER)
            leg = call.leg
            bench.clock.sleep(0.05)
            ending(call.raw)
            bench.clock.sleep(1.0)
            assert bench.peer.api(f"uuid_exists {leg}").strip() == "true", (mode, ending)
            other = bench.peer.api(f"uuid_getvar {leg} other_loopback_leg_uuid").strip()
            after = bench.peer.api(f"uuid_getvar {other} probe_after").strip()
            assert (after == "_undef_") == stranded, (mode, ending, after)


@probe(39, "a list of hosts")
def hosts(bench: Bench) -> None:
    """A bar parts them, a comma does not; nobody there: the dialplan goes on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{unused.getsockname()[1]}"
    call = bench.call(hosts=f"{dead}|{bench.host}/some/path").connect()
    assert call.get("socket_host") == "127.0.0.1"
    assert call.get("socket_path") == "some/path"
    for wrong in (dead, f"{bench.host},{bench.host}"):
        leg = bench.dial([("answer", ""), ("socket", f"{wrong} async full"), *AFTER])
        bench.clock.sleep(0.5)
        other = bench.peer.api(f"uuid_getvar {leg} other_loopback_leg_uuid").strip()
        assert bench.peer.api(f"uuid_getvar {other} probe_after").strip() == "yes", wrong


@probe(39, "a transfer leaves the old socket in control")
def transferred(bench: Bench) -> None:
    """It stays open, hears events, and what it sends still runs."""
    bench.peer.extension("600004", [("set", "probe_after=yes"), ("park", "")])
    call = bench.call().connect("myevents json")
    assert call.raw.run("transfer", "600004 XML default") is not None
    assert call.raw.event("CHANNEL_EXECUTE_COMPLETE:socket") is not None
    bench.clock.sleep(0.3)
    assert call.get("probe_after") == "yes"
    assert not call.raw.eof
    assert call.raw.run("eval") is not None


@probe(39, "the watchdog takes a stranded caller on, unless it is cancelled", slow=True)
def watchdog(bench: Bench) -> None:
    """sched_transfer before the socket; `api sched_del` with the channel's id cancels it."""
    bench.peer.extension("600005", [("set", "probe_after=yes"), ("park", "")])
    before = (("answer", ""), ("sched_transfer", "+2 600005 XML default"))
    stranded = bench.call(before=before)
    kept = bench.call(before=before).connect()
    assert kept.raw.ask(f"api sched_del {kept.uuid}").startswith("+OK")
    stranded.raw.close()
    bench.clock.sleep(3.5)
    other = bench.peer.api(f"uuid_getvar {stranded.leg} other_loopback_leg_uuid").strip()
    assert bench.peer.api(f"uuid_getvar {other} probe_after").strip() == "yes"
    assert kept.get("probe_after") == "_undef_"
