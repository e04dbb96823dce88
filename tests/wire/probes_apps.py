"""Probes 19 to 25: order, locks, ids, arguments, expansion, and what an application name can do."""

from __future__ import annotations

from tests.wire.bench import Bench, Call
from tests.wire.probe import probe
from tests.wire.raw import Heard

SECOND = "silence_stream://1000"
SHORT = "silence_stream://300"


def steps(call: Call, names: dict[str, str]) -> str:
    """The EXECUTE (+) and COMPLETE (-) events of the executions `names` (id to letter), in order."""
    signs = {"CHANNEL_EXECUTE": "+", "CHANNEL_EXECUTE_COMPLETE": "-"}
    out = []
    for heard in call.raw.heard:
        event = heard.event
        if event is not None and event.name in signs and event.get("Application-UUID") in names:
            out.append(signs[event.name] + names[event.get("Application-UUID")])
    return " ".join(out)


@probe(19, "an asynchronous socket answers first and runs later")
def asynchronous(bench: Bench) -> None:
    """+OK, then EXECUTE, then the completion; an API call is answered meanwhile."""
    call = bench.call().connect("myevents json")
    start = len(call.raw.heard)
    uuid = call.raw.execute("playback", SHORT)
    call.raw.send("api uuid_exists x")
    assert call.raw.completion(uuid) is not None
    labels = [name for name in call.raw.labels(start=start) if not name.startswith("CHANNEL_PARK")]
    assert labels[0] == "<command/reply>"
    assert labels.index("<api/response>") < labels.index("CHANNEL_EXECUTE_COMPLETE:playback")
    assert labels.index("CHANNEL_EXECUTE:playback") < labels.index("CHANNEL_EXECUTE_COMPLETE:playback")


@probe(19, "a synchronous socket is deaf while an application runs")
def synchronous(bench: Bench) -> None:
    """The reply comes after the application and before its events; so does an API call's answer."""
    call = bench.call("full").connect("myevents json")
    assert call.facts["Socket-Mode"] == "static"
    start = len(call.raw.heard)
    began = bench.clock.now()
    uuid = call.raw.execute("playback", SHORT)
    call.raw.send("api uuid_exists x")
    assert call.raw.completion(uuid) is not None
    answer = call.raw.wait(lambda h: h.frame.content_type == "api/response", start=start)
    assert answer is not None and answer.at - began > 0.25
    heard = call.raw.heard[start:]
    assert heard[0].label == "<command/reply>" and heard[0].at - began > 0.25
    labels = [h.label for h in heard]
    assert labels.index("CHANNEL_EXECUTE:playback") < labels.index("CHANNEL_EXECUTE_COMPLETE:playback")


@probe(20, "without a lock the second runs inside the first; with one, after it", slow=True)
def locks(bench: Bench) -> None:
    """The lock of the first counts, that of the second does not protect the first."""
    expected = {
        (False, False): "+A +B -B -A",
        (True, False): "+A -A +B -B",
        (True, True): "+A -A +B -B",
        (False, True): "+A +B -B -A",
    }
    call = bench.call().connect("myevents json")
    for (first, second), order in expected.items():
        a = call.raw.execute("playback", SECOND, lock=first)
        bench.clock.sleep(0.2)
        b = call.raw.execute("playback", SHORT, lock=second)
        assert call.raw.completion(a) is not None
        assert call.raw.completion(b) is not None
        assert steps(call, {a: "A", b: "B"}) == order, (first, second)


@probe(21, "our id comes back; hooks have their own and end first")
def ids(bench: Bench) -> None:
    """Event-UUID is Application-UUID in both events."""
    call = bench.call(before=[("set", "execute_on_answer=eval hook")]).connect("myevents json")
    uuid = call.raw.execute("answer")
    assert call.raw.completion(uuid) is not None
    done = [h.event for h in call.raw.heard if h.label.startswith("CHANNEL_EXECUTE_COMPLETE")]
    done = done[-2:]  # events of the dialplan from before our time may come as well
    assert [event.get("Application") for event in done if event] == ["eval", "answer"]
    assert done[0] is not None and done[0].get("Application-UUID") not in ("", uuid)
    assert steps(call, {uuid: "A"}) == "+A -A"


