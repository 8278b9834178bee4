"""A server that speaks as much of Docker's API as a task needs, and notes what it is asked for.

It starts no containers: their output and exit code are told by a function of what was asked for. What a real daemon
makes of it is tested where there is one, in infra/integration.
"""

import io
import json
import struct
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Request = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a container ends: its output, its exit code, and the file that it leaves as its result."""

    output: str
    exit_code: int = 0
    result: dict[str, Any] | None = None


@dataclass
class DockerDaemon:
    """What was asked for, in order: the bodies of containers, and `METHOD path` of all calls."""

    outcome: Callable[[Request], Outcome]
    address: str = ""
    containers: list[Request] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)

    def ended(self) -> Outcome:
        return self.outcome(self.containers[-1])


@contextmanager
def docker_daemon(outcome: Callable[[Request], Outcome]) -> Iterator[DockerDaemon]:
    """Serves on a free port of this machine."""
    daemon = DockerDaemon(outcome)

    class Handler(_Handler):
        state = daemon

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    daemon.address = f"tcp://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield daemon
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: DockerDaemon

    def do_GET(self) -> None:
        path = self._note()
        if path == "/_ping":
            self._answer(None, content=b"OK")
        elif path == "/version":
            self._answer({"ApiVersion": "1.44"})
        elif path == "/images/json":
            self._answer([{"Id": "image"}])
        elif path == "/containers/json":
            self._answer([{"Id": "leftover"}])
        elif path.endswith("/archive"):
            self._archive()
        else:
            self._answer({"Config": {"Tty": False}})

    def do_POST(self) -> None:
        path = self._note()
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if path == "/containers/create":
            self.state.started.clear()
            self.state.containers.append(body)
            self._answer({"Id": "container"}, status=201)
        elif path.endswith("/attach"):
            self._attach()
        elif path.endswith("/wait"):
            self._answer({"StatusCode": self.state.ended().exit_code})
        else:
            self._answer(None, status=204)
            if path.endswith("/start"):
                self.state.started.set()

    def do_DELETE(self) -> None:
        self._note()
        self._answer(None, status=204)

    def log_message(self, *_: Any) -> None:
        """Not of interest."""

    def _note(self) -> str:
        parts = urlsplit(self.path)
        path = "/" + parts.path.split("/", 2)[2] if parts.path.startswith("/v1.") else parts.path
        self.state.calls.append(f"{self.command} {path}" + (f"?{parts.query}" if parts.query else ""))
        return path

    def _attach(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.docker.raw-stream")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        self.state.started.wait()
        output = self.state.ended().output.encode()
        # In pieces, as lines come that are longer than a pipe's buffer.
        for start in range(0, len(output), 16):
            piece = output[start : start + 16]
            self.wfile.write(struct.pack(">BxxxL", 1, len(piece)) + piece)

    def _archive(self) -> None:
        result = self.state.ended().result
        if result is None:
            self._answer({"message": "no such file"}, status=404)
            return
        content = json.dumps(result).encode()
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            member = tarfile.TarInfo("result.json")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        self._answer(None, content=packed.getvalue(), headers={"X-Docker-Container-Path-Stat": "e30="})

    def _answer(
        self, body: Any, status: int = 200, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        sent = content or (json.dumps(body).encode() if body is not None else b"")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)
