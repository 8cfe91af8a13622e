"""Words as the lexical index sees them: folded, without stop words (`corpus.words`), stemmed by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

import Stemmer

from corpus.words import content_words

# So many words' stems and letters are kept: wordings use the same words again and again.
_REMEMBERED = 1 << 14
_SNOWBALL: Mapping[str, str] = MappingProxyType({"en": "english", "ro": "romanian", "fr": "french"})


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_SNOWBALL[language])


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str, language: str = "en") -> str:
    """Give a folded word's Snowball stem."""
    return str(_stemmer(language).stemWord(word))


def grams_of(words: Sequence[str], size: int = 4) -> list[str]:
    """Give the character n-grams of folded words, each word between underscores.

    They find what stems miss: compounds, inflections and slips of the pen (McNamee and Mayfield,
    "Character n-gram tokenization for European language text retrieval", 2004).
    """
    return [gram for word in words for gram in _grams_of_one(word, size)]


@lru_cache(maxsize=_REMEMBERED)
def _grams_of_one(word: str, size: int) -> tuple[str, ...]:
    padded = f"_{word}_"
    return tuple(padded[i : i + size] for i in range(max(1, len(padded) - size + 1)))


def stems_of(words: Sequence[str], language: str = "en") -> list[str]:
    """Give the stems of folded words, in order."""
    return [stem(word, language) for word in words]


def grams(text: str, language: str = "en", size: int = 4) -> list[str]:
    """Give the character n-grams of a text's content words."""
    return grams_of(content_words(text, language), size)


def analyse(text: str, language: str = "en") -> list[str]:
    """Give the stems of a text's content words, in order."""
    return stems_of(content_words(text, language), language)
