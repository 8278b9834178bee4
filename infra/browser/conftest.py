"""The pages that infra/browser/run has made."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import launched
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


def pages() -> list[Path]:
    """Whatever pages there are, at least the comparison and the report."""
    folder = Path(os.environ["WAVETRAIN_PAGES"])
    found = sorted(folder.glob("*.html"))
    assert {"comparison.html", "report.html"} <= {page.name for page in found}, f"{folder} lacks pages"
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_page" in metafunc.fixturenames:
        found = pages()
        metafunc.parametrize("any_page", found, ids=[page.name for page in found])


@pytest.fixture
def comparison() -> Path:
    return next(page for page in pages() if page.name == "comparison.html")
