"""A process around the eSpeak NG library: text on standard input, a WAV file on standard output."""

import ctypes
import struct
import sys

_RETRIEVAL = 1  # espeak_AUDIO_OUTPUT: give the samples to a callback (speak_lib.h, eSpeak NG 1.52)
_UTF8 = 1  # espeakCHARS_UTF8
_RATE_PARAMETER = 1  # espeakRATE, words a minute
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main(voice: str, words_a_minute: int, text: bytes) -> bytes:
    """A WAV file of the text; ends the process with a sentence if the voice is unknown."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
    if rate <= 0 or library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise SystemExit(f"eSpeak NG has no voice {voice!r}")
    samples = bytearray()

    def take(wave: "ctypes._Pointer[ctypes.c_short]", count: int, _events: object) -> int:
        """Keeps what was spoken so far; 0 asks for more."""
        if count > 0:
            samples.extend(ctypes.string_at(wave, 2 * count))
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
    library.espeak_Synth(text + b"\0", ctypes.c_size_t(len(text) + 1), 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16
    )
    return head + struct.pack("<4sI", b"data", len(samples)) + bytes(samples)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer.read()))
