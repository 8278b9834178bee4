"""How much texts stand out, as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

from dataclasses import dataclass

from playwright.sync_api import Page

# The colour of each element with text of its own, and what lies behind it.
COLOURS = """() => {
  const parse = (text) => {
    const canvas = parse.canvas ??= new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, ground) => top.slice(0, 3).map((value, index) => value * top[3] + ground[index] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(parse(getComputedStyle(at).backgroundColor));
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const found = new Map();
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3)
      .map((node) => node.textContent.trim()).join('');
    const box = element.getBoundingClientRect();
    const hidden = ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName);
    if (!text || hidden || box.width < 2 || box.height < 2) continue;
    const behind = ground(element);
    const colour = over(parse(getComputedStyle(element).color), behind);
    found.set(`${colour} ${behind} ${element.tagName}`, {text: text.slice(0, 40), colour, ground: behind});
  }
  return [...found.values()];
}"""


@dataclass(frozen=True)
class Contrast:
    text: str
    ratio: float


def contrasts(page: Page) -> list[Contrast]:
    """Of every combination of colours on the page, with a text that has it."""
    return [
        Contrast(entry["text"], round(_ratio(entry["colour"], entry["ground"]), 2)) for entry in page.evaluate(COLOURS)
    ]


def _ratio(first: list[float], second: list[float]) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: list[float]) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
