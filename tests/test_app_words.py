"""The page's own words: none missing in any language, none that nothing says."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from assistant.answer import Reason
from assistant.messages import LANGUAGES
from assistant.query import Intent
from assistant.ui.opening import Stage
from assistant.ui.routes import fault_line
from assistant.ui.words import spoken, words, words_of_scripts
from corpus.errors import AbsentRecordError, TooFewError
from corpus.records import Kind

UI = Path(__file__).parent.parent / "assistant" / "ui"


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_in_any_language(language: str):
    english, other = words("en"), words(language)
    assert list(other) == list(english)
    for key, text in other.items():
        assert text.strip(), key
        assert placeholders(text) == placeholders(english[key]), key
    same = [key for key, text in english.items() if language != "en" and other[key] == text and len(text) > 20]
    assert same == []


def test_every_word_is_said_and_every_word_said_exists():
    code = "".join(path.read_text(encoding="utf-8") for path in UI.glob("*.py"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in UI.glob("*.js"))
    said = set(re.findall(r"""["']([a-z_]+)["']""", code))
    families = tuple(re.findall(r'word\([^"\')]*f["\'](\w+_)\{', code))
    assert len(families) > 8
    of_scripts = set(re.findall(r'say\("(\w+)"', scripts))
    assert of_scripts == set(words_of_scripts("en"))
    others = {key for key in words("en") if not key.startswith("js_")}
    assert {key for key in others if key not in said and not key.startswith(families)} == set()
    direct = set(re.findall(r'view\.word\("(\w+)"', code)) | set(re.findall(r'\bword\((?:view\.|got\.)?language, "(\w+)"', code))
    assert direct <= others


def test_all_that_can_happen_has_its_words():
    keys = set(words("en"))
    assert {f"refused_{reason}" for reason in Reason} <= keys
    assert {f"form_{intent}" for intent in Intent} <= keys
    assert {f"kind_{kind}" for kind in Kind} <= keys
    assert {f"stage_{stage}" for stage in Stage} <= keys
    stages = (UI.parent / "stages.py").read_text(encoding="utf-8")
    decided = set(re.findall(r'"(gate: \w+|catalogue|composition)"', stages)) | {
        f"gate: {each}" for each in re.findall(r'\("(\w+)", refuse', stages)
    }
    assert len(decided) > 4
    assert {f"decided_{each.replace(': ', '_')}" for each in decided} <= keys


def test_a_browsers_language_is_matched():
    assert [spoken(each) for each in ("ro-MD", "FR", "fr-BE", "de", "", "en-GB")] == ["ro", "fr", "fr", "en", "en", "en"]


@pytest.mark.parametrize("language", ["en", "ro", "fr"])
def test_faults_of_a_basket_are_said_in_the_interface_s_language(language: str):
    absent = fault_line(AbsentRecordError(["VI-3", "X-99"]), language)
    assert "VI-3, X-99" in absent
    few = fault_line(TooFewError("only 3 can be made", 3), language)
    assert "3" in few
    assert "lanzarote" not in absent
    assert len({fault_line(TooFewError("", 3), each) for each in ("en", "ro", "fr")}) == 3
