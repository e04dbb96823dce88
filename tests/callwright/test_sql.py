"""`callwright sql`: what a statement finds, what it would change, and what is wrong with it and where."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from callwright.catalogue_databases import DATABASES
from callwright.trial import Place, place_of
from tests.callwright.conftest import Run
from tests.callwright.test_output import fields
from tests.engine.services import servers

CASES = "CREATE TABLE cases (id INTEGER PRIMARY KEY, no TEXT, fee NUMERIC, note TEXT)"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the connections `cases`, `open` (read only), `gone`, `web`, and a table of cases."""
    file = tmp_path / "cases.sqlite"
    with sqlite3.connect(file) as made:
        made.execute(CASES)
        made.executemany(
            "INSERT INTO cases VALUES (?, ?, ?, ?)",
            [(1, "TS1", 1.5, None), (2, "TS2", 20, "[bold]"), (3, "TS3", 3, "半夜噪音")],
        )
    made.close()
    (tmp_path / "callwright.toml").write_text(
        '[connections.cases]\nurl = "sqlite:///cases.sqlite"\n'
        '[connections.open]\nurl = "sqlite:///cases.sqlite"\nread_only = true\n'
        '[connections.gone]\nurl = "postgresql+psycopg://asker:hunter2@127.0.0.1:1/none"\n'
        'password = "tr0mbone"\n'
        '[connections.web]\nkind = "http"\nurl = "http://127.0.0.1"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return file


def held(file: Path) -> list[tuple[object, ...]]:
    """The ids and notes that the table really holds."""
    with sqlite3.connect(file) as asked:
        found = asked.execute("SELECT id, note FROM cases ORDER BY id").fetchall()
    asked.close()
    return found


def test_a_query_is_a_table(run: Run, database: Path) -> None:
    ran = run("sql", "cases", "SELECT no, note FROM cases WHERE id >= :least", "--param", "least:=2")
    assert ran.status == 0
    assert "TS2" in ran.out and "[bold]" in ran.out and "半夜噪音" in ran.out
    assert "TS1" not in ran.out
    assert "Rows: 2" in ran.err


@pytest.mark.parametrize(
    "statement",
    ["-- delete nothing\nSELECT no FROM cases", "/* all\nof them */ SELECT no FROM cases", "VALUES (1)"],
)
@pytest.mark.parametrize("connection", ["cases", "open"])
def test_a_comment_before_a_query_changes_nothing(
    run: Run, database: Path, connection: str, statement: str
) -> None:
    document = json.loads(run("sql", "--json", "--", connection, statement).out)
    assert document["error"] is None and document["changed"] is None and document["rows"]


def test_nothing_is_shown_as_null(run: Run, database: Path) -> None:
    assert "NULL" in run("sql", "cases", "SELECT note FROM cases WHERE id = 1").out


def test_json_is_for_programs(run: Run, database: Path) -> None:
    ran = run("sql", "cases", "SELECT id, no FROM cases ORDER BY id", "--limit", 2, "--json")
    document = json.loads(ran.out)
    assert document["columns"] == ["id", "no"]
    assert document["rows"] == [[1, "TS1"], [2, "TS2"]]
    assert document["more"] is True
    assert document["changed"] is None and document["error"] is None
    assert document["seconds"] >= 0
    assert set(document) == set(fields("sql"))


def test_a_statement_is_read_from_standard_input(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"SELECT no FROM cases WHERE id = 3;\n")))
    assert "TS3" in run("sql", "cases", "-").out


@pytest.mark.parametrize(
    ("statement", "changed", "more"),
    [
        ("UPDATE cases SET note = 'x' WHERE id > 1", 2, "taken back"),
        ("DELETE FROM cases", 3, "taken back"),
        ("INSERT INTO cases (no) VALUES ('TS4')", 1, "taken back"),
        ("UPDATE cases SET note = 'x' RETURNING id", 3, "taken back"),
        ("WITH old AS (SELECT 1 AS id) DELETE FROM cases WHERE id IN (SELECT id FROM old)", 1, "taken back"),
        ("DROP TABLE cases", 0, "taken back"),
    ],
)
def test_a_change_is_counted_and_taken_back(
    run: Run, database: Path, statement: str, changed: int, more: str
) -> None:
    before = held(database)
    ran = run("sql", "cases", statement, "--limit", 1)
    assert ran.status == 0
    assert f"would change: {changed}; {more}" in ran.out
    assert held(database) == before


def test_a_change_is_kept_when_that_is_said(run: Run, database: Path) -> None:
    ran = run("sql", "cases", "UPDATE cases SET note = :note WHERE id = 1", "--param", "note=a=b", "--commit")
    assert "Rows changed: 1." in ran.out
    assert held(database)[0] == (1, "a=b")
    document = json.loads(run("sql", "cases", "DELETE FROM cases", "--commit", "--json").out)
    assert (document["changed"], document["committed"]) == (3, True)
    assert held(database) == []


