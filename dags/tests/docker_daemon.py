"""A server that speaks as much of Docker's API as a task needs, and notes what it is asked for.

It starts no containers: their output and exit code are told by a function of what was asked for. What a real daemon
makes of it is tested where there is one, in infra/integration.
"""

import io
import json
import re
import struct
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Handler, serving
from tests.outcome import Outcome

Request = dict[str, Any]


@dataclass
class DockerDaemon:
    """What was asked for, in order: the bodies of containers, and `METHOD path` of all calls.

    `left` are containers of earlier tasks, by the times at which they ended.
    """

    outcome: Callable[[Request], Outcome]
    when_started: Callable[[], None]
    address: str = ""
    left: dict[str, datetime] = field(default_factory=dict)
    containers: list[Request] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def removed(self) -> list[str]:
        """The containers that were removed with their volumes, in order."""
        found = [re.fullmatch(r"DELETE /containers/(.+)\?v=True.*", call) for call in self.calls]
        return [match[1] for match in found if match]

    def ended(self) -> Outcome:
        return self.outcome(self.containers[-1])


@contextmanager
def docker_daemon(
    outcome: Callable[[Request], Outcome], when_started: Callable[[], None] = lambda: None
) -> Iterator[DockerDaemon]:
    """Serves on a free port of this machine; `when_started` is called as soon as a container has been started."""
    daemon = DockerDaemon(outcome, when_started)
    with serving(_Handler, daemon) as port:
        daemon.address = f"tcp://127.0.0.1:{port}"
        yield daemon


class _Handler(Handler[DockerDaemon]):
    def do_GET(self) -> None:
        path = self._note()
        if path == "/_ping":
            self.send(b"OK")
        elif path == "/version":
            self.send_json({"ApiVersion": "1.44"})
        elif path == "/images/json":
            self.send_json([{"Id": "image"}])
        elif path == "/containers/json":
            self._list()
        elif path.endswith("/archive"):
            self._archive()
        else:
            self._inspect(path.split("/")[2])

    def do_POST(self) -> None:
        path = self._note()
        body = self.read_json()
        if path == "/containers/create":
            self.state.started.clear()
            self.state.over.clear()
            self.state.containers.append(body)
            self.send_json({"Id": "container"}, status=201)
        elif path.endswith("/attach"):
            self._attach()
        elif path.endswith("/wait"):
            self.state.over.wait()
            self.send_json({"StatusCode": self.state.ended().exit_code})
        elif path.endswith("/start"):
            self.send(b"", status=204)
            self._start()
        else:
            self.state.over.set()
            self.send(b"", status=204)

    def do_DELETE(self) -> None:
        self._note()
        self.send(b"", status=204)

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
        self.state.over.wait()

    def _start(self) -> None:
        self.state.started.set()
        if not self.state.ended().until_stopped:
            self.state.over.set()
        self.state.when_started()

    def _list(self) -> None:
        """All that were left when any task's are asked for, and one of the task that is named."""
        asked = json.loads(parse_qs(urlsplit(self.path).query)["filters"][0])
        names = ["leftover"] if "=" in asked["label"][0] else [*self.state.left]
        self.send_json([{"Id": name, "Created": 0} for name in names])

    def _inspect(self, container: str) -> None:
        """What is known of a container, with the nanoseconds that Docker tells."""
        end = self.state.left.get(container, datetime.now(UTC))
        killed_for_memory = bool(self.state.containers) and self.state.ended().out_of_memory
        state = {"FinishedAt": end.strftime("%Y-%m-%dT%H:%M:%S.123456789Z"), "OOMKilled": killed_for_memory}
        self.send_json({"Config": {"Tty": False}, "State": state})

    def _archive(self) -> None:
        result = self.state.ended().result
        if result is None:
            self.send_json({"message": "no such file"}, status=404)
            return
        content = json.dumps(result).encode()
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            member = tarfile.TarInfo("result.json")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        self.send(packed.getvalue(), headers={"X-Docker-Container-Path-Stat": "e30="})
