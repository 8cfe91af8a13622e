"""JUnit XML: one test case an item, so that CI shows which are wrong and why; questions are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from eval.metrics import CORRECT, PERFECT
from eval.report.result import Result


def junit(results: Sequence[Result]) -> bytes:
    """Give one suite a split; a wrong item is a failure, one that the program broke on an error."""
    root = ET.Element("testsuites", name="lanzarote-eval")
    for split in dict.fromkeys(result.split for result in results):
        items = [result for result in results if result.split == split]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=split,
            tests=str(len(items)),
            failures=str(sum(not result.correct and not result.fault for result in items)),
            errors=str(sum(bool(result.fault) for result in items)),
            skipped="0",
            time=f"{sum(result.elapsed_ms for result in items) / 1000:.3f}",
        )
        for result in items:
            _case(suite, result)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _case(suite: ET.Element, result: Result) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        name=result.id,
        classname=f"{result.split}.{result.type}",
        time=f"{result.elapsed_ms / 1000:.4f}",
    )
    if result.fault:
        ET.SubElement(case, "error", message=_xml_safe(result.fault))
    elif not result.correct:
        ET.SubElement(case, "failure", type=result.blame, message=", ".join(shortfalls(result)))


def shortfalls(result: Result) -> list[str]:
    """Name each measure that is not perfect, with its value."""
    return [
        f"{name} {value:.3g}"
        for name, value in result.scores.items()
        if name != CORRECT and name in PERFECT and value is not None and value != PERFECT[name]
    ]


def _xml_safe(text: str) -> str:
    """Drop characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char.isprintable() or char in "\t\n")
