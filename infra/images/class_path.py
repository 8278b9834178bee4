"""Which jars an image's program consists of, as Maven resolved them."""

import re
from dataclasses import dataclass
from pathlib import Path

COMMAND_LINE = "wavetrain"
_VERSION = re.compile(r"<version>([^<]+)</version>")


@dataclass(frozen=True)
class ClassPath:
    """The jars of one image, and what it starts."""

    name: str
    main: str
    libraries: tuple[Path, ...]
    program: tuple[Path, ...]
    recipes: Path | None


def stages(root: Path) -> list[str]:
    """The kinds of stages: the modules that offer one to Java's service loader."""
    services = root.glob("stages/*/src/main/resources/META-INF/services/org.wavetrain.stage.Stage")
    return sorted(service.relative_to(root).parts[1] for service in services)


def class_path(root: Path, name: str) -> ClassPath:
    """The jars of a stage's module, or of the command line."""
    if name == COMMAND_LINE:
        jars = sorted((root / "pipeline/cli/target/lib").glob("*.jar"))
        return _divided(name, "org.wavetrain.cli.Main", jars, root / "pipeline/recipes")
    target = root / "stages" / name / "target"
    own = target / f"wavetrain-{name}-{program_version(root)}.jar"
    jars = [own, *map(Path, (target / "runtime-class-path").read_text().strip().split(":"))]
    return _divided(name, "org.wavetrain.stage.StageMain", jars, None)


def program_version(root: Path) -> str:
    """The version of all modules: the first in the root's pom, which has no parent."""
    found = _VERSION.search((root / "pom.xml").read_text())
    if not found:
        raise ValueError("pom.xml has no version")
    return found[1]


def _divided(name: str, main: str, jars: list[Path], recipes: Path | None) -> ClassPath:
    program = tuple(jar for jar in jars if jar.name.startswith("wavetrain-"))
    return ClassPath(name, main, tuple(jar for jar in jars if jar not in program), program, recipes)
