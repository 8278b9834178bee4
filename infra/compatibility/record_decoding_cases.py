"""Records what pyctcdecode finds in scores of made-up utterances, for PyctcdecodeComparisonTest.

Usage: record_decoding_cases.py FILE (needs pyctcdecode 0.5.0 and kenlm)

The first line of the file is the alphabet and a language model in the ARPA format; each other line is one case as JSON:
settings by pyctcdecode's names (none of the language model's where none is used), scores [frames, tokens], and of
the best text its words, the score of the network and the score of both.

pyctcdecode scores the empty word where a text ends with a space, as one that the language model lacks. The scores
here make spaces at the end unlikely enough to be passed over, so that this does not decide.
"""

import json
import logging
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyctcdecode.decoder import build_ctcdecoder

CASES = 60
LABELS = ["", " ", *"eghiflnoprstu"]
WORDS = ["turn", "left", "right", "the", "light", "on", "off", "stop"]
UNKNOWN = ["lift", "tuner", "pros", "sprinting"]
ARPA = """\\data\\
ngram 1=11
ngram 2=9
ngram 3=4

\\1-grams:
-2.1\t<unk>\t0
-99\t<s>\t-0.4
-1.0\t</s>
-0.7\tturn\t-0.3
-0.8\tleft\t-0.25
-0.9\tright\t-0.2
-0.6\tthe\t-0.5
-1.1\tlight\t-0.35
-1.2\ton\t-0.1
-1.3\toff\t-0.15
-1.4\tstop

\\2-grams:
-0.2\t<s> turn\t-0.3
-0.4\t<s> stop
-0.5\tturn left\t-0.05
-0.6\tturn right\t-0.1
-0.3\tleft </s>
-0.25\tturn the\t-0.2
-0.15\tthe light\t-0.3
-0.5\tlight on
-0.45\tlight off

\\3-grams:
-0.1\t<s> turn left
-0.3\tturn the light
-0.2\tthe light on
-0.4\tthe light off

\\end\\
"""


def spoken(text: str, generator: random.Random) -> NDArray[Any]:
    """Scores in which a text is likely and others are not impossible."""
    tokens = [0]
    for character in text:
        token = LABELS.index(character)
        tokens += [token] * generator.randint(1, 2)
        if generator.random() < 0.5 or character == text[-1]:
            tokens.append(0)
    scores = np.array([[generator.gauss(0, 1.6) for _ in LABELS] for _ in tokens])
    for frame, token in enumerate(tokens):
        scores[frame, token] += generator.uniform(2.5, 6)
    scores[-3:, 1] = -12
    return np.round(scores, 5)


def settings(number: int, generator: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Weights of the language model, if there is one, and of the search."""
    language = (
        {}
        if number % 3 == 0
        else {
            "alpha": generator.choice([0.5, 0.5, 0.2, 1.5]),
            "beta": generator.choice([1.5, 1.5, 0.0, 3.0, -1.0]),
            "unk_score_offset": generator.choice([-10.0, -10.0, -3.0, 0.0]),
            "lm_score_boundary": generator.random() < 0.7,
        }
    )
    search = {
        "beam_width": generator.choice([100, 100, 20, 4]),
        "beam_prune_logp": generator.choice([-10.0, -10.0, -5.0, -20.0]),
        "token_min_logp": generator.choice([-5.0, -5.0, -3.0, -8.0]),
    }
    return language, search


def main(file: Path) -> None:
    logging.disable(logging.WARNING)
    generator = random.Random(11)
    lines = [json.dumps({"labels": LABELS, "arpa": ARPA})]
    with tempfile.TemporaryDirectory() as folder:
        arpa = Path(folder, "model.arpa")
        arpa.write_text(ARPA)
        for number in range(CASES):
            words = generator.choices(WORDS, k=generator.randint(1, 5))
            if number % 4 == 1:
                words.append(generator.choice(UNKNOWN))
            scores = spoken(" ".join(words), generator)
            language, search = settings(number, generator)
            decoder = (
                build_ctcdecoder(LABELS, str(arpa), unigrams=WORDS, **language)
                if language
                else build_ctcdecoder(LABELS)
            )
            text, _, _, network_score, score = decoder.decode_beams(scores, **search)[0]
            found = {"text": text, "network_score": float(network_score), "score": float(score)}
            lines.append(json.dumps({"settings": language | search, "scores": scores.tolist(), **found}))
            decoder.cleanup()
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
