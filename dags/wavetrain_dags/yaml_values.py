"""Reads pipeline files as the command line does: YAML 1.2, whose texts PyYAML would turn into booleans or dates."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeGuard, TypeVar

import yaml

Value = TypeVar("Value")

_AMOUNT = re.compile(r"([1-9][0-9]{0,6})([A-Za-z]+)")
_TIME = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_MEBIBYTES = {"Mi": 1, "Gi": 1024, "Ti": 1024 * 1024}


class PipelineFileError(Exception):
    """A pipeline file from which no DAG can be built. `wavetrain plan FILE` tells all of a file's problems."""


class Section:
    """One mapping of a pipeline file. Values that are missing, or written without a value, are the default."""

    def __init__(self, name: str, values: Mapping[str, object]) -> None:
        self.name = name
        self._values = values

    @classmethod
    def of_file(cls, path: Path) -> "Section":
        try:
            # The base loader leaves every scalar the text that it is: what it means is said below.
            document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as failure:
            raise PipelineFileError(f"{path}: {failure}") from failure
        return cls(str(path), _mapping(str(path), document))

    def names(self) -> list[str]:
        return list(self._values)

    def has(self, key: str) -> bool:
        return self._values.get(key, "") != ""

    def require_known(self, *known: str) -> None:
        """Raises PipelineFileError where there is another key: what a mistyped one was to say would be lost."""
        for key in self._values:
            if key not in known:
                raise PipelineFileError(f"{self.name} has {key!r}, which is none of {', '.join(known)}.")

    def section(self, key: str) -> "Section":
        """The mapping below a key, an empty one when there is none."""
        return Section(f"{self.name}: {key}", _mapping(f"{self.name}: {key}", self._values.get(key, "")))

    def texts(self, key: str) -> tuple[str, ...]:
        """A text, or a list of texts."""
        value = self._values.get(key, "")
        if isinstance(value, str):
            return (value,) if value else ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise self._unfit(key, "a text or a list of texts")

    def text(self, key: str, default: str = "") -> str:
        return self._read(key, default, str, "a text")

    def required(self, key: str) -> str:
        if not self.has(key):
            raise PipelineFileError(f"{self.name} has no {key}.")
        return self.text(key)

    def integer(self, key: str, default: int) -> int:
        return self._read(key, default, int, "a whole number")

    def number(self, key: str, default: float) -> float:
        return self._read(key, default, float, "a number")

    def flag(self, key: str, default: bool) -> bool:
        return self._read(key, default, {"true": True, "false": False}.__getitem__, "true or false")

    def duration(self, key: str, default: timedelta) -> timedelta:
        return self._read(key, default, _duration, "a time span such as 90s, 5m, 12h or 2d")

    def mebibytes(self, key: str, default: int) -> int:
        return self._read(key, default, _mebibytes, "an amount of memory such as 512Mi or 16Gi")

    def read(self, key: str, default: Value, parse: Callable[[str], Value], expected: str) -> Value:
        return self._read(key, default, parse, expected)

    def _read(self, key: str, default: Value, parse: Callable[[str], Value], expected: str) -> Value:
        if not self.has(key):
            return default
        value = self._values[key]
        if not isinstance(value, str):
            raise self._unfit(key, expected)
        try:
            return parse(value)
        except (KeyError, ValueError) as failure:
            raise self._unfit(key, expected) from failure

    def _unfit(self, key: str, expected: str) -> PipelineFileError:
        return PipelineFileError(f"{self.name}: {key} is {self._values[key]!r}, not {expected}.")


def _mapping(name: str, value: object) -> Mapping[str, object]:
    if value is None or value == "":
        return {}
    if not _is_mapping(value):
        raise PipelineFileError(f"{name} is not a mapping of names to values.")
    return value


def _is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


def _duration(text: str) -> timedelta:
    count, unit = _amount(text)
    return timedelta(**{_TIME[unit]: count})


def _mebibytes(text: str) -> int:
    count, unit = _amount(text)
    return count * _MEBIBYTES[unit]


def _amount(text: str) -> tuple[int, str]:
    parts = _AMOUNT.fullmatch(text)
    if not parts:
        raise ValueError(text)
    return int(parts[1]), parts[2]
