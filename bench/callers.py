"""Callers for a real switch: placed at a steady rate, each pressing its key by itself, and counted out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.switch import Switch, find_switch

QUIET_SECONDS = 1.5
"""How long the switch may tidy up after the last call of a round."""


@contextmanager
def a_switch(log_level: str = "warning") -> Iterator[Switch]:
    """A FreeSWITCH that logs at `log_level`. Raises SystemExit, with a reason, where there is none."""
    binary = find_switch()
    if binary is None:
        raise SystemExit("not measured: no FreeSWITCH (environment variable FREESWITCH names the binary)")
    with TemporaryDirectory(prefix="callwright-bench-") as folder:
        switch = Switch(binary, Path(folder))
        switch.start()
        try:
            switch.api(f"fsctl loglevel {log_level}")
            yield switch
        finally:
            switch.api("hupall")
            switch.stop()


def call(switch: Switch, number: str, context: str, actions: str, variables: str = "") -> None:
    """Place a call over a loopback pair; the caller's leg runs `actions` once it is answered.

    The caller acts in the switch itself: nothing outside has to be on time, and every contender's caller
    costs the same.
    """
    more = f",{variables}" if variables else ""
    switch.bgapi(
        f"originate {{origination_caller_id_number=1001,ignore_early_media=false{more}}}"
        f"loopback/{number}/{context} '{actions}' inline"
    )


def place(switch: Switch, number: str, context: str, actions: str, count: int, rate: float) -> float:
    """Place `count` calls, `rate` a second, and wait until all have ended; the seconds from first to last.

    Raises RuntimeError if calls are left half a minute after the last was placed.
    """
    began = time.monotonic()
    for n in range(count):
        time.sleep(max(0.0, began + n / rate - time.monotonic()))
        call(switch, number, context, actions)
    time.sleep(1.0)
    until = time.monotonic() + 30
    while channels(switch):
        if time.monotonic() > until:
            raise RuntimeError(f"{number}: calls that do not end:\n{switch.api('show channels')[:2000]}")
        time.sleep(0.25)
    took = time.monotonic() - began
    time.sleep(QUIET_SECONDS)
    return took


def channels(switch: Switch) -> int:
    """How many channels the switch has."""
    words = switch.api("show channels count").split()
    return int(words[0]) if words else 0
