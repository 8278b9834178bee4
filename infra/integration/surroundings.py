"""What this machine's environment says of servers that are not to be touched."""

import os
from collections.abc import MutableMapping

# A shell may name somebody's real Airflow, MLflow or object store: each would win over what is started here.
_OTHERS = (
    *("AIRFLOW", "_AIRFLOW", "AWS_", "MLFLOW_", "WAVETRAIN_", "PYTHON"),
    *("DOCKER_CONTEXT", "DOCKER_TLS", "DOCKER_CERT", "DOCKER_API_VERSION"),
)


def forget_other_servers(environment: MutableMapping[str, str] = os.environ) -> None:
    """Takes them out of the environment, which all programs started here inherit."""
    for name in [name for name in environment if name.startswith(_OTHERS)]:
        del environment[name]
    # All is on the loopback address, which no proxy reaches.
    environment["NO_PROXY"] = environment["no_proxy"] = "127.0.0.1,localhost"
