"""An agent's desk on the switch: asked for a key, whispered to, recorded, handed a call, told of messages."""

from __future__ import annotations

import json
import threading
import wave
from array import array
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from statistics import mean
from typing import Any

import pytest

from tests.live.engines import Caller, Engine, Project, entrance, ring, until
from tests.switch import Switch

pytestmark = pytest.mark.live

NUMBER = "12346"
SOURCE = Path(__file__).parent / "desk"
PITCHES = {"main": 440, "music": 300, "whisper": 600, "confirm": 900}
"""The sounds of the project, each of a second, and how high they are."""
AGENT = 1200
"""How high an agent's voice is."""

TALK = [("playback", f"tone_stream://%(2000,0,{AGENT})"), ("hangup", "NORMAL_CLEARING")]
READY, BOX, BUSY, LATE, FORWARD = "7201", "7202", "7203", "7204", "7205"
"""Agents: one takes the call after 3.5 s, one never presses a key, one is busy, one answers after 3 s, and an
extension that the site's dial plan bridges on to the first."""


class Web:
    """A web service that answers when it is let, and what it was told."""

    def __init__(self) -> None:
        told, self.may_answer = list[tuple[dict[str, Any], str]](), threading.Event()
        self.told, may_answer = told, self.may_answer

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Stay silent."""

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                told.append((body, self.headers["Idempotency-Key"]))
                may_answer.wait(20)
                self.send_response(204)
                self.end_headers()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """The service."""
    made = Web()
    serving = threading.Thread(target=made.server.serve_forever, args=(0.05,))
    serving.start()
    yield made
    made.may_answer.set()
    made.server.shutdown()
    serving.join()
    made.server.server_close()


@pytest.fixture(scope="module")
def desk(switch: Switch, web: Web, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project, its flow on NUMBER, and the agents."""
    project = Project(tmp_path_factory.mktemp("desk") / "project")
    copytree(SOURCE, project.folder)
    (project.folder / "callwright.toml").write_text(
        '[project]\nname = "desk"\nlanguage = "en"\n\n[connections.web]\nkind = "http"\n'
        f'url = "http://127.0.0.1:{web.server.server_address[1]}/"\n'
    )
    (project.folder / "data").mkdir()
    sounds = project.folder / "sounds" / "recorded" / "en"
    sounds.mkdir(parents=True)
    for name, hertz in PITCHES.items():
        (sounds / f"{name}.wav").write_bytes(switch.sound(f"desk-{name}.wav", 1.0, hertz).read_bytes())
    project.publish("desk", NUMBER)
    hears = [("answer", ""), ("record_session", str(project.folder / "agent.wav"))]
    switch.extension(READY, [*hears, ("sleep", "3500"), ("send_dtmf", "1@100"), *TALK])
    switch.extension(BOX, [*hears, ("sleep", "30000")])
    switch.extension(FORWARD, [("bridge", f"loopback/{READY}/default")])
    switch.extension(BUSY, [("sleep", "2000"), ("hangup", "USER_BUSY")])
    switch.extension(LATE, [("ring_ready", ""), ("sleep", "3000"), ("answer", ""), ("sleep", "1000"), *TALK])
    return project


@pytest.fixture
def two(switch: Switch, desk: Project) -> Iterator[tuple[Engine, Engine]]:
    """Two engines; the dialplan offers a call to the first, then to the second."""
    first, second = desk.engine("first"), desk.engine("second")
    try:
        first.start()
        second.start()
        with entrance(switch, desk, (first, second)):
            yield first, second
            switch.api("hupall")
    finally:
        first.stop()
        second.stop()


def somebody(switch: Switch, desk: Project, agent: str, key: str, node: str) -> Caller:
    """A caller who has chosen `key` and stands at `node`, where `agent` is wanted."""
    caller = ring(switch, desk, NUMBER, name=agent)
    caller.reaches("main")
    caller.press(key)
    caller.reaches(node)
    return caller


