"""Sound files are read, brought to level, and written whole."""

import stat
import sys
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="needs the extra [speech]")
soundfile = pytest.importorskip("soundfile", reason="needs the extra [speech]")
pytest.importorskip("soxr", reason="needs the extra [speech]")

from sounds import audio, tones  # noqa: E402
from sounds.errors import AudioError  # noqa: E402
from sounds.wav import length_ms  # noqa: E402


def like_speech(rate: int, seconds: float, gain: float) -> "audio.Samples":
    """Noise in bursts of 200 ms, 100 ms apart, with half a second of silence at both ends."""
    dice = np.random.default_rng(7)
    at = np.arange(int(rate * seconds)) / rate
    bursts = dice.standard_normal(len(at)) * gain * ((at % 0.3) < 0.2)
    silence = np.zeros(rate // 2)
    samples: audio.Samples = np.concatenate([silence, bursts, silence]).astype(np.float32)
    return samples


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 48000])
@pytest.mark.parametrize("gain", [0.001, 0.05, 0.9])
def test_everything_comes_out_at_the_same_level(rate: int, gain: float) -> None:
    made = audio.process(like_speech(rate, 1.5, gain), rate)
    assert audio.active_level(made) == pytest.approx(-19, abs=0.3)
    assert audio.peak_level(made) <= -2.99
    assert 1400 <= audio.length_ms(made) <= 1620


def test_a_peaky_sound_is_limited_and_still_at_level() -> None:
    samples = like_speech(8000, 1.5, 0.02)
    samples[4200::900] = 1.0
    made = audio.process(samples, 8000)
    assert audio.peak_level(made) <= -2.99
    assert audio.active_level(made) == pytest.approx(-19, abs=1.0)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(8000), np.full(8000, 1e-6), np.full(8000, np.nan)])
def test_silence_is_refused(samples: "audio.Samples") -> None:
    with pytest.raises(AudioError, match="nothing to hear"):
        audio.process(samples.astype(np.float32), 8000)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("wav", "PCM_24"),
        ("wav", "ULAW"),
        ("flac", "PCM_16"),
        ("ogg", "VORBIS"),
        ("opus", "OPUS"),
        ("mp3", "MPEG_LAYER_III"),
    ],
)
def test_files_of_many_kinds_are_read(tmp_path: Path, ending: str, kind: str) -> None:
    path = tmp_path / f"a.{ending}"
    stereo = np.stack([like_speech(16000, 1.0, 0.1)] * 2, axis=1)
    container = {"opus": "OGG"}.get(ending, ending.upper())
    soundfile.write(str(path), stereo, 16000, format=container, subtype=kind)
    samples, rate = audio.read(path)
    assert samples.ndim == 1
    assert len(samples) / rate == pytest.approx(2.0, abs=0.1)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("hello")
    with pytest.raises(AudioError, match=r"a\.wav"):
        audio.read(path)


def test_a_written_file_is_8_khz_16_bit_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.wav"
    audio.write_wav(path, np.array([0, 0.5, -2.0, 2.0] * 2000, np.float32))
    info = soundfile.info(str(path))
    assert (info.samplerate, info.channels, info.subtype, length_ms(path)) == (8000, 1, "PCM_16", 1000)
    assert [each.name for each in path.parent.iterdir()] == ["a.wav"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AudioError, match="cannot be written"):
        audio.write_wav(tmp_path / "file" / "a.wav", np.zeros(8, np.float32))
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(AudioError, match="cannot be written"):
        audio.write_wav(tmp_path / "a.wav", np.zeros(8, np.float32))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.wav", "file"]


def test_a_beep_has_its_length_pitch_and_level() -> None:
    made = tones.beep()
    assert audio.length_ms(made) == 400
    spectrum = np.abs(np.fft.rfft(made))
    assert np.argmax(spectrum) * 8000 / len(made) == pytest.approx(1000, abs=3)
    assert audio.active_level(made) == pytest.approx(-13, abs=0.3)
    assert audio.peak_level(made) < -9
