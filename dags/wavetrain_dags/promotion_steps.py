"""From verdicts to the champion: choose, a person's approval where the file asks for it, promote."""

from collections.abc import Iterable
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException

from wavetrain_dags import calls
from wavetrain_dags.operators.approval import Approval
from wavetrain_dags.parameters import RUN
from wavetrain_dags.results import Result
from wavetrain_dags.tasks import Tasks

CHOOSE = "choose"
_PULL = f"ti.xcom_pull(task_ids='{CHOOSE}')"


def best_that_passed(verdicts: Iterable[Result]) -> Result:
    """The best of the versions that passed their gate; raises AirflowSkipException when none did."""
    passed = [verdict for verdict in verdicts if verdict["passed"]]
    if not passed:
        raise AirflowSkipException("No version passed its gate: the champion stays.")
    if len(passed) == 1:
        return passed[0]
    sign = -1 if passed[0].get("better") == "higher" else 1
    # Equally good ones: the first of them, in the order of the variants.
    return min(passed, key=lambda verdict: sign * float(verdict["value"]))


def add_promotion(tasks: Tasks, chosen: Any) -> Any:
    """Adds the tasks after `choose`, and returns the last one, which moves the alias."""
    given = {"chosen": chosen, "run": RUN}
    if tasks.pipeline.orchestration.approval:
        given["approval"] = _approval(tasks, chosen).output
    return tasks.judging("promote", calls.promote, given, {"model", "version"})


def _approval(tasks: Tasks, chosen: Any) -> Approval:
    approval = Approval(
        task_id="approval",
        subject=f"Promote version {{{{ {_PULL}['version'] }}}} of {{{{ {_PULL}['model'] }}}} to champion?",
        body=f"{{{{ {_PULL}.get('reason', '') }}}}",
        response_timeout=tasks.settings.approval_timeout,
        # A person is waited for as long as the setting says, and is not asked again.
        execution_timeout=None,
        retries=0,
    )
    approval.set_upstream(chosen.operator)
    return approval
