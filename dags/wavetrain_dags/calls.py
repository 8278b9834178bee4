"""What tasks call: the arguments and the environment of `wavetrain task ...` and of the stages' programs.

Each function takes the values that Airflow rendered for the task, results of the tasks before it among them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException

from wavetrain_dags.failures import FailureCode, TaskFailedForGood
from wavetrain_dags.results import Failure, Result, of_variants

JOB_VARIABLE = "WAVETRAIN_JOB"


@dataclass(frozen=True)
class Call:
    """One call of the program: the arguments after `wavetrain task`, and what the environment has besides."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


Prepare = Callable[[Mapping[str, Any]], Call]


def begin(given: Mapping[str, Any]) -> Call:
    """Reads the file and begins the tracked run, or finds that of an earlier try again."""
    request = given["request"]
    variant = request["variant"]
    options = ["--run", f"{given['run']}/{variant}", "--variant", variant, "--date", request["date"]]
    for override in request["overrides"]:
        options += ["--set", override]
    for name, path in request["sources"].items():
        options += ["--source", f"{name}={path}"]
    return Call(("begin", given["file"], *options))


def stage(given: Mapping[str, Any]) -> Call:
    """Makes a stage's artifact, or that of one of its shards."""
    planned = _planned(given["begun"], given["stage"])
    job = dict(planned["job"])
    job["inputs"] = {
        port: [_key(given["upstream"], name) for name in stages] for port, stages in planned["needs"].items()
    }
    if given.get("shard"):
        job["shard"] = given["shard"]
    if given.get("shards"):
        job["shards"] = [shard["key"] for shard in given["shards"]]
    return Call(("stage",), {JOB_VARIABLE: _json(job)})


def gate(given: Mapping[str, Any]) -> Call:
    """Registers what a run made as a version, and decides on it."""
    return Call(("gate", "--begun", _json(given["begun"]), "--artifacts", _json(artifacts(given["upstream"]))))


def gate_of_version(given: Mapping[str, Any]) -> Call:
    """Decides on a version that is there already: a number, or the challenger."""
    version = ["--version", given["version"]] if given["version"] else []
    return Call(("gate", "--model", given["model"], *version))


def promote(given: Mapping[str, Any]) -> Call:
    """Makes a version the champion."""
    chosen = given["chosen"]
    return Call(
        ("promote", "--model", chosen["model"], "--version", str(chosen["version"]), "--reason", _reason(given))
    )


def rollback(given: Mapping[str, Any]) -> Call:
    """Makes the former champion the champion again."""
    return Call(("rollback", "--model", given["model"], "--reason", _reason(given)))


def finish(given: Mapping[str, Any]) -> Call:
    """Ends the tracked run, whatever became of its stages."""
    if not given["begun"]:
        raise AirflowSkipException("No run was begun.")
    complete = all(given["upstream"].values()) and given.get("verdict", True)
    return Call(
        (
            "finish",
            "--begun",
            _json(given["begun"]),
            "--artifacts",
            _json(artifacts(given["upstream"])),
            "--status",
            "finished" if complete else "failed",
        )
    )


def compare(given: Mapping[str, Any]) -> Call:
    """Sets the runs of several variants side by side."""
    stages = {name: of_variants(results) for name, results in given["upstream"].items()}
    runs = [
        {
            "begun": {key: value for key, value in begun.items() if key != "jobs"},
            "artifacts": artifacts({name: results[place] for name, results in stages.items()}),
        }
        for place, begun in enumerate(of_variants(given["begun"]))
    ]
    return Call(("compare", "--runs", _json(runs)))


def artifacts(results: Mapping[str, Result | None]) -> dict[str, str]:
    """The artifact keys of the stages that made one."""
    return {name: result["key"] for name, result in results.items() if result}


def person_of(approval: Mapping[str, Any]) -> str:
    """Who answered."""
    responder = approval.get("responded_by_user") or {}
    return str(responder.get("name") or responder.get("id") or "a person")


def _planned(begun: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    jobs: Sequence[Mapping[str, Any]] = begun["jobs"]
    for planned in jobs:
        if planned["stage"] == name:
            return planned
    raise _changed(f"The pipeline file has no stage {name} any more")


def _key(upstream: Mapping[str, Result], name: str) -> str:
    if name not in upstream:
        raise _changed(f"The pipeline file has an input from the stage {name} that this DAG does not know")
    return str(upstream[name]["key"])


def _changed(what: str) -> TaskFailedForGood:
    return TaskFailedForGood(
        Failure(
            FailureCode.PIPELINE_FILE_CHANGED,
            f"{what}: it has changed since Airflow read it.",
            "Wait until the DAG shows the change, and run it again.",
        )
    )


def _reason(given: Mapping[str, Any]) -> str:
    approval = given.get("approval")
    approved = f", approved by {person_of(approval)}" if approval else ""
    return f"{given['run']}{approved}"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
