"""Keys that were made are found again, under noise and twist; speech-like sound is no key."""

import pytest

np = pytest.importorskip("numpy", reason="needs the extra [speech]")

from sounds.dtmf import KEYS, detect, synthesise  # noqa: E402


@pytest.mark.parametrize("on_ms", [40, 50, 80, 100])
@pytest.mark.parametrize("snr", [40, 20, 10])
def test_every_key_is_found_under_noise_and_twist(on_ms: int, snr: int) -> None:
    dice = np.random.default_rng(on_ms * snr)
    for _ in range(8):
        keys = "".join(dice.permutation(list(KEYS)))
        made = synthesise(keys, on_ms, max(40, on_ms - 20), -10 + dice.uniform(-4, 4), -10)
        noise = dice.standard_normal(len(made)) * 10 ** ((-10 - snr) / 20)
        assert "".join(press.key for press in detect((made + noise).astype(np.float32))) == keys


def test_the_same_key_twice_is_two_presses_with_times() -> None:
    first, second = detect(synthesise("55", 80, 60))
    assert (first.key, second.key) == ("5", "5")
    assert first.begin == pytest.approx(0, abs=0.015)
    assert second.begin == pytest.approx(0.14, abs=0.015)
    assert second.end - second.begin == pytest.approx(0.08, abs=0.02)


@pytest.mark.parametrize("length", [0, 1, 159])
def test_too_little_sound_holds_no_key(length: int) -> None:
    assert detect(np.zeros(length, np.float32)) == []


def test_noise_and_single_tones_are_no_keys() -> None:
    dice = np.random.default_rng(1)
    assert detect((dice.standard_normal(80_000) * 0.2).astype(np.float32)) == []
    at = np.arange(8000) / 8000
    for hertz in (440, 697, 1000, 1209):
        assert detect(np.sin(2 * np.pi * hertz * at).astype(np.float32)) == []


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        synthesise("1x")
