"""Creates pods in a namespace whose quota may be used up for a while."""

import json
import logging
import time

from airflow.providers.cncf.kubernetes.utils.pod_manager import PodManager
from kubernetes.client import ApiException
from kubernetes.client import models as k8s

_FORBIDDEN = 403
PAUSE_SECONDS = 30.0

_LOG = logging.getLogger(__name__)


class PatientPods(PodManager):
    """A cluster keeps no queue for a quota: it refuses a pod, and whoever wants it has to ask again.

    The time that a task waits for its place is part of its own.
    """

    def run_pod_async(self, pod: k8s.V1Pod, **options: object) -> k8s.V1Pod:
        while True:
            try:
                return self._client.create_namespaced_pod(body=pod, namespace=pod.metadata.namespace, **options)
            except ApiException as refused:
                reason = _want_of_quota(refused)
                if not reason:
                    raise
                _LOG.info("Waiting for a place, asking again in %.0f s: %s", PAUSE_SECONDS, reason)
            time.sleep(PAUSE_SECONDS)


def _want_of_quota(refused: ApiException) -> str | None:
    """What the cluster says about a pod for which others have to end first; None about any other."""
    if refused.status != _FORBIDDEN or "exceeded quota" not in (refused.body or ""):
        return None
    return str(json.loads(refused.body)["message"])
