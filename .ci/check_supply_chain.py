"""Checks what is shipped against its list (CycloneDX), and prints which licences there are; checks that Python's
packages are pinned."""

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

LIBRARIES = Path("pipeline/cli/target/lib")
LIST = Path("pipeline/cli/target/wavetrain-sbom.json")
OWN_GROUP = "org.wavetrain"

# Licences under which a library may be used and passed on beside the Apache licence. Of a library with several, one
# may be chosen. docs/supply-chain.md says more.
ALLOWED = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "EPL-1.0",
    "EPL-2.0",
    "MIT",
    "MIT-0",
}
# What a line says that has pip install packages by their names.
SCRIPTS = {"", ".py", ".md", ".Dockerfile", ".sh", ".yaml"}
INSTALLS = re.compile(r"\bpip install([^`\n]*)")
PINNED = re.compile(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[^*\s]+")


def licences(component: dict[str, Any]) -> list[str]:
    names = []
    for choice in component.get("licenses", []):
        licence = choice.get("license", {})
        names.append(licence.get("id") or licence.get("name") or choice.get("expression", ""))
    return names


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def digests(component: dict[str, Any]) -> set[str]:
    return {entry["content"] for entry in component.get("hashes", []) if entry["alg"] == "SHA-256"}


def problems_of_libraries(components: list[dict[str, Any]]) -> list[str]:
    others = [component for component in components if component.get("group") != OWN_GROUP]
    known = set().union(*(digests(component) for component in others))
    problems = [
        f"{jar.name} is shipped, but is not in the list"
        for jar in sorted(LIBRARIES.glob("*.jar"))
        if not jar.name.startswith("wavetrain-") and digest(jar) not in known
    ]
    counted: Counter[str] = Counter()
    for component in others:
        names = licences(component)
        chosen = next((name for name in names if name in ALLOWED), None)
        if chosen is None:
            problems.append(f"{component['name']} {component['version']} has the licences {names or 'of nobody'}")
        else:
            counted[chosen] += 1
    for name, count in counted.most_common():
        print(f"{count:4} {name}")
    return problems


def problems_of_requirements() -> list[str]:
    return [
        f"{file}: {line} is not pinned"
        for file in [*Path("dags").glob("requirements*.txt"), *Path("infra").rglob("requirements*.txt")]
        for line in file.read_text().splitlines()
        if line.strip() and not line.startswith(("#", "--")) and not PINNED.fullmatch(line.strip())
    ]


def problems_of_commands() -> list[str]:
    """What scripts, Dockerfiles and documents have somebody install by name."""
    return [
        f"{file}: pip install {package} is not pinned"
        for folder in (Path("infra"), Path("docs"))
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in SCRIPTS
        for command in INSTALLS.findall(file.read_text())
        for package in re.findall(r"(?<=\s)[\w\"][^\s$/]*(?=\s|$)", re.sub(r"--extra-index-url \S+", "", command))
        if not PINNED.fullmatch(package.strip('"'))
    ]


def main() -> None:
    components = json.loads(LIST.read_text())["components"]
    problems = problems_of_libraries(components) + problems_of_requirements() + problems_of_commands()
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(components)} components are listed in {LIST}")


if __name__ == "__main__":
    main()
