"""The kinds of question: each makes the one question a clause allows, or none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from assistant.citing import definition
from assistant.exports.selection import Item
from assistant.messages import say
from assistant.quiz.fitness import READABLE, alike
from assistant.quiz.questions import Asks, Difficulty, Question
from corpus.records import Factsheet, Recommendation, Urgency

Maker = Callable[[Item, Sequence[Item], Difficulty, random.Random], Question | None]
_ENGLISH = "en"
_LINE_BREAK = "\n"
_TRUE, _FALSE = "True", "False"
_WHICH = {
    Urgency.REQUIRE: "Which of these does the Committee require of {party}?",
    Urgency.REQUEST: "Which of these does the Committee request of {party}?",
    Urgency.INVITE: "Which of these does the Committee invite {party} to do?",
}


def level(item: Item, others: Sequence[Item], difficulty: Difficulty, rng: random.Random) -> Question:  # noqa: ARG001
    """Ask for the level of a clause; the options always stand strongest first."""
    sheet = item.factsheet
    return Question(
        asks=Asks.LEVEL,
        stem=f"How strongly does the Committee put this to {sheet.party}?",
        quote=item.record.text,
        options=tuple(_level_option(each, sheet, difficulty) for each in Urgency),
        right=list(Urgency).index(_urgency(item)),
        item=item,
    )


def true_false(item: Item, others: Sequence[Item], difficulty: Difficulty, rng: random.Random) -> Question:  # noqa: ARG001
    """Claim a level of a clause: as often the right one as a wrong one."""
    right = _urgency(item)
    claim = rng.choice([right, right, *(each for each in Urgency if each is not right)])
    return Question(
        asks=Asks.TRUE_FALSE,
        stem=f"True or false? The Committee’s verb for this, to {item.factsheet.party}, is “{say(_ENGLISH, str(claim))}”.",
        quote=item.record.text,
        options=(_TRUE, _FALSE),
        right=0 if claim is right else 1,
        item=item,
    )


def which(item: Item, others: Sequence[Item], difficulty: Difficulty, rng: random.Random) -> Question | None:
    """Ask which of several clauses of one Party has a level: exactly one has."""
    if not _is_option(item):
        return None
    wrong = [
        other
        for other in others
        if other.record.party == item.record.party
        and other.record.urgency is not item.record.urgency
        and _is_option(other)
        and not alike(other.record.text, item.record.text)
    ]
    rng.shuffle(wrong)
    if difficulty is Difficulty.HARD:
        wrong.sort(key=lambda other: other.record.chapter != item.record.chapter)
    stem = _WHICH[_urgency(item)].format(party=item.record.party)
    mixed = _mixed(item.record.text, (other.record.text for other in wrong), difficulty, rng)
    return Question(asks=Asks.WHICH, stem=stem, quote="", options=mixed.options, right=mixed.right, item=item) if mixed else None


def whole_list(item: Item, others: Sequence[Item], difficulty: Difficulty, rng: random.Random) -> Question | None:  # noqa: ARG001
    """Ask for all sub-points of a clause; wrong lists lack one or have one of another clause."""
    record = item.record
    if not isinstance(record, Recommendation) or len(record.points) < 2:
        return None
    points = list(map(_bare, record.points))
    foreign = [point for point in _other_points(item) if not any(alike(point, own) for own in points)]
    lists = [[*points[:place], *points[place + 1 :]] for place in range(len(points))]
    lists += [[*points, rng.choice(foreign)]] if foreign else []
    rng.shuffle(lists)
    texts = [_enumerated(each) for each in lists]
    right = _enumerated(points)
    if not all(map(_is_readable, [right, *texts])):
        return None
    stem = "Which list is whole: nothing of the recommendation left out, nothing added?"
    mixed = _mixed(right, texts, difficulty, rng)
    intro = f"{record.text.partition(_LINE_BREAK)[0]} …"
    return Question(asks=Asks.LIST, stem=stem, quote=intro, options=mixed.options, right=mixed.right, item=item) if mixed else None


MAKERS: Mapping[Difficulty, Mapping[Asks, Maker]] = MappingProxyType(
    {
        Difficulty.EASY: {Asks.LEVEL: level, Asks.TRUE_FALSE: true_false},
        Difficulty.MEDIUM: {Asks.LEVEL: level, Asks.TRUE_FALSE: true_false, Asks.WHICH: which, Asks.LIST: whole_list},
        Difficulty.HARD: {Asks.LEVEL: level, Asks.WHICH: which, Asks.LIST: whole_list},
    }
)
OPTIONS: Mapping[Difficulty, int] = MappingProxyType({Difficulty.EASY: 3, Difficulty.MEDIUM: 3, Difficulty.HARD: 4})


class _Mixed(NamedTuple):
    """Options in the order shown, and the place of the right one."""

    options: tuple[str, ...]
    right: int


def _mixed(right: str, wrong: Iterable[str], difficulty: Difficulty, rng: random.Random) -> _Mixed | None:
    """Put the right option among wrong ones, the first of those given; None where there are too few."""
    options = list(dict.fromkeys([right, *wrong]))[: OPTIONS[difficulty]]
    if len(options) < OPTIONS[difficulty]:
        return None
    rng.shuffle(options)
    return _Mixed(tuple(options), options.index(right))


def _level_option(level: Urgency, sheet: Factsheet, difficulty: Difficulty) -> str:
    defined = definition(level, sheet) if difficulty is Difficulty.EASY else None
    return defined.text.rstrip(";") if defined else f"The Committee {say(_ENGLISH, str(level))} it"


def _urgency(item: Item) -> Urgency:
    if item.record.urgency is None:
        msg = f"{item.record.record} recommends nothing"
        raise ValueError(msg)
    return item.record.urgency


def _other_points(item: Item) -> list[str]:
    """Give sub-points of the other clauses, of the same chapter if it has any."""
    others = [record for record in item.factsheet.recommendations if record.points and record != item.record]
    near = [record for record in others if record.chapter == item.record.chapter]
    return [_bare(point) for record in near or others for point in record.points]


def _bare(point: str) -> str:
    """Drop the punctuation that tells a list's last point from the others."""
    return point.strip().rstrip(".;,")


def _enumerated(points: Iterable[str]) -> str:
    return "; ".join(points)


def _is_option(item: Item) -> bool:
    """Say whether a clause can stand as one option among others: short, and without a list of its own."""
    return isinstance(item.record, Recommendation) and not item.record.points and _is_readable(item.record.text)


def _is_readable(text: str) -> bool:
    return len(text) <= READABLE
