"""What is installed is what was locked, with its hash; its licences are known and accepted; and nothing contradicts itself."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import licences
from tools.licences import Licence, Rules, needed, requirements

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "tools/supply.lock")


def locked(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Give each locked package with its requirement and hashes; whatever else stands in the file is a fault."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "")
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            parsed = Requirement(requirement)
            found[canonicalize_name(parsed.name)] = (parsed, hashes)
    return found


def here(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


# ------------------------------------------------------------------ the lock
@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    for name, (requirement, hashes) in locked(lock).items():
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), name
        assert hashes, name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), name


def test_the_lock_holds_the_versions_of_the_constraints() -> None:
    """And nothing else that is installed here; torch, whose CPU build has another hash, is the only one without."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    constrained = {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, (x for x in lines if not x.startswith("#")))}
    assert constrained.pop("torch") == "==2.13.0"
    versions = {name: str(requirement.specifier) for name, (requirement, _) in locked("requirements.lock").items()}
    assert constrained.items() <= versions.items()
    elsewhere = {name for name, (requirement, _) in locked("requirements.lock").items() if not here(requirement)}
    assert versions.keys() - constrained.keys() - elsewhere <= {"audioop-lts"}  # for Python 3.13 and newer


def test_what_is_installed_is_what_is_locked() -> None:
    packages = {canonicalize_name(package.name): package.version for package in needed(requirements())}
    assert packages.pop("torch").partition("+")[0] == "2.13.0"
    assert packages == {
        name: str(requirement.specifier).removeprefix("==")
        for name, (requirement, _) in locked("requirements.lock").items()
        if here(requirement)
    }


def test_only_torch_is_installed_without_a_hash() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"\$\(PIP\) (.*)", makefile)
    unhashed = [each for each in installs if "--require-hashes" not in each]
    assert unhashed == ["torch==2.13.0", "--no-deps --no-build-isolation --editable ."]
    assert not re.findall(r"pip install|uv pip (?!compile)|curl|wget", makefile)


def test_no_two_installed_packages_contradict_each_other() -> None:
    run = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout


# ------------------------------------------------------------------ licences
def test_every_licence_is_known_and_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main() == 0
    listed = {line.split("==")[0] for line in capsys.readouterr().out.splitlines()}
    assert listed == {canonicalize_name(package.name) for package in needed(requirements())}
    assert len(listed) > 100


def test_every_licence_read_is_of_a_package_that_is_used() -> None:
    assert licences.rules().read.keys() <= {canonicalize_name(package.name) for package in needed(requirements())}


RULES = Rules(frozenset({"MIT", "Apache-2.0", "LLVM-exception"}), {"MIT License": "MIT", "License :: x :: MIT": "MIT"}, {"odd": "MIT"})


@pytest.mark.parametrize(
    ("fields", "expression"),
    [
        ("License-Expression: mit OR apache-2.0", "MIT OR Apache-2.0"),
        ("License: MIT License", "MIT"),
        ("License: see the file\nClassifier: License :: x :: MIT", "MIT"),
        ("License: BSD", ""),
        ("Classifier: License :: OSI Approved :: BSD License", ""),
        ("", ""),
    ],
)
def test_a_licence_is_read_from_the_metadata(fields: str, expression: str, tmp_path: Path) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: thing\nVersion: 1\n{fields}\n", encoding="utf-8")
    assert licences.licence(metadata.Distribution.at(tmp_path), RULES).expression == expression


def test_what_a_person_read_comes_first(tmp_path: Path) -> None:
    (tmp_path / "METADATA").write_text("Metadata-Version: 2.4\nName: Odd\nVersion: 1\nLicense: Apache-2.0\n", encoding="utf-8")
    assert licences.licence(metadata.Distribution.at(tmp_path), RULES) == Licence("odd", "1", "MIT")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("MIT", ""),
        ("Apache-2.0 WITH LLVM-exception AND (MIT OR Apache-2.0)", ""),
        ("MIT AND GPL-3.0-only", "GPL-3.0-only"),
        ("MIT OR AGPL-3.0-or-later", "AGPL-3.0-or-later"),
        ("", "states no licence"),
    ],
)
def test_a_licence_that_is_unknown_or_not_accepted_is_a_fault(expression: str, said: str) -> None:
    fault = Licence("thing", "1", expression).fault(RULES)
    assert said in fault
    assert bool(fault) == bool(said)


# ------------------------------------------------------------------ upkeep
def test_every_dependency_is_justified_with_the_month_of_its_last_release() -> None:
    """One older than two years says why it is used nevertheless."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    year, month = map(int, re.search(r"as of (\d{4})-(\d\d)", text).groups())  # type: ignore[union-attr]
    first, second = text.split("## Older than two years")
    rows = re.findall(r"^\| ([^|]+) \| (\d{4}-\d\d[^|]*) \| [^|]+ \|$", first, re.MULTILINE)
    released = {
        canonicalize_name(name): date for names, dates in rows for name, date in zip(names.split(", "), dates.split(", "), strict=True)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {canonicalize_name(Requirement(each).name) for each in project["dependencies"] + project["optional-dependencies"]["dev"]}
    assert direct <= released.keys()
    old = set(re.findall(r"^\| ([a-z][\w-]*) \|", second, re.MULTILINE)) - {"package"}
    assert {name for name, date in released.items() if date < f"{year - 2}-{month:02}"} <= old
    assert old <= locked("requirements.lock").keys()
