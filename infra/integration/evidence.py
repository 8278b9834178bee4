"""Looks at the object store and the tracking server, each with its own library."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import boto3
from mlflow import MlflowClient
from mlflow.entities import Run
from places import BUCKET, Places

PIPELINE = "words"

# The tags of a version that its gates read, where no evaluation is at hand.
_JUDGED_BY = ("wavetrain.artifact_key", "wavetrain.evaluation_corpus", "wavetrain.gate")


class Store:
    """The object store, read with Amazon's own library."""

    def __init__(self, places: Places) -> None:
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=places.store,
            region_name="us-east-1",
            aws_access_key_id=places.access_key,
            aws_secret_access_key=places.secret_key,
        )

    def objects(self, prefix: str) -> dict[str, str]:
        """The keys below a prefix, each with when it was last written and its tag."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return {
            found["Key"]: f"{found['LastModified']} {found['ETag']}"
            for page in pages
            for found in page.get("Contents", ())
        }

    def claimed(self) -> list[str]:
        """The keys of the claims that were not given back."""
        return [key for key in self.objects("claims/") if not json.loads(self._content(key)).get("given_back")]

    def manifests(self, stage: str) -> set[str]:
        """The keys of a stage's artifacts: without a manifest, there is none."""
        found = self.objects(f"artifacts/{stage}/")
        return {f"{stage}/{key.split('/')[2]}" for key in found if key.endswith("/manifest.json")}

    def digests(self, artifact: str) -> dict[str, str]:
        """The SHA-256 of an artifact's files, by their paths, as its manifest has them."""
        manifest = json.loads(self._content(f"artifacts/{artifact}/manifest.json"))
        return {file["path"]: file["sha256"] for file in manifest["files"]}

    def _content(self, key: str) -> bytes:
        content: bytes = self._client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return content

    def checkpoints(self, stage: str) -> list[int]:
        """The steps of a stage's checkpoints: without a manifest, there is none."""
        found = self.objects(f"checkpoints/{stage}/")
        return [int(key.split("/")[3]) for key in found if key.endswith("/manifest.json")]


class Tracked:
    """The tracking server, read with MLflow's own library."""

    def __init__(self, places: Places) -> None:
        self._client = MlflowClient(places.tracking)

    def run(self, begun: Mapping[str, Any]) -> Run:
        return self._client.get_run(begun["pipelineRunId"])

    def stages(self, begun: Mapping[str, Any]) -> dict[str, list[Run]]:
        """The runs of a pipeline run's stages, by stage."""
        experiment = self.run(begun).info.experiment_id
        asked = f"tags.`mlflow.parentRunId` = '{begun['pipelineRunId']}'"
        found: dict[str, list[Run]] = {}
        for run in self._client.search_runs([experiment], asked):
            found.setdefault(run.data.tags["wavetrain.stage"], []).append(run)
        return found

    def is_pipeline_run(self, run: str) -> bool:
        """Whether there is such a run, and it is one of the pipeline as a whole."""
        return "mlflow.parentRunId" not in self._client.get_run(run).data.tags

    def names(self, beginning: str) -> list[str]:
        """Those of the experiments and the registered models that begin so."""
        found = [it.name for it in [*self._client.search_experiments(), *self._client.search_registered_models()]]
        return [name for name in found if name.startswith(beginning)]

    def steps(self, run: Run, metric: str) -> list[int]:
        return [point.step for point in self._client.get_metric_history(run.info.run_id, metric)]

    def aliases(self, model: str = PIPELINE) -> dict[str, int]:
        """The versions that have an alias."""
        return {alias: int(version) for alias, version in self._client.get_registered_model(model).aliases.items()}

    def add_model(self, name: str, like: int, rates: Sequence[float]) -> None:
        """Registers a version as often as there are word error rates; the first of them is the champion."""
        found = self._client.get_model_version(PIPELINE, str(like))
        tags = {tag: value for tag, value in found.tags.items() if tag.startswith(_JUDGED_BY)}
        self._client.create_registered_model(name)
        for rate in rates:
            judged = {**tags, "wavetrain.metric.wer": str(rate)}
            self._client.create_model_version(name, found.source, found.run_id, judged, await_creation_for=None)
        self._client.set_registered_model_alias(name, "champion", "1")

    def remove_model(self, name: str) -> None:
        self._client.delete_registered_model(name)

    def export(self, version: int) -> str:
        """The key of the artifact that a version is."""
        source = self._client.get_model_version(PIPELINE, str(version)).source
        return str(source).removeprefix(f"s3://{BUCKET}/artifacts/")

    def versions(self) -> list[int]:
        return sorted(int(found.version) for found in self._client.search_model_versions(f"name='{PIPELINE}'"))
