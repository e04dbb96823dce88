"""Real database servers for a test: started on the loopback in a folder of their own, stopped afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

_PLACES = (
    "/usr/sbin",
    "/usr/bin",
    "/usr/local/bin",
    *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))),
)


def program(name: str) -> str:
    """The path of a server's program; a loud skip without it."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *_PLACES]))
    if found is None:
        pytest.skip(f"no {name} on this machine: install the database server to run this test")
    return found


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    command: list[str], port: int, folder: Path, how: signal.Signals, **more: object
) -> Iterator[None]:
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(command, stdout=log, stderr=log, **more)  # type: ignore[call-overload]
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} ended: {(folder / 'server.log').read_text()[-500:]}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        server.send_signal(how)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)
        log.close()


def _answering(url: str) -> str:
    """`url`, once the server there answers a statement: its port is open before it has started up."""
    database = create_engine(url, poolclass=NullPool)
    for tries in reversed(range(300)):
        try:
            with database.connect() as connection:
                connection.execute(text("SELECT 1"))
            break
        except OperationalError:
            if not tries:
                raise
            time.sleep(0.1)
    return url


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL does not run as root: the user to be, and the folder made theirs."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is no other user to run it")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server; its SQLAlchemy URL.

    Its data lie beside pytest's folders, not in `folder`: those are for the user of the tests alone.
    """
    pytest.importorskip("psycopg", reason="no psycopg: pip install 'psycopg[binary]' to run this test")
    server, initdb, port = program("postgres"), program("initdb"), free_port()
    with TemporaryDirectory(prefix=f"{folder.name}-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        who = _unprivileged(home)
        made = [initdb, "-D", str(home / "data"), "-U", "callwright", "-A", "trust", "-N", "-E", "UTF8"]
        subprocess.run([*made, "--locale=C"], check=True, capture_output=True, timeout=120, cwd=home, **who)  # type: ignore[call-overload]
        command = [server, "-D", str(home / "data"), "-p", str(port), "-h", "127.0.0.1", "-k", name, "-F"]
        with _running(command, port, home, signal.SIGINT, cwd=home, **who):
            yield _answering(f"postgresql+psycopg://callwright@127.0.0.1:{port}/postgres")


@contextmanager
def mariadb(folder: Path) -> Iterator[str]:
    """A MariaDB server; its SQLAlchemy URL."""
    pytest.importorskip("pymysql", reason="no pymysql: pip install pymysql to run this test")
    server, install, port = program("mariadbd"), program("mariadb-install-db"), free_port()
    data, user = str(folder / "data"), pwd.getpwuid(os.geteuid()).pw_name
    made = [
        install,
        "--no-defaults",
        f"--datadir={data}",
        f"--user={user}",
        "--auth-root-authentication-method=normal",
    ]
    subprocess.run([*made, "--skip-test-db"], check=True, capture_output=True, timeout=120)
    command = [server, "--no-defaults", f"--datadir={data}", f"--user={user}", f"--port={port}"]
    command += ["--bind-address=127.0.0.1", f"--socket={folder}/s", "--innodb-flush-log-at-trx-commit=0"]
    with _running(command, port, folder, signal.SIGTERM):
        yield _answering(f"mysql+pymysql://root@127.0.0.1:{port}/mysql")
