"""Checks with MLflow's own client what CompatibilityDatabaseTest has written.

Usage: check_tracking_database.py TRACKING_URI (a database or a server)
"""

import math
import sys

from mlflow import MlflowClient

LARGEST = 1.7976931348623157e308  # MLflow's SQL store keeps an infinity as this


def main(uri: str) -> None:
    client = MlflowClient(tracking_uri=uri, registry_uri=uri)
    experiment = client.get_experiment_by_name("quickstart")
    assert experiment.artifact_location == f"s3://wavetrain/mlflow/{experiment.experiment_id}"

    runs = {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}
    assert set(runs) == {"pipeline", "finetune"}, set(runs)
    pipeline, stage = runs["pipeline"], runs["finetune"]
    assert pipeline.info.status == "FAILED"
    assert stage.info.status == "FINISHED"
    assert stage.info.end_time >= stage.info.start_time
    assert stage.data.tags["mlflow.parentRunId"] == pipeline.info.run_id
    assert stage.data.tags["wavetrain.artifact_key"] == "0123abcd"
    assert stage.data.params == {"learning_rate": "0.001", "text": "naïve \"quoted\" 'text'"}

    losses = sorted(client.get_metric_history(stage.info.run_id, "loss"), key=lambda metric: metric.step)
    assert [metric.value for metric in losses] == [100.0 / (step + 1) for step in range(1500)]
    strange = sorted(client.get_metric_history(stage.info.run_id, "strange"), key=lambda metric: metric.step)
    assert math.isnan(strange[0].value)
    assert [metric.value for metric in strange[1:]] == [LARGEST, -LARGEST]
    assert math.isnan(stage.data.metrics["last"])
    assert stage.data.metrics["loss"] == 100.0 / 1500

    found = client.search_runs([experiment.experiment_id], "metrics.loss < 1 and params.learning_rate = '0.001'")
    assert [run.info.run_name for run in found] == ["finetune"]

    versions = client.search_model_versions("name = 'commands'")
    assert {int(version.version): version.source for version in versions} == {
        1: "s3://wavetrain/artifacts/export/1",
        2: "s3://wavetrain/artifacts/export/2",
    }
    champion = client.get_model_version_by_alias("commands", "champion")
    assert int(champion.version) == 2
    assert champion.run_id == stage.info.run_id
    assert champion.tags == {"number": "2"}
    print(f"{uri}: all there")


if __name__ == "__main__":
    main(sys.argv[1])
