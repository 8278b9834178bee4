"""The tests of Wavetrain's own client of Airflow that need a server."""

import re

from places import VIEWER, Places
from processes import Program
from report import Report

_SECONDS = 600
_TESTS = (
    *("mvn", "-B", "-pl", "pipeline/airflow", "-am", "test"),
    *("-Dtest=AirflowContractTest,AirflowServerTest", "-Dsurefire.failIfNoSpecifiedTests=false"),
)
_COUNTS = re.compile(r"Tests run: (\d+), Failures: 0, Errors: 0, Skipped: (\d+)\s*$", re.MULTILINE)


def test_client(places: Places, report: Report) -> None:
    """Runs them with Maven against the server that runs. Afterwards, the command line is built anew when it is used."""
    report.begin("the client against the server's own description of itself")
    viewer = {"WAVETRAIN_TEST_AIRFLOW_VIEWER": f"{VIEWER}:{places.password}"}
    tests = Program("client-tests", _TESTS, {**places.airflow_access, **viewer}, places, places.root)
    code = tests.run(_SECONDS)
    counts = _COUNTS.findall(tests.log.read_text())
    run, skipped = (int(count) for count in counts[-1]) if counts else (0, 0)
    passed = code == 0 and run > 0
    report.require(passed, f"the {run} tests of AirflowContractTest and AirflowServerTest pass (see {tests.log})")
    report.require(skipped == 0, "none of them was left out")
