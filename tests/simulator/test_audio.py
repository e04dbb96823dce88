"""The sound of a call: its length, prompts cut where a key was pressed, tones at their moments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from nodes.clips import Clip, Part
from simulator.audio import Lacking, sound_of
from simulator.given import Given
from simulator.services import World
from simulator.session import Simulation, simulate
from simulator.speech import SimSpeech
from simulator.steps import Match, Press, Step
from simulator.track import Stretch, Track
from tests.simulator.desk import desk, node, release

np = pytest.importorskip("numpy", reason="NO NUMPY: the extra [speech] is not installed")
pytest.importorskip("soundfile", reason="NO SOUNDFILE: the extra [speech] is not installed")

from sounds import audio, dtmf  # noqa: E402
from sounds.mixing import mix, stretched, tone_stream  # noqa: E402
from sounds.tones import tone  # noqa: E402

FRAME = 20 * 8


class Humming:
    """A speech service whose every sound is a hum of the estimated length, in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words = SimSpeech()

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """As nodes.services.Speech.clips."""
        return tuple(map(self._hum, self._words.clips(parts, language, voice)))

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        """As nodes.services.Speech.system."""
        return tuple(map(self._hum, self._words.system(name, language)))

    def _hum(self, clip: Clip) -> Clip:
        if clip.kind not in ("speech", "sound"):
            return clip
        path = self._folder / f"{abs(hash(clip.text))}.wav"
        audio.write_wav(path, tone(300.0, ms=clip.ms))
        return Clip(clip.kind, clip.text, clip.language, str(path), clip.ms)


def heard(
    keys: str | list[Step], folder: Path | None = None
) -> tuple[Simulation, Track, Lacking, audio.Samples]:
    """A call with its sound; with a `folder` its prompts hum."""
    track, lacking = Track(), Lacking()
    world = World(speech=Humming(folder)) if folder else World()
    call = simulate(desk(), keys, Given(world=world), track=track)
    return call, track, lacking, sound_of(track, lacking)


@pytest.mark.parametrize("keys", ["", "3", ">3", "1 #", "9 9 9", "2 >!", "!"])
def test_it_lasts_as_long_as_the_call(keys: str, tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        call, _, _, samples = heard(keys, folder)
        assert abs(len(samples) / 8000 - call.outcome.seconds) <= 0.02


def test_a_prompt_sounds_to_the_key_that_cuts_it_short(tmp_path: Path) -> None:
    _, track, lacking, samples = heard([Press("3", during=Match("留言"), after=1.33)], tmp_path)
    at, key = track.keys[0]
    assert (at, key) == (2210, "3")
    assert not lacking.texts and not lacking.files
    before, after = samples[(at - 300) * 8 : at * 8], samples[(at + 200) * 8 : (at + 900) * 8]
    assert np.abs(before).max() > 0.1
    assert np.abs(after).max() == 0.0
    pressed = dtmf.detect(samples[(at - 10) * 8 : (at + 150) * 8])
    assert [press.key for press in pressed] == ["3"]


def test_keys_are_heard_when_they_are_pressed() -> None:
    track = Track()
    simulate(desk(), "2 2026#", Given(), track=track)
    samples = sound_of(track, Lacking())
    pressed = dtmf.detect(samples)
    assert "".join(press.key for press in pressed) == "22026#"
    for press, (at, _) in zip(pressed, track.keys, strict=True):
        assert press.begin == pytest.approx(at / 1000, abs=0.02)


def test_what_has_no_sound_is_silence_and_said() -> None:
    _, _, lacking, samples = heard("!")
    assert lacking.texts == ["欢迎致电", "留言请按1，查询请按2，人工请按3"]
    assert not samples.any()


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    lacking = Lacking()
    clips = (
        Clip("sound", "welcome", file=str(broken), ms=100),
        Clip("sound", "gone", file="/gone.wav", ms=50),
    )
    samples = sound_of(Track([Stretch(0, clips, 150)], [], 200), lacking)
    assert set(lacking.files) == {str(broken), "/gone.wav"}
    assert len(samples) == 1600 and not samples.any()


def test_music_goes_on_behind_until_it_is_stopped(tmp_path: Path) -> None:
    made = release(
        node("wait", "hold", {"done": "bye"}, seconds=5, sound="音乐"),
        node("wait", "still", {"done": "bye"}, seconds=2),
        node("hangup", "bye", prompt="再见"),
    )
    track = Track()
    simulate(made, "", Given(world=World(speech=Humming(tmp_path))), track=track)
    assert [(each.begin, each.end, each.background) for each in track.stretches] == [
        (0, 5000, True),
        (5000, 5440, False),
    ]
    samples = sound_of(track, Lacking())
    loud = [bool(np.abs(samples[n * 800 : (n + 1) * 800]).max() > 0.05) for n in range(50)]
    assert all(loud)


def test_a_tone_that_never_ends_sounds_as_long_as_it_is_wanted() -> None:
    clip = Clip("tone", tone="%(100,100,400);loops=-1")
    samples = sound_of(Track([Stretch(0, [clip], 1000)], [], 1000), Lacking())
    quiet = [float(np.abs(samples[n * 800 + 80 : n * 800 + 720]).max()) for n in range(10)]
    assert all((level > 0.1) == (n % 2 == 0) for n, level in enumerate(quiet))


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("%(300,0,800)", 300),
        ("%(400,200,400,450)", 600),
        ("v=-7;%(100,50,440);%(100,0,660)", 250),
        ("%(100,100,400);loops=3", 600),
        ("%(100,100)", 200),
        ("", 0),
        ("nothing known", 0),
    ],
)
def test_tones_as_freeswitch_writes_them(text: str, ms: int) -> None:
    assert len(tone_stream(text)) == ms * 8


def test_mixing_cuts_and_clips() -> None:
    loud = np.full(800, 0.8, dtype=np.float32)
    mixed = mix(150, [(0, loud), (50, loud), (100, loud), (900, loud)])
    assert len(mixed) == 1200
    assert (mixed[0], mixed[600]) == (pytest.approx(0.8), 1.0)
    assert len(stretched(loud, 250)) == 2000 and stretched(loud, 250)[1999] == 0.0
    assert stretched(loud, 250, again=True)[1999] == pytest.approx(0.8)
    assert len(mix(-5, [])) == 0
