"""What is heard of a call: clips in their length, cut by keys, held and gone on with."""

from __future__ import annotations

import wave
from pathlib import Path

from flowdesigner.simulation.sounding import BYTES_A_MS, Sounding
from flowdesigner.sound import tones
from flowdesigner.sound.out import Tape


def sound(path: Path, ms: int) -> Path:
    """A sound file of so many milliseconds."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x01\x02" * 8 * ms)
    return path


def playing(*clips: dict[str, object], background: bool = False) -> dict[str, object]:
    """The line `playing`."""
    return {"event": "playing", "at": 0, "clips": list(clips), "background": background}


def test_clips_one_after_the_other(qapp: object, tmp_path: Path) -> None:
    tape = Tape()
    heard = Sounding(open_=lambda: tape)
    file = {"kind": "sound", "file": str(sound(tmp_path / "a.wav", 50)), "tone": "", "ms": 50}
    heard.take(playing(file, {"kind": "silence", "file": "", "tone": "", "ms": 30}))
    assert tape.pcm == b"\x01\x02" * 400 + bytes(30 * BYTES_A_MS)
    heard.take({"event": "stopped", "at": 80, "ended": "done"})
    cleared = tape.cleared
    heard.take({"event": "stopped", "at": 80, "ended": "key"})
    assert tape.cleared == cleared + 1, "cut short"
    heard.close()
    assert tape.closed


def test_a_call_that_is_held_goes_on_where_it_was(qapp: object) -> None:
    tape = Tape()
    heard = Sounding(open_=lambda: tape)
    heard.take(playing({"kind": "tone", "file": "", "tone": "%(100,100,425)", "ms": 400}))
    whole = tape.pcm
    assert (
        len(whole) == 400 * BYTES_A_MS
        and whole[: 100 * BYTES_A_MS] == whole[200 * BYTES_A_MS :][: 100 * BYTES_A_MS]
    )
    heard.take({"event": "held", "reason": "pause", "within": True, "at": 150})
    heard.take({"event": "going", "at": 150})
    assert tape.pcm[len(whole) :] == whole[150 * BYTES_A_MS :]


def test_keys_tones_and_silence(qapp: object, tmp_path: Path) -> None:
    tape = Tape()
    heard = Sounding(open_=lambda: tape)
    told: list[str] = []
    heard.told.connect(lambda sentence: told.append(str(sentence)))
    heard.key("5")
    assert tape.pcm == tones.key("5")
    heard.take(playing({"kind": "sound", "file": str(tmp_path / "none.wav"), "tone": "", "ms": 10}))
    assert "none.wav" in told[0] and tape.pcm.endswith(bytes(10 * BYTES_A_MS))
    before = tape.pcm
    for heard.on, heard.speed in ((False, 1.0), (True, 4.0)):
        heard.key("5")
        heard.take(playing({"kind": "silence", "file": "", "tone": "", "ms": 10}))
    assert tape.pcm == before


def test_background_goes_on(qapp: object) -> None:
    tape = Tape()
    heard = Sounding(open_=lambda: tape)
    heard.take(playing({"kind": "tone", "file": "", "tone": "%(100,0,425)", "ms": 100}, background=True))
    assert len(tape.pcm) > 100 * 100 * BYTES_A_MS
