"""How long the page of a comparison takes in Chromium: to load, to draw another curve, to filter."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from browser import launched, opened
from playwright.sync_api import Page

REPETITIONS = 5


def median_ms(action: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPETITIONS):
        started = time.perf_counter()
        action()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def in_page_ms(page: Page, script: str) -> float:
    """Until the next frame after it."""
    return statistics.median(
        float(
            page.evaluate(
                f"""async () => {{
              const started = performance.now();
              {script};
              await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              return performance.now() - started;
            }}"""
            )
        )
        for _ in range(REPETITIONS)
    )


def select(control: str, value: str) -> str:
    return (
        f"{{ const control = document.getElementById('{control}'); control.value = {value};"
        f" control.dispatchEvent(new Event('change', {{bubbles: true}})); }}"
    )


def main(file: Path) -> None:
    print(f"size: {file.stat().st_size / 1e6:.1f} MB")
    with launched() as browser:

        def load() -> None:
            page, _ = opened(browser, file)
            page.context.close()

        load()
        print(f"to load, until everything is drawn: {median_ms(load):.0f} ms")
        page, _ = opened(browser, file)
        other = select("curve", "control.selectedIndex === 0 ? 2 : 0")
        print(f"another curve: {in_page_ms(page, other):.0f} ms")
        across = "document.querySelector('input[name=\"across\"]:not(:checked)').click()"
        print(f"hours in place of steps: {in_page_ms(page, across):.0f} ms")
        shown = "document.querySelector('input[name=\"shown\"]:not(:checked)').click()"
        print(f"a filter: {in_page_ms(page, shown):.0f} ms")
        print(f"another run beside A: {in_page_ms(page, select('b', '(Number(control.value) + 1) % 3')):.0f} ms")
        page.locator("input[name='shown'][value='all']").check(force=True)
        rows = page.locator("#rows > li").count()
        print(f"utterances in the list before more are asked for: {rows}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
