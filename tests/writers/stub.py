"""A server on loopback that speaks chat completions, badly when it is told to. Real sockets: what is tested is the wire."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Points = list[dict[str, Any]]
Behaviour = Callable[["Asked", BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Asked:
    """What came in: one request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def facts(self) -> dict[str, Any]:
        """The material as the model sees it."""
        facts: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return facts

    @property
    def points(self) -> Points:
        """The points alone."""
        points: Points = self.facts["points"]
        return points


@dataclass(slots=True)
class Stub:
    """The server: what it was asked, and how it behaves from now on."""

    address: str
    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)

    @property
    def sent(self) -> str:
        """All that ever reached it."""
        return json.dumps([asked.body for asked in self.asked], ensure_ascii=False)


def completion(words: str, **more: Any) -> bytes:
    """A chat completion that says `words`."""
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": "stop"}
    return json.dumps({"choices": [choice | more], "usage": {"total_tokens": 321}}).encode()


def say(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Answer with a whole body."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def faithful(points: Points) -> dict[str, Any]:
    """An answer that keeps to the points: their own words, spoken to the candidate."""
    told: dict[str, Any] = {"strengths": [], "improvements": []}
    for point in points:
        words = point["words"].strip().rstrip(".").replace("{first}", "you").replace("her", "your")
        sentence = {"text": f"On the day this stood out: {words}.", "sources": [point["number"]]}
        if point["kind"] == "strength":
            told["strengths"].append(sentence)
        else:
            told["improvements"].append(sentence | {"next_step": "Write down one result for each project."})
    return told


def answering(make: Callable[[Points], object]) -> Behaviour:
    """Answer in order, with what `make` says of the points."""

    def behave(asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        say(handler, completion(json.dumps(make(asked.points))))

    return behave


def raw(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Answer with these very bytes."""
    return lambda _asked, handler: say(handler, body, status, **headers)


def slowly(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, each in time, and never come to an end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def slow_head(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """Send the head of an answer as slowly."""
    for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Wait: " + b"a" * 200:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


def truncated(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(completion('{"strengths": [')[:60])


def hanging_up(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """Close without a word."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def huge(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """Never stop sending."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 65536)


@contextmanager
def stub_server() -> Iterator[Stub]:
    """A stub that answers faithfully until it is told otherwise."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = Asked(self.path, dict(self.headers), json.loads(self.rfile.read(length)))
            stub.asked.append(asked)
            try:
                stub.behave(asked, self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1", answering(faithful))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
