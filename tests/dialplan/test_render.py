"""The rendered dialplan: well formed, guarded, and closed to anything but plain words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from dialplan.render import DialplanError, Entrance, placement, render

ENTRANCE = Entrance(("127.0.0.1:8084", "10.0.0.2:8084"))


def actions(xml: str, extension: str) -> list[tuple[str, str]]:
    found = etree.fromstring(xml.encode()).find(f"extension[@name='{extension}']")
    assert found is not None
    return [(a.get("application", ""), a.get("data", "")) for a in found.iter("action")]


def entry(xml: str) -> etree._Element:
    """The condition on the number called."""
    found = etree.fromstring(xml.encode()).find(
        "extension[@name='callwright-1']/condition[@field='destination_number']"
    )
    assert found is not None
    return found


def test_an_engine_that_hangs_comes_last_in_the_next_round() -> None:
    xml = render(replace(ENTRANCE, engines=("a:1", "b:2", "c:3"), rounds=4))
    for name, rounds, hosts in (
        ("callwright-1", "^(1|4)$", "a:1|b:2|c:3"),
        ("callwright-2", "^(2|5)$", "b:2|c:3|a:1"),
        ("callwright-3", "^(3)$", "c:3|a:1|b:2"),
    ):
        condition = etree.fromstring(xml.encode()).find(f"extension[@name='{name}']/condition")
        assert condition is not None
        assert condition.get("expression") == rounds
        sockets = {data for application, data in actions(xml, name) if application == "socket"}
        assert sockets == {f"{hosts} async full"}


def test_every_socket_is_guarded_by_a_watchdog() -> None:
    steps = actions(render(ENTRANCE), "callwright-1")
    sockets = [i for i, (application, _) in enumerate(steps) if application == "socket"]
    assert len(sockets) == 4
    guard = ("sched_transfer", "+3 $1 XML public")
    assert all(steps[i - 2] == guard for i in sockets)
    wanted = "socket_resume=true continue_on_fail=true app_disable_expand_variables=true"
    offers = [("multiset", f"callwright_offer=open {wanted}"), *[("set", "callwright_offer=open")] * 3]
    assert [steps[i - 1] for i in sockets] == offers
    assert {steps[i][1] for i in sockets} == {"127.0.0.1:8084|10.0.0.2:8084 async full"}


def test_the_fallback_reads_no_variables() -> None:
    steps = actions(render(replace(ENTRANCE, extension="1000")), "callwright-given-up")
    assert [a for a, _ in steps] == ["sched_cancel", *["unset"] * 5, "answer", "playback", "transfer"]
    unset = {data for application, data in steps if application == "unset"}
    assert unset == {
        "socket_resume",
        "callwright_position",
        "callwright_round",
        "callwright_offer",
        "app_disable_expand_variables",
    }
    assert not any("${" in data for _, data in steps)


def test_after_the_last_socket_the_round_counts_and_all_begins_again() -> None:
    steps = actions(render(ENTRANCE), "callwright-1")
    after = steps[max(i for i, (a, _) in enumerate(steps) if a == "socket") + 1 :]
    assert after == [
        ("sched_cancel", ""),
        ("unset", "socket_resume"),
        ("transfer", "$1 XML public"),
    ]


def test_rounds_end_in_the_fallback() -> None:
    xml = etree.fromstring(render(replace(ENTRANCE, rounds=2)).encode())
    rounds = [c.get("expression") for c in xml.findall("extension[@name='callwright-rounds']/condition")]
    assert rounds == ["^$", "^1$", "^2$", "^3$"]
    given_up = xml.find("extension[@name='callwright-given-up']/condition")
    assert given_up is not None and given_up.get("expression") == "^4$"


def test_the_number_called_is_taken_only_if_it_is_one() -> None:
    condition = entry(render(ENTRANCE))
    assert condition.get("expression") == "^([0-9A-Za-z*#+_.-]{1,64})$"


def test_the_fallback_extension_is_not_ours() -> None:
    ours = re.compile(entry(render(replace(ENTRANCE, extension="10.0*"))).get("expression", ""))
    assert ours.match("10x0*") and ours.match("10.0*1") and ours.match("12345")
    assert not ours.match("10.0*")


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
