"""Prints how long Airflow takes to import each DAG file, and fails when one cannot be imported, or with --limit.

As in Airflow's dag processor, each file is imported in a process that is forked off one which has Airflow imported.
What is counted is processor time, of which a busy machine takes more for the same, so that no build has a limit; the
recipes are the pipelines.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.places import DAGS, RECIPES

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
    parser = argparse.ArgumentParser(prog="python -m tests.import_times")
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="fail when a file takes as long or longer")
    limit: float | None = parser.parse_args().limit
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(AIRFLOW_HOME=home, AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING")
        slowest = measure_all()
    if limit is not None and slowest >= limit:
        sys.exit(f"A DAG file takes {slowest:.1f} s, which is not below {limit:.1f} s.")


def measure_all() -> float:
    """Prints the times, and returns the longest."""
    import airflow.dag_processing.dagbag  # noqa: F401

    slowest = 0.0
    # A process for each file: what one has imported must not help the next.
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        for executor in EXECUTORS:
            for file in sorted(DAGS.glob("*.py")):
                seconds, dags = pool.apply(measure, (file, executor))
                slowest = max(slowest, seconds)
                print(f"{executor:10}  {file.name:20} {dags:3} DAGs  {seconds:4.1f} s")
    return slowest


if __name__ == "__main__":
    main()
