"""What the stages work with. The index among it is opened when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.reading.subjects import SubjectReader
from corpus.catalogue import Catalogue

if TYPE_CHECKING:
    from index.search import Searcher
    from index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages work with.

    Attributes:
        catalogue: the records.
        index: gives the search over them and the words that occur; opens the index where it is not open.
        subjects: reads the subjects that a question names.

    """

    catalogue: Catalogue
    index: Callable[[], tuple[Searcher, Vocabulary]]
    subjects: SubjectReader

    @property
    def searcher(self) -> Searcher:
        """The search over the records."""
        return self.index()[0]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that occur in them."""
        return self.index()[1]
