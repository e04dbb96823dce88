"""Each engine behind the one protocol: what it needs, what it says when that is missing, how it fails."""

import importlib.util
import shutil
import sys
import types
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="needs the extra [speech]")
soundfile = pytest.importorskip("soundfile", reason="needs the extra [speech]")

from sounds.engines import program  # noqa: E402
from sounds.engines.choice import Engines  # noqa: E402
from sounds.engines.command import Command  # noqa: E402
from sounds.engines.engine import need  # noqa: E402
from sounds.engines.espeak import Espeak  # noqa: E402
from sounds.engines.gtts import Gtts  # noqa: E402
from sounds.engines.hibari import Hibari  # noqa: E402
from sounds.engines.kokoro import Kokoro  # noqa: E402
from sounds.engines.kokoro_model import FILE, model_bytes  # noqa: E402
from sounds.errors import EngineError  # noqa: E402
from sounds.phrases import Phrase  # noqa: E402
from sounds.settings import SoundSettings, VoiceChoice  # noqa: E402
from tests.sounds.places import fake_settings, spoken_texts  # noqa: E402


def test_a_missing_package_names_the_extra() -> None:
    with pytest.raises(EngineError, match=r"callwright\[speech\]"):
        need("no_such_package_at_all")


def test_every_engine_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    for name, reason in Engines(SoundSettings.in_folder(tmp_path)).lacking().items():
        assert reason is not None and reason.startswith(f"{name}: ")
        assert "[speech]" in reason or name == "command"


@pytest.mark.parametrize(
    ("language", "voice", "expected"),
    [
        ("zh-CN", "", [("kokoro", "zf_xiaoyi"), ("espeak", "")]),
        ("zh", "zm_yunxi", [("kokoro", "zm_yunxi"), ("espeak", "")]),
        ("en-GB", "", [("hibari", "heart"), ("kokoro", "af_heart"), ("espeak", "")]),
        ("en", "kokoro:", [("kokoro", "af_heart"), ("hibari", "heart"), ("espeak", "")]),
        ("en", "gtts:en", [("gtts", "en"), ("hibari", "heart"), ("kokoro", "af_heart"), ("espeak", "")]),
        ("ug", "", [("espeak", "ug")]),
    ],
)
def test_the_language_chooses_the_engine(
    tmp_path: Path, language: str, voice: str, expected: list[tuple[str, str]]
) -> None:
    engines = Engines(SoundSettings.in_folder(tmp_path))
    chosen = engines.choices(Phrase("x", language, voice))
    assert [(choice.profile.engine, choice.profile.voice) for choice in chosen] == expected


def test_a_key_is_the_same_without_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = Phrase("您好", "zh-CN")
    engines = Engines(SoundSettings.in_folder(tmp_path))
    with_it = phrase.key(engines.choices(phrase)[0].profile)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    without = Engines(SoundSettings.in_folder(tmp_path / "elsewhere"))
    assert phrase.key(without.choices(phrase)[0].profile) == with_it


def test_the_lexicon_is_part_of_kokoros_key_only(tmp_path: Path) -> None:
    (tmp_path / "lexicon.txt").write_text("单先生=shan4 xian1 sheng5\n", encoding="utf-8")
    phrase = Phrase("单先生", "zh")
    profiles = [choice.profile for choice in Engines(SoundSettings.in_folder(tmp_path)).choices(phrase)]
    assert [bool(profile.lexicon) for profile in profiles] == [True, False]


def test_a_program_speaks_and_no_shell_sees_the_text(tmp_path: Path) -> None:
    text = "$(touch hacked); `touch hacked` ' \" {voice} ok"
    engine = Command(fake_settings(tmp_path).command)
    speech = engine.speak(text, "en", "v", 1.0)
    assert speech.rate == 16000 and speech.samples.dtype == np.float32
    assert spoken_texts(tmp_path) == [text]
    assert not Path("hacked").exists()


def test_the_places_of_a_command_are_filled_once(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'w').write('|'.join(sys.argv[2:])); sys.exit(3)"
    seen = tmp_path / "seen"
    engine = Command((sys.executable, "-c", code, str(seen), "{text}", "x{language}x", "{voice}", "{speed}"))
    with pytest.raises(EngineError, match="failed with 3"):
        engine.speak("-a {voice} {text}", "zh-CN", "v{speed}", 1.5)
    assert seen.read_text() == " -a {voice} {text}|xzh-CNx|v{speed}|1.5"


