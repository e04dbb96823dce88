"""The engine process: store, services and desk put behind the server that takes calls."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextlib import ExitStack

from callwright.desk import StoreDesk
from callwright.errors import Misuse, OutsideFailed
from callwright.heartbeat import Heartbeat
from callwright.hourly import Housekeeping
from callwright.outside import Outside
from callwright.settings import Settings
from callwright.stores import store_errors, store_of
from callwright.sweeper import Sweeper
from callwright.watched import WatchedDesk
from callwright.words import words
from engine.live.endpoint import Endpoint, OpenToAll
from engine.live.host import run_server
from engine.live.inbound import InboundConnection
from engine.live.keeper import Seal
from engine.live.offload import LivePool, live_sleep
from engine.live.switches import Switches
from engine.live.waiting import spawn
from engine.overview import Overview
from engine.store.errors import StoreError
from engine.store.store import Store
from engine.store.writer import JournalWriter

PACKAGE_SECONDS = 10.0
"""How long a reader waits for a release."""

log = logging.getLogger("callwright.serve")


def serve(settings: Settings, listen: str = "", most: int = 2000, http: str | None = None) -> int:
    """Take calls until SIGTERM or SIGINT; then let go of those in progress: another engine takes them.

    `http` is where it tells what they do: None as the settings say, empty nowhere.
    """
    host, port = address(listen or settings.live.listen)
    seal, switches = Seal(_secret(settings)), Switches(_connection(settings))
    with ExitStack() as stack:
        store = stack.enter_context(store_of(settings))
        with store_errors():
            heartbeat = Heartbeat(store)
            stack.callback(heartbeat.close)
        outside = Outside(settings, store, LivePool, live_sleep)
        stack.callback(outside.close)
        journals = JournalWriter(store)
        stack.callback(journals.close)
        desk = StoreDesk(store, outside, journals, LivePool(4), engine=heartbeat.engine)
        stack.callback(desk.close)
        with store_errors():
            desk.open()
        sweeper = Sweeper(
            store,
            desk,
            journals,
            switches,
            seal,
            LivePool(1),
            engine=heartbeat.engine,
            context=settings.live.context,
        )
        stack.callback(spawn(sweeper.watch).kill)
        stack.callback(Housekeeping(settings, store, heartbeat.engine).close)
        overview = Overview()
        told = settings.live.http if http is None else http
        if told:
            stack.callback(_endpoint(settings, store, overview, heartbeat.engine, told).close)
        try:
            run_server(
                WatchedDesk(desk, overview),
                seal,
                host,
                port,
                most=most,
                ready=lambda bound: log.info("taking calls on %s:%d", host, bound),
                ledger=journals.ledger(heartbeat.engine),
                switches=switches,
            )
        except OSError as error:
            where = words(zh="换一个端口，或先停下占用者", en="take another port, or stop who has it")
            raise OutsideFailed(f"{host}:{port}: {error.strerror}", where) from error
    return 0


def _endpoint(settings: Settings, store: Store, overview: Overview, engine: str, told: str) -> Endpoint:
    """Tells over HTTP what the calls do. Raises Misuse, OutsideFailed."""
    pool = LivePool(2)

    def package(digest: str) -> bytes | None:
        try:
            return pool.run(lambda: store.release(digest), PACKAGE_SECONDS)
        except (StoreError, TimeoutError):
            return None

    host, port = address(told)
    endpoint = Endpoint(overview, engine, package, token=settings.live.token)
    try:
        log.info("telling about calls on http://%s", endpoint.open(host, port))
    except OpenToAll as error:
        cure = words(zh="设置 live.token，或用 127.0.0.1", en="set live.token, or take 127.0.0.1")
        raise Misuse(
            words(zh=f"{told} 对其他机器开放", en=f"{told} is open to other machines"), cure
        ) from error
    except OSError as error:
        cure = words(zh="换一个端口，或 --http off", en="take another port, or --http off")
        raise OutsideFailed(f"{told}: {error.strerror}", cure) from error
    return endpoint


def _connection(settings: Settings) -> Callable[[], InboundConnection]:
    """Connects to the switch of the settings, to ask it something. Raises Misuse if that is no address."""
    host, port = address(settings.live.switch)
    return lambda: InboundConnection(host, port, settings.live.password)


def address(text: str) -> tuple[str, int]:
    """Host and port of `HOST:PORT`. Raises Misuse."""
    host, mark, port = text.rpartition(":")
    if not mark or not host or not port.isdigit() or int(port) > 65535:
        raise Misuse(f"'{text}' is no address", "127.0.0.1:8084")
    return host, int(port)


def _secret(settings: Settings) -> str:
    if settings.live.key:
        return settings.live.key
    log.warning(
        "live.key is not set: a call whose engine dies cannot go on in the same place on another engine; "
        "set it to a long word that all engines share"
    )
    return secrets.token_hex(32)
