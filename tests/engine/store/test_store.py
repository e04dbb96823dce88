"""The store: publishing, lines, calls, numbers and messages, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from engine.events import CallFinished, CallStarted, Event, KeyPressed, Logged
from engine.store.errors import BadLine, Tie, Unknown, Unreachable
from engine.store.journals import Written
from engine.store.lines import Line
from engine.store.store import Store
from engine.store.tenants import Tenant
from nodes.services import Message
from tests.engine.store.places import store, url

__all__ = ["store", "url"]


def test_publishing_and_going_back(store: Store) -> None:
    first, second = "a" * 64, "b" * 64
    before = store.revisions().lines
    assert store.live("mayor") is None
    assert store.publish("mayor", first, b"one", who="eve", why="new") == ""
    assert store.publish("mayor", second, b"two", who="eve") == first
    assert store.live("mayor") == second
    assert store.publish_again("mayor", first, who="adam", why="wrong prompt") == second
    assert store.published() == {"mayor": first}
    assert store.release(second) == b"two"
    history = store.history("mayor")
    assert [(p.before[:1], p.digest[:1], p.who, p.why) for p in history] == [
        ("b", "a", "adam", "wrong prompt"),
        ("a", "b", "eve", ""),
        ("", "a", "eve", "new"),
    ]
    assert history[0].at >= history[1].at
    assert store.revisions().lines >= before + 3
    assert store.history("other") == []


def test_a_release_that_is_unknown(store: Store) -> None:
    before = store.revisions().lines
    with pytest.raises(Unknown, match="no release cccc"):
        store.publish_again("mayor", "c" * 64, who="eve")
    with pytest.raises(Unknown):
        store.release("c" * 64)
    assert store.revisions().lines == before


def test_lines(store: Store) -> None:
    line = Line("4001234XX", "mayor", "public", "Mayor", "city", "Asia/Shanghai", "1000", ("zh-CN", "en"))
    with pytest.raises(Unknown, match="no tenant city"):
        store.add_line(line)
    store.add_tenant(Tenant("city"))
    before = store.revisions().lines
    store.add_line(line)
    store.add_line(Line("4001.", "other"))
    assert store.revisions().lines > before
    assert store.match_line("public", "400123456") == line
    assert store.match_line("public", "5") is None
    with pytest.raises(Tie):
        store.add_line(Line("4001234.", "mayor"))
    with pytest.raises(BadLine, match="already"):
        store.add_line(line)
    assert [each.pattern for each in store.lines()] == sorted(["4001.", "4001234XX"])
    store.remove_line("public", "4001.")
    with pytest.raises(BadLine, match="no line public/4001"):
        store.remove_line("public", "4001.")


def journal(call: str, origin: str, *events: Event) -> list[Written]:
    return [Written(call, origin, number, event) for number, event in enumerate(events, 1)]


def test_calls_and_their_journals(store: Store) -> None:
    started = CallStarted(
        0, "c1", "138\0", "x" * 500, "Mayor", "mayor", "a" * 64, "2026-01-15T09:00:00+08:00"
    )
    events = [
        started,
        KeyPressed(1.5, "menu", "1"),
        Logged(2, "menu", "info", "好\0"),
        CallFinished(9, "filed", 9.0),
    ]
    batch = journal("c1", "one", *events)
    store.append_events(batch)
    store.append_events(batch)
    store.append_events([])
    store.append_events(journal("c2", "two", KeyPressed(1, "menu", "2")))
    assert store.events("c1")[1] == events[1]
    assert len(store.events("c1")) == 4
    assert store.events("nobody") == []
    row = store.call("c1")
    assert (row.caller, len(row.called), row.result, row.seconds) == ("138", 200, "filed", 9.0)
    assert row.started == datetime(2026, 1, 15, 1)
    assert store.calls(flow="mayor", since=datetime(2026, 1, 1)) == [row]
    assert store.calls(since=datetime(2026, 2, 1)) == []
    with pytest.raises(Unknown):
        store.call("c2")


def test_a_taken_over_call_starts_once(store: Store) -> None:
    started = CallStarted(0, "c3", "", "", "", "mayor", "a" * 64, "no time")
    store.append_events(journal("c3", "three", started))
    store.append_events(journal("c3", "four", started))
    assert store.call("c3").seconds is None


def together(count: int, job: Callable[[int], None]) -> None:
    errors: list[BaseException] = []

    def run(number: int) -> None:
        try:
            job(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def test_numbers_are_never_given_twice(store: Store) -> None:
    given: list[int] = []
    together(8, lambda n: given.extend(store.next_number("cases", "2026", step=f"{n}-{i}") for i in range(5)))
    assert sorted(given) == list(range(1, 41))
    again = store.next_number("cases", "2026", step="3-2")
    assert again in given
    assert store.next_number("cases", "2026", step="3-2") == again
    assert store.next_number("cases", "2027", step="new") == 1
    assert store.next_number("cases", "2026", step="") == 41
    assert store.next_number("cases", "2026", step="s" * 500) == 42
    assert store.next_number("cases", "2026", step="s" * 500) == 42


def test_the_same_step_at_once_has_one_number(store: Store) -> None:
    given: list[int] = []
    together(4, lambda n: given.append(store.next_number("urges", "", step="same")))
    assert set(given) == {1}


def test_messages(store: Store) -> None:
    message = Message("mayor", "/rec/1.wav", 12.5, "c1:7", {"caller": "138", "名": "好"})
    id_ = store.keep_message(message)
    assert store.keep_message(message) == id_
    assert store.keep_message(Message("mayor", "/rec/2.wav", 1, "c1:8")) != id_
    kept = store.messages("mayor")
    assert {each.path for each in kept} == {"/rec/1.wav", "/rec/2.wav"}
    assert next(each.values for each in kept if each.id == id_) == {"caller": "138", "名": "好"}


def test_effects_are_noted_once(store: Store) -> None:
    assert store.claim("c1:1")
    assert not store.claim("c1:1")
    store.unclaim("c1:1")
    assert store.claim("c1:1")


def test_publishing_at_once_leaves_a_whole_history(store: Store) -> None:
    def publish(number: int) -> None:
        store.publish("busy", f"{number}" * 64, b"x", who=str(number))

    together(6, publish)
    history = store.history("busy")
    assert len(history) == 6
    assert [p.before for p in history[:-1]] == [p.digest for p in history[1:]]
    assert store.live("busy") == history[0].digest


def test_a_store_that_goes_away(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("lost")
    lost = Store.create(f"sqlite:///{folder}/s.sqlite")
    lost.close()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    with pytest.raises(Unreachable, match=r"s\.sqlite failed"):
        lost.revisions()
    lost.close()
