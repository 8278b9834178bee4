"""Runs a task as a pod of a Kubernetes cluster."""

from collections import deque
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from airflow.providers.cncf.kubernetes.callbacks import KubernetesPodOperatorCallback
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException, AirflowTaskTimeout
from kubernetes.client import ApiException
from kubernetes.client import models as k8s

from wavetrain_dags.calls import Call
from wavetrain_dags.failures import OUT_OF_MEMORY, STOPPED
from wavetrain_dags.operators.pods import PatientPods
from wavetrain_dags.operators.task import (
    RESULT_VARIABLE,
    STOP_PATIENCE_SECONDS,
    WORK_FOLDER,
    WORK_VARIABLE,
    Ended,
    Work,
    conclude,
    container_arguments,
    in_time,
    prepared,
    threads,
)
from wavetrain_dags.orchestration import TaskSettings
from wavetrain_dags.results import Result
from wavetrain_dags.settings import KubernetesSettings, KubernetesVolume, Settings

# Where the provider's side container looks for a result.
_RESULT_FILE = "/airflow/xcom/return.json"
_LINES_KEPT = 1000
# What a cluster says of a container that wanted more memory than it may have.
_KILLED_FOR_MEMORY = "OOMKilled"
# A large image may have to be fetched first, and a node to be started.
_STARTUP_SECONDS = 30 * 60
_NOBODY = 65534


def _keeping(lines: deque[str]) -> type[KubernetesPodOperatorCallback]:
    """A callback, which the provider wants as a class, that keeps the lines that a pod printed."""

    class Keeping(KubernetesPodOperatorCallback):
        @staticmethod
        def progress_callback(*, line: str, **_: Any) -> None:
            lines.append(line)

    return Keeping


class KubernetesTask(KubernetesPodOperator):
    """Runs a stage's image, or the command line's. A worker that dies finds its pod again on the next try."""

    template_fields = ("given",)

    def __init__(
        self, *, work: Work, given: Mapping[str, Any], task: TaskSettings, settings: Settings, **arguments: Any
    ) -> None:
        kubernetes = settings.kubernetes
        super().__init__(
            image=work.image,
            name=str(arguments["task_id"]),
            namespace=kubernetes.namespace,
            service_account_name=kubernetes.service_account,
            automount_service_account_token=False,
            image_pull_secrets=[k8s.V1LocalObjectReference(name=kubernetes.image_pull_secret)]
            if kubernetes.image_pull_secret
            else None,
            env_from=[k8s.V1EnvFromSource(secret_ref=k8s.V1SecretEnvSource(name=kubernetes.secret))]
            if kubernetes.secret
            else None,
            container_resources=_resources(task, kubernetes),
            node_selector=dict(task.node_selector),
            tolerations=[k8s.V1Toleration(key=kubernetes.gpu_resource, operator="Exists", effect="NoSchedule")]
            if task.gpus
            else None,
            volumes=_volumes(kubernetes),
            volume_mounts=_volume_mounts(kubernetes),
            security_context=k8s.V1PodSecurityContext(
                run_as_non_root=True, seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault")
            ),
            container_security_context=_confined(),
            xcom_sidecar_container_security_context=_confined(user=_NOBODY),
            startup_timeout_seconds=_STARTUP_SECONDS,
            termination_grace_period=STOP_PATIENCE_SECONDS,
            container_name_log_prefix_enabled=False,
            log_events_on_failure=True,
            on_finish_action="delete_pod",
            do_xcom_push=True,
            # What a deferred task returns would not be concluded here.
            deferrable=False,
            **arguments,
        )
        self.given = dict(given)
        self.work = work
        self.settings = settings
        self.task_settings = task

    @cached_property
    def pod_manager(self) -> PatientPods:
        return PatientPods(kube_client=self.client, callbacks=self.callbacks)

    def execute(self, context: Context) -> Result:
        self.use(prepared(self.work, self.given, context))
        with in_time(context, self.execution_timeout):
            ended = self._run(context)
        return conclude(self.work, ended, context)

    def use(self, call: Call) -> None:
        """Sets what the pod runs."""
        self.arguments = container_arguments(self.work, call)
        variables = {
            **self.settings.services,
            **threads(self.task_settings),
            **call.environment,
            WORK_VARIABLE: WORK_FOLDER,
            RESULT_VARIABLE: _RESULT_FILE,
        }
        self.env_vars = [k8s.V1EnvVar(name=name, value=value) for name, value in variables.items()]

    def _run(self, context: Context) -> Ended:
        lines: deque[str] = deque(maxlen=_LINES_KEPT)
        # Not sooner: Airflow runs a copy of this object.
        self.callbacks = [_keeping(lines)]
        try:
            result = super().execute(context)
        except AirflowTaskTimeout:
            # The provider removes a pod only after it has looked at it.
            self.on_kill()
            raise
        except (AirflowException, ApiException) as failure:
            if isinstance(failure.__context__, AirflowTaskTimeout):
                # The provider removed a pod that still ran, and calls that a failure of the pod.
                raise failure.__context__ from None
            code = STOPPED if self._killed else self.exit_code()
            if not code:
                # Not the task failed but its pod: it was never started, or lost.
                raise
            return Ended(code, tuple(lines))
        return Ended(0, tuple(lines), result)

    def exit_code(self) -> int | None:
        """That of the task's own container; None when it did not run, or is lost.

        One that was killed for want of memory has that of a program that noticed it by itself.
        """
        statuses = self.remote_pod.status.container_statuses if self.remote_pod else None
        for status in statuses or ():
            if status.name == self.base_container_name and status.state.terminated:
                terminated = status.state.terminated
                return OUT_OF_MEMORY if terminated.reason == _KILLED_FOR_MEMORY else int(terminated.exit_code)
        return None


