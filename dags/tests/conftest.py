"""An Airflow of its own for the tests: its home is a new folder, its database SQLite."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places import DAGS, RECIPES, TESTS

_home = tempfile.TemporaryDirectory(prefix="wavetrain-airflow-")

# Before Airflow is imported anywhere, which reads them then.
for _inherited in [name for name in os.environ if name.startswith(("AIRFLOW__", "WAVETRAIN_", "AWS_", "MLFLOW_"))]:
    del os.environ[_inherited]
os.environ.update(
    AIRFLOW_HOME=_home.name,
    AIRFLOW__CORE__DAGS_FOLDER=str(DAGS),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    # As long as what it signs with asks for.
    AIRFLOW__API_AUTH__JWT_SECRET="0" * 64,
    WAVETRAIN_PIPELINES=str(RECIPES),
)


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """Airflow's tables."""
    from airflow.utils.db import initdb

    initdb()
    yield


@pytest.fixture
def program_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-in of program.py is told what to do and notes what it was asked for."""
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.setenv("STAND_IN_FOLDER", str(folder))
    monkeypatch.setenv("WAVETRAIN_COMMAND", f"{sys.executable} {TESTS / 'program.py'}")
    return folder
