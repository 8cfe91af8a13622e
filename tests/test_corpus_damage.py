"""Damaged factsheets: refused, or read as by hand, or the record that differs is named by a warning.

What nobody can see from the text is listed by hand below, with the reason; a wrong level or ID is
never among it.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.counted import case
from tests.damage import BY_LINE, ENCODINGS, Damaged, Silent, lost, silent, silent_bytes
from tests.golden import SLUGS, source

ROMANIA = source("romania")

# A point of a list that bears no footnote leaves no trace when it is lost, and two of them may stand in any order: the
# list reads as well without it. A list of which only one point is left is seen.
_POINTS = {
    "romania": {
        "their own self-generated sexually suggestive": "II-6",
        "images and/or videos of another child with": "II-6",
        "- in the education sector": "X-5",
        "- in the health sector": "X-5",
    },
    "valdoria": {"o their own self-generated": "II-6", "images and/or videos of another child who": "II-6"},
    "norland-and-esk": {"- in the education sector": "X-5", "- in the social protection sector": "X-5"},
    "republic-of-tamar": {"– reflect current practices": "III-24", "– include a national child abuse": "III-24"},
}
# The same for a clause that has no ID: an item of its list without a footnote.
_UNNUMBERED = {"valdoria": "to consider publishing every two years"}


def unseen(slug: str, damaged: Damaged) -> set[str]:
    """Name what may differ in silence where a line is lost, or exchanged with the next."""
    if damaged.kind not in ("lost", "swapped"):
        return set()
    return {name for words, name in _POINTS[slug].items() if any(words in line for line in damaged.lines)}


def check(slug: str, damaged: Damaged) -> None:
    found = silent(slug, damaged.text)
    where = f"{slug}, {damaged.kind}: {damaged.lines}"
    assert found.wrong == set(), where
    assert found.changed <= unseen(slug, damaged), where
    assert found.lost == set(), where
    assert not found.unnumbered or (damaged.kind == "lost" and _UNNUMBERED.get(slug, "-") in damaged.lines[0]), where


@pytest.mark.parametrize("kind", BY_LINE)
@pytest.mark.parametrize("slug", SLUGS)
def test_no_damaged_line_goes_unseen(slug: str, kind: str) -> None:
    """Try a seeded few; `make fuzz` tries all."""
    for damaged in random.Random(f"{slug} {kind}").sample(list(BY_LINE[kind](slug)), 12):
        check(slug, damaged)


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", BY_LINE)
@pytest.mark.parametrize("slug", SLUGS)
def test_no_damage_to_any_line_goes_unseen(slug: str, kind: str) -> None:
    for damaged in BY_LINE[kind](slug):
        with case("damaged lines"):
            check(slug, damaged)


@pytest.mark.fuzz
@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_damaged_lines_go_unseen(slug: str) -> None:
    """Damage the text in two places at once."""
    chosen = random.Random(slug)
    once = [damaged for kind in ("lost", "swapped", "joined") for damaged in BY_LINE[kind](slug)]
    for first in chosen.sample(once, 150):
        lines = first.text.split("\n")
        second = chosen.choice([i for i, line in enumerate(lines) if line.strip()])
        twice = Damaged(first.kind, (*first.lines, lines[second]), "\n".join([*lines[:second], *lines[second + 1 :]]))
        with case("damaged twice"):
            found = silent(slug, twice.text)
        assert found.wrong == set(), twice.lines
        assert found.changed <= unseen(slug, twice._replace(kind="lost")), twice.lines


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_goes_unseen(encoding: str) -> None:
    for slug in SLUGS:
        with case("encodings"):
            assert silent_bytes(slug, ENCODINGS[encoding](source(slug))) == Silent(), slug


# Every line whose loss the parser once took in silence, so that no seed can miss them.
@pytest.mark.parametrize(
    ("slug", "begins"),
    [
        ("romania", "- a child will not be prosecuted when"),
        ("romania", "Generic recommendations of the Committee on legal"),
        ("romania", "Generic recommendations of the Committee on international"),
        ("romania", "Generic recommendations of the Committee on the jurisdiction"),
        ("romania", "- to take into account the situation where"),
        ("romania", " - either creating"),
        ("romania", "It also **invites** all Parties, including Romania:"),
        ("romania", "Observations of the Committee on jurisdiction rules"),
        ("romania", "- to promote awareness raising or specialised"),
        ("romania", "The Committee also **invites** Romania:"),
        ("romania", "- to ensure that the persons who have regular contact with children are equipped"),
        ("romania", "- to ensure that the persons who have regular contact with children are informed"),
        ("romania", "VII. Civil society involvement"),
        ("valdoria", "It also requests all Parties, including Valdoria:"),
        ("norland-and-esk", "It also **invites** Norland and Esk:"),
        ("norland-and-esk", "Generic recommendation of the Committee on the jurisdiction"),
    ],
)
def test_the_loss_of_a_governing_line_is_seen(slug: str, begins: str) -> None:
    found = [damaged for damaged in lost(slug) if damaged.lines[0].startswith(begins) and "\t" not in damaged.lines[0]]
    for damaged in found:
        assert silent(slug, damaged.text) == Silent()
    assert found


@given(at=st.integers(0, len(ROMANIA)))
@settings(max_examples=50, derandomize=True, deadline=None, database=None)
@example(at=ROMANIA.index("⁵⁸ Recommendation") + len("⁵⁸ Recomm"))
@example(at=ROMANIA.index("⁸⁷ Recommendation V-19") + len("⁸⁷ Recommendation V-1"))
@example(at=ROMANIA.index("XI.\tResearch") + len("XI.\tRes"))
@example(at=ROMANIA.index("V. International cooperation"))
def test_no_cut_goes_unseen(at: int) -> None:
    found = silent("romania", ROMANIA[:at])
    assert (found.wrong, found.changed) == (set(), set())


@pytest.mark.fuzz
@pytest.mark.parametrize(("slug", "step"), [("romania", 20), ("valdoria", 4), ("norland-and-esk", 4), ("republic-of-tamar", 4)])
def test_no_cut_anywhere_goes_unseen(slug: str, step: int) -> None:
    text = source(slug)
    for at in range(0, len(text), step):
        with case("cuts"):
            found = silent(slug, text[:at])
        assert (found.wrong, found.changed) == (set(), set()), f"{slug} cut at {at}: {text[at - 40 : at]!r}"
