"""Checks the JSON that two quick starts in one home printed as their last lines, and what the first one learned."""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

STAGES = ["ingest", "augment", "pretrain", "finetune", "classify", "evaluate", "export"]

# One target among a hundred distractors.
CONTRASTIVE_CHANCE = 1 / 101

# Percentage points of the word error rate, up or down.
MOST_INT8_POINTS = 0.5


def last_line(path: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8").splitlines()[-1])
    return result


def int8_difference(export: Path) -> float:
    """By how many percentage points the 8-bit transcriber's word error rate is greater."""
    quantization = json.loads((export / "quantization.json").read_text(encoding="utf-8"))
    difference = float(quantization["difference_points"])
    # Of few words, one weighs more than that.
    most = max(MOST_INT8_POINTS, 100 / quantization["words"])
    assert abs(difference) <= most, f"8 bits change the word error rate by {difference} points"
    return difference


def contrastive_accuracy(database: str) -> float:
    """The last one that pre-training logged, for recordings that it was not trained on."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        (accuracy,) = connection.execute(
            "SELECT metrics.value FROM metrics JOIN runs USING (run_uuid)"
            " WHERE runs.name = 'pretrain' AND metrics.key = 'validation_accuracy'"
            " ORDER BY metrics.step DESC LIMIT 1"
        ).fetchone()
    return float(accuracy)


def main() -> None:
    first, second = (last_line(path) for path in sys.argv[1:3])
    contrastive = contrastive_accuracy(sys.argv[3])
    for result in (first, second):
        assert sorted(result["stages"]) == sorted(STAGES), result["stages"].keys()
        assert result["wer"] >= 0 and result["cer"] >= 0, result
        assert 0 <= result["accuracy"] <= 1, result
        assert Path(result["report"]).is_file(), result["report"]
        assert (Path(result["export"]) / "onnx" / "model.onnx").is_file(), result["export"]
    made = [name for name, stage in first["stages"].items() if not stage["cached"]]
    assert sorted(made) == sorted(STAGES), f"cached in a fresh home: {set(STAGES) - set(made)}"
    again = [name for name, stage in second["stages"].items() if not stage["cached"]]
    assert not again, f"made a second time: {again}"
    for name in STAGES:
        assert first["stages"][name]["key"] == second["stages"][name]["key"], name
    assert first["version"] == second["version"], "the same export was registered twice"
    assert first["wer"] <= 0.9, "finetune learned nothing"
    difference = int8_difference(Path(first["export"]))
    assert contrastive >= 2 * CONTRASTIVE_CHANCE, f"pretrain learned nothing: {contrastive}"
    print(
        f"WER {first['wer']:.3f}, CER {first['cer']:.3f}, accuracy {first['accuracy']:.3f}, "
        f"contrastive accuracy {contrastive:.3f}, 8 bits {difference:+.2f} points, "
        f"{first['seconds']:.0f} s, then {second['seconds']:.0f} s"
    )


if __name__ == "__main__":
    main()
