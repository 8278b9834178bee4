"""Which version becomes the champion."""

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from wavetrain_dags.promotion_steps import best_that_passed
from wavetrain_dags.results import Result


def verdict(version: int, value: float, better: str, passed: bool = True) -> Result:
    return {"model": "tiny", "version": version, "passed": passed, "value": value, "better": better}


def test_the_lowest_or_the_highest_wins_as_the_gate_says() -> None:
    assert best_that_passed([verdict(1, 0.3, "lower"), verdict(2, 0.2, "lower")])["version"] == 2
    assert best_that_passed([verdict(1, 0.3, "higher"), verdict(2, 0.2, "higher")])["version"] == 1


def test_a_better_one_that_did_not_pass_does_not_count() -> None:
    assert best_that_passed([verdict(1, 0.3, "lower"), verdict(2, 0.2, "lower", passed=False)])["version"] == 1


def test_of_equally_good_ones_the_first_wins() -> None:
    assert best_that_passed([verdict(1, 0.2, "lower"), verdict(2, 0.2, "lower")])["version"] == 1


def test_nothing_is_chosen_when_none_passed() -> None:
    with pytest.raises(AirflowSkipException, match="the champion stays"):
        best_that_passed([verdict(1, 0.2, "lower", passed=False)])
