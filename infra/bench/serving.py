#!/usr/bin/env python3
"""Loads `wavetrain serve-model` and prints requests per second and the percentiles of their latency.

  python3 infra/bench/serving.py MODEL                        # a folder, or NAME@champion
  python3 infra/bench/serving.py MODEL --seconds 20 -- --home DIR

Recordings are noise of 1 to 4 s. First with several clients at a time, each of which asks again as
soon as it is answered, by turns of a service that hears recordings together and of one that does
not (--batch 1); then with requests at twice the rate that the service was seen to hold, whoever is
answered: there it may only answer (200) or refuse (429), or the program fails.

Clients and service share the machine, so figures are for comparison within one run.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import random
import subprocess
import sys
import threading
import time
import wave
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = (1, 4, 16)
RATE_HZ = 16_000
TIMEOUT_SECONDS = 120
ALLOWED = {200, 429}


@dataclass
class Outcome:
    """What came of some requests."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def rate(self) -> float:
        """Answers a second; refusals do not count."""
        return self.statuses[200] / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the answers took at most."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def line(self, name: str) -> str:
        counts = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        figures = " ".join(f"{self.percentile(share):8.0f}" for share in (0.5, 0.95, 0.99))
        return f"{name:<28} {self.rate():8.1f} {figures}   {counts}"


def recordings(count: int) -> list[bytes]:
    """Noise as WAVE files."""
    draw = random.Random(1)
    files = []
    for _ in range(count):
        samples = array("h", (draw.randrange(-3000, 3000) for _ in range(int(draw.uniform(1, 4) * RATE_HZ))))
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples.tobytes())
        files.append(buffer.getvalue())
    return files


class Client:
    """A connection to the service."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)

    def ask(self, recording: bytes) -> int:
        self._connection.request("POST", "/transcribe", recording)
        response = self._connection.getresponse()
        response.read()
        return response.status


def load(address: str, files: list[bytes], clients: int, seconds: float, rate: float | None) -> Outcome:
    """Asks for some seconds: again and again, or so many times a second with as many clients as it takes."""
    outcome = Outcome()
    lock = threading.Lock()
    start = time.monotonic()
    turns = iter(range(sys.maxsize))

    def work() -> None:
        client = Client(address)
        while True:
            with lock:
                turn = next(turns)
            due = start + turn / rate if rate else time.monotonic()
            if due >= start + seconds:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            began = time.monotonic()
            try:
                status = client.ask(files[turn % len(files)])
            except (OSError, http.client.HTTPException) as failure:
                with lock:
                    outcome.errors.append(repr(failure))
                client = Client(address)
                continue
            with lock:
                outcome.statuses[status] += 1
                if status == 200:
                    outcome.latencies.append(time.monotonic() - began)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.monotonic() - start
    return outcome


@contextmanager
def service(model: str, options: list[str]) -> Iterator[str]:
    """A service of its own, as long as it is needed."""
    command = [str(ROOT / "wavetrain"), "serve-model", model, "--port", "0", "--json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            if not first:
                raise SystemExit(f"{' '.join(command)} does not start: run it by hand to see why")
            yield json.loads(first)["address"]
        finally:
            process.terminate()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--seconds", type=float, default=15.0, help="of each load")
    parser.add_argument("options", nargs="*", help="of serve-model, after --")
    arguments = parser.parse_args()
    files = recordings(40)
    print(f"{'':<28} {'answers/s':>8} {'p50 ms':>7} {'p95 ms':>8} {'p99 ms':>8}")
    rates: dict[int, float] = {}
    for batch in (8, 1):
        with service(arguments.model, ["--batch", str(batch), *arguments.options]) as address:
            load(address, files, 4, 5, None)
            for clients in CLIENTS:
                outcome = load(address, files, clients, arguments.seconds, None)
                fail_if_wrong(outcome, {200})
                print(outcome.line(f"{clients} clients, --batch {batch}"), flush=True)
                rates[batch] = max(rates.get(batch, 0.0), outcome.rate())
    print(f"together / one by one: {rates[8] / rates[1]:.2f}")
    with service(arguments.model, arguments.options) as address:
        load(address, files, 4, 5, None)
        outcome = load(address, files, 128, arguments.seconds, 2 * rates[8])
        print(outcome.line(f"{2 * rates[8]:.0f} requests/s"), flush=True)
        fail_if_wrong(outcome, ALLOWED)
        after = load(address, files, 1, 3, None)
        print(after.line("1 client after that"), flush=True)
        fail_if_wrong(after, {200})


def fail_if_wrong(outcome: Outcome, allowed: set[int]) -> None:
    """Ends the program if anything but an answer or a refusal came."""
    if outcome.errors or set(outcome.statuses) - allowed:
        raise SystemExit(f"wrong: {dict(outcome.statuses)}, {outcome.errors[:3]}")


if __name__ == "__main__":
    main()
