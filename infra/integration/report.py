"""What was verified, as it is printed."""

import time
from dataclasses import dataclass, field

from processes import IntegrationError


@dataclass
class Report:
    """Counts what was seen to be so."""

    began: float = field(default_factory=time.monotonic)
    verified: int = 0

    def require(self, holds: bool, sentence: str) -> None:
        """Prints the sentence, which is so, or raises IntegrationError."""
        if not holds:
            raise IntegrationError(f"It is not so that {sentence}")
        self.verified += 1
        print(f"{self._seconds()}  verified: {sentence}", flush=True)

    def tell(self, sentence: str) -> None:
        """Prints what was done, or left out."""
        print(f"{self._seconds()}  {sentence}", flush=True)

    def begin(self, part: str) -> None:
        """Prints what comes now."""
        print(f"== {part}", flush=True)

    def _seconds(self) -> str:
        return f"  {time.monotonic() - self.began:5.0f} s"
