"""Records what jiwer says of random pairs of texts, for JiwerComparisonTest.

Usage: record_jiwer_cases.py FILE (needs jiwer 4.0.0)

Each line of the file is one pair as JSON: reference, hypothesis, and of words and characters the rate and the counts
of hits, substitutions, deletions and insertions; of words also the steps of jiwer's alignment (=, s, d, i), and for
every tenth pair the text of jiwer's visualize_alignment. The last line has the same figures of all pairs together.
"""

import json
import random
import sys
from pathlib import Path

import jiwer

PAIRS = 1000
WORDS = [
    "turn",
    "the",
    "light",
    "off",
    "don't",
    "o'clock",
    "naïve",
    "straße",
    "ложка",
    "東京",
    "café",
    "a",
    "i",
    "to",
    "two",
    "too",
    "it's",
    "its",
    "on",
    "an",
    "and",
    "end",
    "kitchen",
    "chicken",
    "quick",
    "thick",
    "stop",
    "shop",
    "😀",
    "élan",
]
GAPS = [" ", " ", " ", " ", " ", "  ", "   ", " \t ", "\t", "\u00a0", " \u00a0", "\n "]
STEPS = {"equal": "=", "substitute": "s", "delete": "d", "insert": "i"}


def text(words: list[str], generator: random.Random) -> str:
    """Puts words together with gaps of all kinds, also around them."""
    parts = [generator.choice(["", "", "", " ", "  "])]
    for word in words:
        parts += [word, generator.choice(GAPS)]
    if words and generator.random() < 0.8:
        parts.pop()
    return "".join(parts)


def misheard(words: list[str], generator: random.Random) -> list[str]:
    """Drops, replaces, spoils and adds words."""
    heard = []
    for word in words:
        draw = generator.random()
        if draw < 0.15:
            continue
        if draw < 0.3:
            heard.append(generator.choice(WORDS))
        elif draw < 0.4:
            heard.append(word[1:] or "x")
        else:
            heard.append(word)
        if generator.random() < 0.12:
            heard.append(generator.choice(WORDS))
    return heard


def figures(output: jiwer.WordOutput | jiwer.CharacterOutput) -> dict[str, float | list[int]]:
    rate = output.wer if isinstance(output, jiwer.WordOutput) else output.cer
    return {"rate": rate, "counts": [output.hits, output.substitutions, output.deletions, output.insertions]}


def steps(output: jiwer.WordOutput) -> str:
    return "".join(
        STEPS[chunk.type] * max(chunk.ref_end_idx - chunk.ref_start_idx, chunk.hyp_end_idx - chunk.hyp_start_idx)
        for chunk in output.alignments[0]
    )


def main(file: Path) -> None:
    generator = random.Random(4)
    references, hypotheses, lines = [], [], []
    for number in range(PAIRS):
        said = generator.choices(WORDS, k=generator.randint(0, 12))
        match number % 20:
            case 0:
                heard = []
            case 1:
                heard = generator.choices(WORDS, k=generator.randint(0, 12))
            case 2:
                heard = said
            case _:
                heard = misheard(said, generator)
        reference, hypothesis = text(said, generator), text(heard, generator)
        words = jiwer.process_words(reference, hypothesis)
        recorded: dict[str, object] = {
            "reference": reference,
            "hypothesis": hypothesis,
            "words": figures(words),
            "characters": figures(jiwer.process_characters(reference, hypothesis)),
            "steps": steps(words),
        }
        if number % 10 == 3:
            recorded["visualization"] = jiwer.visualize_alignment(words, show_measures=False, skip_correct=False)
        lines.append(json.dumps(recorded, ensure_ascii=False))
        references.append(reference)
        hypotheses.append(hypothesis)
    together = {
        "words": figures(jiwer.process_words(references, hypotheses)),
        "characters": figures(jiwer.process_characters(references, hypotheses)),
    }
    lines.append(json.dumps(together))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
