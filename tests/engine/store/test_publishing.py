"""Publishing in the store: trials, lines that come along, history; conflicts of threads and processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.store.counting import now
from engine.store.errors import BadLine, Conflict, StoreError, Tie, Unknown
from engine.store.leading import Lead
from engine.store.lines import Line
from engine.store.publications import way_back
from engine.store.standing import NOTHING, Standing
from engine.store.store import Store
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def live(store: Store, flow: str, *digests: str) -> None:
    """Publish one after the other."""
    for digest in digests:
        store.publish(flow, digest, digest.encode(), who="ann")


def test_how_a_flow_stands(store: Store) -> None:
    assert store.standing("stands") == NOTHING
    live(store, "stands", ONE)
    assert store.standing("stands") == Standing(ONE)
    store.try_out("stands", TWO, b"2", percent=12.5, callers="staff", who="bob", why="carefully")
    canary = store.standing("stands").canary
    assert canary is not None
    assert (canary.digest, canary.percent, canary.callers, canary.who) == (TWO, 12.5, "staff", "bob")
    assert store.standings()["stands"] == store.standing("stands")
    assert store.live("stands") == ONE
    assert store.release(TWO) == b"2"


def test_a_trial_grows_and_is_promoted(store: Store) -> None:
    live(store, "grows", ONE)
    store.try_out("grows", TWO, b"2", percent=10, who="ann")
    before = store.revisions().lines
    assert store.share("grows", 50, who="bob", why="it is good").percent == 10
    assert store.promote("grows", who="bob").percent == 50
    assert store.revisions().lines == before + 2
    assert store.standing("grows") == Standing(TWO)
    told = [(p.kind, p.before, p.digest, p.details) for p in store.history("grows", 3)]
    assert told == [
        ("promote", ONE, TWO, {"percent": 50, "callers": ""}),
        ("canary", ONE, TWO, {"percent": 50, "callers": ""}),
        ("canary", ONE, TWO, {"percent": 10, "callers": ""}),
    ]


def test_a_trial_is_stopped(store: Store) -> None:
    live(store, "stops", ONE)
    store.try_out("stops", TWO, b"2", callers="staff", who="ann")
    assert store.stop_trial("stops", who="bob", why="wrong").digest == TWO
    assert store.standing("stops") == Standing(ONE)
    last = store.history("stops", 1)[0]
    assert (last.kind, last.before, last.digest, last.who, last.why) == ("stop", TWO, ONE, "bob", "wrong")


@pytest.mark.parametrize("verb", ["share", "promote", "stop_trial"])
def test_without_a_trial_there_is_nothing_to_do(store: Store, verb: str) -> None:
    live(store, f"none-{verb}", ONE)
    before = store.revisions()
    extra = (50,) if verb == "share" else ()
    with pytest.raises(Unknown, match="on trial"):
        getattr(store, verb)(f"none-{verb}", *extra, who="ann")
    assert store.revisions() == before


def test_nothing_is_tried_beside_nothing(store: Store) -> None:
    with pytest.raises(Unknown, match="nothing of new is live"):
        store.try_out("new", ONE, b"1", percent=10, who="ann")
    assert store.standing("new") == NOTHING


def test_a_publication_ends_the_trial_and_says_so(store: Store) -> None:
    live(store, "ends", ONE)
    store.try_out("ends", TWO, b"2", percent=10, who="ann")
    store.try_out("ends", THREE, b"3", percent=20, who="ann")
    assert store.history("ends", 1)[0].details == {"percent": 20, "callers": "", "ended": TWO}
    store.publish("ends", TWO, b"2", who="bob", details={"forced": {"cases": ["a"]}})
    assert store.standing("ends") == Standing(TWO)
    assert store.history("ends", 1)[0].details == {"forced": {"cases": ["a"]}, "ended": THREE}
    store.try_out("ends", THREE, b"3", percent=20, who="ann")
    store.publish_again("ends", ONE, who="bob")
    assert store.standing("ends") == Standing(ONE)


def test_a_damaged_package_is_mended_by_publishing_it_again(store: Store) -> None:
    live(store, "mended", ONE)
    store.publish("mended", ONE, b"whole", who="ann")
    assert store.release(ONE) == b"whole"


# -- conflicts --------------------------------------------------------------------------------------


def _publish(store: Store, flow: str, expected: Standing) -> None:
    store.publish(flow, THREE, b"3", who="bob", expected=expected, leads=[Lead("public", "9" + flow)])


CHANGES: dict[str, Callable[[Store, str, Standing], object]] = {
    "publish": _publish,
    "try": lambda s, f, e: s.try_out(f, THREE, b"3", percent=5, who="bob", expected=e),
    "share": lambda s, f, e: s.share(f, 5, who="bob", expected=e),
    "promote": lambda s, f, e: s.promote(f, who="bob", expected=e),
    "stop": lambda s, f, e: s.stop_trial(f, who="bob", expected=e),
    "rollback": lambda s, f, e: s.publish_again(f, ONE, who="bob", expected=e),
}
MEANWHILE: dict[str, Callable[[Store, str], object]] = {
    "published": lambda s, f: s.publish(f, THREE, b"3", who="alice"),
    "tried": lambda s, f: s.try_out(f, THREE, b"3", percent=1, who="alice"),
    "shared": lambda s, f: s.share(f, 77, who="alice"),
    "stopped": lambda s, f: s.stop_trial(f, who="alice"),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
@pytest.mark.parametrize("change", CHANGES)
def test_what_somebody_did_meanwhile_is_not_overwritten(store: Store, change: str, meanwhile: str) -> None:
    flow = f"c{list(CHANGES).index(change)}{list(MEANWHILE).index(meanwhile)}"
    live(store, flow, ONE, TWO)
    store.try_out(flow, ONE, b"1", percent=10, who="bob")
    shown = store.standing(flow)
    MEANWHILE[meanwhile](store, flow)
    stands, revision, lines = store.standing(flow), store.revisions(), store.lines()
    with pytest.raises(Conflict, match=rf"^alice published .* of {flow} meanwhile") as caught:
        CHANGES[change](store, flow, shown)
    assert f"callwright diff live {flow}" in caught.value.cure
    assert (store.standing(flow), store.revisions(), store.lines()) == (stands, revision, lines)
    assert store.history(flow, 1)[0].who == "alice"


def test_as_it_was_shown_it_is_done(store: Store) -> None:
    live(store, "shown", ONE)
    store.publish("shown", TWO, b"2", who="bob", expected=Standing(ONE))
    with pytest.raises(Conflict):
        store.publish("shown", THREE, b"3", who="bob", expected=NOTHING)
    assert store.live("shown") == TWO


def test_a_store_that_was_emptied_meanwhile(store: Store) -> None:
    with pytest.raises(Conflict, match="nothing of emptied any more"):
        store.publish("emptied", ONE, b"1", who="bob", expected=Standing(TWO))


def together(count: int, job: Callable[[int], None]) -> list[StoreError]:
    """Do `job` in so many threads; the errors of the store."""
    errors: list[StoreError] = []

    def run(number: int) -> None:
        try:
            job(number)
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_of_many_who_saw_the_same_one_publishes(store: Store) -> None:
    live(store, "race", ONE)
    shown = store.standing("race")

    def publish(number: int) -> None:
        store.publish("race", f"{number:064}", b"x", who=f"user{number}", expected=shown)

    errors = together(8, publish)
    assert len(errors) == 7
    assert all(isinstance(error, Conflict) for error in errors)
    history = store.history("race")
    assert len(history) == 2
    assert store.live("race") == history[0].digest
    assert f"{history[0].who} published" in errors[0].what


_OTHER = """
import sys
from engine.store.errors import Conflict
from engine.store.store import Store
store = Store.open(sys.argv[1])
me, done = sys.argv[2], 0
sys.stdin.readline()
while done < 5:
    shown = store.standing("processes")
    try:
        store.publish("processes", f"{me}{done}".rjust(64, "0"), b"x", who=me, expected=shown)
        done += 1
    except Conflict as conflict:
        assert me not in conflict.what.split(" published")[0]
