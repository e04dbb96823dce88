"""Named web services, against a small server on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

import pytest

from engine.services.http_ import HttpConnection, WebServices
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import HttpRequest

release = threading.Event()
let_go = threading.Event()


class Handler(BaseHTTPRequestHandler):
    """Tells what it was asked; some paths misbehave."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        place = self.path.partition("?")[0].removeprefix("/api/")
        if place == "held":
            let_go.wait(5)
        if place == "hang":
            release.wait(5)
        if place == "break":
            self.close_connection = True
            self.connection.close()
            return
        status = {"missing": 404, "moved": 302, "busy": 503}.get(place, 200)
        answers = {
            "xml": ("text/xml", "<r xmlns='urn:x'><case no='7'>open</case></r>"),
            "huge": ("text/plain", "x" * (1024 * 1024 + 1)),
            "zipped": ("text/plain", "zip"),
        }
        echo = json.dumps({"path": self.path, "body": body})
        kind, content = answers.get(place, ("application/json", echo))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if place == "moved":
            self.send_header("Location", "http://elsewhere.invalid/")
        if place == "zipped":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content.encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815


seen: list[tuple[str, str, dict[str, str], str]] = []


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    release.set()
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def services(root: str) -> Iterator[WebServices]:
    seen.clear()
    waits.clear()
    made = WebServices(
        {
            "crm": HttpConnection(root, token="secret", headers={"X-Site": "12345"}),
            "basic": HttpConnection(root, user="u", password="p", threads=1),
            "dead": HttpConnection("http://127.0.0.1:1/"),
            "odd": HttpConnection("ftp://x"),
        },
        sleep=waits.append,
    )
    yield made
    made.close()


waits: list[float] = []


def test_a_request_and_its_answer(services: WebServices) -> None:
    query = {"q": "a&b=c", "名": "市长"}
    asked = HttpRequest("crm", "POST", "cases/1?a=1", query, {"X-A": "1"}, '{"a": "好"}', step="call-1:7")
    reply = services.request(asked)
    assert reply.status == 200
    assert reply.data == {
        "path": "/api/cases/1?a=1&q=a%26b%3Dc&%E5%90%8D=%E5%B8%82%E9%95%BF",
        "body": '{"a": "好"}',
    }
    assert reply.headers["content-type"] == "application/json"
    headers = seen[0][2]
    assert headers["authorization"] == "Bearer secret"
    assert headers["x-site"] == "12345"
    assert headers["idempotency-key"] == "call-1:7"
    assert headers["content-type"] == "application/json; charset=utf-8"


def test_a_user_and_a_password(services: WebServices) -> None:
    services.request(HttpRequest("basic", "GET", ""))
    assert seen[0][1] == "/api"
    assert seen[0][2]["authorization"] == "Basic dTpw"


PATHS = {
    "http://elsewhere.invalid/x": "/api/http://elsewhere.invalid/x",
    "//elsewhere.invalid/x": "/api/elsewhere.invalid/x",
    "@elsewhere.invalid": "/api/@elsewhere.invalid",
    "a b/好": "/api/a%20b/%E5%A5%BD",
    "a%2Fb": "/api/a%2Fb",
}


@pytest.mark.parametrize(("path", "asked"), PATHS.items())
def test_a_path_stays_under_the_address(services: WebServices, path: str, asked: str) -> None:
    services.request(HttpRequest("crm", "GET", path))
    assert seen[0][1] == asked


REFUSED = {
    "climbing": (HttpRequest("crm", "GET", "../admin"), r"'\.'"),
    "climbing, written apart": (HttpRequest("crm", "GET", "a/%2e%2E/admin"), r"'\.'"),
    "a line break": (HttpRequest("crm", "GET", "a\r\nX: 1"), "line break"),
    "a fragment": (HttpRequest("crm", "GET", "a#b"), "#"),
    "a header with a line break": (HttpRequest("crm", "GET", "", {}, {"X-A": "1\r\nX-B: 2"}), "control"),
    "a header of the connection": (HttpRequest("crm", "GET", "", {}, {"x-site": "1"}), "connection"),
    "authorization": (HttpRequest("crm", "GET", "", {}, {"Authorization": "x"}), "settings"),
    "a long answer": (HttpRequest("crm", "GET", "huge"), "more than"),
    "a packed answer": (HttpRequest("crm", "GET", "zipped"), "gzip"),
}


