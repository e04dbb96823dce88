"""A program for the engine "command": speaks a tone of 100 ms a character, or does what the text says.

Usage: fake_voice.py LOG. `sleep` in the text waits a second, `die` fails, `mute` is silent, `short` is too
short. Each text spoken is a line of LOG.
"""

import math
import struct
import sys
import time
from pathlib import Path

RATE = 16000


def main() -> None:
    """Writes a WAV file of the text of standard input to standard output."""
    text = sys.stdin.buffer.read().decode()
    with Path(sys.argv[1]).open("a", encoding="utf-8") as log:
        log.write(text + "\n")
    if "sleep" in text:
        time.sleep(1)
    if "die" in text:
        sys.exit("I was told to die")
    count = RATE * (20 if "short" in text else 100 * max(3, len(text))) // 1000
    size = 0 if "mute" in text else 8000
    samples = b"".join(struct.pack("<h", int(size * math.sin(n / 5))) for n in range(count))
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, RATE, 32000, 2, 16
    )
    sys.stdout.buffer.write(head + struct.pack("<4sI", b"data", len(samples)) + samples)


if __name__ == "__main__":
    main()
