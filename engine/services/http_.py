"""Named connections to web services: a path is only ever joined to their address, answers are bounded."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from engine.services.documents import parsed
from engine.services.offload import Bounded, Job, PoolMaker, ThreadPool
from engine.services.perthread import PerThread
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import HttpReply, HttpRequest

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger("callwright.http")

MAX_ANSWER = 1024 * 1024
"""The longest answer, in bytes."""

_IDEMPOTENT = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")
"""Methods that may be asked twice (RFC 9110, 9.2.2)."""
_GATEWAY = (502, 503, 504)
"""Answers that say: not reached, try again."""
_FAILURES: tuple[tuple[type[ServiceError], str], ...] = (
    (ServiceTimeout, "timeout"),
    (ServiceRefused, "refused"),
)
_RESERVED = ("host", "content-length", "transfer-encoding", "connection", "authorization", "accept-encoding")
_IN_PATH = "/:@!$&'()*+,;=-._~%?"


@dataclass(frozen=True, slots=True)
class HttpConnection:
    """One named connection: the address of its root; `user` and `password`, or `token`, as it wants them."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    threads: int = 8


class WebServices:
    """The service `http` over named connections. Redirections are answers like any other."""

    def __init__(
        self,
        connections: Mapping[str, HttpConnection],
        *,
        pool: PoolMaker = ThreadPool,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._named = {name: _Named(name, facts, pool) for name, facts in connections.items()}
        self._sleep = sleep

    def request(self, request: HttpRequest) -> HttpReply:
        """As nodes.services.Http.request; `seconds` bound each attempt."""
        named = self._connection(request)
        url, headers = named.address(request.path), named.headers(request)
        return _asked(request, lambda: named.ask(request, url, headers), self._sleep)

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        """As nodes.services.Http.send."""
        named = self._connection(request)
        url, headers = named.address(request.path), named.headers(request)

        def work(job: Job) -> None:
            """Done on a thread, which may wait."""
            try:
                reply = _asked(request, lambda: named.answer(request, url, headers, job), time.sleep)
                outcome = str(reply.status)
            except ServiceError as error:
                outcome = next((word for kind, word in _FAILURES if isinstance(error, kind)), "unavailable")
                _log.warning("%s %s could not be sent: %s", request.method, request.path, error)
            told(outcome)

        named.start(work)

    def _connection(self, request: HttpRequest) -> _Named:
        named = self._named.get(request.connection)
        if named is None:
            known = ", ".join(sorted(self._named)) or "none"
            missing = f"no web service is called '{request.connection}' (there are: {known})"
            raise ServiceUnavailable(f"{missing}: name it in the settings")
        return named

    def close(self) -> None:
        """Close every connection that is open and idle."""
        for named in self._named.values():
            named.close()


def _asked(request: HttpRequest, ask: Callable[[], HttpReply], sleep: Callable[[float], None]) -> HttpReply:
    """The answer of the first attempt that brings one; between attempts it sleeps."""
    for attempt in range(1, max(request.attempts, 1) + 1):
        last = attempt >= request.attempts
        try:
            reply = ask()
            if last or reply.status not in _GATEWAY or not _repeatable(request):
                return reply
        except _NotReached:
            if last:
                raise
        except (ServiceTimeout, ServiceUnavailable):
            if last or not _repeatable(request):
                raise
        sleep(min(0.2 * 2 ** (attempt - 1), 2.0))
    raise AssertionError("the last attempt answers or raises")


class _NotReached(ServiceUnavailable):
    """The request was never sent: any method may be tried again."""


def _repeatable(request: HttpRequest) -> bool:
    return request.method.upper() in _IDEMPOTENT or bool(request.step)


class _Named:
    """One connection with its threads."""

    def __init__(self, name: str, facts: HttpConnection, pool: PoolMaker) -> None:
        self._name = name
        self._facts = facts
        self._bounded = Bounded(f"connection '{name}'", facts.threads, pool)
        self._clients = PerThread(self._open, lambda client: client.close())

    def _open(self) -> httpx.Client:
        try:
            import httpx
        except ModuleNotFoundError as missing:
            cure = "pip install 'callwright[live]'"
            raise ServiceUnavailable(f"connection '{self._name}': httpx is missing: {cure}") from missing
        facts = self._facts
        headers = {"Accept-Encoding": "identity", "User-Agent": "callwright", **facts.headers}
        if facts.token:
            headers["Authorization"] = f"Bearer {facts.token}"
        auth = (facts.user, facts.password) if facts.user else None
        return httpx.Client(headers=headers, auth=auth, trust_env=False)

    def close(self) -> None:
        self._clients.close()

    def address(self, path: str) -> str:
        """`path` under the connection's address. Raises ServiceRefused if it would lead anywhere else."""
        root = urlsplit(self._facts.url)
        if root.scheme not in ("http", "https") or not root.netloc:
            raise ServiceUnavailable(
                f"connection '{self._name}': {self._facts.url!r} is no address: write https://host/path"
            )
        if not path.isprintable() or "\\" in path or "#" in path:
            raise ServiceRefused("the path holds a line break, a backslash or #: give values in the query")
        if any(unquote(part) in (".", "..") for part in path.partition("?")[0].split("/")):
            raise ServiceRefused("the path has a part '.' or '..': write it out")
        base = self._facts.url.partition("?")[0].rstrip("/")
        under = quote(path.lstrip("/"), safe=_IN_PATH)
        return f"{base}/{under}" if under else base

    def headers(self, request: HttpRequest) -> dict[str, str]:
        """The headers of a request. Raises ServiceRefused for one that is not an author's to set."""
        own = {name.lower() for name in self._facts.headers}
        headers: dict[str, str] = {}
        for name, value in request.headers.items():
            if name.lower() in _RESERVED or name.lower() in own:
                raise ServiceRefused(f"the header {name} belongs to the connection: set it in the settings")
            if not (name.isascii() and name.isprintable() and value.isprintable()):
                raise ServiceRefused(f"the header {name[:40]!r} holds a control character")
            headers[name] = value
        if request.body and "content-type" not in (name.lower() for name in headers):
            headers["Content-Type"] = _with_charset(request.content_type)
        if request.step and request.method.upper() not in ("GET", "HEAD"):
            headers["Idempotency-Key"] = request.step
        return headers

    def ask(self, request: HttpRequest, url: str, headers: Mapping[str, str]) -> HttpReply:
        """One attempt. Raises ServiceTimeout, ServiceUnavailable, ServiceRefused."""
        return self._bounded.run(lambda job: self.answer(request, url, headers, job), request.seconds)

    def start(self, work: Callable[[Job], None]) -> None:
        """Have `work` done on a thread. Raises ServiceTimeout if every thread hangs."""
        self._bounded.start(work)

    def answer(self, request: HttpRequest, url: str, headers: Mapping[str, str], job: Job) -> HttpReply:
        """One attempt, on a thread of this connection."""
        client = self._clients.get()
        import httpx

        try:
            asked: dict[str, Any] = {"headers": dict(headers), "timeout": request.seconds}
            if request.body:
                asked["content"] = request.body.encode()
            address = httpx.URL(url).copy_merge_params(dict(request.query)) if request.query else url
            with client.stream(request.method.upper(), address, **asked) as response:
                return self._read(response, job)
        except httpx.ConnectError as error:
            raise _NotReached(f"connection '{self._name}' cannot be reached: {error}") from error
        except httpx.ConnectTimeout as error:
            raise ServiceTimeout(
                f"connection '{self._name}': no answer within {request.seconds:g} s"
            ) from error
        except httpx.TimeoutException as error:
            raise ServiceTimeout(
                f"connection '{self._name}': no answer within {request.seconds:g} s"
            ) from error
        except httpx.TransportError as error:
            raise ServiceUnavailable(f"connection '{self._name}' broke off: {error}") from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise ServiceRefused(f"connection '{self._name}': {error}") from error

    def _read(self, response: httpx.Response, job: Job) -> HttpReply:
        encoded = response.headers.get("content-encoding", "identity")
        if encoded != "identity":
            raise ServiceRefused(f"connection '{self._name}' answers in {encoded}, which nobody asked for")
        content = bytearray()
        for piece in response.iter_raw():
            content += piece
            if len(content) > MAX_ANSWER:
                raise ServiceRefused(f"connection '{self._name}': an answer of more than {MAX_ANSWER} bytes")
            if job.abandoned:
                raise ServiceTimeout(f"connection '{self._name}': too late")
        headers = {name.lower(): value for name, value in response.headers.items()}
        kind = headers.get("content-type", "")
        body = bytes(content).decode(response.charset_encoding or "utf-8", "replace")
        return HttpReply(response.status_code, body, parsed(bytes(content), body, kind), headers)


def _with_charset(content_type: str) -> str:
    """The type with its charset; forms have none (WHATWG URL, 5.2)."""
    named = "charset" in content_type or "form" in content_type
    return content_type if named else f"{content_type}; charset=utf-8"
