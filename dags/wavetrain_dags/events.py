"""Lines in a task's log as the program prints them: `wavetrain airflow` shows them when it follows a run."""

import json

from wavetrain_dags.results import Failure


def failure_line(failure: Failure) -> str:
    """Why a task failed."""
    return json.dumps(
        {"event": "failure", "code": failure.code, "sentence": failure.sentence, "remedy": failure.remedy}
    )


def message_line(line: str) -> str:
    """A sentence for whoever watches."""
    return json.dumps({"event": "message", "line": line})
