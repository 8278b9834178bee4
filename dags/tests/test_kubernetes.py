"""What is sent to a Kubernetes cluster: the pod's manifest."""

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from airflow.sdk import DAG
from kubernetes.client import ApiClient
from kubernetes.client import models as k8s

from wavetrain_dags.calls import Call
from wavetrain_dags.pipeline import read_pipeline
from wavetrain_dags.settings import settings_from
from wavetrain_dags.tasks import Tasks

pytestmark = pytest.mark.usefixtures("database")

PIPELINE = """
name: tiny
stages:
  finetune: {}
orchestration:
  executor: kubernetes
  gate: {cpus: 2, memory: 8Gi, node_selector: {disk: large}}
  stages:
    finetune: {cpus: 3.5, memory: 16Gi, gpus: 2, node_selector: {gpu: a100}, pool: gpu_a100, timeout: 2d}
"""

SETTINGS = {
    "WAVETRAIN_IMAGE_PREFIX": "registry.example/",
    "WAVETRAIN_IMAGE_TAG": "0.1.0",
    "WAVETRAIN_S3_ENDPOINT": "http://s3:9000",
    "WAVETRAIN_KUBERNETES_NAMESPACE": "wavetrain",
    "WAVETRAIN_KUBERNETES_SERVICE_ACCOUNT": "stages",
    "WAVETRAIN_KUBERNETES_SECRET": "services",
    "WAVETRAIN_KUBERNETES_VOLUMES": "pvc:recordings:/recordings,configmap:pipelines:/pipelines",
    "WAVETRAIN_KUBERNETES_IMAGE_PULL_SECRET": "registry",
    "WAVETRAIN_KUBERNETES_WORK_SIZE": "200Gi",
}


def tasks(tmp_path: Path, **settings: str) -> Tasks:
    (tmp_path / "tiny.yaml").write_text(PIPELINE)
    return Tasks(
        read_pipeline(tmp_path / "tiny.yaml"), settings_from({"WAVETRAIN_PIPELINES": str(tmp_path), **settings})
    )


def manifest(operator: Any, call: Call) -> dict[str, Any]:
    operator.use(call)
    pod = ApiClient().sanitize_for_serialization(operator.build_pod_request_obj(dry_run=True))
    kubernetes_validate.validate(pod, "1.34", strict=True)
    return dict(pod)


@pytest.fixture
def stage_pod(tmp_path: Path) -> dict[str, Any]:
    made = tasks(tmp_path, **SETTINGS)
    with DAG("tiny"):
        operator = made.stage("finetune", made.pipeline.stages[0], {}, announced=True)
    assert operator.pool == "gpu_a100"
    assert operator.execution_timeout.days == 2
    return manifest(operator, Call(("stage",), {"WAVETRAIN_JOB": "{}"}))


def container(pod: dict[str, Any], name: str = "base") -> dict[str, Any]:
    return next(dict(one) for one in pod["spec"]["containers"] if one["name"] == name)


def test_a_stage_has_its_image_without_arguments_and_its_job_in_the_environment(stage_pod: dict[str, Any]) -> None:
    base = container(stage_pod)
    assert base["image"] == "registry.example/wavetrain/finetune-cuda:0.1.0"
    assert not base.get("args") and not base.get("command")
    assert {variable["name"]: variable["value"] for variable in base["env"]} == {
        "WAVETRAIN_S3_ENDPOINT": "http://s3:9000",
        "WAVETRAIN_JOB": "{}",
        "WAVETRAIN_WORK": "/work",
        "WAVETRAIN_RESULT": "/airflow/xcom/return.json",
        "OMP_NUM_THREADS": "3",
    }
    assert base["envFrom"] == [{"secretRef": {"name": "services"}}]


