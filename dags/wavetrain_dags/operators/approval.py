"""Asks a person whether a version may become the champion."""

import logging
from typing import Any

from airflow.providers.standard.exceptions import HITLTimeoutError
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Context

from wavetrain_dags.calls import person_of
from wavetrain_dags.events import message_line
from wavetrain_dags.failures import USER_FAILURE, FailureCode, failing
from wavetrain_dags.results import Failure

_LOG = logging.getLogger(__name__)


class Approval(ApprovalOperator):
    """Waits for an answer, and takes no worker meanwhile. A no skips what follows; no answer in time is a failure."""

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        if self.REJECT in event.get("chosen_options", ()):
            # Nothing else in the run says so: this task succeeds, and what is skipped has no log.
            _LOG.warning("%s", message_line(f"{person_of(event)} said no: nothing is promoted, the champion stays."))
        try:
            return super().execute_complete(context, event)
        except HITLTimeoutError as silence:
            raise failing(context, USER_FAILURE, self._unanswered()) from silence

    def _unanswered(self) -> Failure:
        return Failure(
            FailureCode.APPROVAL_MISSING,
            f"Nobody answered within {self.response_timeout}: {self.subject}",
            "Clear this task to have it asked again; WAVETRAIN_APPROVAL_TIMEOUT says for how long.",
        )
