"""How a task's container ends, where none is started."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """Its output, its exit code, the result that it leaves in a file, and how it came to its end."""

    output: str
    exit_code: int = 0
    result: dict[str, Any] | None = None
    until_stopped: bool = False
    out_of_memory: bool = False
