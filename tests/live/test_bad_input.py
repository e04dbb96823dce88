"""What callers say of themselves over SIP and loopback is data, whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.conftest import NUMBER, Ring
from tests.live.engines import CONTEXT, Caller, Engine, Project, until
from tests.live.telephone import Press, Telephone
from tests.switch import Switch

pytestmark = pytest.mark.live

FACE = "\N{GRINNING FACE}"

NAMES = {
    "an event": ("Eve%0AEvent-Name: CHANNEL_HANGUP", "Eve Event-Name: CHANNEL_HANGUP"),
    "a command": ("${system(touch FILE)}", "%{system(touch FILE)}"),
    "a global": ("$${domain} and ${uuid}", "$%{domain} and %{uuid}"),
    "quotes": ("O'Neill; a|b,c {e} ^^:f", "O'Neill; a|b,c {e} ^^:f"),
    "a backslash": (r"back\\slash \\n", r"back\\slash \\n"),
    "emoji": (FACE * 100, FACE * 100),
    "ten thousand bytes of emoji": (FACE * 2500, None),
    "a reload": ("reload mod_event_socket", "reload mod_event_socket"),
    "markup": ("<b>&amp;{{ 7 * 7 }}", "<b>&amp;{{ 7 * 7 }}"),
}
"""What is sent as the name in a SIP From header (with its quoting), and what arrives; None: a part of it."""


@pytest.fixture
def telephone(switch: Switch, tmp_path: Path, engine: Engine) -> Telephone:
    """A SIP telephone whose calls arrive where the engine's lines are."""
    switch.extension(NUMBER, [("transfer", f"{NUMBER} XML {CONTEXT}")])
    return Telephone(tmp_path, switch.sip_port)


@pytest.mark.parametrize("what", NAMES)
def test_the_name_in_a_sip_header(
    telephone: Telephone, project: Project, engine: Engine, switch: Switch, tmp_path: Path, what: str
) -> None:
    sent, arrives = NAMES[what]
    file = tmp_path / "executed"
    number = f"1380013820{list(NAMES).index(what)}"
    name = '"' + sent.replace("FILE", str(file)) + '"'
    telephone.call(
        NUMBER,
        [Press(0.7, "1"), Press(1.2, "*"), Press(1.8, "#")],
        caller=number,
        name=name,
        headers="X-Note: ${system(touch FILE)}%0AEvent-Name: X\n".replace("FILE", str(file)),
    )
    caller = Caller(switch, project.store_url, number, "")
    assert caller.ends() == "completed"
    (set_,) = [
        event.to_json()["value"] for event in caller.of("variable_set") if event.to_json()["name"] == "name"
    ]
    if arrives is None:
        assert set_ and set(str(set_)) == {FACE}
    else:
        assert set_ == arrives.replace("FILE", str(file))
    assert not file.exists()
    assert engine.running
    assert "is ready" in switch.api("status")
    assert "Traceback" not in engine.log()


@pytest.mark.parametrize("number", ["%0AEvent-Name%3A", "'+1+(555)'", "$%7Buuid%7D", "anonymous"])
def test_the_number_of_a_caller(
    telephone: Telephone, project: Project, switch: Switch, engine: Engine, number: str
) -> None:
    telephone.call(NUMBER, [Press(0.7, "#")], caller=number)
    last = "SELECT result FROM calls ORDER BY started DESC LIMIT 1"
    until("the end of the call", lambda: project.rows("callwright", last) == [("completed",)])
    assert engine.running
    assert "Traceback" not in engine.log()


LOOPBACK = {
    "Eve%0AEvent-Name: CHANNEL_HANGUP": "Eve Event-Name: CHANNEL_HANGUP",
    FACE * 60: FACE * 60,
    "a;b|c [d]": "a;b|c [d]",
    "~tilde": "~tilde",
}


@pytest.mark.parametrize("name", LOOPBACK, ids=["an event", "emoji", "marks", "a tilde"])
def test_the_name_in_a_channel_variable(call: Ring, engine: Engine, name: str) -> None:
    caller = call(name=f"'{name}'")
    caller.reaches("main")
    caller.press("#")
    assert caller.ends() == "completed"
    (set_,) = [event.to_json()["value"] for event in caller.of("variable_set")]
    assert set_ == LOOPBACK[name]
    assert engine.running


def test_a_node_that_raises_is_apologised_for(call: Ring, engine: Engine) -> None:
    caller = call(name="nobody")
    caller.reaches("main")
    caller.press("8")
    caller.happens("node_failed", flow="trial", node="broken")
    caller.happens("heard", node="sorry", ended="done")
    caller.reaches("main", 2)
    caller.press("#")
    assert caller.ends() == "completed"
