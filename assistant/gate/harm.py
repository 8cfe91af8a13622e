"""Requests for help with harm: to obtain or make abuse material, to reach a child, to escape the police.

The subject's words are no sign of harm: they are the subject. What is, is somebody who asks for themselves how to do
it, and shows no wish to help and none to know what is written. Words are looked for together, in any order, within one
clause of a question. A refusal costs a question in earnest more than it spares: nothing the program says can help
with harm, so whatever may be meant well passes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

_CLAUSES = re.compile(
    r"[.?!;:\n]+\s*|,?\s+(?:and|but|also|so|by the way|si|iar|dar|et|mais)\s+"
    r"(?=(?:how|where|what|which|tell|give|show|write|i (?:want|need)|cum|unde|de unde|ce sa|spune|da-mi|comment|ou|que dois|dis|donne)\b)"
)
_ASKS = re.compile(r"\b(?:what|which|who|how|is|are|do|does|must|should|can|ce|care|cum|este|sunt|que|quel\w*|comment|est|sont|list\w*)\b")
_FEW_WORDS = 5


def asks_for_harm(text: str) -> bool:
    """Say whether a text asks for help with harm; `text` is folded."""
    return any(_is_harm(clause) for clause in _CLAUSES.split(text) if clause)


def _is_harm(clause: str) -> bool:
    if not _has(clause, "asker"):
        words = clause.split()
        return len(words) <= _FEW_WORDS and not _ASKS.search(clause) and _seeks_material(clause) and not _is_earnest(clause)
    if _has(clause, "caught") or (_has(clause, "tell") and _has(clause, "tale")):
        return True
    if _has(clause, "hide") and _has(clause, "police"):
        return not _has(clause, "written")
    if _is_earnest(clause):
        return False
    meant = _has(clause, "grave") or _has(clause, "aim")
    return _has(clause, "intends") and (_seeks_material(clause) or (_has(clause, "child") and meant))


def _seeks_material(clause: str) -> bool:
    shown = _has(clause, "child") and _has(clause, "picture") and _has(clause, "bare")
    return _has(clause, "get") and (shown or _has(clause, "material"))


def _is_earnest(clause: str) -> bool:
    return _has(clause, "written") or _has(clause, "helping")


def _has(clause: str, name: str) -> bool:
    return bool(_pattern(name).search(clause))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    # Made when it is needed: most questions need few.
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words()[name])})(?!\w)")


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((resources.files("assistant.gate") / "harm.toml").read_text(encoding="utf-8"))
