"""Measures how long Airflow takes to import each DAG file, and fails when one takes 3 s or more.

As in Airflow's dag processor, each file is imported in a process that is forked off one which has Airflow imported.
What is counted is processor time, which does not depend on what else the machine does; the recipes are the pipelines.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.places import DAGS, RECIPES

LIMIT_SECONDS = 3.0
EXECUTORS = ("docker", "kubernetes", "process")


def measure(file: Path, executor: str) -> tuple[float, int]:
    """Processor seconds, and the number of DAGs."""
    from airflow.dag_processing.dagbag import DagBag

    os.environ.update(WAVETRAIN_PIPELINES=str(RECIPES), WAVETRAIN_EXECUTOR=executor)
    before = time.process_time()
    bag = DagBag(dag_folder=file, bundle_path=DAGS, bundle_name="dags-folder")
    if bag.import_errors:
        sys.exit(f"{bag.import_errors}")
    return time.process_time() - before, bag.size()


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(AIRFLOW_HOME=home, AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING")
        slow = measure_all()
    if slow:
        sys.exit(f"A DAG file takes {LIMIT_SECONDS} s or more.")


def measure_all() -> bool:
    """Prints the times; whether one is too long."""
    import airflow.dag_processing.dagbag  # noqa: F401

    slow = False
    # A process for each file: what one has imported must not help the next.
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        for executor in EXECUTORS:
            for file in sorted(DAGS.glob("*.py")):
                seconds, dags = pool.apply(measure, (file, executor))
                slow = slow or seconds >= LIMIT_SECONDS
                print(f"{executor:10}  {file.name:20} {dags:3} DAGs  {seconds:4.1f} s")
    return slow


if __name__ == "__main__":
    main()
