"""The graph of each recipe is the one that the command line tells."""

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.places import RECIPES, REPOSITORY
from wavetrain_dags.pipeline import read_pipeline

pytestmark = pytest.mark.program


def planned(file: Path, home: Path) -> dict[str, Any]:
    command = [*shlex.split(os.environ.get("PROGRAM", str(REPOSITORY / "wavetrain"))), "plan", str(file)]
    printed = subprocess.run(
        [*command, "--format", "json", "--home", str(home)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(printed.stdout))


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_graph_is_that_of_the_command_line(file: Path, tmp_path: Path) -> None:
    plan, pipeline = planned(file, tmp_path), read_pipeline(file)
    assert plan["name"] == pipeline.name
    assert {source["name"] for source in plan["sources"]} == set(pipeline.sources)
    assert plan.get("register", {}).get("model") == pipeline.model

    told = {stage["name"]: (stage["stage"], stage["inputs"], set(stage["depends_on"])) for stage in plan["stages"]}
    read = {
        stage.name: (stage.kind, {port: list(given) for port, given in stage.inputs.items()}, set(stage.depends_on))
        for stage in pipeline.stages
    }
    assert told == read
