"""Waiting with an ear for keys: what ends it, what stays, and the end key that comes late."""

from __future__ import annotations

from simulator.caller import Act, TimedCaller
from simulator.session import simulate
from simulator.stage import stage
from tests.nodes.case import node_of
from tests.nodes.flows_of import flow_of, release_of


def test_a_late_end_key_ends_no_wait() -> None:
    """The `#` after an entry that was complete by its length is nobody's answer to what follows."""
    flow = flow_of(
        "main",
        {
            "ask": ("digits", {"prompt": "p", "into": "n", "max": "2"}, {"valid": "wait"}),
            "wait": ("wait", {"seconds": "3", "keys": "any"}, {"done": "end", "key": "end"}),
            "end": ("hangup", {}, {}),
        },
        {"n": "text"},
    )
    acts = [Act(at, "key", key) for at, key in ((1000, "1"), (1200, "2"), (1900, "#"))]
    assert simulate(release_of(flow), TimedCaller(acts)).path == ("ask.valid", "wait.done", "end.finish")


def test_every_key_of_a_wait_is_kept_in_its_order() -> None:
    acts = [Act(at, "key", key) for at, key in ((100, "1"), (200, "2"), (2900, "3"), (3100, "4"))]
    staged = stage(node_of("wait", {"seconds": "3", "keys": "9"}), TimedCaller(acts))
    assert (staged.exit, staged.keys_left) == ("done", "123")
    assert staged.simulation.outcome.seconds == 3.0
