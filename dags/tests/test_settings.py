"""What is read from the environment."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.places import DAGS
from wavetrain_dags.orchestration import Executor
from wavetrain_dags.settings import DockerMount, KubernetesVolume, SettingsError, settings_from


def test_little_has_to_be_set() -> None:
    settings = settings_from({"WAVETRAIN_PIPELINES": "/pipelines", "WAVETRAIN_EXECUTOR": " "})
    assert settings.pipelines == Path("/pipelines")
    assert settings.pipelines_of_tasks == "/pipelines"
    assert settings.executor is None
    assert settings.command == ("wavetrain",)
    assert (settings.image_prefix, settings.image_tag) == ("", "latest")
    assert settings.services == {}
    assert settings.approval_timeout == timedelta(days=7)
    assert (settings.store_connection, settings.tracking_connection, settings.webhook) == (None, None, None)
    assert settings.docker.mounts == ()
    assert settings.kubernetes.namespace == "default"


def test_settings_are_read_into_what_they_mean() -> None:
    settings = settings_from(
        {
            "WAVETRAIN_PIPELINES": "/pipelines",
            "WAVETRAIN_TASK_PIPELINES": "/mounted",
            "WAVETRAIN_EXECUTOR": "process",
            "WAVETRAIN_COMMAND": "'/opt/wave train/wavetrain' --quiet",
            "WAVETRAIN_APPROVAL_TIMEOUT": "12h",
            "WAVETRAIN_S3_ENDPOINT": "http://s3:9000",
            "WAVETRAIN_CLAIM_SECONDS": "15",
            "JDK_JAVA_OPTIONS": "-Djavax.net.ssl.trustStore=/trust/truststore.p12",
            "WAVETRAIN_WEBHOOK": "https://alerts.example/wavetrain",
            "AWS_SECRET_ACCESS_KEY": "hidden",
            "WAVETRAIN_DOCKER_MOUNTS": "/data:/recordings, models:/models:rw",
            "WAVETRAIN_KUBERNETES_VOLUMES": "pvc:recordings:/recordings,configmap:pipelines:/pipelines",
        }
    )
    assert settings.pipelines_of_tasks == "/mounted"
    assert settings.executor is Executor.PROCESS
    assert settings.command == ("/opt/wave train/wavetrain", "--quiet")
    assert settings.approval_timeout == timedelta(hours=12)
    assert settings.services == {
        "WAVETRAIN_S3_ENDPOINT": "http://s3:9000",
        "WAVETRAIN_CLAIM_SECONDS": "15",
        "JDK_JAVA_OPTIONS": "-Djavax.net.ssl.trustStore=/trust/truststore.p12",
    }
    assert settings.webhook == "https://alerts.example/wavetrain"
    assert settings.docker.mounts == (
        DockerMount("bind", "/data", "/recordings", read_only=True),
        DockerMount("volume", "models", "/models", read_only=False),
    )
    assert settings.kubernetes.volumes == (
        KubernetesVolume("pvc", "recordings", "/recordings"),
        KubernetesVolume("configmap", "pipelines", "/pipelines"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAVETRAIN_PIPELINES", ""),
        ("WAVETRAIN_EXECUTOR", "podman"),
        ("WAVETRAIN_APPROVAL_TIMEOUT", "soon"),
        ("WAVETRAIN_WEBHOOK", "alerts.example/wavetrain"),
        ("WAVETRAIN_WEBHOOK", "https://alerts.example/wave train"),
        ("WAVETRAIN_WEBHOOK", "https:///wavetrain"),
        ("WAVETRAIN_DOCKER_MOUNTS", "/data"),
        ("WAVETRAIN_DOCKER_MOUNTS", "/data:/data:rx"),
        ("WAVETRAIN_KUBERNETES_VOLUMES", "secret:keys:/keys"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings_from({"WAVETRAIN_PIPELINES": "/pipelines", name: value})


def test_every_variable_is_in_the_documentation_and_no_other() -> None:
    read = set(
        re.findall(r'"((?:WAVETRAIN|AWS|MLFLOW|JDK)_\w+)"', (DAGS / "wavetrain_dags" / "settings.py").read_text())
    )
    section = (DAGS / "README.md").read_text().split("## Settings")[1].split("**Credentials**")[0]
    documented = {
        name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    # The provider for Docker reads this one.
    assert documented == {*read, "DOCKER_HOST"}
