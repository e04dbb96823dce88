"""Writing commands: nothing that comes from outside becomes more than text."""

from __future__ import annotations

import pytest

from engine.live import commands
from engine.live.errors import UnsafeText
from engine.live.setup import Setup, set_variables


def test_an_execution() -> None:
    """Names as headers, the argument as a body whose length is counted in bytes."""
    packet = commands.execute("playback", "世\n\nexit", "id-1", loops=3)
    assert packet == (
        b"sendmsg\ncall-command: execute\nexecute-app-name: playback\nEvent-UUID: id-1\nevent-lock: true\n"
        b"loops: 3\ncontent-type: text/plain\ncontent-length: 9\n\n\xe4\xb8\x96\n\nexit"
    )
    assert commands.execute("answer", "", "id-2", lock=False) == (
        b"sendmsg\ncall-command: execute\nexecute-app-name: answer\nEvent-UUID: id-2\n\n"
    )
    assert commands.execute("answer", "", "id-3", uuid="leg").startswith(b"sendmsg leg\n")


@pytest.mark.parametrize(
    "make",
    [
        lambda: commands.line("linger 10\n\nexit"),
        lambda: commands.line("x\ry"),
        lambda: commands.line("x\0y"),
        lambda: commands.line(" "),
        lambda: commands.api("uuid_exists x\nfoo: bar"),
        lambda: commands.bgapi("status", "id\n\napi x"),
        lambda: commands.execute("play back", "", "id"),
        lambda: commands.execute("answer\n\nexit", "", "id"),
        lambda: commands.execute("", "", "id"),
        lambda: commands.execute("eval", "x", "id\nfoo: bar"),
        lambda: commands.execute("eval", "a\0b", "id"),
        lambda: commands.execute("eval", "\ud800", "id"),
        lambda: commands.execute("eval", "x" * (commands.MAX_ARGUMENT + 1), "id"),
        lambda: commands.api("eval Reload the mod_event_SOCKET"),
        lambda: commands.line("log unload mod_event_socket"),
        lambda: Setup(events=("DTMF ALL",)).first(),
    ],
)
def test_refused(make: object) -> None:
    """Line ends, NUL, bad names, lone surrogates, sizes, and the two words that take a command over."""
    assert callable(make)
    with pytest.raises(UnsafeText):
        make()


def test_the_two_words_are_harmless_in_an_argument() -> None:
    """The switch searches the lines only; tests/wire/probes_apps.py shows it."""
    assert b"reload mod_event_socket" in commands.execute("eval", "reload mod_event_socket", "id")


@pytest.mark.parametrize("name", ["a b", "a=b", "a;b", "", "a\n", "${x}"])
def test_variable_names(name: str) -> None:
    """Only what can be a name."""
    with pytest.raises(UnsafeText):
        set_variables("id", {name: "x"})


@pytest.mark.parametrize("value", ["a;b=c", "a'b", "a\\b", "${x}", "$${x}", "a\nb", "a\0b", " a", "a "])
def test_variable_values(value: str) -> None:
    """What uuid_setvar_multi would change is refused."""
    with pytest.raises(UnsafeText):
        set_variables("id", {"name": value})


def test_variables() -> None:
    """All in one command."""
    assert (
        set_variables("id", {"a": "1", "b": "x=y 世"}) == "api uuid_setvar_multi id a=1;b=x=y 世\n\n".encode()
    )


def test_the_setup_names_the_events_that_are_wanted() -> None:
    """connect leads; of the events of `myevents` none is left but those asked for."""
    first = Setup(events=("DTMF", "RECORD_STOP"), linger=7).first()
    assert first[:3] == [b"connect\n\n", b"myevents json\n\n", b"noevents\n\n"]
    assert first[3:] == [b"event json DTMF RECORD_STOP\n\n", b"linger 7\n\n"]


def test_the_setup_sets_no_variable_that_the_channel_has() -> None:
    """The reply to connect tells which there are, and with which values."""
    setup = Setup(cancel_watchdog=False, variables={"a": "1", "b": "2", "c": ""}, owner="o")
    packets = setup.second("id", "me", {"variable_a": "1", "variable_b": "3", "variable_o": "other"})
    assert packets == [set_variables("id", {"b": "2", "o": "me"})]
    assert Setup(cancel_watchdog=False, variables={}).second("id") == []
