"""Signals by which Airflow ends a task: its supervisor sends one, or the clock does."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def sending(number: signal.Signals) -> Callable[[], None]:
    """What sends a signal to this process, in which Airflow runs tasks here."""
    return lambda: os.kill(os.getpid(), number)


@contextmanager
def handlers_kept() -> Iterator[None]:
    """A task leaves its handler behind."""
    handler = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