def test_a_stage_gets_what_the_file_asks_for(stage_pod: dict[str, Any]) -> None:
    assert container(stage_pod)["resources"] == {
        "requests": {"cpu": "3.5", "memory": "16384Mi", "nvidia.com/gpu": "2"},
        "limits": {"memory": "16384Mi", "nvidia.com/gpu": "2"},
    }
    specification = stage_pod["spec"]
    assert specification["nodeSelector"] == {"gpu": "a100"}
    assert specification["tolerations"] == [{"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}]
    assert specification["serviceAccountName"] == "stages"
    assert specification["imagePullSecrets"] == [{"name": "registry"}]
    assert stage_pod["metadata"]["namespace"] == "wavetrain"


def test_a_pod_writes_to_its_work_folder_alone_and_has_time_to_save_its_state(stage_pod: dict[str, Any]) -> None:
    specification = stage_pod["spec"]
    assert specification["terminationGracePeriodSeconds"] == 75
    assert specification["automountServiceAccountToken"] is False
    assert specification["securityContext"]["runAsNonRoot"] is True
    for one in ("base", "airflow-xcom-sidecar"):
        confined = container(stage_pod, one)["securityContext"]
        assert confined["readOnlyRootFilesystem"] is True
        assert confined["allowPrivilegeEscalation"] is False
        assert confined["capabilities"] == {"drop": ["ALL"]}
    written = {mount["mountPath"] for mount in container(stage_pod)["volumeMounts"] if not mount.get("readOnly")}
    assert written == {"/work", "/tmp", "/airflow/xcom"}
    work = next(volume for volume in specification["volumes"] if volume["name"] == "work")
    assert work["emptyDir"] == {"sizeLimit": "200Gi"}


def test_recordings_and_pipeline_files_are_mounted(stage_pod: dict[str, Any]) -> None:
    mounts = {mount["mountPath"]: mount for mount in container(stage_pod)["volumeMounts"]}
    volumes = {volume["name"]: volume for volume in stage_pod["spec"]["volumes"]}
    recordings = volumes[mounts["/recordings"]["name"]]
    assert recordings["persistentVolumeClaim"] == {"claimName": "recordings", "readOnly": True}
    assert volumes[mounts["/pipelines"]["name"]]["configMap"] == {"name": "pipelines"}
    assert mounts["/recordings"]["readOnly"] and mounts["/pipelines"]["readOnly"]


def test_the_command_line_has_an_image_of_its_own_and_asks_for_nothing(tmp_path: Path) -> None:
    with DAG("tiny"):
        operator = tasks(tmp_path).command("gate", lambda given: Call(()), {}, {"model"})
    pod = manifest(operator, Call(("gate", "--model", "tiny")))
    base = container(pod)
    assert base["image"] == "wavetrain/wavetrain:latest"
    assert base["args"] == ["task", "gate", "--model", "tiny"]
    assert not base["resources"].get("limits")
    assert not base.get("envFrom")


def test_what_judges_has_what_the_file_gives_it(tmp_path: Path) -> None:
    with DAG("tiny"):
        operator = tasks(tmp_path).judging("gate", lambda given: Call(()), {}, {"model"})
    pod = manifest(operator, Call(("gate", "--model", "tiny")))
    resources = container(pod)["resources"]
    assert resources["limits"]["memory"] == "8192Mi"
    assert resources["requests"] == {"cpu": "2", "memory": "8192Mi"}
    assert pod["spec"]["nodeSelector"] == {"disk": "large"}
    assert container(pod)["image"] == "wavetrain/wavetrain:latest"


def test_the_exit_code_is_that_of_the_tasks_own_container(tmp_path: Path) -> None:
    with DAG("tiny"):
        operator = tasks(tmp_path).command("gate", lambda given: Call(()), {}, {"model"})
    states = {"airflow-xcom-sidecar": 0, "base": 2}
    operator.remote_pod = k8s.V1Pod(
        status=k8s.V1PodStatus(
            container_statuses=[
                k8s.V1ContainerStatus(
                    name=name,
                    image="image",
                    image_id="1",
                    ready=False,
                    restart_count=0,
                    state=k8s.V1ContainerState(terminated=k8s.V1ContainerStateTerminated(exit_code=code)),
                )
                for name, code in states.items()
            ]
        )
    )
    assert operator.exit_code() == 2


def test_a_pod_that_never_ran_has_no_exit_code(tmp_path: Path) -> None:
    with DAG("tiny"):
        operator = tasks(tmp_path).command("gate", lambda given: Call(()), {}, {"model"})
    assert operator.exit_code() is None
    operator.remote_pod = k8s.V1Pod(status=k8s.V1PodStatus())
    assert operator.exit_code() is None
