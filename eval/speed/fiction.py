"""Fictional clauses, as many as wanted: seeded, streamed, in the manner of factsheets, and labelled as what they are.

No such Party exists and no such clause was ever written. A clause is put together from phrases, so that the terms of a
million of them are worked out from those of a few hundred phrases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np

from corpus.words import content_words
from index.analysis import analyse, grams
from index.encoders import Vectors

_SEED = 20230525
_CLAUSES = 80  # a Party and round, about as many as a factsheet has
_CHAPTERS = (
    "II. Legal frameworks", "III. Investigations and prosecution", "IV. Jurisdiction", "V. International co-operation",
    "VI. Assistance to victims", "VII. Civil society", "VIII. Awareness-raising", "IX. Education", "X. Training", "XI. Research",
)  # fmt: skip
_LEVELS = ("require", "request", "invite")
_VERBS = tuple(
    (
        "to set up|to strengthen|to fund|to evaluate|to extend|to publish|to harmonise|to monitor|to continue|to review|"
        "to adopt|to promote|to ensure|to facilitate|to consider|to reinforce|to maintain|to digitise|to translate|"
        "to coordinate"
    ).split("|")
)
_OBJECTS = tuple(
    (
        "a national helpline|training of judges|training of prosecutors|guidance for teachers|a register of removed images|"
        "units of specialised police|interviews in child-friendly rooms|legal aid for children|campaigns on sexting|"
        "research on coercion|data on convictions|safe reporting channels|co-operation with providers|"
        "joint investigation teams|mutual legal assistance|rules on jurisdiction|counselling for families|shelters for victims|"
        "therapy for offenders|peer education|school curricula|parents' evenings|participation of children|"
        "financing of associations|protocols for hospitals|forensic laboratories|image databases|victim identification|"
        "extraterritorial prosecution|age verification"
    ).split("|")
)
_WHOM = tuple(
    (
        "for children in care|for children with disabilities|for adolescents|"
        "for pupils in primary schools|for migrant children|for professionals|for social workers|for border police|"
        "for juvenile courts|for child victims|for siblings of victims|for rural regions"
    ).split("|")
)
_WHY = tuple(
    (
        "so that images are removed quickly|so that nobody is punished for reporting|in line with the Explanatory report|"
        "with a budget of its own|before the next monitoring round|together with civil society|without prosecuting the child|"
        "on the basis of consent|at all levels|with regular evaluation|in all official languages|free of charge|"
        "around the clock|with the help of psychologists"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class FictionalClause:
    """A clause of a fictional Party.

    Attributes:
        record: identifier, `fictional-PARTY:CHAPTER-NUMBER`.
        phrases: what header and words are put together from.

    """

    record: str
    phrases: tuple[str, ...]

    def terms(self, kind: str) -> list[str]:
        """Give the `stems` or the `grams` of header and words."""
        return list(chain.from_iterable(_terms(kind, phrase) for phrase in self.phrases))


def party_of(number: int) -> str:
    """Give the Party of a clause."""
    return f"fictional-{number // _CLAUSES:05}"


def clauses(count: int) -> Iterator[FictionalClause]:
    """Give the first `count` clauses, one at a time; the same ones each time."""
    draw = np.random.default_rng(_SEED)
    for start in range(0, count, _CLAUSES):
        choices = draw.integers(0, 1 << 30, size=(_CLAUSES, 6)).tolist()
        for offset, (level, verb, first, second, whom, why) in enumerate(choices[: count - start]):
            party, chapter = party_of(start), _CHAPTERS[offset * len(_CHAPTERS) // _CLAUSES]
            label = f"Fictional Party {start // _CLAUSES}"
            yield FictionalClause(
                f"{party}:{chapter.split('.')[0]}-{offset + 1}",
                (
                    label, chapter, _LEVELS[level % 3], _VERBS[verb % len(_VERBS)], _OBJECTS[first % len(_OBJECTS)],
                    _WHOM[whom % len(_WHOM)], "and", _OBJECTS[second % len(_OBJECTS)], _WHY[why % len(_WHY)],
                ),
            )  # fmt: skip


def words() -> list[str]:
    """Give all words that can occur but for the numbers of Parties, folded and sorted."""
    phrases = ("fictional party", *_CHAPTERS, *_LEVELS, *_VERBS, *_OBJECTS, *_WHOM, *_WHY)
    return sorted({word for phrase in phrases for word in content_words(phrase)})


def vectors(real: Vectors, count: int, block: int = 65536) -> Iterator[Vectors]:
    """Give `count` vectors in blocks: real ones, chosen at random and turned by about 17 degrees at random.

    Args:
        real: vectors of texts, float32, shape (n, d), unit rows; they are the clusters' centres.
        count: how many.
        block: most rows given at a time.

    """
    draw = np.random.default_rng(_SEED)
    for start in range(0, count, block):
        rows = min(block, count - start)
        yield perturbed(real[draw.integers(0, len(real), rows)], draw)


def perturbed(chosen: Vectors, draw: np.random.Generator) -> Vectors:
    """Turn unit vectors by a random direction of 0.3 times their length."""
    noise = draw.standard_normal(chosen.shape, dtype=np.float32) * np.float32(_TURN / np.sqrt(chosen.shape[1]))
    turned = chosen + noise
    return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True), dtype=np.float32)


_TURN = 0.3


@cache
def _terms(kind: str, phrase: str) -> Sequence[str]:
    return tuple((analyse if kind == "stems" else grams)(phrase, "en"))
