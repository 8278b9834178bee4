"""A comparison of 50 runs over 5,000 utterances: what it shows at once stays little, so that it stays quick."""

from pathlib import Path

import pytest
from browser import choose, opened
from playwright.sync_api import Browser, Page, expect

RUNS = 50
UTTERANCES = 5000
ROWS_AT_ONCE = 50
MOST_BYTES = 8_000_000
MOST_ELEMENTS = 20_000


@pytest.fixture
def page(browser: Browser, large_comparison: Path) -> Page:
    return opened(browser, large_comparison)[0]


def test_the_file_can_be_sent_by_mail(large_comparison: Path) -> None:
    assert large_comparison.stat().st_size < MOST_BYTES


def test_every_run_and_every_utterance_is_in_it(page: Page) -> None:
    assert page.locator("input[name='run']").count() == RUNS
    assert page.locator("#a option").count() == RUNS
    choose(page, "all")
    expect(page.locator("#count")).to_have_text(f"{UTTERANCES:,} of {UTTERANCES:,} utterances")


def test_only_the_first_utterances_are_elements_of_the_page(page: Page) -> None:
    choose(page, "all")
    assert page.locator("#rows > li").count() == ROWS_AT_ONCE
    assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS


def test_the_last_utterance_is_found_by_its_name(page: Page) -> None:
    choose(page, "all")
    last = f"words-{UTTERANCES - 1:05}"
    page.get_by_label("Search").fill(last)
    expect(page.locator("#rows h3")).to_have_text([last])


def test_any_two_runs_can_be_compared(page: Page) -> None:
    page.locator("#a").select_option(index=0)
    page.locator("#b").select_option(index=RUNS - 1)
    choose(page, "fewer-b")
    expect(page.locator("#rows > li")).to_have_count(ROWS_AT_ONCE)
    choose(page, "fewer-a")
    expect(page.locator("#count")).not_to_have_text(f"0 of {UTTERANCES:,} utterances")
