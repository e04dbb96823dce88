"""Probes 1 to 9: greeting, framing, the first command, and how values are written."""

from __future__ import annotations

import re

from tests.wire.bench import Bench
from tests.wire.probe import probe
from tests.wire.raw import Raw

GOODBYE = b"Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"


def notice(raw: Raw, seconds: float = 5.0, disposition: str = "") -> dict[str, str] | None:
    """Headers of the next disconnect notice, with that Content-Disposition if one is given."""
    found = raw.wait(
        lambda h: (
            h.frame.content_type == "text/disconnect-notice"
            and h.frame.headers.get("Content-Disposition", "").startswith(disposition)
        ),
        seconds,
    )
    return found.frame.headers if found else None


@probe(1, "the greeting, and a wrong password")
def greeting(bench: Bench) -> None:
    """Exactly these bytes, then a refusal, a notice of 67 bytes, the end."""
    raw = bench.inbound(login=False)
    assert raw.bytes == b"Content-Type: auth/request\n\n"
    assert raw.ask("auth wrong") == "-ERR invalid"
    assert notice(raw) is not None
    assert raw.heard[-1].frame.body == GOODBYE
    assert len(GOODBYE) == 67
    assert raw.wait_eof()


@probe(2, "line ends of either kind, and empty lines before a command")
def line_ends(bench: Bench) -> None:
    """CRLF and LF both end a packet; leading empty lines are skipped."""
    raw = bench.inbound()
    assert raw.ask(b"\r\n\n\r\napi uuid_exists x\r\n\r\n") == "false"
    assert raw.ask(b"\n\napi uuid_exists x\n\n") == "false"


@probe(3, "exit")
def leave(bench: Bench) -> None:
    """Goodbye, a notice that names the session if there is one, the end."""
    raw = bench.inbound()
    assert raw.ask("exit") == "+OK bye"
    headers = notice(raw)
    assert headers is not None and "Controlled-Session-UUID" not in headers
    assert raw.wait_eof()
    call = bench.call(after=[("park", "")]).connect("myevents json")
    call.raw.run("eval")
    assert call.raw.ask("exit") == "+OK bye"
    headers = notice(call.raw)
    assert headers is not None and headers["Controlled-Session-UUID"] == call.uuid
    assert headers["Content-Disposition"] == "disconnect"
    assert call.raw.wait_eof()


@probe(4, "an outbound socket is silent until connect")
def silent_until_connect(bench: Bench) -> None:
    """Nothing is sent before the first command."""
    call = bench.call()
    bench.clock.sleep(0.5)
    assert call.raw.bytes == b""
    call.connect()


@probe(4, "an engine that stays silent is dropped after 25 seconds", slow=True)
def silent_engine(bench: Bench) -> None:
    """A notice and the end."""
    call = bench.call()
    began = bench.clock.now()
    assert call.raw.wait_eof(40.0)
    assert 23.5 < bench.clock.now() - began < 28.0
    assert notice(call.raw) is not None


@probe(5, "a first command that is not connect")
def first_command(bench: Bench) -> None:
    """Its reply is swallowed; the following ones are normal."""
    call = bench.call()
    call.raw.send("linger 5")
    bench.clock.sleep(0.5)
    assert call.raw.bytes == b""
    call.connect()
    assert call.facts["Reply-Text"] == "+OK\n"


@probe(6, "the reply to connect")
def connect_reply(bench: Bench) -> None:
    """A header block without length, values encoded, all variables; it can be had again."""
    call = bench.call().connect()
    text = call.raw.bytes.decode()
    assert "Content-Length" not in text
    assert "\nReply-Text: %2BOK%0A\n" in text
    assert call.facts["Socket-Mode"] == "async"
    assert call.facts["Control"] == "full"
    assert call.facts["Content-Type"] == "command/reply"
    assert call.facts["Event-Name"] == "CHANNEL_DATA"
    assert call.facts["variable_uuid"] == call.uuid
    bench.peer.api(f"uuid_setvar {call.uuid} probe_late 1:2")
    call.connect()
    assert call.facts["variable_probe_late"] == "1:2"
    assert "\nvariable_probe_late: 1%3A2\n" in call.raw.bytes.decode()


@probe(7, "a socket without full")
def single_channel(bench: Bench) -> None:
    """What is refused and what is not; the variables come all the same."""
    call = bench.call("async").connect()
    assert call.facts["Control"] == "single-channel"
    assert call.facts["variable_uuid"] == call.uuid
    refused = (
        "event plain DTMF",
        "nixevent DTMF",
        "noevents",
        "api status",
        "bgapi status",
        "linger",
        "nolinger",
    )
    for command in (*refused, "sendevent CUSTOM", "log 7"):
        assert call.raw.ask(command) == "-ERR command not found", command
    assert call.raw.ask("myevents") == "+OK Events Enabled"
    assert call.raw.ask("getvar uuid") == call.uuid
    assert call.raw.ask("filter Event-Name DTMF") == "+OK filter added. [Event-Name]=[DTMF]"
    assert call.raw.ask("divert_events on") == "+OK events diverted"
    assert call.raw.ask("resume") == "+OK"
    assert call.raw.ask("sendmsg\ncall-command: execute\nexecute-app-name: eval") == "+OK"


ENCODED = {
    "blank": ("a b", "a%20b"),
    "marks": ("a:b+c=d;e&f#g", "a%3Ab%2Bc%3Dd%3Be%26f%23g"),
    "brackets": ("[]{}<>^`", "%5B%5D%7B%7D%3C%3E%5E%60"),
    "kept": ("/,!'()*~.-_", "/,!'()*~.-_"),
    "percent": ("100%", "100%25"),
    "utf8": ("é世", "%C3%A9%E4%B8%96"),
    "control": ("a\x01b", "a%01b"),
    "encoded": ("a%41b", "a%41b"),
    "line_feed": ("x%0AFoo: y", "x%0AFoo%3A%20y"),
    "lower": ("%0a", "%250a"),
}
"""Values, and how a plain event writes them: what is encoded already, in capitals, is left alone."""


@probe(8, "how values are encoded in plain events")
def encoding(bench: Bench) -> None:
    """The table ENCODED, and the word for nothing."""
    call = bench.call().connect("myevents plain")
    for name, (value, _) in ENCODED.items():
        answer = bench.peer.api(f"uuid_setvar {call.uuid} probe_{name} {value}")
        assert answer.startswith("+OK"), answer
    completion = call.raw.run("eval")
    text = call.raw.bytes.decode()
    for name, (_, written) in ENCODED.items():
        found = re.findall(f"\nvariable_probe_{name}: (.*)\n", text)
        assert found and set(found) == {written}, name
    assert completion is not None
    assert completion.variable("probe_marks") == ENCODED["marks"][0]
    assert completion.variable("probe_line_feed") == "x\nFoo: y"


@probe(9, "the frame of an event, and a body in it")
def event_frame(bench: Bench) -> None:
    """Length first, then type; the inner body has its own length and is not encoded."""
    raw = bench.inbound()
    raw.ask("event plain BACKGROUND_JOB")
    raw.ask("bgapi eval a%20b: c+d")
    job = raw.event("BACKGROUND_JOB")
    assert job is not None and job.body == "a%20b: c+d"
    assert re.search(rb"Content-Length: \d+\nContent-Type: text/event-plain\n\nEvent-Name: ", raw.bytes)
    assert raw.bytes.endswith(b"\nContent-Length: 10\n\na%20b: c+d")
