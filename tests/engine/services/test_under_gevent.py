"""The services in a process that gevent has patched: what hangs harms no other greenlet."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.engine.services import servers

pytestmark = pytest.mark.slow
pytest.importorskip("gevent", reason="no gevent: pip install 'callwright[live]' to run this test")

ROOT = Path(__file__).parents[3]
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
GOOD = {
    "slow": ["ServiceTimeout"],
    "after": ["Updated(outcome='done', rows=1)"],
    "again": ["Updated(outcome='duplicate', rows=0)"],
}


def run(*arguments: str) -> object:
    """What the program says; whatever it complains about fails the test."""
    command = [sys.executable, "-m", "tests.engine.services.under_gevent", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_databases(tmp_path: Path) -> None:
    made = sqlite3.connect(tmp_path / "x.sqlite")
    made.execute("CREATE TABLE t (n INTEGER)")
    made.close()
    assert run("databases", f"sqlite:///{tmp_path}/x.sqlite", ENDLESS) == GOOD


def test_web_services() -> None:
    pytest.importorskip("httpx", reason="no httpx: pip install 'callwright[live]' to run this test")
    told = ["0 at once", "20 in all", "200"]
    assert run("web") == {"hang": ["ServiceTimeout"], "quick": ["[1]"], "told": told}


def test_journals(tmp_path: Path) -> None:
    assert run("journals", f"sqlite:///{tmp_path}/s.sqlite") == {"written": ["20"], "kept": ["20"]}


def prepare(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    engine.dispose()


@pytest.mark.database
def test_mariadb(tmp_path: Path) -> None:
    with servers.mariadb(tmp_path) as url:
        prepare(url)
        assert run("databases", url, "SELECT SLEEP(30)") == GOOD


@pytest.mark.database
def test_postgresql(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("postgresql")
    with servers.postgresql(folder) as url:
        prepare(url)
        assert run("databases", url, "SELECT 1 FROM (SELECT pg_sleep(30)) AS slept") == GOOD
        assert run("journals", _another(url)) == {"written": ["20"], "kept": ["20"]}


def _another(url: str) -> str:
    """A database of the store's own on the same server."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE callwright"))
    engine.dispose()
    return url.rpartition("/")[0] + "/callwright"
