"""The pages that infra/browser/run has made."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import launched
from playwright.sync_api import Browser, expect
from website import Sample, sampled, served

# A busy machine takes its time.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


def pages() -> list[Path]:
    """Whatever pages there are, at least the two comparisons and the report."""
    folder = Path(os.environ["WAVETRAIN_PAGES"])
    found = sorted(folder.glob("*.html"))
    assert {"comparison.html", "large.html", "report.html"} <= {page.name for page in found}, f"{folder} lacks pages"
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_page" in metafunc.fixturenames:
        found = pages()
        metafunc.parametrize("any_page", found, ids=[page.name for page in found])
    if "any_site" in metafunc.fixturenames:
        homes = ["sample", *filter(None, [os.environ.get("WAVETRAIN_GIVEN_HOME")])]
        metafunc.parametrize("any_site", homes, ids=["sample", "given"][: len(homes)], indirect=True)


@pytest.fixture(scope="session")
def _sampled() -> Iterator[tuple[str, Sample]]:
    with sampled(Path(os.environ["WAVETRAIN_SAMPLE_HOME"])) as site:
        yield site


@pytest.fixture(scope="session")
def sample_site(_sampled: tuple[str, Sample]) -> str:
    return _sampled[0]


@pytest.fixture(scope="session")
def sample(_sampled: tuple[str, Sample]) -> Sample:
    return _sampled[1]


@pytest.fixture(scope="session")
def any_site(request: pytest.FixtureRequest) -> Iterator[str]:
    """The site of made-up runs, or of a home that was named."""
    if request.param == "sample":
        yield request.getfixturevalue("sample_site")
    else:
        with served(Path(request.param)) as address:
            yield address


@pytest.fixture
def comparison() -> Path:
    return next(page for page in pages() if page.name == "comparison.html")


@pytest.fixture
def large_comparison() -> Path:
    """Of 50 runs over 5,000 utterances."""
    return next(page for page in pages() if page.name == "large.html")
