"""Packs: sounds that ship are found on a machine that has no speech engine."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("soundfile", reason="needs the extra [speech]")
pytest.importorskip("soxr", reason="needs the extra [speech]")

from sounds import audio, tones
from sounds.engines.choice import Engines
from sounds.engines.hibari import Hibari
from sounds.engines.kokoro import Kokoro
from sounds.errors import LibraryError
from sounds.library import Library
from sounds.packed import Packed, read_list, to_opus, write_pack
from sounds.phrases import Phrase
from sounds.render import read_lines, render, render_tones
from sounds.settings import VoiceChoice
from sounds.system import names, system_text
from sounds.wav import length_ms
from tests.sounds.places import fake_settings, spoken_texts

LINES = [(Phrase("Please wait.", "en"), "please_wait"), (Phrase("one two three", "en"), "")]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of two phrases spoken by the fake voice."""
    path = tmp_path / "packs" / "en.zip"
    report = render(Engines(fake_settings(tmp_path)), LINES, path)
    assert len(report.built) == 2
    return path


def test_a_packed_sound_is_found_by_key_and_unpacked_once(pack: Path, tmp_path: Path) -> None:
    library = Library(fake_settings(tmp_path, (pack.parent,)))
    spoken = spoken_texts(tmp_path)
    path = library.find(LINES[0][0])
    assert path is not None and path == library.cache.path(library.key(LINES[0][0]))
    samples, rate = audio.read(path)
    assert rate == 8000
    assert audio.active_level(samples) == pytest.approx(-19, abs=1)
    assert library.build([phrase for phrase, _ in LINES]).reused == tuple(phrase for phrase, _ in LINES)
    assert spoken_texts(tmp_path) == spoken
    pack.unlink()
    assert Library(library.settings).find(LINES[0][0]) == path


def test_a_packed_sound_has_its_name(pack: Path, tmp_path: Path) -> None:
    library = Library(fake_settings(tmp_path, (pack.parent,)))
    assert library.recorded("please_wait", "en-GB") == library.find(LINES[0][0])
    assert library.recorded("please_wait", "zh") is None


def test_another_voice_is_better_than_none_and_said_so(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for engine in (Kokoro, Hibari):
        monkeypatch.setattr(engine, "available", lambda self: f"{self.id}: not installed")
    library = Library(
        fake_settings(tmp_path, (pack.parent,)).with_voice("en", VoiceChoice("hibari", "heart"))
    )
    monkeypatch.setattr(library.engines.engine("espeak"), "available", lambda: "espeak: not installed")
    assert library.find(LINES[0][0]) is not None
    report = library.build([LINES[0][0]])
    assert report.reused == (LINES[0][0],)
    assert "hibari: not installed" in report.warnings[0]


def test_rendering_again_speaks_only_what_changed(pack: Path, tmp_path: Path) -> None:
    before = pack.read_bytes()
    engines = Engines(fake_settings(tmp_path))
    assert render(engines, LINES, pack).built == ()
    assert pack.read_bytes() == before
    changed = Phrase("four five six", "en")
    report = render(engines, [LINES[0], (changed, "")], pack)
    assert report.built == (changed,)
    assert {entry.text for entry in read_list(pack)} == {"Please wait.", "four five six"}


def test_an_interrupted_rendering_keeps_what_there_was(pack: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int, phrase: Phrase) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(Engines(fake_settings(tmp_path)), [(Phrase("seven eight", "en"), ""), *LINES], pack, stop)
    assert {entry.text for entry in read_list(pack)} == {"seven eight", "Please wait.", "one two three"}


def test_tones_belong_to_no_language(tmp_path: Path) -> None:
    render_tones({"beep": tones.beep()}, tmp_path / "packs" / "tones.zip")
    library = Library(fake_settings(tmp_path, (tmp_path / "packs",)))
    path = library.recorded("beep", "zh-CN")
    assert path is not None and path == library.recorded("beep", "en")
    assert length_ms(path) == 400


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_pack_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(LibraryError, match=r"bad\.zip"):
        read_list(tmp_path / "bad.zip")


def test_a_damaged_sound_is_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    good = to_opus(tones.beep())
    entry = Packed("ab" * 32, "hello there", "en", "command", "v")
    write_pack(tmp_path / "packs" / "en.zip", [(entry, good[: len(good) // 8])])
    library = Library(fake_settings(tmp_path, (tmp_path / "packs",)))
    assert library.find(Phrase("hello there", "en")) is None
    assert "damaged" in caplog.text


@pytest.mark.parametrize("line", ["no tab", "\ttext", "en\t", "en\t \tname"])
def test_a_line_to_render_with_a_fault_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text(f"# comment\nen\tgood\tname\n{line}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"lines\.tsv:3"):
        read_lines(path)


def test_lines_to_render_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text("zh-CN\t请按1。\nen\tPress 1.\tpress\n", encoding="utf-8")
    assert read_lines(path) == [(Phrase("请按1。", "zh-CN"), ""), (Phrase("Press 1.", "en"), "press")]


@pytest.mark.parametrize("name", names())
def test_every_own_prompt_has_both_languages(name: str) -> None:
    assert system_text(name, "zh-CN") != system_text(name, "en-US")


def test_finding_loads_no_numpy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sounds.library import Library;"
        "import sounds.speaker, sounds.system;"
        "from sounds.phrases import Phrase; from sounds.settings import SoundSettings;"
        f"l = Library(SoundSettings.in_folder(Path({str(tmp_path)!r})));"
        "l.find(Phrase('no such sound anywhere', 'en')); l.silence(100); l.key(Phrase('x', 'zh'));"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0
