"""Prints how many tests of all modules ran, failed and were skipped, from the reports of `mvn verify`."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main() -> None:
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    reports = sorted(Path().glob("*/*/target/surefire-reports/TEST-*.xml"))
    for report in reports:
        # Only the first tag is wanted: some reports hold megabytes of output.
        _, suite = next(ElementTree.iterparse(report, events=["start"]))
        for name in counts:
            counts[name] += int(suite.get(name, "0"))
    print(
        f"{counts['tests']} tests in {len(reports)} classes: "
        f"{counts['failures'] + counts['errors']} failed, {counts['skipped']} skipped"
    )
    if not counts["tests"]:
        sys.exit("no reports were found")


if __name__ == "__main__":
    main()