store.close()
"""


def test_processes_never_lose_each_others_publications(store: Store, url: str) -> None:
    live(store, "processes", ONE)
    others = [
        subprocess.Popen(
            [sys.executable, "-c", _OTHER, url, f"p{number}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    complaints = [other.communicate("go\n", timeout=90)[1] for other in others]
    assert [other.returncode for other in others] == [0, 0, 0], complaints
    history = store.history("processes")
    assert len(history) == 16
    assert [p.before for p in history[:-1]] == [p.digest for p in history[1:]]
    assert store.live("processes") == history[0].digest


# -- lines ------------------------------------------------------------------------------------------


def test_lines_come_along(store: Store) -> None:
    store.add_line(Line("5551", "old", name="Kept", tenant=""))
    store.publish("lead", ONE, b"1", who="ann", leads=[Lead("public", "5551", "old"), Lead("public", "5552")])
    found = {line.pattern: (line.flow, line.name) for line in store.lines() if line.pattern.startswith("555")}
    assert found == {"5551": ("lead", "Kept"), "5552": ("lead", "")}
    store.lead_lines("other", [Lead("public", "5552", "lead")])
    assert {line.flow for line in store.lines() if line.pattern == "5552"} == {"other"}


BAD_LEADS: dict[str, tuple[Lead, type[StoreError]]] = {
    "moved meanwhile": (Lead("public", "5561", "somebody"), Conflict),
    "made meanwhile": (Lead("public", "5561"), Conflict),
    "gone meanwhile": (Lead("public", "5569", "lead"), Conflict),
    "no number": (Lead("public", "5 5"), BadLine),
    "a tie": (Lead("public", "556X"), Tie),
}


@pytest.mark.parametrize(("bad", "kind"), BAD_LEADS.values(), ids=BAD_LEADS)
def test_a_line_that_cannot_come_along_keeps_all_from_being_published(
    store: Store, bad: Lead, kind: type[StoreError]
) -> None:
    flow = f"kept-{bad.pattern}-{bad.before}"
    if not any(line.pattern == "5561" for line in store.lines()):
        store.add_line(Line("5561", "old"))
        store.add_line(Line("556.", "old"))
    before = (store.revisions(), store.lines())
    with pytest.raises(kind):
        store.publish(flow, ONE, b"1", who="ann", leads=[Lead("public", "5571"), bad])
    assert (store.revisions(), store.lines()) == before
    assert store.standing(flow) == NOTHING
    assert store.history(flow) == []


# -- history ----------------------------------------------------------------------------------------


def test_the_history_is_asked_for_a_part(store: Store) -> None:
    live(store, "asked", ONE, TWO)
    store.publish_again("asked", ONE, who="bob\0" + "x" * 300, why="wrong\0prompt")
    assert [p.kind for p in store.history("asked")] == ["rollback", "publish", "publish"]
    assert [p.digest for p in store.history("asked", kind="publish")] == [TWO, ONE]
    assert len(store.history("asked", who="ann")) == 2
    assert len(store.history("asked", since=now() - timedelta(hours=1))) == 3
    assert store.history("asked", since=now() + timedelta(hours=1)) == []
    last = store.history("asked", 1)[0]
    assert (len(last.who), last.why) == (200, "wrongprompt")
    assert store.releases_before("asked") == []


WAYS = {
    "": [],
    "pA": [],
    "pA pB pC": ["B", "A"],
    "pA pB pC rB": ["A"],
    "pA pB pC rB rA": [],
    "pA pB rA pC": ["A"],
    "pA pB mC": ["B", "A"],
    "pA pB pA": ["B", "A"],
    "pA pA pB": ["A"],
    "pA pB rZ": ["B", "A"],
    "pA pB pA pC rA": ["B", "A"],
}


@pytest.mark.parametrize(("moves", "expected"), WAYS.items())
def test_the_way_back(moves: str, expected: list[str]) -> None:
    kinds = {"p": "publish", "r": "rollback", "m": "promote"}
    assert way_back((kinds[move[0]], move[1]) for move in moves.split()) == expected
