"""Sentences during calls: one worker, a time limit, a bounded shelf; a dead worker is started again."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra [speech]")
pytest.importorskip("soundfile", reason="needs the extra [speech]")
pytest.importorskip("soxr", reason="needs the extra [speech]")

from sounds.library import Library
from sounds.phrases import Phrase
from sounds.settings import SoundSettings
from sounds.shelf import Shelf
from sounds.speaker import MOST_WAITING, Speaker
from sounds.wav import length_ms
from tests.sounds.places import VOICE, fake_settings, spoken_texts

SECRET = Phrase("your number is one two three", "en")


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Speaker]:
    made = Speaker(Library(fake_settings(tmp_path)))
    yield made
    made.close()


def wait_for(what: str, condition: "object", seconds: float = 20) -> None:
    """Waits until a condition holds; fails the test if it never does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.02)
    pytest.fail(f"{what} never came")


def test_a_sentence_is_spoken_once_and_then_kept(speaker: Speaker, tmp_path: Path) -> None:
    path = speaker.file(SECRET, 30)
    assert path is not None
    assert length_ms(path) > 1000
    assert speaker.file(SECRET, 0) == path
    assert spoken_texts(tmp_path) == [SECRET.text]


def test_nothing_on_disk_tells_what_a_caller_was_told(speaker: Speaker, tmp_path: Path) -> None:
    assert speaker.file(SECRET, 30)
    for path in (tmp_path / "cache").rglob("*"):
        assert "number" not in path.name
        assert path.is_dir() or b"number" not in path.read_bytes()


def test_what_the_library_has_needs_no_worker(tmp_path: Path) -> None:
    library = Library(fake_settings(tmp_path))
    library.build([SECRET])
    speaker = Speaker(library)
    assert speaker.file(SECRET, 0) == library.find(SECRET)
    assert speaker.pid is None


