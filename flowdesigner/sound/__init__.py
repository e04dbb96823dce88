"""Sound for people at the designer: the sound card, a clocked silence where there is none, the microphone.

AudioOut (out.py)          write(pcm, rate=8000)  clear()  queued_ms  name  close()
open_out() (choose.py)     the sound card, else ClockedSilence; decided once, when it is asked
Tape (out.py)              for tests: takes no time, keeps what was written, `save(path)` writes a WAV
pcm_of(path) (decode.py)   any sound file as 16-bit mono samples at 8 kHz; raises Unreadable (.say)
tones.key(k), tone(spec)   (tones.py) what a telephone key sounds like, and FreeSWITCH's tone_stream
Player (player.py)         QObject: play(files or pcm), stop(), signals began, ended
Microphone (microphone.py) start(), stop() -> pcm; raises NoMicrophone (.say)
"""
