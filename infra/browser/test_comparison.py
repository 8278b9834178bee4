"""What a person does on the page of a comparison."""

import re
from pathlib import Path

import pytest
from browser import choose, opened
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser, comparison: Path) -> Page:
    return opened(browser, comparison)[0]


def shown(page: Page) -> int:
    """How many utterances the status line announces."""
    text = page.locator("#count").inner_text()
    return int(text.split(" of ")[0].replace(",", ""))


def curve_picture(page: Page) -> str:
    return str(page.locator("#curve-chart").evaluate("canvas => canvas.toDataURL()"))


def test_the_verdict_is_a_sentence_with_an_interval(page: Page) -> None:
    expect(page.locator(".verdict").first).to_contain_text("95\u00a0% interval")
    expect(page.locator(".verdict").first).to_contain_text("utterances.")


def test_only_parameters_that_differ_are_shown(page: Page) -> None:
    parameters = page.locator("#parameters")
    expect(parameters).to_contain_text("finetune.learning_rate")
    expect(parameters).not_to_contain_text("finetune.layers")


def test_curves_are_drawn_over_steps_and_over_hours_and_by_metric(page: Page) -> None:
    steps = curve_picture(page)
    page.get_by_label("hours", exact=True).check()
    hours = curve_picture(page)
    assert hours != steps
    page.get_by_label("Metric").select_option(label="finetune: loss")
    assert curve_picture(page) != hours
    expect(page.locator("#curve-summary")).to_contain_text("finetune: loss")


def test_a_run_can_be_left_out_of_the_curves(page: Page) -> None:
    before = curve_picture(page)
    page.locator("input[name='run']").first.uncheck()
    assert curve_picture(page) != before
    expect(page.locator("#curve-summary")).not_to_contain_text("run-0")


def test_each_filter_shows_what_it_says(page: Page) -> None:
    counts = {}
    for value in ("all", "right-a", "right-b", "fewer-a", "fewer-b", "wrong", "differ"):
        choose(page, value)
        counts[value] = shown(page)
        label = page.locator(f"input[name='shown'][value='{value}'] + span output").inner_text()
        assert int(label.replace(",", "")) == counts[value]
        assert page.locator("#rows > li").count() == min(50, counts[value])
    assert 0 < counts["right-a"] <= counts["fewer-a"] < counts["all"]
    assert 0 < counts["right-b"] <= counts["fewer-b"] < counts["all"]
    choose(page, "right-b")
    for row in page.locator("#rows > li").all():
        # Texts that are not on the screen yet are not laid out.
        expect(row.locator("dt").nth(1)).to_contain_text("right")
        expect(row.locator("dt").nth(0)).to_contain_text("error")


def test_runs_can_be_exchanged(page: Page) -> None:
    choose(page, "right-a")
    before = shown(page)
    first, second = page.locator("#a").input_value(), page.locator("#b").input_value()
    page.locator("#a").select_option(second)
    page.locator("#b").select_option(first)
    choose(page, "right-b")
    assert shown(page) == before


def test_a_search_finds_words_and_says_how_many(page: Page) -> None:
    choose(page, "all")
    everything = shown(page)
    page.get_by_label("Search").fill("words-00007")
    expect(page.locator("#count")).to_have_text(f"1 of {everything:,} utterances")
    expect(page.locator("#rows h3")).to_have_text(["words-00007"])
    page.get_by_label("Search").fill("no such thing")
    expect(page.locator("#count")).to_have_text(f"0 of {everything:,} utterances")
    assert page.locator("#count").get_attribute("aria-live") == "polite"


def test_a_slice_leaves_the_others_out(page: Page) -> None:
    choose(page, "all")
    everything = shown(page)
    page.get_by_label("Slice").select_option(label="sex: female")
    females = shown(page)
    page.get_by_label("Slice").select_option(label="sex: male")
    assert females + shown(page) == everything
    assert 0 < females < everything


def test_errors_are_marked(page: Page) -> None:
    row = page.locator("#rows > li").first
    assert row.locator(".edit").count() > 0
    assert row.locator(".edit .spoken").first.text_content() in ("heard instead: ", "missed: ", "not said: ")


def test_more_utterances_come_on_request(page: Page) -> None:
    choose(page, "all")
    everything = shown(page)
    assert everything > 50
    more = page.locator("#more")
    expect(more).to_have_text(f"Show {min(50, everything - 50)} more of {everything - 50}")
    more.focus()
    page.keyboard.press("Enter")
    assert page.locator("#rows > li").count() == min(100, everything)
    assert page.evaluate("document.activeElement.tagName") == "H3"


def test_recordings_play(page: Page) -> None:
    audio = page.locator("#rows audio").first
    expect(audio).to_have_attribute("src", re.compile("^data:audio/mpeg;base64,"))
    played = audio.evaluate(
        """async (audio) => {
          await audio.play();
          await new Promise((resolve) => {
            audio.ontimeupdate = () => { if (audio.currentTime > 0.05) resolve(); };
          });
          return {time: audio.currentTime, duration: audio.duration, ready: audio.readyState, error: audio.error};
        }"""
    )
    assert played["time"] > 0.05
    assert played["ready"] >= 2
    assert played["error"] is None
    # A second, and what an MP3 encoder adds at the ends.
    assert 1.0 <= played["duration"] < 1.25


def test_only_what_can_be_heard_is_left(page: Page) -> None:
    choose(page, "all")
    page.get_by_label("with sound").check()
    assert shown(page) > 0
    rows = page.locator("#rows > li").count()
    assert page.locator("#rows audio").count() == rows


def test_the_keyboard_reaches_and_uses_every_control(page: Page) -> None:
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.name || ''"))
        if "playable" in reached and "shown" in reached:
            break
    assert {"curve", "across", "run", "logarithmic", "a", "b", "slice", "search", "playable", "shown"} <= reached
    before = page.locator("input[name='shown']:checked").input_value()
    page.keyboard.press("ArrowRight")
    after = page.locator("input[name='shown']:checked").input_value()
    assert after != before
    focus = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
    assert focus == "solid"


def test_published_figures_stand_beside_ours(page: Page) -> None:
    published = page.locator("#published")
    expect(published).to_contain_text("a paper")
    expect(published).to_contain_text("3.40\u00a0%")
