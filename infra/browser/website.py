"""`wavetrain serve` over servers that a test can take away."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
JAVA = ("java", "-Xmx512m", "-Dlogback.configurationFile=org/wavetrain/cli/logback-none.xml")


class Road:
    """Takes connections to a server, as long as it is open."""

    def __init__(self, server: str) -> None:
        address = urlsplit(server)
        assert address.hostname and address.port
        self._server = (address.hostname, address.port)
        self._port = 0
        self._connections: list[socket.socket] = []
        self.open()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def close(self) -> None:
        # A thread that accepts holds the port until it is woken.
        _end(self._listener)
        for connection in self._connections:
            _end(connection)
        self._connections.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._server)
            self._connections += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    try:
        while content := source.recv(1 << 16):
            target.sendall(content)
    except OSError:
        pass  # The road was closed, or one side left: the other is told below.
    _end(target)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):  # It may have ended already.
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@dataclass(frozen=True)
class Sample:
    """The servers of made-up runs, one of which goes on."""

    process: subprocess.Popen[str]
    road: Road
    run: str

    def tell(self, what: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()


@contextmanager
def served(home: Path, environment: dict[str, str] | None = None) -> Iterator[str]:
    """The address of the site of a home."""
    command = [str(ROOT / "wavetrain"), "serve", "--home", str(home), "--port", "0", "--json", "--no-browser"]
    with _running(command, {**os.environ, **(environment or {})}) as process:
        assert process.stdout
        yield str(json.loads(process.stdout.readline())["address"])


@contextmanager
def sampled(home: Path) -> Iterator[tuple[str, Sample]]:
    """The address of a site of made-up runs, and what is behind it."""
    library = ROOT / "pipeline/cli/target/lib/*"
    command = [*JAVA, "-cp", str(library), str(ROOT / "infra/browser/SampleServers.java"), str(home)]
    with _running(command, dict(os.environ)) as process:
        assert process.stdout
        environment: dict[str, str] = json.loads(process.stdout.readline())
        road = Road(environment["MLFLOW_TRACKING_URI"])
        run = process.stdout.readline().strip()
        try:
            with served(home, {**environment, "MLFLOW_TRACKING_URI": road.address}) as address:
                yield address, Sample(process, road, run)
        finally:
            road.close()


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)
