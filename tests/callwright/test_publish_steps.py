"""`publish` step by step: what is asked, shown, refused, forced, and what two who publish at once meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callwright.publishing import perform
from callwright.settings import load
from callwright.stores import store_of
from engine.store.store import Store
from sounds.phrases import Phrase
from sounds.report import BuildReport
from tests.callwright.conftest import Run

pytest.importorskip("soundfile")

FLOW = "poll"
"""A flow without call scripts of its own."""
FILE = Path(f"flows/{FLOW}.flow.xml")
SCRIPT = Path(f"flows/{FLOW}.calls.yaml")
GOOD = "cases:\n- name: one key\n  keys: '1 5'\n  expect: {result: done}\n"
BAD = "cases:\n- name: words that nobody says\n  steps:\n  - hear: 没有这句\n"


def edit(old: str, new: str, file: Path = FILE) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def standing() -> str:
    with store_of(load()) as store:
        return store.standing(FLOW).live


@pytest.fixture
def published(run: Run, project: Path) -> str:
    """A release of FLOW that is live; its file has changed since."""
    assert run("publish", FLOW, "--yes").status == 0
    edit("<about>", "<about>New: ")
    return standing()


def change() -> None:
    """Change what callers meet, without a new sentence."""
    edit('<node id="thanks" type="play"', '<node id="thanks" type="play" enabled="no"')


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person at the terminal, and what the person was asked; answers with what is set."""
    asked: list[str] = []

    def agreed(question: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(perform, "need_somebody", lambda: None)
    monkeypatch.setattr(perform, "agreed", agreed)
    return asked


def test_a_person_is_shown_what_changes_and_asked(run: Run, project: Path, terminal: list[str]) -> None:
    ran = run("publish", FLOW)
    assert ran.status == 1
    assert "nothing was published" in ran.err
    assert standing() == ""
    assert "published first" in ran.out and "sentences: " in ran.out
    ran = run("publish", FLOW)
    assert ran.status == 0
    assert terminal == ["Let all new calls take it?"] * 2
    assert standing()


def test_without_a_person_yes_is_needed(run: Run, project: Path) -> None:
    ran = run("publish", FLOW)
    assert ran.status == 2
    assert "--yes" in ran.err and "--dry-run" in ran.err
    assert standing() == ""


def test_a_dry_run_shows_the_same_and_changes_nothing(run: Run, published: str) -> None:
    change()
    ran = run("publish", FLOW, "--dry-run")
    assert ran.status == 0
    assert f"{FLOW} {published[:12]} -> " in ran.out and " of logic" in ran.out
    assert "~ " in ran.out
    document = json.loads(run("publish", FLOW, "--dry-run", "--json").out)
    assert document["published"] is False
    assert document["changes"] and document["changes"][0]["message"] in ran.out
    assert standing() == published
    assert run("publish", FLOW, "--dry-run", "--yes").status == 2


def test_only_notes_changed_is_no_change_for_callers(run: Run, published: str) -> None:
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 0
    assert "is live already; nothing changed. Only layout and notes differ" in ran.err


def test_diff_live_says_what_publish_would_change(run: Run, published: str) -> None:
    change()
    told = [line.strip() for line in run("diff", "live", FLOW).out.splitlines() if "~" in line]
    shown = [line.strip() for line in run("publish", FLOW, "--dry-run").out.splitlines()]
    assert told and all(line in shown for line in told if " note" not in line)
    page = Path("changes.html")
    assert run("diff", "live", FLOW, "--html", page).status == 0
    assert page.stat().st_size > 1000


def test_diff_live_of_what_never_was(run: Run, project: Path) -> None:
    run("tenant", "add", "taxes")
    ran = run("diff", "live", FLOW)
    assert ran.status == 1
    assert f"callwright publish {FLOW}" in ran.err


def test_diff_live_of_a_flow_with_errors(run: Run, published: str) -> None:
    edit('type="play"', 'type="paly"')
    ran = run("diff", "live", FLOW)
    assert ran.status == 0
    assert "paly" in ran.out


# -- refused, forced --------------------------------------------------------------------------------


def test_a_failed_script_keeps_a_flow_from_being_published(run: Run, project: Path) -> None:
    SCRIPT.write_text(GOOD.replace("result: done", "result: hung_up") + BAD.partition("\n")[2], "utf-8")
    for words in (("--yes",), ("--dry-run",)):
        ran = run("publish", FLOW, *words)
        assert ran.status == 1
        assert "call scripts: 0 passed, 2 failed" in ran.err
        assert "words that nobody says" in ran.err and "没有这句" in ran.err
        assert "--force" in ran.err
    assert standing() == ""


def test_good_scripts_are_counted(run: Run, project: Path) -> None:
    SCRIPT.write_text(GOOD, "utf-8")
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 0
    assert "call scripts: 1 passed, 0 failed" in ran.err


def test_a_script_that_cannot_be_read_has_failed(run: Run, project: Path) -> None:
    SCRIPT.write_text("cases: [", "utf-8")
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 1
    assert SCRIPT.name in ran.err
    assert standing() == ""


def test_a_script_of_another_flow_keeps_nobody_from_publishing(run: Run, project: Path) -> None:
    SCRIPT.with_name("agent.calls.yaml").write_text("cases: [", "utf-8")
    SCRIPT.with_name("odd.calls.yaml").write_text("flow: nowhere\n" + GOOD, "utf-8")
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 0
    assert "there is no flow 'nowhere'" in ran.err
    assert "call scripts: 0 passed, 0 failed" in ran.err


def test_what_was_forced_is_in_the_history(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(phrases: list[Phrase], settings: object) -> BuildReport:
        return BuildReport((), tuple(phrases[1:]), ((phrases[0], "no voice"),), ())

    monkeypatch.setattr(perform, "build_sounds", build)
    SCRIPT.write_text(BAD, "utf-8")
    assert run("publish", FLOW, "--yes").status == 1
    done = json.loads(run("publish", FLOW, "--yes", "--force", "--json").out)
    assert done["forced"] is True and done["sounds"]["failed"] == 1
    (row,) = json.loads(run("history", "--json").out)
    forced = row["details"]["forced"]
    assert forced["cases"] == [f"{SCRIPT.name}: words that nobody says"]
    assert (forced["cases_failed"], forced["sounds_missing"]) == (1, 1)
    assert "forced: 1 scripts failed, 1 sounds missing" in run("history").out


def test_errors_cannot_be_forced(run: Run, project: Path) -> None:
    edit('type="play"', 'type="paly"')
    ran = run("publish", FLOW, "--yes", "--force")
    assert ran.status == 1
    assert "CW" in ran.err and "cure: " in ran.err
    assert standing() == ""


# -- lines ------------------------------------------------------------------------------------------


def test_lines_come_along(run: Run, project: Path) -> None:
    assert run("line", "add", "200", "another").status == 0
    ran = run("publish", FLOW, "--line", "200", "--line", "201", "--yes")
    assert ran.status == 0
    assert "the line public/200 leads to poll, no longer to another" in ran.out
    assert "the line public/201 is new" in ran.out
    assert "is live on public/200, public/201" in ran.err
    (row,) = json.loads(run("history", FLOW, "--json").out)
    assert [(line["line"], line["before"]) for line in row["details"]["lines"]] == [
        ("public/200", "another"),
        ("public/201", ""),
    ]


def test_a_line_alone_is_moved_where_the_release_is_live(run: Run, published: str) -> None:
    assert run("publish", FLOW, "--line", "202").status == 2
    done = json.loads(run("publish", FLOW, "--line", "202", "--yes", "--json").out)
    assert (done["published"], done["lines"]) == (False, ["public/202"])


def test_what_is_no_number_is_refused_before_anything_is_made(run: Run, project: Path) -> None:
    ran = run("publish", FLOW, "--line", "12 34", "--yes")
    assert ran.status == 1
    assert "call scripts" not in ran.err
    assert standing() == ""


# -- two at once ------------------------------------------------------------------------------------


def test_who_publishes_what_was_not_shown_is_told_of_it(
    run: Run, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change()

    def meanwhile(phrases: list[Phrase], settings: object) -> BuildReport:
        with store_of(load()) as store:
            store.publish(FLOW, "a" * 64, b"x", who="alice")
        return BuildReport((), tuple(phrases), (), ())

    monkeypatch.setattr(perform, "build_sounds", meanwhile)
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 1
    assert f"alice published aaaaaaaaaaaa of {FLOW} meanwhile" in ran.err
    assert f"callwright diff live {FLOW}" in ran.err
    assert standing() == "a" * 64
    assert "alice" in run("--lang", "zh", "history").out


def test_programs_say_what_they_expect(run: Run, published: str) -> None:
    change()
    ran = run("publish", FLOW, "--yes", "--expect", "0123")
    assert ran.status == 1
    assert f"{published[:12]} is live, not 0123" in ran.err
    assert run("publish", FLOW, "--yes", "--expect", published).status == 0


def test_a_live_release_that_cannot_be_read_is_told_and_replaced(run: Run, published: str) -> None:
    def damage(store: Store) -> None:
        with store._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE releases SET package = X'00'")

    with store_of(load()) as store:
        damage(store)
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 0
    assert "cannot be read" in ran.out
    with store_of(load()) as store:
        assert len(store.release(published)) > 1000
