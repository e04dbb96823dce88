"""The library: what is missing is made, what is there is used, the best sound wins."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra [speech]")
pytest.importorskip("soundfile", reason="needs the extra [speech]")
pytest.importorskip("soxr", reason="needs the extra [speech]")

from sounds import audio, tones
from sounds.engines.espeak import Espeak
from sounds.engines.hibari import Hibari
from sounds.engines.kokoro import Kokoro
from sounds.errors import LibraryError, SoundError
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.settings import VoiceChoice
from sounds.wav import length_ms
from tests.sounds.places import fake_settings, spoken_texts

WELCOME = Phrase("欢迎致电市长热线。", "zh-CN")
THANKS = Phrase("Thank you for calling.", "en")


@pytest.fixture(autouse=True)
def no_other_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the fake voice is installed: what stands in for it here must not stand in elsewhere."""
    for engine in (Kokoro, Hibari, Espeak):
        monkeypatch.setattr(engine, "available", lambda self: f"{self.id}: not installed")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(fake_settings(tmp_path))


def test_only_what_changed_is_made(library: Library, tmp_path: Path) -> None:
    first = library.build([WELCOME, THANKS, WELCOME])
    assert (first.built, first.reused, first.failed, first.warnings) == ((WELCOME, THANKS), (), (), ())
    changed = Phrase("Thanks for calling us.", "en")
    second = Library(library.settings).build([WELCOME, changed])
    assert (second.built, second.reused) == ((changed,), (WELCOME,))
    assert spoken_texts(tmp_path) == [WELCOME.text, THANKS.text, changed.text]
    assert second.good


def test_a_made_sound_is_found_and_is_at_level(library: Library) -> None:
    assert library.find(WELCOME) is None
    library.build([WELCOME])
    path = library.find(WELCOME)
    assert path is not None
    assert path == library.cache.path(library.key(WELCOME))
    samples, rate = audio.read(path)
    assert rate == 8000
    assert audio.active_level(samples) == pytest.approx(-19, abs=0.3)
    assert audio.length_ms(samples) == length_ms(path)
    entry = library.sounds()[library.key(WELCOME)]
    assert (entry.text, entry.engine, entry.ms, entry.source) == (
        WELCOME.text,
        "command",
        length_ms(path),
        "spoken",
    )


def test_progress_is_told_and_an_interrupted_build_keeps_what_it_made(library: Library) -> None:
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, phrase: Phrase) -> None:
        told.append((done, total, phrase.text))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.build([WELCOME, THANKS, Phrase("Goodbye now.", "en")], progress)
    assert told == [(1, 3, WELCOME.text), (2, 3, THANKS.text)]
    assert len(library.sounds()) == 2
    assert library.build([WELCOME, THANKS]).reused == (WELCOME, THANKS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing to speak"),
        ("。，!", "nothing to speak"),
        ("a" * 2001, "over 2000 characters"),
        ("please die now", "I was told to die"),
        ("stay mute please", "nothing to hear"),
        ("a sound too short for its text", "lasts"),
    ],
)
def test_what_cannot_be_spoken_fails_alone_with_the_reason(library: Library, text: str, reason: str) -> None:
    report = library.build([Phrase(text, "en"), THANKS])
    assert report.built == (THANKS,)
    (((phrase, why),)) = report.failed
    assert phrase.text == text
    assert reason in why
    assert not report.good
    assert library.find(phrase) is None


def test_an_engine_that_keeps_failing_is_left_alone(library: Library, tmp_path: Path) -> None:
    report = library.build(
        [Phrase(f"die number {word}", "en") for word in ("one", "two", "three", "four", "five")]
    )
    assert len(report.failed) == 5
    assert len(spoken_texts(tmp_path)) == 3
    assert "3 times in a row" in report.failed[4][1]


def test_a_voice_that_is_not_installed_is_replaced_with_a_warning(tmp_path: Path) -> None:
    settings = fake_settings(tmp_path).with_voice("en", VoiceChoice("kokoro", "af_heart"))
    library = Library(settings)
    library.engines.makers["espeak"] = library.engines.makers["command"]
    report = library.build([THANKS])
    assert report.built == (THANKS,)
    assert report.warnings == (
        "command stands in for the chosen voice: kokoro: not installed; hibari: not installed",
    )
    assert library.find(THANKS) == library.cache.path(THANKS.key(library.engines.choices(THANKS)[2].profile))


def test_an_unknown_engine_names_those_there_are(tmp_path: Path) -> None:
    library = Library(fake_settings(tmp_path).with_voice("en", VoiceChoice("nobody", "")))
    ((_, why),) = library.build([THANKS]).failed
    assert "'nobody'" in why and "kokoro, hibari, gtts, espeak, command" in why


