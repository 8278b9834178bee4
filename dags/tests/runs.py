"""Runs DAGs of the DAG files as `airflow dags test` does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from airflow.dag_processing.dagbag import DagBag
from airflow.models.asset import AssetDagRunQueue, AssetEvent, AssetModel
from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from airflow.models.renderedtifields import RenderedTaskInstanceFields
from airflow.models.xcom import XComModel
from airflow.sdk import DAG
from airflow.utils.session import create_session
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.places import DAGS


@dataclass(frozen=True)
class Run:
    """How a run ended: its state, that of each task by its name and place in a mapping, and the order of their ends."""

    run_id: str
    state: str
    tasks: dict[str, str]
    tries: dict[str, int]

    def order(self) -> list[str]:
        return list(self.tasks)

    def xcom(self, task: str, key: str, map_index: int = -1) -> Any:
        """What a task left for others."""
        with create_session() as session:
            found = session.scalars(
                select(XComModel).where(
                    XComModel.run_id == self.run_id,
                    XComModel.task_id == task,
                    XComModel.key == key,
                    XComModel.map_index == map_index,
                )
            ).one()
            return XComModel.deserialize_value(found)

    def announced(self) -> dict[str, list[dict[str, Any]]]:
        """The extras of the events of assets, by the asset's name."""
        with create_session() as session:
            rows = session.execute(
                select(AssetModel.name, AssetEvent.extra)
                .join(AssetEvent, AssetEvent.asset_id == AssetModel.id)
                .where(AssetEvent.source_run_id == self.run_id)
            ).all()
        events: dict[str, list[dict[str, Any]]] = {}
        for name, extra in rows:
            events.setdefault(name, []).append({key: extra[key] for key in ("key", "digest")})
        return events


def dag_bag() -> DagBag:
    """All DAGs of the DAG files, as the environment says."""
    return DagBag(dag_folder=DAGS, bundle_name="dags-folder")


def run(dag_id: str, **parameters: Any) -> Run:
    """Runs a DAG to its end in this process."""
    dag: DAG = dag_bag().dags[dag_id]
    return _ended(dag.test(run_conf=parameters or None))


def run_by_command(dag_id: str, **parameters: Any) -> Run:
    """Runs a DAG by `airflow dags test` itself; its status has to be 0."""
    command = [sys.executable, "-m", "airflow", "dags", "test", dag_id, "--conf", json.dumps(parameters)]
    printed = subprocess.run(command, check=False, capture_output=True, text=True)
    assert printed.returncode == 0, printed.stdout + printed.stderr
    with create_session() as session:
        newest = select(DagRun).where(DagRun.dag_id == dag_id).order_by(DagRun.id.desc()).limit(1)
        return _ended(session.scalars(newest).one())


def run_because_of(cause: Run, dag_id: str) -> Run:
    """Runs a DAG as if Airflow's scheduler had started it by the assets that another run announced."""
    with _consuming(cause, dag_id):
        return run(dag_id)


@contextmanager
def _consuming(cause: Run, dag_id: str) -> Iterator[None]:
    def consume(session: Session, *_: object) -> None:
        begun = [new for new in session.new if isinstance(new, DagRun) and new.dag_id == dag_id]
        with session.no_autoflush:
            events = session.scalars(select(AssetEvent).where(AssetEvent.source_run_id == cause.run_id)).all()
            for one in begun:
                one.consumed_asset_events = list(events)

    event.listen(Session, "before_flush", consume)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", consume)


def _ended(finished: DagRun) -> Run:
    instances = sorted(finished.get_task_instances(), key=lambda one: (one.end_date is None, one.end_date))
    names = [one.task_id + (f"[{one.map_index}]" if one.map_index >= 0 else "") for one in instances]
    return Run(
        finished.run_id,
        str(finished.state),
        {name: str(one.state) for name, one in zip(names, instances, strict=True)},
        {name: one.try_number for name, one in zip(names, instances, strict=True)},
    )


def unpause(dag_id: str) -> None:
    """Has Airflow queue runs of it when its assets have events."""
    with create_session() as session:
        session.get_one(DagModel, dag_id).is_paused = False


def is_queued(dag_id: str) -> bool:
    """Whether an asset's event will start a run of this DAG."""
    with create_session() as session:
        queued = session.scalars(select(AssetDagRunQueue).where(AssetDagRunQueue.target_dag_id == dag_id))
        return queued.first() is not None


def rendered(run: Run) -> str:
    """All that Airflow shows of the values of a run's tasks."""
    fields = select(RenderedTaskInstanceFields.rendered_fields)
    with create_session() as session:
        return repr(session.scalars(fields.where(RenderedTaskInstanceFields.run_id == run.run_id)).all())