@probe(21, "a loop keeps its id, and a short pass ends it", slow=True)
def loops(bench: Bench) -> None:
    """Three passes of 600 ms are three pairs; passes under 500 ms are one."""
    call = bench.call().connect("myevents json")
    long = call.raw.execute("playback", "silence_stream://600", extra="loops: 3")
    bench.clock.sleep(2.6)
    assert steps(call, {long: "A"}) == "+A -A +A -A +A -A"
    short = call.raw.execute("playback", "silence_stream://100", extra="loops: 3")
    bench.clock.sleep(1.0)
    assert steps(call, {short: "B"}) == "+B -B"


@probe(22, "an argument as a body")
def body_argument(bench: Bench) -> None:
    """Line feeds and UTF-8 arrive; without content-type it is ignored; a header argument wins."""
    call = bench.call().connect("myevents json")
    text = "one\ntwo: é世\n\nthree"
    done = call.raw.completion(call.raw.execute("eval", text, body=True))
    assert done is not None and done.get("Application-Data") == text
    head = "sendmsg\ncall-command: execute\nexecute-app-name: eval\nEvent-UUID: "
    call.raw.send(f"{head}probe-22a\ncontent-length: 4\n\nbody".encode())
    done = call.raw.completion("probe-22a")
    assert done is not None and done.get("Application-Data") == ""
    tail = "execute-app-arg: header\ncontent-type: text/plain\ncontent-length: 4\n\nbody"
    call.raw.send(f"{head}probe-22b\n{tail}".encode())
    done = call.raw.completion("probe-22b")
    assert done is not None and done.get("Application-Data") == "header"


def _expanded(call: Call, text: str) -> str:
    done = call.raw.completion(call.raw.execute("eval", text, body=True))
    assert done is not None
    return done.get("Application-Data")


@probe(23, "arguments are expanded, unless it is switched off, and by set always")
def expansion(bench: Bench) -> None:
    """Variables, API calls, recursion through values, escapes, the second expansion of `set`."""
    call = bench.call().connect("myevents json")
    bench.peer.api(f"uuid_setvar {call.uuid} probe_a one")
    bench.peer.api(f"uuid_setvar {call.uuid} probe_b <${{probe_a}}>")
    assert _expanded(call, "x ${probe_a} y") == "x one y"
    assert _expanded(call, "${probe_b}") == "<one>"
    assert _expanded(call, "${uuid_exists(no-such-id)}") == "false"
    assert _expanded(call, "${probe_none}.") == "."
    assert _expanded(call, r"\${probe_a}") == "${probe_a}"
    call.raw.run("set", r"probe_c=\${probe_a}")
    assert call.get("probe_c") == "one"
    bench.peer.api(f"uuid_setvar {call.uuid} app_disable_expand_variables true")
    assert _expanded(call, "${probe_a}") == "${probe_a}"
    call.raw.run("set", "probe_d=${probe_a}")
    assert call.get("probe_d") == "one"


@probe(24, "two words in a header take the command over; in a body they do not")
def hijack(bench: Bench) -> None:
    """The answer is an API response and the application never runs. (A call in progress keeps the module.)"""
    call = bench.call().connect("myevents json")
    words = "please do not reload the thing called mod_event_socket"
    start = len(call.raw.heard)
    uuid = call.raw.execute("eval", words)
    found = call.raw.wait(lambda h: h.frame.content_type.endswith(("reply", "response")), start=start)
    assert found is not None and found.frame.content_type == "api/response"
    assert found.frame.data.startswith("+OK Job-UUID: ")
    safe = call.raw.execute("eval", words, body=True)
    done = call.raw.completion(safe)
    assert done is not None and done.get("Application-Data") == words
    assert call.raw.completion(uuid, 0.3) is None


@probe(25, "an unknown application hangs up")
def unknown_application(bench: Bench) -> None:
    """No event of its own, the cause DESTINATION_OUT_OF_ORDER, and the socket's completion."""
    call = bench.call().connect("linger 5", "myevents json")
    uuid = call.raw.execute("no_such_application", "x")
    hangup = call.raw.event("CHANNEL_HANGUP")
    assert hangup is not None and hangup.get("Hangup-Cause") == "DESTINATION_OUT_OF_ORDER"
    assert call.raw.event("CHANNEL_EXECUTE_COMPLETE:socket") is not None

    def about_it(heard: Heard) -> bool:
        return heard.event is not None and "no_such" in heard.event.get("Application")

    assert not [h for h in call.raw.heard if about_it(h)]
    assert call.raw.completion(uuid, 0.2) is None
