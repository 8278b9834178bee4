"""Airflow's four programs, with its database in a file."""

import json
import urllib.request

from docker_daemon import IMAGE_TAG, Docker
from places import USER, VIEWER, Places, port_of
from processes import IntegrationError, Program

_DATABASE_SECONDS = 180


def airflow_program(places: Places, docker: Docker | None, name: str) -> Program:
    """One of the programs: api-server, scheduler, dag-processor or triggerer."""
    address = ["--host", "127.0.0.1", "--port", port_of(places.airflow), "--workers", "1"]
    command = [_command(places), name, *(address if name == "api-server" else [])]
    return Program(f"airflow-{name}", command, _environment(places, docker), places)


def make_database(places: Places, docker: Docker | None) -> None:
    """Makes its tables and its users."""
    home = places.state / "airflow"
    home.mkdir()
    (home / "passwords.json").write_text(json.dumps({USER: places.password, VIEWER: places.password}))
    program = Program("airflow-database", [_command(places), "db", "migrate"], _environment(places, docker), places)
    program.start()
    if program.process is None or program.process.wait(_DATABASE_SECONDS):
        raise IntegrationError(f"Airflow's database cannot be made: see {program.log}")


def airflow_is_healthy(places: Places) -> bool:
    """Whether all its programs say so."""
    try:
        with urllib.request.urlopen(f"{places.airflow}/api/v2/monitor/health", timeout=5) as answer:
            parts = json.load(answer)
    except OSError:
        return False
    return all(parts[name]["status"] == "healthy" for name in ("scheduler", "dag_processor", "triggerer"))


def _command(places: Places) -> str:
    return str(places.work / "airflow" / "bin" / "airflow")


def _environment(places: Places, docker: Docker | None) -> dict[str, str]:
    home = places.state / "airflow"
    connection = {"conn_type": "generic", "login": places.access_key, "password": places.secret_key}
    return {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "AIRFLOW__CORE__DAGS_FOLDER": str(places.root / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "2",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{places.airflow}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin,{VIEWER}:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__CORE__FERNET_KEY": "",
        # Logs stay when all else is gone.
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(places.logs / "tasks"),
        "AIRFLOW__API_AUTH__JWT_SECRET": places.signing_secret,
        "AIRFLOW__API__SECRET_KEY": places.signing_secret,
        # A worker that dies is noticed within half a minute in place of five.
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "20",
        # Runs are those that are asked for, whatever day of the week it is.
        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "false",
        "AIRFLOW_CONN_WAVETRAIN_STORE": json.dumps(connection),
        "WAVETRAIN_PIPELINES": str(places.pipelines),
        "WAVETRAIN_S3_CONNECTION": "wavetrain_store",
        **places.services,
        **_tasks(places, docker),
    }


def _tasks(places: Places, docker: Docker | None) -> dict[str, str]:
    """What tasks run as."""
    if docker is None:
        return {"WAVETRAIN_EXECUTOR": "process", "WAVETRAIN_COMMAND": str(places.root / "wavetrain")}
    return {
        "WAVETRAIN_EXECUTOR": "docker",
        "WAVETRAIN_IMAGE_TAG": IMAGE_TAG,
        "WAVETRAIN_DOCKER_NETWORK": "host",
        "WAVETRAIN_DOCKER_MOUNTS": ",".join(f"{it}:{it}" for it in (places.pipelines, places.recordings)),
        **docker.environment,
    }
