"""Every verb of a channel as something to try: what it does while the caller hangs up, and after that."""

from __future__ import annotations

from collections.abc import Callable

from nodes.channel import Dial, Recording
from tests.contract.rig import Rig

ANYTHING: dict[str, Callable[[Rig], object]] = {
    "answer": lambda rig: rig.channel.answer(),
    "ring": lambda rig: rig.channel.ring(),
    "play": lambda rig: rig.channel.play([rig.sound(0.2)]),
    "start_sound": lambda rig: rig.channel.start_sound([rig.sound(0.2)]),
    "next_key": lambda rig: rig.channel.next_key(0.0),
    "record": lambda rig: rig.channel.record(Recording(rig.new_path(), max_seconds=1.0)),
    "dial": lambda rig: rig.channel.dial(Dial("d:1", (rig.party("busy"),))),
    "transfer": lambda rig: rig.channel.transfer("9196"),
    "hand_over": lambda rig: rig.channel.hand_over(Dial("d:4", (rig.party("busy"),))),
    "send_keys": lambda rig: rig.channel.send_keys("1"),
    "get": lambda rig: rig.channel.get("a_variable"),
    "set": lambda rig: rig.channel.set("a_variable", "a value"),
    "execute": lambda rig: rig.channel.execute("log", "INFO contract"),
}
"""Verbs that touch the call; each takes at most a second."""

LONG: dict[str, Callable[[Rig], object]] = {
    "play": lambda rig: rig.channel.play([rig.sound(4.0)], "0123456789"),
    "send_keys": lambda rig: rig.channel.send_keys("1234567890", 400),
    "execute": lambda rig: rig.channel.execute("sleep", "4000"),
}
"""Verbs that hold nothing worth keeping, each for four seconds."""

KEEPING: dict[str, Callable[[Rig], object]] = {
    "next_key": lambda rig: rig.channel.next_key(4.0),
    "record": lambda rig: rig.channel.record(Recording(rig.new_path(), max_seconds=4.0)),
    "ringing": lambda rig: rig.channel.dial(Dial("d:2", (rig.party("no_answer"),), ring_seconds=4.0)),
    "talking": lambda rig: rig.channel.dial(Dial("d:3", (rig.party("answer", after=0.1, seconds=4.0),))),
}
"""Verbs that hold something worth keeping, each for four seconds."""
