"""The loader is strict and reports every fault at once, with file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from corpus.errors import InputError
from eval.cases import load_cases, split_path
from eval.golden import load_references

REFERENCES = load_references()
END = len(REFERENCES["romania"].source)

ITEM: dict[str, object] = {
    "id": "dev-1",
    "question": "Is a helpline wanted?",
    "language": "en",
    "type": "topic",
    "cluster": "c1",
    "variant_of": None,
    "variant": None,
    "party": "Romania",
    "history": [],
    "answerable": True,
    "reasons": [],
    "gold": {
        "recommendation_ids": ["VI-1"],
        "urgency": {"VI-1": "require"},
        "addressee": {"VI-1": "specific"},
        "footnotes": [],
        "spans": {"VI-1": [[33631, 34270]]},
    },
    "also": {"recommendation_ids": ["VI-2"], "footnotes": [89]},
    "facts": ["free of charge"],
    "must_not": [],
    "split": "dev",
}
REFUSED = {**ITEM, "answerable": False, "reasons": ["not_in_source"], "facts": []}
EMPTY_GOLD = {"recommendation_ids": [], "urgency": {}, "addressee": {}, "footnotes": [], "spans": {}}

Change = dict[str, object]


def _item(**changes: object) -> dict[str, object]:
    """Change keys; `gold__urgency` reaches inside."""
    item = deepcopy(ITEM)
    for key, value in changes.items():
        outer, _, inner = key.partition("__")
        if inner:
            item[outer][inner] = value  # type: ignore[index]
        else:
            item[outer] = value
    return item


def _write(folder: Path, *items: object, name: str = "some.jsonl") -> Path:
    path = folder / name
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _faults(*paths: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_cases(paths, REFERENCES)
    return str(caught.value).split("\n")


def test_an_item_is_read_whole(tmp_path: Path) -> None:
    (case,) = load_cases([_write(tmp_path, ITEM)], REFERENCES)
    (unit,) = case.gold.units
    assert (case.id, case.split, case.also.footnotes) == ("dev-1", "dev", (89,))
    assert (unit.name, unit.recommendation_ids, unit.urgency, unit.addressee) == (
        "VI-1",
        ("VI-1",),
        "require",
        "specific",
    )
    assert case.gold.spans == ((33631, 34270),)


def test_a_span_may_begin_and_end_with_the_source(tmp_path: Path) -> None:
    item = _item(gold__spans={"VI-1": [[0, 5], [33631, END]]})
    assert load_cases([_write(tmp_path, item)], REFERENCES)


def test_facts_alone_may_be_the_answer(tmp_path: Path) -> None:
    """How many footnotes there are stands in no record, and `also` says what may be cited beside the number."""
    item = _item(gold=EMPTY_GOLD, facts=["141"])
    (case,) = load_cases([_write(tmp_path, item)], REFERENCES)
    assert (case.gold.units, case.gold.spans, case.facts) == ((), (), ("141",))
    assert case.also.recommendation_ids == ("VI-2",)


def test_cases_are_frozen(tmp_path: Path) -> None:
    (case,) = load_cases([_write(tmp_path, ITEM)], REFERENCES)
    with pytest.raises(AttributeError):
        case.question = "another"  # type: ignore[misc]


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = _write(tmp_path, ITEM, "", "  ", _item(id="dev-2", cluster="c2", colour="red"))
    assert _faults(path) == [f"some.jsonl:4: colour is unknown; known: {', '.join(sorted(ITEM))}"]


SHAPE: dict[str, tuple[Change, str]] = {
    "a type that is none": ({"type": "riddle"}, "type must be one of"),
    "no type": ({"type": None}, "type must be one of"),
    "a type that is a number": ({"type": 7}, "type must be one of"),
    "a variant that is a number": ({"variant": 7, "variant_of": "dev-0"}, "variant must be one of"),
    "a language that is none": ({"language": "de"}, "language must be one of"),
    "a split that is none": ({"split": "train"}, "split must be one of"),
    "a variant that is none": ({"variant": "rhyme", "variant_of": "dev-0"}, "variant must be one of"),
    "a reason that is none": ({"reasons": ["lazy"]}, "reasons: 'lazy' is unknown"),
    "a blank id": ({"id": " "}, "id must be text that is not blank"),
    "a question that is no text": ({"question": 7}, "question must be text"),
    "a flag that is text": ({"answerable": "yes"}, "answerable must be true or false"),
    "facts that are one text": ({"facts": "free"}, "facts must be a list of texts"),
    "a blank fact": ({"facts": [""]}, "facts must be a list of texts"),
    "gold that is a list": ({"gold": []}, "gold must be an object"),
    "a footnote that is text": ({"also__footnotes": ["89"]}, "also.footnotes must be a list of whole numbers"),
    "a footnote that is true": ({"also__footnotes": [True]}, "also.footnotes must be a list of whole numbers"),
    "an unknown key inside": ({"also__colour": 1}, "also.colour is unknown"),
    "a span that is a number": ({"gold__spans": {"VI-1": [33631, 34270]}}, "gold.spans.VI-1 must be a list of [start"),
    "a span of nothing": ({"gold__spans": {"VI-1": [[5, 5]]}}, "gold.spans.VI-1 must be a list of [start, end]"),
    "a negative span": ({"gold__spans": {"VI-1": [[-5, 5]]}}, "gold.spans.VI-1 must be a list of [start, end]"),
    "no span": ({"gold__spans": {"VI-1": []}}, "gold.spans.VI-1 must be at least one span"),
    "spans that overlap": ({"gold__spans": {"VI-1": [[1, 9], [5, 12]]}}, "must be ascending, without overlap"),
    "an urgency that is none": ({"gold__urgency": {"VI-1": "should"}}, "gold.urgency.VI-1 must be one of"),
    "an addressee that is none": ({"gold__addressee": {"VI-1": "all"}}, "gold.addressee.VI-1 must be one of"),
    "an urgency without spans": ({"gold__urgency": {"VI-1": "require", "X-4": "require"}}, "X-4 has no spans"),
    "IDs that have no spans": ({"gold__recommendation_ids": ["VI-1", "X-4"]}, "names in gold.spans differ"),
    "footnotes that have no spans": ({"gold__footnotes": [26]}, "gold.footnotes and the names in gold.spans differ"),
    "reasons though answerable": ({"reasons": ["unsafe"]}, "is answerable and gives reasons"),
    "neither gold nor facts": ({"gold": EMPTY_GOLD, "facts": []}, "has neither gold nor facts"),
    "no reason to refuse": ({"answerable": False, "gold": EMPTY_GOLD, "facts": []}, "gives no reason"),
    "gold though not answerable": ({"answerable": False, "reasons": ["unsafe"]}, "is not answerable and has gold"),
    "an ID in gold and also": ({"also__recommendation_ids": ["VI-1"]}, "['VI-1'] stand in gold and in also"),
    "a variant of nothing": ({"variant": "ro", "language": "ro"}, "variant and variant_of go together"),
    "a variant in a wrong language": ({"variant": "ro", "variant_of": "dev-0"}, "is the variant ro in language en"),
}


@pytest.mark.parametrize("what", SHAPE)
def test_an_item_is_refused_with(tmp_path: Path, what: str) -> None:
    changes, message = SHAPE[what]
    (fault,) = _faults(_write(tmp_path, ITEM | {"id": "dev-0", "cluster": "c0"}, _item(**changes)))
    assert fault.startswith("some.jsonl:2: ")
    assert message in fault


@pytest.mark.parametrize("key", ITEM)
def test_every_key_is_needed(tmp_path: Path, key: str) -> None:
    item = _item()
    del item[key]
    assert f"some.jsonl:1: {key} is missing" in _faults(_write(tmp_path, item))


SOURCE: dict[str, tuple[Change, str]] = {
    "a Party without tables": ({"party": "Atlantis"}, "Party Atlantis has no golden tables; known: norland-and-esk"),
    "an ID that is nowhere": ({"also__recommendation_ids": ["VI-3"]}, "VI-3 is not in the factsheet of Romania"),
    "a footnote that is nowhere": ({"also__footnotes": [142]}, "footnote 142 is not in the factsheet of Romania"),
    "a span behind the end": ({"gold__spans": {"VI-1": [[33631, END + 1]]}}, f"ends at {END + 1}, behind"),
    "another urgency": ({"gold__urgency": {"VI-1": "invite"}}, "VI-1 is require in the golden table, not invite"),
    "no urgency": ({"gold__urgency": {}}, "VI-1 is require in the golden table, not None"),
    "another addressee": ({"gold__addressee": {"VI-1": "generic"}}, "VI-1 is specific in the golden table"),
    "half a clause's IDs": (
        {
            "gold__recommendation_ids": ["III-17"],
            "gold__spans": {"III-17": [[16614, 16810]]},
            "gold__urgency": {"III-17": "invite"},
            "gold__addressee": {"III-17": "specific"},
        },
        "III-17 has not all the IDs of its clause: III-17, III-19",
    ),
    "two clauses as one": (
        {
            "gold__recommendation_ids": ["VI-1", "VI-4"],
            "gold__spans": {"VI-1+VI-4": [[33631, 34270]]},
            "gold__urgency": {},
            "gold__addressee": {},
        },
        "VI-1+VI-4 is not one clause of the factsheet",
    ),
    "the clause without ID with a wrong urgency": (
        {
            "gold__recommendation_ids": [],
            "gold__footnotes": [94],
            "gold__spans": {"fn94": [[35917, 36087]]},
            "gold__urgency": {"fn94": "require"},
            "gold__addressee": {"fn94": "specific"},
        },
        "fn94 is request in the golden table, not require",
    ),
}


@pytest.mark.parametrize("what", SOURCE)
def test_the_source_contradicts(tmp_path: Path, what: str) -> None:
    changes, message = SOURCE[what]
    (fault,) = _faults(_write(tmp_path, _item(**changes)))
    assert fault.startswith("some.jsonl:1: ")
    assert message in fault


def _variant(**changes: object) -> dict[str, object]:
    return _item(**{"id": "dev-1-ro", "variant_of": "dev-1", "variant": "ro", "language": "ro", **changes})


SET: dict[str, tuple[Callable[[], list[object]], str]] = {
    "an id twice": (lambda: [ITEM, _item(question="Other?", cluster="c2")], "some.jsonl:2: id dev-1 stands in"),
    "a cluster in two splits": (
        lambda: [ITEM, _item(id="test-1", question="Other?", split="test")],
        "some.jsonl:2: cluster is in split test here and in dev in some.jsonl:1",
    ),
    "a question in two splits": (
        lambda: [ITEM, _item(id="test-1", question=" is a HELPLINE  wanted?", cluster="c2", split="test")],
        "some.jsonl:2: the question is in split test here and in dev in some.jsonl:1",
    ),
    "a variant without a base": (
        lambda: [_variant(variant_of="dev-9")],
        "some.jsonl:1: is a variant of dev-9, which is not in the set",
    ),
    "a variant of a variant": (
        lambda: [
            ITEM,
            _variant(question="Se cere o linie?"),
            _variant(id="dev-1-fr", variant_of="dev-1-ro", variant="fr", language="fr", question="Une ligne ?"),
        ],
        "some.jsonl:3: is a variant of dev-1-ro, which is itself one",
    ),
    "two variants of a kind": (
        lambda: [ITEM, _variant(question="Se cere o linie?"), _variant(id="dev-1-ro2", question="E nevoie de linie?")],
        "some.jsonl:3: is the second variant ro of dev-1, after some.jsonl:2",
    ),
    "a variant with other gold": (
        lambda: [ITEM, _variant(question="Se cere o linie?", facts=["other"])],
        "some.jsonl:2: differs from its base question dev-1 in more than the wording",
    ),
    "a variant in another cluster": (
        lambda: [ITEM, _variant(question="Se cere o linie?", cluster="c2")],
        "some.jsonl:2: differs from its base question dev-1 in more than the wording",
    ),
}


@pytest.mark.parametrize("what", SET)
def test_the_set_is_refused_with(tmp_path: Path, what: str) -> None:
    items, message = SET[what]
    (fault,) = _faults(_write(tmp_path, *items()))
    assert fault.startswith(message)


def test_a_cluster_must_not_cross_files(tmp_path: Path) -> None:
    dev = _write(tmp_path, ITEM, name="dev.jsonl")
    test = _write(tmp_path, _item(id="test-1", question="Other?", split="test"), name="test.jsonl")
    assert _faults(dev, test) == ["test.jsonl:1: cluster is in split test here and in dev in dev.jsonl:1"]


def test_a_fault_does_not_show_the_question(tmp_path: Path) -> None:
    path = _write(tmp_path, ITEM, _item(id="test-1", cluster="c2", split="test"))
    assert "helpline" not in "\n".join(_faults(path))


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    one = _write(tmp_path, "{", _item(type="riddle", language="de"), "[]", name="one.jsonl")
    two = _write(tmp_path, _item(party="Atlantis"), name="two.jsonl")
    found = _faults(one, two, tmp_path / "none.jsonl")
    assert [fault.split(": ")[0] for fault in found] == [
        "one.jsonl:1",
        "one.jsonl:2",
        "one.jsonl:2",
        "one.jsonl:3",
        "none.jsonl:1",
        "two.jsonl:1",
    ]


def test_noise_may_be_the_same_in_two_splits(tmp_path: Path) -> None:
    noise = {**REFUSED, "gold": EMPTY_GOLD, "type": "noise", "question": "??"}
    load_cases([_write(tmp_path, noise, {**noise, "id": "t", "cluster": "t", "split": "test"})], REFERENCES)


def test_the_known_splits_are_listed() -> None:
    with pytest.raises(InputError, match="unknown split 'train'; known: dev, practice, calibration, test, fresh"):
        split_path("train")


def test_no_fault_of_shape_shows_what_was_asked(tmp_path: Path) -> None:
    path = _write(tmp_path, _item(question=["secret"], history="secret", facts={"secret": 1}))
    assert "secret" not in "\n".join(_faults(path))
