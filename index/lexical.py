"""BM25 over stems and over character n-grams, kept as arrays that are read from disk as they are needed."""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors
from index.files import open_array, save_array

_K1, _B = 1.5, 0.75
_TERMS, _STARTS, _ROWS, _SCORES = "terms.json", "starts.npy", "rows.npy", "scores.npy"
# Rows are looked up one by one where all of them are so many times as many.
_FEW = 50
# Up to so many rows all terms are added at once, beyond it one by one.
_SMALL = 20_000
Postings = NDArray[np.int32]


class Lexical:
    """A BM25 index (Lucene's variant, k1 = 1.5, b = 0.75) over lists of terms.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
    Kamphuis et al., "Which BM25 do you mean?" (2020) for the variant. What a term adds to a row's
    score depends on no query, so it is computed when the index is built (Lù 2024, arXiv:2407.03618).

    Attributes:
        size: number of rows.

    """

    def __init__(self, size: int, terms: Mapping[str, int], starts: NDArray[np.int64], rows: Postings, scores: Vectors) -> None:
        """Take the postings of each term: those of term t lie at starts[t] to starts[t + 1], by row."""
        self.size = size
        self._terms, self._starts, self._rows, self._scores = terms, starts, rows, scores

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> Self:
        """Index one list of terms a row; the lists are taken one at a time."""
        # A term not seen before has the next number.
        terms: defaultdict[str, int] = defaultdict(count().__next__)
        numbers, counts, lengths, distinct = array("i"), array("i"), array("i"), array("i")
        for document in documents:
            counted = Counter(document)
            numbers.extend(map(terms.__getitem__, counted))
            counts.extend(counted.values())
            lengths.append(len(document))
            distinct.append(len(counted))
        return cls(len(lengths), dict(terms), *_postings(len(terms), *map(_numbers, (numbers, counts, lengths, distinct))))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote; pickled content is refused."""
        kept = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
        terms = {term: number for number, term in enumerate(kept["terms"])}
        starts, rows, scores = (open_array(folder / name) for name in (_STARTS, _ROWS, _SCORES))
        return cls(int(kept["size"]), terms, starts, rows, scores)

    def save(self, folder: Path) -> None:
        """Write .npy and .json files into a new folder."""
        folder.mkdir(parents=True)
        kept = {"size": self.size, "terms": list(self._terms)}
        (folder / _TERMS).write_text(json.dumps(kept), encoding="utf-8")
        for name, values in ((_STARTS, self._starts), (_ROWS, self._rows), (_SCORES, self._scores)):
            save_array(folder / name, values)

    def __contains__(self, term: str) -> bool:
        """Say whether any row holds a term."""
        return term in self._terms

    def rows(self, term: str) -> Postings:
        """Give the rows that hold a term, ascending; none for an unknown one."""
        return self._rows[self._span(self._terms[term])] if term in self._terms else self._rows[:0]

    def frequency(self, term: str) -> int:
        """Give in how many rows a term stands."""
        return len(self.rows(term))

    def scores(self, terms: Sequence[str], rows: NDArray[np.int64] | None = None) -> Vectors:
        """Score all rows, or some: float32, in their order, 0 where no term is shared.

        Args:
            terms: the query's, each as often as it counts.
            rows: ascending; None is all.

        """
        numbers = np.asarray([number for term in terms if (number := self._terms.get(term)) is not None], dtype=np.int64)
        spans = list(map(slice, self._starts[numbers].tolist(), self._starts[numbers + 1].tolist()))
        if rows is not None and len(rows) * _FEW < self.size:
            return self._scores_of(rows, spans)
        if spans and self.size <= _SMALL:
            held, added = (np.concatenate([values[span] for span in spans]) for values in (self._rows, self._scores))
            scores: NDArray[np.float64] = np.asarray(np.bincount(held, added, self.size), dtype=np.float64)
        else:
            # The same sums; copies cost more than calls where there is much to add.
            scores = np.zeros(self.size)
            for span in spans:
                np.add.at(scores, self._rows[span], self._scores[span].astype(np.float64))
        return np.asarray(scores if rows is None else scores[rows], dtype=np.float32)

    def _scores_of(self, rows: NDArray[np.int64], spans: Iterable[slice]) -> Vectors:
        """Look a few rows up among those of each term."""
        scores = np.zeros(len(rows))
        wanted = rows.astype(self._rows.dtype)
        for span in spans:
            holding = self._rows[span]
            at = np.minimum(np.searchsorted(holding, wanted), len(holding) - 1)
            held = holding[at] == wanted
            scores[held] += self._scores[span][at[held]]
        return scores.astype(np.float32)

    def _span(self, number: int) -> slice:
        return slice(int(self._starts[number]), int(self._starts[number + 1]))


def _numbers(values: array[int]) -> Postings:
    return np.frombuffer(values, dtype=np.int32) if values else np.zeros(0, np.int32)


def _postings(
    terms: int, numbers: Postings, counts: Postings, lengths: Postings, distinct: Postings
) -> tuple[NDArray[np.int64], Postings, Vectors]:
    """Turn (term, count) pairs, row by row, into each term's rows and what the term adds to their scores.

    Args:
        terms: how many there are.
        numbers: each row's different terms, row after row.
        counts: how often each of them occurs in its row.
        lengths: number of terms of each row.
        distinct: number of different terms of each row.

    """
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), distinct)
    order = np.argsort(numbers, kind="stable")
    frequency = np.bincount(numbers, minlength=terms)
    starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
    weight = np.log(1 + (len(lengths) - frequency + 0.5) / (frequency + 0.5))
    length = lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1.0 / max(len(lengths), 1))
    rows = rows[order]
    occurrences = counts[order]
    scores = np.repeat(weight, frequency) * occurrences / (_K1 * (1 - _B + _B * length[rows]) + occurrences)
    return starts, rows, scores.astype(np.float32)


@dataclass(frozen=True, slots=True)
class LexicalPair:
    """BM25 over stems and over character n-grams, of the same documents."""

    stems: Lexical
    grams: Lexical

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        return cls(Lexical.load(folder / "stems"), Lexical.load(folder / "grams"))

    def save(self, folder: Path) -> None:
        """Write each into a folder of its own."""
        self.stems.save(folder / "stems")
        self.grams.save(folder / "grams")

    @property
    def size(self) -> int:
        """Number of documents; -1 if the two do not agree."""
        return self.stems.size if self.stems.size == self.grams.size else -1