def test_values_are_bound_and_never_pasted(run: Run, database: Path) -> None:
    ran = run("sql", "cases", "SELECT * FROM cases WHERE no = :no", "--param", "no=' OR 1=1 --")
    assert "Rows: 0" in ran.err


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("nosuch", "SELECT 1"), 2, "there are: cases, open, gone"),
        (("web", "SELECT 1"), 2, "no database connection is called 'web'"),
        (("cases", "SELECT :a"), 2, "the statement's :a has no value"),
        (("cases", "SELECT ':a'", "--param", "a=1"), 2, "the statement has no :a"),
        (("cases", "SELECT :a", "--param", "a"), 2, "is no NAME=VALUE"),
        (("cases", "SELECT :a", "--param", "a:=x"), 2, "is no JSON"),
        (("cases", "SELECT :a", "--param", "a:=[1]"), 2, "bind one value"),
        (("cases", "SELECT no FORM cases"), 1, "line 1, character 16"),
        (("cases", "SELECT no,\n  fees FROM cases"), 1, "(line 2, character 3)"),
        (("cases", "SELECT 1; SELECT 2"), 1, "more than one SQL statement"),
        (("cases", " "), 1, "there is no SQL"),
        (("open", "DELETE FROM cases"), 1, "read-only"),
        (("cases", "ATTACH 'other.sqlite' AS other"), 1, "sqlite cannot take ATTACH back"),
        (("gone", "SELECT 1"), 3, "cannot be reached"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(
    run: Run, database: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    pytest.importorskip("psycopg")
    ran = run("sql", *arguments)
    assert ran.status == status
    assert says in ran.err
    assert "cure: " in ran.err
    told = run("--lang", "zh", "sql", *arguments).err
    assert "错误：" in told and "解决：" in told
    assert not (database.parent / "other.sqlite").exists()
    for secret in ("hunter2", "tr0mbone"):
        assert secret not in ran.err + told


def test_a_refusal_is_a_document_as_well(run: Run, database: Path) -> None:
    ran = run("--lang", "zh", "sql", "cases", "SELECT fees FROM cases", "--json")
    assert ran.status == 1
    document = json.loads(ran.out)
    assert set(document) == set(fields("sql"))
    assert document["error"]["line"] == 1 and document["error"]["character"] == 8
    assert "没有这一列" in document["error"]["message"]
    assert document["error"]["cure"] == "修改语句"


def test_a_url_that_is_none_does_not_tell_its_password(run: Run, database: Path) -> None:
    (database.parent / "callwright.toml").write_text(
        '[connections.bad]\nurl = "postgresql+psycopg://asker:hunter2@host:port/x"\n', encoding="utf-8"
    )
    ran = run("sql", "bad", "SELECT 1")
    assert ran.status == 3
    assert "hunter2" not in ran.err + ran.out


def test_what_takes_too_long_is_ended(run: Run, database: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    ran = run("sql", "cases", endless, "--seconds", "0.2")
    assert ran.status == 3
    assert "--seconds" in ran.err


@pytest.mark.parametrize(
    ("sql", "said", "place"),
    [
        ("SELECT a\nFORM b", 'syntax error at or near "FORM"', Place(2, 1)),
        ("SELECT nam FROM cases", 'column "nam" does not exist', Place(1, 8)),
        ("SELECT 1 FROM csaes", "Table 'db.csaes' doesn't exist", Place(1, 15)),
        ("SELECT a, a FROM b", "no such column: a", None),
        ("SELECT 'x' FROM b", "no such column: x", None),
        ("SELECT 1", "division by zero", None),
    ],
)
def test_where_it_is_wrong(sql: str, said: str, place: Place | None) -> None:
    assert place_of(sql, said) == place


def test_the_chinese_of_databases_fits_its_places() -> None:
    assert all(zh.count("{}") == en.count("{}") for en, zh in DATABASES.items())


@pytest.mark.database
def test_on_postgresql(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import create_engine, text

    monkeypatch.chdir(tmp_path)
    (tmp_path / "pg").mkdir()
    with servers.postgresql(tmp_path / "pg") as url:
        engine = create_engine(url)
        with engine.begin() as wire:
            wire.execute(text("CREATE TABLE cases (id INTEGER, no VARCHAR(9), fee NUMERIC(8, 2))"))
            wire.execute(text("INSERT INTO cases VALUES (1, 'TS1', 1.50), (2, 'TS2', 2)"))
        (tmp_path / "callwright.toml").write_text(f'[connections.cases]\nurl = "{url}"\n', encoding="utf-8")
        document = json.loads(
            run("sql", "cases", "SELECT * FROM cases WHERE id = :id", "--param", "id:=1", "--json").out
        )
        assert document["rows"] == [[1, "TS1", "1.50"]]
        assert "log_" in run("sql", "cases", "SHOW ALL", "--limit", 400).out
        changes = (
            "UPDATE cases SET no = 'x' RETURNING id",
            "DROP TABLE cases",
            "CREATE TABLE other (a INTEGER)",
        )
        for statement, changed in zip(changes, (2, 0, 0), strict=True):
            ran = run("sql", "cases", statement)
            assert f"would change: {changed}; taken back" in ran.out, ran.err
        assert run("sql", "cases", "SELECT no FROM cases WHERE no = 'TS1'").err.startswith("Rows: 1")
        ran = run("sql", "cases", "SELECT nam FROM cases")
        assert ran.status == 1 and "(line 1, character 8)" in ran.err
        program = [sys.executable, "-P", "-c", "from callwright.cli import main; main()"]
        waits = ["sql", "cases", "SELECT pg_sleep(20)", "--seconds", "0.3"]
        slow = subprocess.run([*program, *waits], capture_output=True, check=False)
        assert slow.returncode == 3 and b"0.3 s" in slow.stderr
        assert "Rows changed: 2." in run("sql", "cases", "DELETE FROM cases", "--commit").out
        assert run("sql", "cases", "SELECT * FROM cases").err.startswith("Rows: 0")
        engine.dispose()
