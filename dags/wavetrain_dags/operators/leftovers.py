"""Removes containers of tasks that have ended and that nobody looks after any more, with their volumes."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from docker.errors import APIError

# Its value is the name of the task.
TASK_LABEL = "org.wavetrain.task"
# A task that is still followed removes its container itself within seconds.
_ABANDONED_AFTER = timedelta(hours=1)

_LOG = logging.getLogger(__name__)

Container = Mapping[str, Any]


@dataclass(frozen=True)
class Leftovers:
    """Those of one Docker daemon. Containers that still run are let be: they end by themselves."""

    client: Any

    def remove_of(self, task: str) -> None:
        """Removes what earlier tries of a task left when they were killed."""
        for container in self._ended(f"{TASK_LABEL}={task}"):
            self.remove(container["Id"])

    def remove_abandoned(self) -> None:
        """Removes what no task came back for: its run was deleted, it was marked, its worker died on the last try."""
        for container in self._ended(TASK_LABEL):
            if datetime.now(UTC) - self._end(container) > _ABANDONED_AFTER:
                _LOG.info("Removing the abandoned container %s", container["Id"])
                self.remove(container["Id"])

    def remove(self, container_id: str) -> None:
        """Removes a container; one that cannot be is for the next start of a task."""
        try:
            self.client.remove_container(container_id, v=True, force=True)
        except APIError as failure:
            _LOG.warning("The container %s cannot be removed: %s", container_id, failure)

    def _ended(self, label: str) -> Iterator[Container]:
        filters = {"label": label, "status": ["exited", "created", "dead"]}
        yield from self.client.containers(all=True, filters=filters)

    def _end(self, container: Container) -> datetime:
        """When a container ended, or was made if it never ran."""
        made = datetime.fromtimestamp(container["Created"], UTC)
        try:
            state = self.client.inspect_container(container["Id"])["State"]
        except APIError as failure:
            _LOG.info("The container %s is being removed by another task: %s", container["Id"], failure)
            return datetime.now(UTC)
        return max(made, datetime.fromisoformat(state["FinishedAt"]))
