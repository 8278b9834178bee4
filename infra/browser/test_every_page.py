"""What holds for each page that Wavetrain writes."""

from pathlib import Path

import pytest
from browser import Scheme, opened
from contrast import contrasts
from playwright.sync_api import Browser

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LEAST_CONTRAST = 4.5
LONGEST_LABEL = 8


def test_nothing_goes_wrong_and_nothing_is_fetched(browser: Browser, any_page: Path) -> None:
    page, troubles = opened(browser, any_page)
    page.wait_for_timeout(300)
    assert troubles.console == []
    assert troubles.requests == []


def test_the_page_forbids_itself_a_network(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    fetched = page.evaluate("fetch('https://example.org').then(() => 'fetched', () => 'refused')")
    assert fetched == "refused"


def test_every_chart_is_drawn(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    charts = page.locator("canvas")
    assert charts.count() > 0
    for index in range(charts.count()):
        colours = charts.nth(index).evaluate(
            """canvas => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let at = 0; at < pixels.length; at += 4) {
                if (pixels[at + 3] > 200) seen.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
              }
              return seen.size;
            }"""
        )
        assert colours > 3, f"chart {index} is blank"


def test_figures_beside_the_axes_are_short(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    labels = page.evaluate(
        "Object.values(Chart.instances).flatMap(chart => chart.scales.y.ticks.map(tick => String(tick.label)))"
    )
    assert labels
    assert [label for label in labels if len(label) > LONGEST_LABEL] == []


@pytest.mark.parametrize("width", [360, 768, 1200])
def test_the_page_never_scrolls_sideways(browser: Browser, any_page: Path, width: int) -> None:
    page, _ = opened(browser, any_page, width=width, height=740)
    for details in page.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_out_from_its_ground(browser: Browser, any_page: Path, scheme: Scheme) -> None:
    page, _ = opened(browser, any_page, scheme=scheme)
    found = contrasts(page)
    assert len(found) > 10
    assert [entry for entry in found if entry.ratio < LEAST_CONTRAST] == []


def test_every_table_has_a_caption_and_headings_with_a_scope(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    tables = page.locator("table")
    assert tables.count() > 0
    assert page.locator("table:not(:has(caption))").count() == 0
    assert page.locator("th:not([scope])").count() == 0


def test_every_chart_and_control_has_a_name(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    assert page.locator("canvas:not([aria-label])").count() == 0
    nameless = page.evaluate(
        """[...document.querySelectorAll('input, select, button, audio')].filter((control) =>
          !control.hidden && !control.getAttribute('aria-label')
          && ![...control.labels ?? []].some((label) => label.textContent.trim())
          && !control.textContent.trim()).map((control) => control.outerHTML)"""
    )
    assert nameless == []


def test_links_lead_to_sections(browser: Browser, any_page: Path) -> None:
    page, _ = opened(browser, any_page)
    targets = page.locator("nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(targets) > 2
    for target in targets:
        assert page.locator(target).count() == 1, target
