"""The pages of `wavetrain serve`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from browser import Scheme, Troubles, watched
from contrast import contrasts
from playwright.sync_api import Browser, FloatRect, Page, expect
from website import Sample

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
NARROW = 360
LEAST_CONTRAST = 4.5

# Pages that hold all that they need; test_every_page.py has more about them.
DOCUMENT = re.compile(r"/report$|/data/|/compare")

# Beside what has the keyboard's focus there is to be a ring, or one around what shows it.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = (one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  };
  const box = at.getBoundingClientRect();
  const within = box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  return {element: at.outerHTML.slice(0, 120), shown: Boolean(ring(at)) && within};
}"""


@contextmanager
def visited(
    browser: Browser, address: str, *, width: int = 1200, scheme: Scheme = "light"
) -> Iterator[tuple[Page, Troubles]]:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.set_default_timeout(60_000)
        site = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/"
        troubles = watched(page, lambda url: url.startswith(site))
        page.goto(address)
        yield page, troubles
    finally:
        context.close()


@dataclass(frozen=True)
class Found:
    address: str
    policy: str


def crawled(browser: Browser, home: str) -> list[Found]:
    """Every page that links lead to from the home page, and a comparison."""
    found: dict[str, Found] = {}
    with visited(browser, home) as (page, _):
        waiting = [home]
        while waiting:
            address = waiting.pop().split("#")[0]
            if address in found or not address.startswith(home):
                continue
            answer = page.goto(address)
            assert answer is not None and answer.status == 200, address
            found[address] = Found(address, answer.headers["content-security-policy"])
            if not DOCUMENT.search(address):
                links = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
                waiting += [urljoin(address, link) for link in links]
            if urlsplit(address).path == "/runs":
                runs = page.locator("input[name=run]").evaluate_all("boxes => boxes.map(box => box.value)")
                if len(runs) > 1:
                    waiting.append(urljoin(home, f"/compare?run={runs[0]}&run={runs[1]}"))
    return list(found.values())


def test_every_page_opens_narrow_and_wide_in_light_and_dark(browser: Browser, any_site: str) -> None:
    pages = crawled(browser, any_site)
    paths = {urlsplit(page.address).path for page in pages}
    assert {"/", "/runs", "/models", "/compare"} <= paths
    for kind in (r"/runs/\w+$", r"/models/.+"):
        assert any(re.match(kind, path) for path in paths), kind
    for scheme in SCHEMES:
        for width in (NARROW, 1200):
            for found in pages:
                with visited(browser, found.address, width=width, scheme=scheme) as (page, troubles):
                    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, found.address
                    assert troubles.console == [], found.address
                    assert troubles.requests == [], found.address
                    low = [entry for entry in contrasts(page) if entry.ratio < LEAST_CONTRAST]
                    assert low == [], found.address


def test_tables_are_whole_on_a_desktop(browser: Browser, any_site: str) -> None:
    for found in crawled(browser, any_site):
        if DOCUMENT.search(found.address):
            continue
        for width in (1280, 1920):
            with visited(browser, found.address, width=width) as (page, _):
                page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
                hidden = page.locator(".scroll").evaluate_all(
                    "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel)"
                )
                assert hidden == [], f"{found.address} at {width}"


def test_a_table_that_scrolls_has_a_shadow_where_there_is_more(browser: Browser, sample_site: str) -> None:
    with visited(browser, sample_site + "runs", width=700) as (page, _):
        table = page.locator(".scroll")
        assert table.evaluate("one => one.scrollWidth > one.clientWidth")
        box = table.bounding_box()
        assert box is not None
        # Beside the caption, where no text is at the edge.
        edge: FloatRect = {"x": box["x"] + box["width"] - 4, "y": box["y"] + 2, "width": 4, "height": 12}
        there_is_more = page.screenshot(clip=edge)
        table.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
        assert page.screenshot(clip=edge) != there_is_more


def test_pages_may_fetch_and_run_only_what_is_of_the_site(browser: Browser, any_site: str) -> None:
    for found in crawled(browser, any_site):
        if DOCUMENT.search(found.address):
            assert "frame-ancestors 'none'" in found.policy
            continue
        assert found.policy.startswith("default-src 'none'")
        assert "unsafe" not in found.policy
        assert "http" not in found.policy
    with visited(browser, any_site) as (page, _):
        assert page.evaluate("fetch('https://example.org').then(() => 'fetched', () => 'refused')") == "refused"
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
        assert page.evaluate("window.ran") is None


def test_every_table_has_a_caption_and_every_control_a_name(browser: Browser, any_site: str) -> None:
    for found in crawled(browser, any_site):
        with visited(browser, found.address) as (page, _):
            assert page.locator("table:not(:has(caption))").count() == 0, found.address
            assert page.locator("th:not([scope])").count() == 0, found.address
            assert page.locator("canvas:not([aria-label])").count() == 0, found.address


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, any_site: str) -> None:
    for path in ("", "runs", "models"):
        with visited(browser, any_site + path) as (page, _):
            wanted = page.locator("a[href], button, select, input, summary, .scroll").count()
            reached = []
            for _ in range(wanted + 1):
                page.keyboard.press("Tab")
                focused = page.evaluate(FOCUSED)
                if focused is None:
                    break
                reached.append(focused)
            assert len(reached) == wanted, path
            assert [one["element"] for one in reached if not one["shown"]] == [], path


