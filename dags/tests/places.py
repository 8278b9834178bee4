"""Where things are."""

from pathlib import Path

TESTS = Path(__file__).parent
DAGS = TESTS.parent
REPOSITORY = DAGS.parent
RECIPES = REPOSITORY / "pipeline" / "recipes"
