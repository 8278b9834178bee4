"""A server that speaks as much of Kubernetes' API as a task needs, and keeps the pods that it is asked for.

It starts no containers: what they print, how they end and what they leave is told by a function of the pod. No cluster
is needed to see what the provider's operator and ours make of that together.
"""

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Handler, serving
from tests.outcome import Outcome

Pod = dict[str, Any]

_SIDECAR = "airflow-xcom-sidecar"
_NOW = "2026-01-01T00:00:00.000000Z"
_WEBSOCKET_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_STANDARD_OUTPUT = b"\x01"


@dataclass
class KubernetesApi:
    """The pods that were asked for; of those that were deleted, the seconds that each was given, if any were told.

    As long as there are `refusals`, pods are refused with these words.
    """

    outcome: Callable[[Pod], Outcome]
    when_started: Callable[[], None]
    refusals: Iterator[str] = field(default_factory=lambda: iter(()))
    address: str = ""
    pods: dict[str, Pod] = field(default_factory=dict)
    deleted: dict[str, str | None] = field(default_factory=dict)
    read_out: set[str] = field(default_factory=set)
    stopped: threading.Event = field(default_factory=threading.Event)

    def connection(self) -> str:
        """Airflow's connection to it."""
        cluster = {
            "clusters": [{"name": "here", "cluster": {"server": self.address}}],
            "contexts": [{"name": "here", "context": {"cluster": "here", "user": "nobody"}}],
            "users": [{"name": "nobody", "user": {}}],
            "current-context": "here",
        }
        return json.dumps({"conn_type": "kubernetes", "extra": {"kube_config": json.dumps(cluster)}})

    def with_status(self, name: str) -> Pod:
        """The pod as it is after its task has ended: until its result is read, the side container runs on."""
        pod, outcome = self.pods[name], self.outcome(self.pods[name])
        waiting = name not in self.read_out
        states = {"base": _base(outcome), _SIDECAR: {"running": {}} if waiting else {"terminated": {"exitCode": 0}}}
        phase = "Running" if waiting else "Succeeded" if outcome.exit_code == 0 else "Failed"
        statuses = [
            {"name": one, "state": state, "ready": False, "restartCount": 0, "image": "image", "imageID": "1"}
            for one, state in states.items()
        ]
        return {**pod, "status": {"phase": phase, "containerStatuses": statuses}}


def _base(outcome: Outcome) -> Pod:
    """The state of the task's own container."""
    if outcome.until_stopped:
        return {"running": {}}
    reason = "OOMKilled" if outcome.out_of_memory else "Completed" if outcome.exit_code == 0 else "Error"
    # Logs are read for a while after the end.
    finished = datetime.now(UTC).isoformat()
    return {"terminated": {"exitCode": outcome.exit_code, "reason": reason, "finishedAt": finished}}


@contextmanager
def kubernetes_api(
    outcome: Callable[[Pod], Outcome], when_started: Callable[[], None] = lambda: None
) -> Iterator[KubernetesApi]:
    """Serves on a free port of this machine; `when_started` is called as soon as a pod's log is followed."""
    api = KubernetesApi(outcome, when_started)
    with serving(_Handler, api) as port:
        api.address = f"http://127.0.0.1:{port}"
        yield api


class _Handler(Handler[KubernetesApi]):
    def do_GET(self) -> None:
        match self._parts():
            case ["pods"]:
                names = [name for name in self.state.pods if name not in self.state.deleted]
                self.send_json({"kind": "PodList", "items": [self.state.with_status(name) for name in names]})
            case ["pods", name] if name in self.state.deleted:
                self._refuse(404, f'pods "{name}" not found')
            case ["pods", name]:
                self.send_json(self.state.with_status(name))
            case ["pods", name, "log"]:
                self._log(name)
            case ["pods", name, "exec"]:
                self._execute(name)
            case _:
                self.send_json({"kind": "EventList", "items": [], "metadata": {"resourceVersion": "1"}})

    def do_POST(self) -> None:
        pod = self.read_json()
        refusal = next(self.state.refusals, None)
        if refusal:
            self._refuse(403, refusal)
            return
        self.state.pods[pod["metadata"]["name"]] = pod
        self.send_json(pod)

    def do_PATCH(self) -> None:
        self.read_json()
        self.send_json(self.state.with_status(self._parts()[1]))

    def do_DELETE(self) -> None:
        self.read_json()
        name = self._parts()[1]
        self.state.deleted[name] = parse_qs(urlsplit(self.path).query).get("gracePeriodSeconds", [None])[0]
        self.state.stopped.set()
        self.send_json(self.state.pods.get(name, {}))

    def _refuse(self, code: int, message: str) -> None:
        self.send_json({"kind": "Status", "status": "Failure", "code": code, "message": message}, code)

    def _log(self, name: str) -> None:
        """What the task's container printed, and the end of it not before its own."""
        outcome = self.state.outcome(self.state.pods[name])
        self.state.when_started()
        if outcome.until_stopped:
            self.state.stopped.wait()
        self.send("".join(f"{_NOW} {line}\n" for line in outcome.output.splitlines()).encode(), "text/plain")

    def _parts(self) -> list[str]:
        """What follows /api/v1/namespaces/NAMESPACE."""
        return urlsplit(self.path).path.split("/")[5:]

    def _execute(self, name: str) -> None:
        """A command in the side container: it prints the result, or, told on its standard input, ends."""
        key = self.headers["Sec-WebSocket-Key"] + _WEBSOCKET_MAGIC
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.send_header("Sec-WebSocket-Protocol", "v4.channel.k8s.io")
        self.end_headers()
        self.close_connection = True
        if parse_qs(urlsplit(self.path).query).get("stdin") == ["True"]:
            self.rfile.read(2)
            self.state.read_out.add(name)
        else:
            result = self.state.outcome(self.state.pods[name]).result
            text = json.dumps(result) if result is not None else "__airflow_xcom_result_empty__"
            self._frame(0x82, _STANDARD_OUTPUT + text.encode())
        self._frame(0x88, struct.pack(">H", 1000))

    def _frame(self, kind: int, content: bytes) -> None:
        self.wfile.write(struct.pack(">BBH", kind, 126, len(content)) + content)
        self.wfile.flush()
