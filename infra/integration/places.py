"""Where all is: folders, addresses and secrets."""

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

BUCKET = "wavetrain"
USER = "admin"
VIEWER = "viewer"


@dataclass(frozen=True)
class Places:
    """Folders, addresses on the loopback device, and secrets that are new each time."""

    root: Path
    work: Path
    store: str
    tracking: str
    airflow: str
    access_key: str
    secret_key: str
    password: str
    signing_secret: str

    @property
    def logs(self) -> Path:
        return self.work / "logs"

    @property
    def state(self) -> Path:
        """What one time leaves nothing of for the next."""
        return self.work / "state"

    @property
    def pipelines(self) -> Path:
        return self.state / "pipelines"

    @property
    def recordings(self) -> Path:
        return self.state / "recordings"

    @property
    def services(self) -> dict[str, str]:
        """How Wavetrain's program finds the servers."""
        return {
            "WAVETRAIN_S3_BUCKET": BUCKET,
            "WAVETRAIN_S3_ENDPOINT": self.store,
            "AWS_REGION": "us-east-1",
            "MLFLOW_TRACKING_URI": self.tracking,
            # What a task's successor waits for after its machine died.
            "WAVETRAIN_CLAIM_SECONDS": "15",
        }

    @property
    def credentials(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key}

    @property
    def airflow_access(self) -> dict[str, str]:
        """How Wavetrain's program signs in to Airflow."""
        return {
            "WAVETRAIN_AIRFLOW_URL": self.airflow,
            "WAVETRAIN_AIRFLOW_USERNAME": USER,
            "WAVETRAIN_AIRFLOW_PASSWORD": self.password,
        }


def choose_places(root: Path, work: Path) -> Places:
    """Free ports and new secrets."""
    store, tracking, airflow = (f"http://127.0.0.1:{port}" for port in _free_ports(3))
    key, secret, password = (secrets.token_hex(16) for _ in range(3))
    return Places(root, work, store, tracking, airflow, key, secret, password, secrets.token_hex(32))


def port_of(address: str) -> str:
    """The port of an address that ends with it."""
    return address.rsplit(":", 1)[1]


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()