def pitches(path: Path) -> list[list[int]]:
    """What each channel of a sound file holds, a quarter of a second at a time: hertz, 0 for silence."""
    with wave.open(str(path)) as sound:
        count, channels, rate = sound.getnframes(), sound.getnchannels(), sound.getframerate()
        samples = array("h", sound.readframes(count))
    heard = []
    for channel in range(channels):
        one = samples[channel::channels]
        pieces = [one[at : at + rate // 4] for at in range(0, len(one) - rate // 4 + 1, rate // 4)]
        heard.append([_pitch(piece, rate) for piece in pieces])
    return heard


def _pitch(piece: array[int], rate: int) -> int:
    """From the usual time between two waves, so that a piece that is half silent is as high as its sound."""
    rising = [at for at, (a, b) in enumerate(pairwise(piece)) if a < 0 <= b]
    if max(map(abs, piece)) < 1000 or len(rising) < 10:
        return 0
    return round(rate / mean(sorted(b - a for a, b in pairwise(rising))[2:-2]))


def near(found: list[int], hertz: int) -> int:
    """In how many quarters of a second something about as high is heard."""
    return sum(abs(one - hertz) < 60 for one in found)


def talk_of(caller: Caller) -> Path:
    """The file of the caller's talk, as the flow was told."""
    return Path(str(caller.of("milestone")[0].to_json()["value"]))


@pytest.mark.parametrize("agent", [READY, FORWARD])
def test_an_agent_hears_prompts_presses_the_key_once_and_is_recorded(
    switch: Switch, desk: Project, two: tuple[Engine, Engine], agent: str
) -> None:
    caller = somebody(switch, desk, agent, "1", "talk")
    switch.api(f"uuid_record {caller.leg} start {desk.folder / 'caller.wav'}")
    caller.happens("milestone", name="talked")
    switch.api(f"uuid_record {caller.leg} stop {desk.folder / 'caller.wav'}")
    caller.press("#")
    assert caller.ends() == "completed"
    (told,) = pitches(desk.folder / "agent.wav")
    assert near(told, PITCHES["whisper"]) >= 2 and near(told, PITCHES["confirm"]) >= 2
    assert near(told, PITCHES["music"]) == 0
    (heard,) = pitches(desk.folder / "caller.wav")
    assert near(heard, PITCHES["music"]) >= 6 and near(heard, AGENT) >= 5
    assert near(heard, PITCHES["whisper"]) == near(heard, PITCHES["confirm"]) == 0
    left, right = pitches(talk_of(caller))
    assert near(left, AGENT) == 0 and near(right, AGENT) >= 5
    assert near(left, PITCHES["music"]) == near(right, PITCHES["confirm"]) == 0
    (leg,), (recorded,) = caller.of("leg_heard"), caller.of("recorded")
    assert leg.to_json()["target"] == f"loopback/{agent}/default"
    assert recorded.to_json()["path"] == str(talk_of(caller))
    assert recorded.to_json()["ended"] == "ended"


def test_a_voice_mail_box_does_not_get_the_caller(
    switch: Switch, desk: Project, two: tuple[Engine, Engine]
) -> None:
    caller = somebody(switch, desk, BOX, "1", "talk")
    caller.happens("milestone", name="nobody", value="NO_ANSWER")
    caller.reaches("main", 2)
    caller.press("#")
    assert caller.ends() == "completed"
    assert len(caller.of("leg_heard")) == 1 and not caller.of("recorded")


@pytest.mark.parametrize("when", ["asked", "talking"])
def test_the_recording_outlives_the_engine(
    switch: Switch, desk: Project, two: tuple[Engine, Engine], when: str
) -> None:
    caller = somebody(switch, desk, READY, "1", "talk")
    until("the other leg", lambda: f",{READY}," in switch.api("show channels"))
    if when == "talking":
        until("the talk", lambda: f",{READY}," in switch.api("show calls"))
    two[0].kill()
    caller.happens("call_resumed", node="talk")
    caller.happens("milestone", name="talked")
    left, right = pitches(talk_of(caller))
    assert near(left, AGENT) == 0 and near(right, AGENT) >= 5
    (recorded,) = caller.of("recorded")
    assert recorded.to_json()["seconds"] == pytest.approx(2.0, abs=0.6)
    caller.press("#")
    assert caller.ends() == "completed"


def test_a_call_is_handed_over_once_somebody_has_answered(
    switch: Switch, desk: Project, two: tuple[Engine, Engine]
) -> None:
    caller = somebody(switch, desk, LATE, "2", "hand")
    assert caller.ends() == "transferred"
    assert caller.there
    assert f",{LATE}," in switch.api("show calls")
    for engine in two:
        engine.kill()
    until("the end of the talk", lambda: f",{LATE}," not in switch.api("show channels"))
    until("the end of the call", lambda: not caller.there)
    assert caller.of("transferred")[0].to_json()["ended"] == "transferred"


def test_who_is_busy_leaves_the_call_in_the_flow(
    switch: Switch, desk: Project, two: tuple[Engine, Engine]
) -> None:
    caller = somebody(switch, desk, BUSY, "2", "hand")
    caller.happens("milestone", name="nobody", value="USER_BUSY")
    caller.reaches("main", 2)
    caller.press("#")
    assert caller.ends() == "completed"


def test_the_engine_dies_while_it_rings_and_nobody_comes(
    switch: Switch, desk: Project, two: tuple[Engine, Engine]
) -> None:
    caller = somebody(switch, desk, BUSY, "2", "hand")
    until("the other leg", lambda: f",{BUSY}," in switch.api("show channels"))
    two[0].kill()
    caller.happens("call_resumed", node="hand")
    caller.happens("milestone", name="nobody", value="USER_BUSY")
    caller.press("#")
    assert caller.ends() == "completed"


def test_the_engine_dies_while_it_rings_and_somebody_comes(
    switch: Switch, desk: Project, two: tuple[Engine, Engine]
) -> None:
    caller = somebody(switch, desk, LATE, "2", "hand")
    until("the other leg", lambda: f",{LATE}," in switch.api("show channels"))
    two[0].kill()
    until("the talk", lambda: f",{LATE}," in switch.api("show calls"))
    assert caller.there
    until("the end of the talk", lambda: f",{LATE}," not in switch.api("show channels"))
    until("the end of the call", lambda: not caller.there)
    assert caller.visits("hand") == 1


def test_a_message_lies_where_the_author_wants_and_a_service_is_told(
    switch: Switch, desk: Project, two: tuple[Engine, Engine], web: Web
) -> None:
    files = []
    for take in range(2):
        caller = somebody(switch, desk, "../../etc", "3", "take")
        caller.is_recorded()
        caller.speak(3.0)
        caller.press("#")
        caller.happens("milestone", name="saved")
        caller.reaches("main", 2)
        until("the telling", lambda: len(web.told) > take)  # noqa: B023
        # The service has not answered yet, and the caller went on.
        assert take or not [event for event in caller.of("service_used") if "http.send" in event.detail()]
        web.may_answer.set()
        caller.happens("service_used", service="http.send", outcome="204")
        caller.press("#")
        assert caller.ends() == "completed"
        body, key = web.told[take]
        assert (body["event"], body["caller"], body["values"]) == (
            "message_saved",
            caller.number,
            {"topic": "water"},
        )
        assert body["seconds"] > 2 and key.endswith("/notify")
        files.append(Path(body["path"]))
    folder = desk.folder / "data" / "recordings"
    assert files[0].is_relative_to(folder) and files[0].parent.parent == folder / "letters"
    assert [file.name for file in files] == ["voice.wav", "voice-2.wav"]
    assert sorted(file.name for file in files[0].parent.iterdir()) == ["voice-2.wav", "voice.wav"]
