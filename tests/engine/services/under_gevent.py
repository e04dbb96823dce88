"""Run as a program: uses the services from greenlets, as the live engine does, and prints what came of it."""

# ruff: noqa: E402
from gevent import monkey

monkey.patch_all()

import json
import sys
from typing import Any

import gevent
from gevent.pywsgi import WSGIServer

from engine.events import KeyPressed
from engine.live.offload import LivePool
from engine.services.database import DatabaseConnection, Databases
from engine.services.http_ import HttpConnection, WebServices
from engine.store.store import Store
from engine.store.writer import JournalWriter
from nodes.errors import ServiceError
from nodes.services import HttpRequest


def together(count: int, ask: Any) -> list[str]:
    """What `count` greenlets were told, each kind once."""

    def one(number: int) -> str:
        try:
            return str(ask(number))
        except ServiceError as error:
            return type(error).__name__

    greenlets = [gevent.spawn(one, number) for number in range(count)]
    gevent.joinall(greenlets)
    return sorted({str(greenlet.get()) for greenlet in greenlets})


def databases(url: str, slow: str) -> dict[str, list[str]]:
    """Slow queries, then many quick changes, on two threads."""
    made = Databases({"db": DatabaseConnection(url, threads=2)}, pool=LivePool)

    def change(number: int) -> object:
        return made.update("db", "INSERT INTO t VALUES (:n)", {"n": number}, step=f"s{number}", seconds=20)

    stopped = together(4, lambda n: made.query("db", slow, {}, limit=1, seconds=0.3))
    gevent.sleep(0.5)
    return {"slow": stopped, "after": together(60, change), "again": together(60, change)}


def web() -> dict[str, list[str]]:
    """A service that hangs, then many quick answers."""

    def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/hang":
            gevent.sleep(2)
        start("200 OK", [("Content-Type", "application/json")])
        return [b"[1]"]

    server = WSGIServer(("127.0.0.1", 0), answer, log=None)
    server.start()
    root = f"http://127.0.0.1:{server.server_port}/"
    made = WebServices({"web": HttpConnection(root, threads=4)}, pool=LivePool, sleep=gevent.sleep)
    told: list[str] = []
    for _ in range(20):
        made.send(HttpRequest("web", "POST", "x"), told.append)
    unasked = list(told)
    hang = together(4, lambda n: made.request(HttpRequest("web", "GET", "hang", seconds=0.3)).data)
    gevent.sleep(0.5)
    quick = together(60, lambda n: made.request(HttpRequest("web", "GET", "x")).data)
    counts = {f"{len(unasked)} at once", f"{len(told)} in all"}
    return {"hang": hang, "quick": quick, "told": sorted({*told, *counts})}


def journals(url: str) -> dict[str, list[str]]:
    """Many calls that write at once."""
    store = Store.create(url)
    writer = JournalWriter(store, pool=LivePool)

    def call(number: int) -> int:
        journal = writer.journal(f"c{number}")
        for key in range(20):
            journal(KeyPressed(key, "menu", str(key % 10)))
            gevent.sleep(0.001)
        return 20

    written = together(50, call)
    writer.close(20)
    return {"written": written, "kept": sorted({str(len(store.events(f"c{n}"))) for n in range(50)})}


if __name__ == "__main__":
    sort, *arguments = sys.argv[1:]
    jobs: dict[str, Any] = {"databases": databases, "web": web, "journals": journals}
    print(json.dumps(jobs[sort](*arguments)))
