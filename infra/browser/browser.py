"""Debian's Chromium, without a window and without a network."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

Scheme = Literal["light", "dark"]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The path of the browser; a machine without one fails, it does not pass."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        raise SystemExit(f"None of {', '.join(CHROMIUM)} is on the PATH: install Debian's package chromium.")
    return found


@dataclass
class Troubles:
    """What a page should not do."""

    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # As root there is no sandbox; the pages are our own. Sound plays without a click.
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        try:
            yield browser
        finally:
            browser.close()


def watched(page: Page, allowed: Callable[[str], bool]) -> Troubles:
    """What the page says on the console, and what it asks for that it should not."""
    troubles = Troubles()
    page.on("console", lambda message: troubles.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: troubles.console.append(str(error)))

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")) and not allowed(request.url):
            troubles.requests.append(request.url)

    page.on("request", note)
    return troubles


def opened(
    browser: Browser,
    file: Path,
    *,
    width: int = 1200,
    height: int = 900,
    scheme: Scheme = "light",
) -> tuple[Page, Troubles]:
    """The page of a file, once its script has drawn it."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    # The report has thousands of elements; a busy machine draws them slowly.
    page.set_default_timeout(60_000)
    troubles = watched(page, lambda url: url == file.as_uri())

    def refuse(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            route.abort()

    page.route("**/*", refuse)
    page.goto(file.as_uri())
    if page.locator("body.comparison").count():
        page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    return page, troubles


def choose(page: Page, value: str) -> None:
    """Which utterances a comparison is to show."""
    page.locator(f"input[name='shown'][value='{value}']").check(force=True)
