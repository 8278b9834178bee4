"""What an installation sets, in the environment of Airflow's processes."""

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from wavetrain_dags.orchestration import Executor
from wavetrain_dags.yaml_values import PipelineFileError, Section

Value = TypeVar("Value")

# Addresses of the services, how to speak to them and whom to trust, and how long claims last; credentials come from
# connections or Kubernetes secrets.
PASSED_ON = (
    "WAVETRAIN_S3_BUCKET",
    "WAVETRAIN_S3_ENDPOINT",
    "WAVETRAIN_S3_CHECKSUMS",
    "WAVETRAIN_S3_TIMEOUT_SECONDS",
    "AWS_REGION",
    "MLFLOW_TRACKING_URI",
    "WAVETRAIN_CLAIM_SECONDS",
    "JDK_JAVA_OPTIONS",
)


class SettingsError(Exception):
    """A variable of the environment that is missing or cannot be understood."""


@dataclass(frozen=True)
class DockerMount:
    """A folder of the daemon's machine, or a named volume, that containers see at a path."""

    kind: Literal["bind", "volume"]
    source: str
    target: str
    read_only: bool


@dataclass(frozen=True)
class KubernetesVolume:
    """A persistent volume claim or a config map that pods see at a path, always read-only."""

    kind: Literal["pvc", "configmap"]
    name: str
    target: str


@dataclass(frozen=True)
class DockerSettings:
    """Settings of containers that a Docker daemon runs."""

    network: str | None
    user: str | None
    mounts: tuple[DockerMount, ...]


@dataclass(frozen=True)
class KubernetesSettings:
    """Settings of pods."""

    namespace: str
    service_account: str | None
    secret: str | None
    volumes: tuple[KubernetesVolume, ...]
    image_pull_secret: str | None
    gpu_resource: str
    work_size: str | None


@dataclass(frozen=True)
class Settings:
    """All settings; README.md lists the variables."""

    pipelines: Path
    pipelines_of_tasks: str
    executor: Executor | None
    command: tuple[str, ...]
    image_prefix: str
    image_tag: str
    services: Mapping[str, str]
    store_connection: str | None
    tracking_connection: str | None
    webhook: str | None
    approval_timeout: timedelta
    docker: DockerSettings
    kubernetes: KubernetesSettings


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Reads the settings; an empty value counts as none. Raises SettingsError."""
    given = _Variables({name: value for name, value in environment.items() if value.strip()})
    pipelines = Path(given.required("WAVETRAIN_PIPELINES", "the folder that holds the pipeline files"))
    return Settings(
        pipelines=pipelines,
        pipelines_of_tasks=given.get("WAVETRAIN_TASK_PIPELINES", str(pipelines)),
        executor=given.read("WAVETRAIN_EXECUTOR", Executor, "docker, kubernetes or process"),
        command=tuple(shlex.split(given.get("WAVETRAIN_COMMAND", "wavetrain"))),
        image_prefix=given.get("WAVETRAIN_IMAGE_PREFIX", ""),
        image_tag=given.get("WAVETRAIN_IMAGE_TAG", "latest"),
        services={name: given.get(name, "") for name in PASSED_ON if given.get(name, "")},
        store_connection=given.find("WAVETRAIN_S3_CONNECTION"),
        tracking_connection=given.find("WAVETRAIN_TRACKING_CONNECTION"),
        webhook=given.read("WAVETRAIN_WEBHOOK", _address, "an address such as https://alerts.example/wavetrain"),
        approval_timeout=given.read("WAVETRAIN_APPROVAL_TIMEOUT", _duration, "a time span such as 12h or 7d")
        or timedelta(days=7),
        docker=DockerSettings(
            network=given.find("WAVETRAIN_DOCKER_NETWORK"),
            user=given.find("WAVETRAIN_DOCKER_USER"),
            mounts=given.list("WAVETRAIN_DOCKER_MOUNTS", _docker_mount, "SOURCE:TARGET or SOURCE:TARGET:rw"),
        ),
        kubernetes=KubernetesSettings(
            namespace=given.get("WAVETRAIN_KUBERNETES_NAMESPACE", "default"),
            service_account=given.find("WAVETRAIN_KUBERNETES_SERVICE_ACCOUNT"),
            secret=given.find("WAVETRAIN_KUBERNETES_SECRET"),
            volumes=given.list(
                "WAVETRAIN_KUBERNETES_VOLUMES", _kubernetes_volume, "pvc:NAME:TARGET or configmap:NAME:TARGET"
            ),
            image_pull_secret=given.find("WAVETRAIN_KUBERNETES_IMAGE_PULL_SECRET"),
            gpu_resource=given.get("WAVETRAIN_KUBERNETES_GPU_RESOURCE", "nvidia.com/gpu"),
            work_size=given.find("WAVETRAIN_KUBERNETES_WORK_SIZE"),
        ),
    )


@dataclass(frozen=True)
class _Variables:
    values: Mapping[str, str]

    def find(self, name: str) -> str | None:
        return self.values.get(name)

    def get(self, name: str, default: str) -> str:
        return self.values.get(name, default)

    def required(self, name: str, what: str) -> str:
        if name not in self.values:
            raise SettingsError(f"{name} is not set. Set it to {what}.")
        return self.values[name]

    def read(self, name: str, parse: Callable[[str], Value], expected: str) -> Value | None:
        value = self.find(name)
        if value is None:
            return None
        try:
            return parse(value)
        except (ValueError, PipelineFileError) as failure:
            raise SettingsError(f"{name} is {value!r}, not {expected}.") from failure

    def list(self, name: str, parse: Callable[[str], Value], expected: str) -> tuple[Value, ...]:
        items = [item.strip() for item in self.get(name, "").split(",") if item.strip()]
        return tuple(self._item(name, item, parse, expected) for item in items)

    def _item(self, name: str, item: str, parse: Callable[[str], Value], expected: str) -> Value:
        try:
            return parse(item)
        except ValueError as failure:
            raise SettingsError(f"{name} has {item!r}, which is not {expected}.") from failure


def _duration(text: str) -> timedelta:
    return Section("settings", {"value": text}).duration("value", timedelta())


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", text):
        raise ValueError(text)
    return text


def _docker_mount(text: str) -> DockerMount:
    """A folder when the source is a path, else a volume; read-only unless it ends in `:rw`."""
    source, target, mode = ([*text.split(":"), "ro"])[:3]
    if mode not in ("ro", "rw") or not target.startswith("/") or text.count(":") > 2:
        raise ValueError(text)
    return DockerMount("bind" if source.startswith("/") else "volume", source, target, read_only=mode == "ro")


def _kubernetes_volume(text: str) -> KubernetesVolume:
    kind, name, target = text.split(":")
    if not target.startswith("/"):
        raise ValueError(text)
    match kind:
        case "pvc" | "configmap":
            return KubernetesVolume(kind, name, target)
        case _:
            raise ValueError(text)
