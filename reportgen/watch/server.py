"""The preview's server: this machine only, reading only, at an address that nobody guesses."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from reportgen.core.errors import Unavailable
from reportgen.watch.desk import SHOWN, Desk

_HOST = "127.0.0.1"
_WAIT = 15  # seconds after which a waiting page is told that we are still here
_SAFE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[str]:
    """Serves the desk; gives the address. Raises: Unavailable if the port is taken."""
    try:
        server = _Server((_HOST, port), _Handler)
    except OSError:
        raise Unavailable(f"端口 {port} 已被占用，不能预览", hint="换一个 --port，或不写（自动选一个空闲的）") from None
    server.desk, server.secret = desk, secrets.token_urlsafe(9)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{_HOST}:{server.server_port}/{server.secret}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    desk: Desk
    secret: str


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The frame, a page, or the stream of news; anything else is not there."""
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if self.headers.get("Host") != f"{_HOST}:{self.server.server_port}":  # a page of the web that calls itself 127.0.0.1
            self._answer(b"", "text/plain", 403)
            return
        match address.path.removeprefix(f"/{self.server.secret}/"):
            case "":
                self._answer(frame(), SHOWN["html"])
            case "page":
                data = self.server.desk.page(asked.get("report", ""), asked.get("format", ""))
                self._answer(data or b"", SHOWN.get(asked.get("format", ""), "text/plain"), 200 if data else 404)
            case "news":
                self._stream(int(self.headers.get("Last-Event-ID") or 0))
            case _:
                self._answer(b"", "text/plain", 404)

    def _answer(self, data: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {**_SAFE, "Content-Type": kind, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, number: int) -> None:
        """News as they come, until the page or the desk is closed."""
        self.send_response(200)
        for name, value in {**_SAFE, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            while not self.server.desk.closed:
                news = self.server.desk.news(number, _WAIT)
                number = news.number if news else number
                line = f"id: {number}\ndata: {json.dumps(asdict(news), ensure_ascii=False)}\n\n" if news else ": \n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionError):
            return

    def log_message(self, *_: object) -> None:
        """Requests are nobody's business."""


@cache
def frame() -> bytes:
    """The page around the pages."""
    return (Path(__file__).parent / "frame.html").read_bytes()
