"""Speaks as `wavetrain task` does, in milliseconds and with failures on demand.

What is tested with it is what DAGs make of results, failures and signals. Whether the real command line speaks like
this is tested with the real one, in test_line.py. Each call is appended to the file calls.jsonl of the folder
STAND_IN_FOLDER; artifacts are empty files there, so that what exists is cached. Files named `fail-STAGE` hold the exit
code with which a stage ends; one named `die-STAGE` has it killed once, as soon as its artifact is there.
"""

import hashlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["STAND_IN_FOLDER"])
SECRETS = (
    "AWS_SECRET_ACCESS_KEY",
    "AIRFLOW__CORE__FERNET_KEY",
    "AIRFLOW_CONN_STORE",
    "AIRFLOW_VAR_TOKEN",
    "WAVETRAIN_AIRFLOW_PASSWORD",
)


def main() -> None:
    command, *arguments = sys.argv[2:]
    options = dict(zip(arguments[-2::-2], arguments[-1::-2], strict=False))
    record(command, arguments)
    print("a line of the log", file=sys.stderr)
    answer({"begin": begin, "stage": stage, "gate": gate}.get(command, other)(arguments, options))


def begin(arguments: list[str], options: dict[str, str]) -> dict[str, Any]:
    fail_on_demand("begin")
    graph = json.loads((FOLDER / "graph.json").read_text())
    variant = options["--variant"]
    jobs = [
        {
            "stage": name,
            "kind": planned["kind"],
            "needs": planned["needs"],
            "job": {"kind": planned["kind"], "name": name, "inputs": {}, "parameters": planned.get(variant, {})},
        }
        for name, planned in graph.items()
    ]
    return {"pipeline": "tiny", "variant": variant, "date": options["--date"], "pipelineRunId": variant, "jobs": jobs}


def stage(arguments: list[str], options: dict[str, str]) -> dict[str, Any]:
    job = json.loads(os.environ["WAVETRAIN_JOB"])
    fail_on_demand(job["name"])
    # A whole artifact is the same whether or not it was made of shards.
    made_of = {name: value for name, value in job.items() if name != "shards"}
    digest = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()
    artifact = FOLDER / f"{job['kind']}-{digest[:16]}"
    cached = artifact.exists()
    artifact.touch()
    die_on_demand(job["name"])
    key = f"{job['kind']}/{digest}"
    return {"event": "finished", "key": key, "contentDigest": digest, "cached": cached}


def gate(arguments: list[str], options: dict[str, str]) -> dict[str, Any]:
    fail_on_demand("gate")
    verdicts = json.loads((FOLDER / "verdicts.json").read_text())
    variant = json.loads(options["--begun"])["variant"] if "--begun" in options else "version"
    return {"model": "tiny", **verdicts[variant]}


def other(arguments: list[str], options: dict[str, str]) -> dict[str, Any]:
    return {"model": options.get("--model", "tiny"), "version": int(options.get("--version", "1"))}


def fail_on_demand(name: str) -> None:
    wanted = FOLDER / f"fail-{name}"
    if not wanted.exists():
        return
    if wanted.read_text() == "hang":
        signal.signal(signal.SIGTERM, stop)
        time.sleep(60)
    failure = {"event": "failure", "code": "TEXT_MISSING", "sentence": "No texts.", "remedy": "Add some."}
    print(json.dumps(failure), flush=True)
    sys.exit(int(wanted.read_text()))


def die_on_demand(name: str) -> None:
    wanted = FOLDER / f"die-{name}"
    if wanted.exists():
        wanted.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def stop(number: int, frame: object) -> None:
    (FOLDER / "stopped").write_text(signal.Signals(number).name)
    sys.exit(3)


def record(command: str, arguments: list[str]) -> None:
    secrets = {name: os.environ[name] for name in SECRETS if name in os.environ}
    job = json.loads(os.environ.get("WAVETRAIN_JOB", "null"))
    with (FOLDER / "calls.jsonl").open("a") as calls:
        calls.write(json.dumps({"command": command, "arguments": arguments, "job": job, "secrets": secrets}) + "\n")


def answer(result: dict[str, Any]) -> None:
    line = json.dumps(result)
    Path(os.environ["WAVETRAIN_RESULT"]).write_text(line)
    print(line, flush=True)


if __name__ == "__main__":
    main()
