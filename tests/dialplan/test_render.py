"""The rendered dialplan: well formed, guarded, and closed to anything but plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from dialplan.render import DialplanError, Entrance, placement, render

ENTRANCE = Entrance(("127.0.0.1:8084", "10.0.0.2:8084"))


def actions(xml: str, extension: str) -> list[tuple[str, str]]:
    found = etree.fromstring(xml.encode()).find(f"extension[@name='{extension}']")
    assert found is not None
    return [(a.get("application", ""), a.get("data", "")) for a in found.iter("action")]


def test_every_socket_is_guarded_by_a_watchdog() -> None:
    steps = actions(render(ENTRANCE), "callwright")
    sockets = [i for i, (application, _) in enumerate(steps) if application == "socket"]
    assert len(sockets) == 4
    assert all(steps[i - 1] == ("sched_transfer", "+3 $1 XML public") for i in sockets)
    assert {steps[i][1] for i in sockets} == {"127.0.0.1:8084|10.0.0.2:8084 async full"}


def test_after_the_last_socket_comes_the_fallback_without_variables() -> None:
    steps = actions(render(replace(ENTRANCE, extension="1000")), "callwright")
    after = steps[max(i for i, (a, _) in enumerate(steps) if a == "socket") + 1 :]
    assert [a for a, _ in after] == ["sched_cancel", "unset", "unset", "answer", "playback", "transfer"]
    assert not any("${" in data for _, data in after)


def test_rounds_end_in_the_fallback() -> None:
    xml = etree.fromstring(render(replace(ENTRANCE, rounds=2)).encode())
    rounds = [c.get("expression") for c in xml.findall("extension[@name='callwright-rounds']/condition")]
    assert rounds == ["^$", "^1$", "^2$", "^3$"]
    given_up = xml.find("extension[@name='callwright-given-up']/condition")
    assert given_up is not None and given_up.get("expression") == "^4$"


def test_the_number_called_is_taken_only_if_it_is_one() -> None:
    condition = etree.fromstring(render(ENTRANCE).encode()).find("extension[@name='callwright']/condition")
    assert condition is not None
    assert condition.get("expression") == "^([0-9A-Za-z*#+_.-]{1,64})$"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"engines": ()}, "engines"),
        ({"engines": ("127.0.0.1:8084 async",)}, "engines"),
        ({"engines": ("a:1",) * 51}, "engines"),
        ({"context": 'public"/>'}, "context"),
        ({"attempts": 0}, "attempts"),
        ({"watchdog_seconds": 0}, "watchdog_seconds"),
        ({"rounds": 99}, "rounds"),
        ({"sorry": "${system(id)}"}, "sorry"),
        ({"extension": "1000 XML default"}, "extension"),
    ],
)
def test_what_would_not_survive_in_a_dialplan_is_refused(change: dict[str, object], word: str) -> None:
    with pytest.raises(DialplanError, match=f"^{word}"):
        render(replace(ENTRANCE, **change))  # type: ignore[arg-type]


def test_where_it_goes() -> None:
    assert placement(ENTRANCE) == "dialplan/public/00_callwright.xml"
