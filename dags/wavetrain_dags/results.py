"""Finds what a task said among the lines that it printed, where logs and results may come mixed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Result = dict[str, Any]

_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Failure:
    """Why a task failed: a stable code, what went wrong, and what to do about it."""

    code: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence} {self.remedy}".rstrip()


def of_variants(values: Any) -> list[Result]:
    """The results of a task of all variants; Airflow gives that of a single variant by itself."""
    return [values] if isinstance(values, dict) else list(values)


def last_result(lines: Sequence[str], keys: frozenset[str]) -> Result | None:
    """The last JSON object that has all these keys."""
    return next((found for found in _objects_from_the_end(lines) if keys <= found.keys()), None)


def last_failure(lines: Sequence[str]) -> Failure | None:
    """The last failure event."""
    for found in _objects_from_the_end(lines):
        if found.get("event") == "failure":
            return Failure(str(found.get("code")), str(found.get("sentence", "")), str(found.get("remedy", "")))
    return None


def _objects_from_the_end(lines: Sequence[str]) -> Iterator[Result]:
    for line in reversed(lines):
        found = _object(line)
        if found is not None:
            yield found


def _object(line: str) -> Result | None:
    """The JSON object that ends a line. What a log line without an end left before it does not matter."""
    start = line.find('{"')
    while start >= 0:
        try:
            found, end = _DECODER.raw_decode(line, start)
        except json.JSONDecodeError:
            end = -1
        if end >= 0 and not line[end:].strip() and isinstance(found, dict):
            return found
        start = line.find('{"', start + 1)
    return None