def test_the_first_link_leads_past_the_navigation(browser: Browser, sample_site: str) -> None:
    with visited(browser, sample_site) as (page, _):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_run_that_somebody_changed_is_listed_with_what_is_wrong(browser: Browser, sample_site: str) -> None:
    with visited(browser, sample_site + "runs") as (page, _):
        row = page.locator("tr", has_text="changed")
        expect(row).to_contain_text("my <best> one")
        expect(page.locator("tr", has_text="run-0")).to_contain_text("%")


def test_runs_are_compared_by_the_keyboard(browser: Browser, sample_site: str) -> None:
    with visited(browser, sample_site + "runs?status=finished") as (page, troubles):
        for name in ("run-0", "run-1"):
            page.locator("tr", has_text=name).locator("input").focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name="Compare").press("Enter")
        # What the page forbids itself keeps wait_for_function from asking again.
        expect(page.locator("html[data-ready=yes]")).to_be_attached()
        expect(page.locator("h1")).to_have_text("sample")
        assert troubles.console == []


def test_one_run_alone_is_not_compared(browser: Browser, sample_site: str) -> None:
    with visited(browser, sample_site + "runs") as (page, _):
        page.locator("input[name=run]").first.check()
        page.get_by_role("button", name="Compare").click()
        expect(page.locator(".problem")).to_have_text("Only one run was chosen to be compared.")


def test_the_time_of_a_run_that_goes_on_counts(browser: Browser, sample: Sample, sample_site: str) -> None:
    with visited(browser, f"{sample_site}runs/{sample.run}") as (page, _):
        # On a slow machine it may have been silent for so long that it is taken for one that was killed.
        sample.tell("step")
        shown = page.locator("time.elapsed").first
        expect(shown).to_have_text(re.compile(r"^\d+ (s|min|h)"))
        before = shown.text_content()
        expect(shown).not_to_have_text(str(before))


def test_what_a_run_logs_is_drawn_by_itself(browser: Browser, sample: Sample, sample_site: str) -> None:
    with visited(browser, f"{sample_site}runs/{sample.run}") as (page, troubles):
        curve = page.locator("figure .note")
        before = str(curve.text_content())
        assert "at step" in before
        sample.tell("step")
        expect(curve).not_to_have_text(before)
        assert page.locator("canvas").evaluate("canvas => Chart.getChart(canvas).data.datasets.length") == 1
        assert troubles.console == []


def test_an_outage_is_said_and_passes_by_itself(browser: Browser, sample: Sample, sample_site: str) -> None:
    address = f"{sample_site}runs/{sample.run}"
    with visited(browser, address) as (before, _):
        sample.road.close()
        try:
            expect(before.locator("#away")).to_be_visible()
            expect(before.locator("#away")).to_contain_text("does not answer")
            expect(before.locator("table")).to_contain_text("finetune")
            with visited(browser, sample_site + "runs", width=NARROW) as (begun, _):
                expect(begun.locator("h1")).to_have_text("Away")
                expect(begun.locator(".problem")).to_contain_text("TRACKING_UNREACHABLE")
                assert begun.evaluate("document.documentElement.scrollWidth") <= NARROW
                sample.road.open()
                expect(begun.locator("h1")).to_have_text("Runs")
        except BaseException:
            sample.road.close()
            sample.road.open()
            raise
        expect(before.locator("#away")).to_be_hidden()
        curve = before.locator("figure .note")
        known = str(curve.text_content())
        sample.tell("step")
        expect(curve).not_to_have_text(known)


def test_a_comparison_that_is_waited_for_is_made_once(browser: Browser, sample: Sample, sample_site: str) -> None:
    with visited(browser, sample_site + "runs?status=finished") as (page, _):
        runs = page.locator("input[name=run]").evaluate_all("boxes => boxes.map(box => box.value)")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        sample.road.close()
        try:
            page.goto(f"{sample_site}compare?run={runs[0]}&run={runs[1]}")
            expect(page.locator("h1")).to_have_text("Away")
        finally:
            sample.road.open()
        expect(page.locator("html[data-ready=yes]")).to_be_attached()
        # Once while the server is away, and once when it is there.
        assert asked.count("/compare") == 2
        assert "/state/compare" in asked


# The last one: the run ends.
def test_what_was_ticked_stays_when_a_run_ends(browser: Browser, sample: Sample, sample_site: str) -> None:
    with visited(browser, sample_site + "runs") as (page, troubles):
        ticked = page.locator("tr", has_text="run-1").locator("input")
        ticked.focus()
        page.keyboard.press("Space")
        goes_on = page.locator("tr", has_text="goes-on")
        expect(goes_on).to_contain_text("running")
        sample.tell("end")
        expect(goes_on).to_contain_text("finished")
        expect(ticked).to_be_checked()
        expect(ticked).to_be_focused()
        expect(page.locator("#news")).to_be_visible()
        expect(page.locator("#news")).to_contain_text("goes-on: running → finished")
        assert troubles.console == []
