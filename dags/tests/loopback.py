"""Small HTTP servers on a free port of this machine."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, Generic, TypeVar

State = TypeVar("State")

_NONE: Mapping[str, str] = MappingProxyType({})


class Handler(BaseHTTPRequestHandler, Generic[State]):
    """Answers a connection; what a server knows and notes is the state that all of them share."""

    protocol_version = "HTTP/1.1"

    def __init__(self, state: State, *connection: Any) -> None:
        self.state = state
        super().__init__(*connection)

    def read_json(self) -> Any:
        """The request's body; an empty one is an empty object."""
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")

    def send_json(self, body: Any, status: int = 200) -> None:
        self.send(json.dumps(body).encode(), status=status)

    def send(
        self, content: bytes, kind: str = "application/json", status: int = 200, headers: Mapping[str, str] = _NONE
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Not of interest."""


@contextmanager
def serving(handler: type[Handler[State]], state: State) -> Iterator[int]:
    """Serves until it is left, at the port that it gives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, state))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
