"""The forty checks, run against the fake switch always and against a real one where there is one."""

from __future__ import annotations

import pytest

from tests.switch import Switch
from tests.wire import probes_apps, probes_ends, probes_events, probes_input, probes_media, probes_protocol
from tests.wire.bench import Bench
from tests.wire.clock import Clock
from tests.wire.fake import FakeSwitch
from tests.wire.probe import PROBES, Probe

GROUPS = (probes_protocol, probes_events, probes_apps, probes_input, probes_media, probes_ends)


def _name(probe: Probe) -> str:
    return f"{probe.number:02}-{probe.check.__name__}"


def _live(probe: Probe) -> object:
    marks = [pytest.mark.live, pytest.mark.slow] if probe.slow else [pytest.mark.live]
    return pytest.param(probe, id=_name(probe), marks=marks)


def test_every_check_has_a_probe() -> None:
    """Checks 1 to 39 are probes; 40, that faults can be injected, is tests/wire/test_faults.py."""
    assert {probe.number for probe in PROBES} == set(range(1, 40))


@pytest.mark.parametrize("probe", PROBES, ids=_name)
def test_fake(probe: Probe, fake: FakeSwitch) -> None:
    """The fake behaves as the real one was seen to."""
    bench = Bench(fake, fake.clock)
    try:
        probe.check(bench)
    finally:
        bench.close()


@pytest.mark.parametrize("probe", [_live(probe) for probe in PROBES])
def test_switch(probe: Probe, switch: Switch) -> None:
    """The real switch behaves as we think it does."""
    bench = Bench(switch, Clock())
    try:
        probe.check(bench)
    finally:
        bench.close()
