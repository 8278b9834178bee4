"""Credentials of the object store and of the tracking server, from Airflow's connections.

They are read when a task runs, so that they are neither in a DAG nor in what Airflow shows of it.
"""

from airflow.sdk import BaseHook

from wavetrain_dags.settings import Settings


def credentials(settings: Settings) -> dict[str, str]:
    """Variables for the environment of a task; empty where no connection is set."""
    return {**_store(settings.store_connection), **_tracking(settings.tracking_connection)}


def _store(connection_id: str | None) -> dict[str, str]:
    if not connection_id:
        return {}
    connection = BaseHook.get_connection(connection_id)
    extra = connection.extra_dejson
    return _given(
        {
            "AWS_ACCESS_KEY_ID": connection.login,
            "AWS_SECRET_ACCESS_KEY": connection.password,
            "AWS_SESSION_TOKEN": extra.get("aws_session_token"),
            "AWS_REGION": extra.get("region_name"),
            "WAVETRAIN_S3_ENDPOINT": extra.get("endpoint_url"),
        }
    )


def _tracking(connection_id: str | None) -> dict[str, str]:
    if not connection_id:
        return {}
    connection = BaseHook.get_connection(connection_id)
    return _given(
        {
            "MLFLOW_TRACKING_USERNAME": connection.login,
            "MLFLOW_TRACKING_PASSWORD": connection.password,
            "MLFLOW_TRACKING_TOKEN": connection.extra_dejson.get("token"),
        }
    )


def _given(variables: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if value}