def test_a_command_may_write_a_file(tmp_path: Path) -> None:
    code = "import sys, wave; w = wave.open(sys.argv[1], 'wb'); w.setparams((2, 2, 8000, 0, 'NONE', '')); "
    engine = Command((sys.executable, "-c", code + "w.writeframes(bytes(400)); w.close()", "{file}"))
    speech = engine.speak("hello", "en", "", 1.0)
    assert (len(speech.samples), speech.rate) == (100, 8000)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "no program is configured"),
        (("/no/such/program",), "not found"),
        ((sys.executable, "-c", "print('hello')"), "made no sound file"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "took longer"),
    ],
)
def test_a_command_that_does_not_work_says_why(
    arguments: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = program.run
    monkeypatch.setattr("sounds.engines.command.run", lambda given, text: run(given, text, 1.0))
    with pytest.raises(EngineError, match=reason):
        Command(arguments).speak("hello", "en", "", 1.0)


def test_gtts_is_asked_for_its_language_and_its_mp3_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class FakeGTTS:
        def __init__(self, text: str, **settings: object) -> None:
            asked.append((text, settings))

        def write_to_fp(self, file: object) -> None:
            soundfile.write(file, np.zeros((24000, 2), np.float32), 24000, format="MP3")

    monkeypatch.setitem(sys.modules, "gtts", types.SimpleNamespace(gTTS=FakeGTTS))
    speech = Gtts().speak("您好", "zh-CN", "", 0.5)
    assert speech.rate == 24000 and speech.samples.ndim == 1
    assert asked == [("您好", {"lang": "zh-CN", "slow": True, "timeout": 10.0})]


def test_gtts_without_a_network_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setitem(sys.modules, "gtts", types.SimpleNamespace(gTTS=refuse))
    with pytest.raises(EngineError, match="no route"):
        Gtts().speak("hello", "en", "", 1.0)


@pytest.mark.skipif(Espeak().available() is not None, reason="eSpeak NG is not installed")
@pytest.mark.parametrize(
    ("text", "language"), [("您好，欢迎致电。", "zh-CN"), ("-v hello", "en"), ("salut", "fr")]
)
@pytest.mark.parametrize("library", [True, False])
def test_espeak_speaks(text: str, language: str, library: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not library:
        if shutil.which("espeak-ng") is None:
            pytest.skip("the program espeak-ng is not installed")
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    elif importlib.util.find_spec("espeakng_loader") is None:
        pytest.skip("the package espeakng-loader is not installed")
    speech = Espeak().speak(text, language, "", 1.0)
    assert 0.3 < len(speech.samples) / speech.rate < 5
    assert np.abs(speech.samples).max() > 0.05


@pytest.mark.parametrize("voice", ["../x", "-f"])
def test_espeak_refuses_what_is_no_name(voice: str) -> None:
    with pytest.raises(EngineError, match="voice"):
        Espeak().speak("hello", "en", voice, 1.0)


@pytest.mark.skipif(Espeak().available() is not None, reason="eSpeak NG is not installed")
@pytest.mark.parametrize("voice", ["no-such-voice"])
def test_espeak_refuses_a_voice_it_has_not(voice: str) -> None:
    with pytest.raises(EngineError, match="voice"):
        Espeak().speak("hello", "en", voice, 1.0)


def test_hibari_downloads_no_voice() -> None:
    with pytest.raises(EngineError, match="use heart"):
        Hibari().speak("hello", "en", "emma", 1.0)


def test_another_model_than_the_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"something else")
    with pytest.raises(EngineError, match="sha256"):
        model_bytes(tmp_path)


@pytest.mark.slow
@pytest.mark.speech
@pytest.mark.parametrize("text", ["您好，欢迎致电市长热线。", "五", "请用VIP通道"])
def test_kokoro_speaks_chinese_the_same_every_time(text: str, tmp_path: Path) -> None:
    engine = Kokoro(None, (), tmp_path)
    if reason := engine.available():
        pytest.skip(reason)
    first, second = (engine.speak(text, "zh-CN", "zf_xiaoyi", 1.0) for _ in range(2))
    assert np.array_equal(first.samples, second.samples)
    assert 0.1 * len(text) < len(first.samples) / first.rate < 0.8 * len(text) + 0.4
    with pytest.raises(EngineError, match="zf_xiaoyi"):
        engine.speak(text, "zh-CN", "../nobody", 1.0)


@pytest.mark.slow
@pytest.mark.speech
def test_hibari_speaks_english_the_same_every_time() -> None:
    engine = Hibari()
    if reason := engine.available():
        pytest.skip(reason)
    first, second = (engine.speak("Welcome to the hotline.", "en", "heart", 1.0) for _ in range(2))
    assert np.array_equal(first.samples, second.samples)
    assert 1 < len(first.samples) / first.rate < 3


def test_a_voice_set_for_a_whole_name_beats_that_of_its_first_part(tmp_path: Path) -> None:
    settings = SoundSettings.in_folder(tmp_path).with_voice("zh-HK", VoiceChoice("espeak", "yue"))
    assert settings.voice_of("zh-HK").voice == "yue"
    assert settings.voice_of("zh-CN").engine == "kokoro"