def test_a_recording_beats_everything(library: Library) -> None:
    folder = library.settings.recorded / "zh-CN"
    audio.write_wav(folder / "welcome.wav", tones.tone(440))
    (folder / "texts.txt").write_text(f"# by Ms Wang\nwelcome = {WELCOME.text}\n", encoding="utf-8")
    assert library.recorded("welcome", "zh-CN") == folder / "welcome.wav"
    assert library.recorded("welcome", "en") is None
    assert library.find(WELCOME) == folder / "welcome.wav"
    assert library.build([WELCOME]).reused == (WELCOME,)
    assert library.find(replace(WELCOME, voice="zm_yunxi")) is None


def test_a_recording_of_an_older_text_is_a_warning(library: Library) -> None:
    folder = library.settings.recorded / "zh"
    audio.write_wav(folder / "welcome.wav", tones.tone(440))
    (folder / "texts.txt").write_text(
        "welcome = 您好，欢迎致电市长热线。\nother = 请挂机。\n", encoding="utf-8"
    )
    report = library.build([WELCOME])
    assert report.built == (WELCOME,)
    (warning,) = report.warnings
    assert "welcome.wav" in warning and WELCOME.text in warning and "record it again" in warning


@pytest.mark.parametrize("ending", ["flac", "ogg", "mp3"])
def test_recordings_of_other_kinds_are_converted_once(library: Library, ending: str) -> None:
    soundfile = pytest.importorskip("soundfile")
    path = library.settings.recorded / "en" / f"hello.{ending}"
    path.parent.mkdir(parents=True)
    soundfile.write(str(path), tones.tone(440, ms=500, rate=44100), 44100)
    found = library.recorded("hello", "en-US")
    assert found is not None
    assert found.suffix == ".wav"
    assert length_ms(found) == pytest.approx(500, abs=60)
    assert library.recorded("hello", "en") == found


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a\\b", "", "a/../b", "a\0", ".hidden", "x" * 300]
)
def test_a_name_cannot_leave_the_folder(library: Library, name: str) -> None:
    with pytest.raises(LibraryError, match="no name of a sound"):
        library.recorded(name, "en")


@pytest.mark.parametrize("language", ["../..", "", "/etc", "\0"])
def test_a_language_cannot_leave_the_folder(library: Library, language: str, tmp_path: Path) -> None:
    audio.write_wav(tmp_path / "x.wav", tones.tone(440))
    assert library.recorded("x", language) is None


def test_a_file_of_texts_with_a_fault_is_named_with_its_line(library: Library) -> None:
    folder = library.settings.recorded / "en"
    folder.mkdir(parents=True)
    (folder / "texts.txt").write_text("a = b\nnonsense\n", encoding="utf-8")
    ((_, why),) = library.build([THANKS]).failed
    assert "texts.txt:2" in why


def test_a_cache_that_cannot_be_written_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    library = Library(replace(fake_settings(tmp_path), cache=tmp_path / "file" / "cache"))
    with pytest.raises(SoundError, match="file"):
        library.build([THANKS])


def test_two_builds_at_once_make_each_sound_once(tmp_path: Path) -> None:
    phrases = [Phrase(f"sentence {word}", "en") for word in ("one", "two", "three")]
    reports = []

    def work() -> None:
        reports.append(Library(fake_settings(tmp_path)).build(phrases))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(len(report.built) for report in reports) == [0, 0, 3]
    assert len(spoken_texts(tmp_path)) == 3


def test_what_no_release_needs_is_collected_after_some_days(library: Library) -> None:
    library.build([WELCOME, THANKS])
    assert library.cache.collect([library.key(WELCOME)], days=1) == 0
    assert library.cache.collect([library.key(WELCOME)], days=-1) == 1
    assert library.find(THANKS) is None
    assert list(library.sounds()) == [library.key(WELCOME)]


def test_a_manifest_that_is_broken_costs_nothing(library: Library) -> None:
    library.build([WELCOME])
    (library.cache.folder / "manifest.json").write_text("{not json")
    assert library.build([WELCOME]).reused == (WELCOME,)
    assert library.find(WELCOME) is not None


def test_segments_are_files_with_pauses_or_nothing(library: Library) -> None:
    library.build([Phrase("one", "en"), Phrase("two", "en")])
    paths = library.segments(("one", ",", "two"), "en")
    assert paths is not None
    assert [length_ms(path) for path in paths[1:2]] == [200]
    assert paths[0] == library.find(Phrase("one", "en"))
    assert library.segments(("one", "three"), "en") is None
    assert library.segments((), "en") == []


def test_english_inside_chinese_is_doubted(library: Library) -> None:
    report = library.build([Phrase("请说 please say your name 然后等待。", "zh-CN")])
    assert len(report.warnings) == 1
    assert "please say your name" in report.warnings[0]