@pytest.mark.parametrize(("request_", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(services: WebServices, request_: HttpRequest, words: str) -> None:
    with pytest.raises(ServiceRefused, match=words):
        services.request(request_)


def test_answers_of_any_status_come_back(services: WebServices) -> None:
    assert services.request(HttpRequest("crm", "GET", "missing")).status == 404
    moved = services.request(HttpRequest("crm", "GET", "moved"))
    assert (moved.status, moved.headers["location"]) == (302, "http://elsewhere.invalid/")
    assert services.request(HttpRequest("crm", "GET", "xml")).data == {
        "r": {"case": {"@no": "7", "#text": "open"}}
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [("dead", "cannot be reached"), ("odd", "no address"), ("unknown", "no web service is called")],
)
def test_unavailable(services: WebServices, name: str, words: str) -> None:
    with pytest.raises(ServiceUnavailable, match=words):
        services.request(HttpRequest(name, "GET", "x"))


def test_a_service_that_hangs_is_given_up(services: WebServices) -> None:
    with pytest.raises(ServiceTimeout):
        services.request(HttpRequest("crm", "GET", "hang", seconds=0.1))


ATTEMPTS = {
    "reading is repeated": (HttpRequest("crm", "GET", "busy", attempts=3), 3),
    "a change without a key is not": (HttpRequest("crm", "POST", "busy", attempts=3), 1),
    "a change with a key is": (HttpRequest("crm", "POST", "busy", attempts=2, step="s"), 2),
    "a refusal is final": (HttpRequest("crm", "GET", "missing", attempts=3), 1),
}


@pytest.mark.parametrize(("request_", "times"), ATTEMPTS.values(), ids=ATTEMPTS)
def test_attempts(services: WebServices, request_: HttpRequest, times: int) -> None:
    services.request(request_)
    assert (len(seen), len(waits)) == (times, times - 1)


def test_attempts_at_a_connection_that_breaks_or_is_not_there(services: WebServices) -> None:
    with pytest.raises(ServiceUnavailable, match="broke off"):
        services.request(HttpRequest("crm", "GET", "break", attempts=2))
    with pytest.raises(ServiceUnavailable, match="broke off"):
        services.request(HttpRequest("crm", "POST", "break", attempts=2))
    with pytest.raises(ServiceUnavailable):
        services.request(HttpRequest("dead", "POST", "x", attempts=3))
    assert (len(seen), len(waits)) == (3, 1 + 0 + 2)


SENT = {
    "an answer": (HttpRequest("crm", "POST", "cases", body="{}", step="c:1/notify"), "200"),
    "a refusal": (HttpRequest("crm", "POST", "missing", step="s"), "404"),
    "nobody there": (HttpRequest("dead", "POST", "x"), "unavailable"),
    "too late": (HttpRequest("crm", "POST", "hang", seconds=0.1), "timeout"),
    "an answer that cannot be taken": (HttpRequest("crm", "POST", "huge"), "refused"),
}


@pytest.mark.parametrize(("request_", "outcome"), SENT.values(), ids=SENT)
def test_what_is_sent_without_waiting_tells_how_it_ended(
    services: WebServices, request_: HttpRequest, outcome: str
) -> None:
    told: SimpleQueue[str] = SimpleQueue()
    services.send(request_, told.put)
    assert told.get(timeout=10) == outcome


def test_nobody_waits_for_what_is_sent(services: WebServices) -> None:
    told: SimpleQueue[str] = SimpleQueue()
    services.send(HttpRequest("crm", "POST", "held"), told.put)
    assert told.empty()
    let_go.set()
    assert told.get(timeout=10) == "200"


@pytest.mark.parametrize(
    "request_", [HttpRequest("unknown", "POST", "x"), HttpRequest("crm", "POST", "../x")]
)
def test_what_cannot_be_sent_is_said_at_once(services: WebServices, request_: HttpRequest) -> None:
    with pytest.raises(ServiceError):
        services.send(request_)
