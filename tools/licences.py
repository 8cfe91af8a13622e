"""The licences of all that is installed for this program: listed, and checked against those accepted.

`python -m tools.licences` prints a line for each package; what is unknown or not accepted is said on stderr and ends with 1.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
_OPERATORS = {"AND", "OR", "WITH"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What `licences.toml` says: accepted SPDX ids, what packages say instead of one, what a person read, whose names are left out."""

    accepted: frozenset[str]
    said: dict[str, str]
    read: dict[str, str]
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """A package's licence as an SPDX expression, empty where it is unknown."""

    package: str
    version: str
    expression: str

    def fault(self, rules: Rules) -> str:
        """Say in a line what is wrong with it; empty if nothing is. An OR is read as an AND: more than needed, and simple."""
        if not self.expression:
            return f"{self.package} {self.version} states no licence: read the one in the package and enter it in tools/licences.toml"
        ids = set(re.findall(r"[\w.+-]+", self.expression)) - _OPERATORS
        refused = sorted(ids - rules.accepted)
        return f"{self.package} {self.version} is under {', '.join(refused)}, not accepted in tools/licences.toml" if refused else ""


@cache
def rules() -> Rules:
    """Read the rules beside this module."""
    data = tomllib.loads((ROOT / "tools" / "licences.toml").read_text(encoding="utf-8"))
    return Rules(frozenset(data["accepted"]), data["said"], data["read"], tuple(data["cards"]))


def requirements() -> list[Requirement]:
    """Give what pyproject.toml asks for, tests and checks included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for group in (project["dependencies"], *extras) for text in group]


def needed(wanted: Iterable[Requirement]) -> list[metadata.Distribution]:
    """Follow requirements to all packages that they bring here, by name, but for those that torch brings for graphics cards.

    Raises:
        metadata.PackageNotFoundError: for one that is not installed.
    """
    found: dict[str, metadata.Distribution] = {}
    followed: set[tuple[str, str]] = set()
    rest = [(requirement, extra) for requirement in wanted for extra in ("", *requirement.extras)]
    while rest:
        requirement, extra = rest.pop()
        name = canonicalize_name(requirement.name)
        if (name, extra) in followed or name.startswith(rules().cards):
            continue
        followed.add((name, extra))
        found[name] = package = metadata.distribution(requirement.name)
        rest += [(brought, e) for brought in _brought(package, extra) for e in ("", *brought.extras)]
    return [found[name] for name in sorted(found)]


def _brought(package: metadata.Distribution, extra: str) -> Iterator[Requirement]:
    """Give what a package brings on this system, with one of its extras or (empty) none."""
    for text in package.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def licence(package: metadata.Distribution, by: Rules) -> Licence:
    """Give a package's licence: what a person read, else the SPDX expression stated, else the older fields where they are clear."""
    name = canonicalize_name(package.name)
    return Licence(name, package.version, by.read.get(name) or _stated(package, by))


def _stated(package: metadata.Distribution, by: Rules) -> str:
    classifiers = [each for each in package.metadata.get_all("Classifier") or () if each.startswith("License :: ")]
    older = " AND ".join(by.said.get(each, each) for each in classifiers)
    fields = package.metadata.json
    for text in (fields.get("license_expression", ""), fields.get("license", ""), older):
        try:
            return str(canonicalize_license_expression(by.said.get(str(text), str(text))))
        except InvalidLicenseExpression:
            continue
    return ""


def main() -> int:
    """Print the licences and what is wrong with them."""
    by = rules()
    licences = [licence(package, by) for package in needed(requirements())]
    for each in licences:
        print(f"{each.package}=={each.version}\t{each.expression or 'unknown'}".expandtabs(40))
    faults = [fault for each in licences if (fault := each.fault(by))]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