def test_the_same_sentence_asked_by_many_is_made_once(speaker: Speaker, tmp_path: Path) -> None:
    found: list[Path | None] = []
    threads = [threading.Thread(target=lambda: found.append(speaker.file(SECRET, 30))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    assert len(found) == 8 and len(set(found)) == 1 and found[0] is not None
    assert spoken_texts(tmp_path) == [SECRET.text]


def test_a_slow_sentence_is_none_now_and_there_later(speaker: Speaker) -> None:
    assert speaker.file(Phrase("first words", "en"), 30)
    slow = Phrase("please sleep a little", "en")
    assert speaker.file(slow, 0.05) is None
    wait_for("the slow sentence", lambda: speaker.file(slow, 0) is not None)


def test_a_sentence_that_fails_is_none_and_the_next_goes_well(
    speaker: Speaker, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kokoro", "hibari", "espeak"):
        monkeypatch.setitem(speaker._absent, name, "not installed")
    assert speaker.file(Phrase("die with my secret", "en"), 30) is None
    assert "told to die" in caplog.text and "secret" not in caplog.text
    assert speaker.file(SECRET, 30) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_dead_worker_is_started_again(speaker: Speaker, caplog: pytest.LogCaptureFixture) -> None:
    assert speaker.file(SECRET, 30)
    first = speaker.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_for("the end of the worker", lambda: speaker.pid is None)
    wait_for("another worker", lambda: speaker.file(Phrase("once again please", "en"), 30) is not None)
    assert speaker.pid not in (None, first)
    assert "ended" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_whoever_waits_for_a_dying_worker_is_told_at_once(speaker: Speaker) -> None:
    assert speaker.file(SECRET, 30)
    worker = speaker.pid
    assert worker is not None
    found: list[Path | None] = [Path("unanswered")]
    thread = threading.Thread(target=lambda: found.append(speaker.file(Phrase("sleep " * 3, "en"), 600)))
    thread.start()
    wait_for("the sentence in the queue", lambda: bool(speaker._jobs))
    os.kill(worker, signal.SIGKILL)
    thread.join(30)
    assert found[1:] == [None]


def test_a_worker_that_hangs_is_ended(
    speaker: Speaker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert speaker.file(SECRET, 30)
    first = speaker.pid
    monkeypatch.setattr("sounds.speaker.HUNG_SECONDS", 0.2)
    assert speaker.file(Phrase("please sleep", "en"), 0.4) is None
    assert speaker.file(Phrase("the next sentence", "en"), 0.1) is None
    wait_for("another worker", lambda: speaker.file(Phrase("after it", "en"), 20) and speaker.pid != first)
    assert "says nothing" in caplog.text


def test_too_many_sentences_are_refused_at_once(speaker: Speaker) -> None:
    speaker.warm()
    phrases = [Phrase(f"sleep {chr(97 + n)}", "en") for n in range(MOST_WAITING + 4)]
    assert [speaker.file(phrase, 0) for phrase in phrases] == [None] * len(phrases)
    assert len(speaker._jobs) <= MOST_WAITING


def test_a_worker_that_cannot_start_is_left_to_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    speaker = Speaker(Library(fake_settings(tmp_path)))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert speaker.file(SECRET, 30) is None
    assert speaker.file(SECRET, 30) is None
    assert "no-python" in caplog.text
    assert caplog.text.count("the speech worker ended") == 1


def test_closed_it_speaks_no_more_and_a_huge_text_is_none(speaker: Speaker) -> None:
    assert speaker.file(Phrase("a" * 100_000, "en"), 30) is None
    assert speaker.file(SECRET, 30)
    worker = speaker.pid
    assert worker is not None
    speaker.close()
    assert speaker.file(Phrase("after the end", "en"), 30) is None
    wait_for("the end of the worker", lambda: speaker.pid is None)


def test_it_works_for_greenlets_without_blocking_the_others(tmp_path: Path) -> None:
    pytest.importorskip("gevent")
    script = f"""
import gevent.monkey; gevent.monkey.patch_all()
import gevent, sys
from pathlib import Path
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.settings import SoundSettings
from sounds.speaker import Speaker
settings = SoundSettings.from_json({fake_settings(tmp_path).to_json()!r})
speaker, ticks = Speaker(Library(settings)), []
def tick():
    while True:
        gevent.sleep(0.01); ticks.append(1)
ticking = gevent.spawn(tick)
words = ("one", "two", "one")
calls = [gevent.spawn(speaker.file, Phrase("please sleep " + word, "en"), 40) for word in words]
gevent.joinall(calls, timeout=60)
speaker.close()
assert all(call.value for call in calls), [call.value for call in calls]
assert "numpy" not in sys.modules
print(len(ticks))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50
    assert sorted(spoken_texts(tmp_path)) == ["please sleep one", "please sleep two"]


def shelf(folder: Path, **bounds: float) -> Shelf:
    """A shelf with bounds of its own."""
    return Shelf(replace(SoundSettings.in_folder(folder), **bounds))  # type: ignore[arg-type]


def test_the_shelf_drops_what_was_unused_longest(tmp_path: Path) -> None:
    held = shelf(tmp_path, spoken_bytes=250)
    for age, key in enumerate(("aa" * 32, "bb" * 32, "cc" * 32)):
        path = held.path(key)
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(100))
        os.utime(path, (time.time() - age * 1000,) * 2)
    assert held.find("cc" * 32)
    assert held.prune() == 1
    assert held.find("bb" * 32) is None
    assert held.find("aa" * 32) and held.find("cc" * 32)


def test_the_shelf_drops_what_is_too_old(tmp_path: Path) -> None:
    held = shelf(tmp_path, spoken_days=2)
    path = held.path("aa" * 32)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    os.utime(path, (time.time() - 3 * 86400,) * 2)
    assert held.prune() == 1
    assert held.prune() == 0


def test_settings_travel_to_the_worker_unchanged(tmp_path: Path) -> None:
    settings = fake_settings(tmp_path, (tmp_path / "packs",))
    assert SoundSettings.from_json(settings.to_json()) == settings
    assert str(VOICE) in settings.command