def _resources(task: TaskSettings, settings: KubernetesSettings) -> k8s.V1ResourceRequirements:
    """Memory and graphics cards as asked for and no more; processors as asked for, and more while they are idle."""
    memory = {"memory": f"{task.memory_mebibytes}Mi"} if task.memory_mebibytes else {}
    cards = {settings.gpu_resource: str(task.gpus)} if task.gpus else {}
    processors = {"cpu": f"{task.cpus:g}"} if task.cpus else {}
    return k8s.V1ResourceRequirements(requests={**processors, **memory, **cards}, limits={**memory, **cards})


def _volumes(settings: KubernetesSettings) -> list[k8s.V1Volume]:
    own = [
        k8s.V1Volume(name="work", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit=settings.work_size)),
        k8s.V1Volume(name="temporary", empty_dir=k8s.V1EmptyDirVolumeSource()),
    ]
    return [*own, *(_volume(place, volume) for place, volume in enumerate(settings.volumes))]


def _volume(place: int, volume: KubernetesVolume) -> k8s.V1Volume:
    if volume.kind == "configmap":
        return k8s.V1Volume(name=f"given-{place}", config_map=k8s.V1ConfigMapVolumeSource(name=volume.name))
    claim = k8s.V1PersistentVolumeClaimVolumeSource(claim_name=volume.name, read_only=True)
    return k8s.V1Volume(name=f"given-{place}", persistent_volume_claim=claim)


def _volume_mounts(settings: KubernetesSettings) -> list[k8s.V1VolumeMount]:
    own = [
        k8s.V1VolumeMount(name="work", mount_path=WORK_FOLDER),
        k8s.V1VolumeMount(name="temporary", mount_path="/tmp"),
    ]
    given = [
        k8s.V1VolumeMount(name=f"given-{place}", mount_path=volume.target, read_only=True)
        for place, volume in enumerate(settings.volumes)
    ]
    return [*own, *given]


def _confined(user: int | None = None) -> k8s.V1SecurityContext:
    return k8s.V1SecurityContext(
        allow_privilege_escalation=False,
        read_only_root_filesystem=True,
        run_as_non_root=True,
        run_as_user=user,
        capabilities=k8s.V1Capabilities(drop=["ALL"]),
    )
