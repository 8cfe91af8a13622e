"""The last gate: whatever a draft gets wrong, it does not leave the program."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import assistant.messages
import assistant.pipeline
from assistant.answer import Draft, Prose, Quoted
from assistant.cli.main import main
from assistant.composing.compose import compose_compare, compose_count, compose_list, compose_lookup, compose_topic
from assistant.composing.labels import label
from assistant.pipeline import Assistant, load_catalogue
from assistant.query import Intent, Query
from assistant.settings import Settings
from assistant.verify import claims, verify
from corpus.catalogue import Catalogue, Filters
from corpus.errors import InternalError, VerificationError
from corpus.records import Addressee, Kind, Record, Span, Urgency

ROOT = Path(__file__).parent.parent
HELPLINES = ("romania:VI-1", "romania:VI-2", "romania:VI-4")


@pytest.fixture(scope="module")
def catalogue(settings: Settings) -> Catalogue:
    return load_catalogue(settings)


def record(catalogue: Catalogue, name: str) -> Record:
    found = catalogue.get(name)
    assert found is not None
    return found


@pytest.fixture
def draft(catalogue: Catalogue) -> Draft:
    """Give a true answer on helplines: VI-1 required, VI-2 and VI-4 invitations."""
    return compose_topic(Query(question="helplines"), [record(catalogue, name) for name in HELPLINES])


def failures(draft: Draft, catalogue: Catalogue) -> tuple[str, ...]:
    with pytest.raises(VerificationError) as caught:
        verify(draft, catalogue)
    assert isinstance(caught.value, InternalError)
    assert all(failure in str(caught.value) for failure in caught.value.failures)
    return caught.value.failures


def with_record(draft: Draft, name: str, **changes: Any) -> Draft:
    """Change one record everywhere in a draft."""
    parts = tuple(
        replace(part, record=replace(part.record, **changes)) if isinstance(part, Quoted) and part.record.record == name else part
        for part in draft.parts
    )
    return replace(draft, parts=parts, cited=tuple(replace(r, **changes) if r.record == name else r for r in draft.cited))


# ------------------------------------------------------------------ what is true passes
def test_a_true_draft_passes_unchanged(draft: Draft, catalogue: Catalogue) -> None:
    assert verify(draft, catalogue) is draft


@pytest.mark.parametrize("language", ["en", "ro", "fr"])
@pytest.mark.parametrize("compose", [compose_topic, compose_lookup, compose_list, compose_count, compose_compare])
def test_everything_composed_of_the_catalogue_passes(
    catalogue: Catalogue, compose: Callable[[Query, list[Record]], Draft], language: str
) -> None:
    """All clauses at once, and each record of the factsheet alone, in every form and language."""
    query = Query(question="everything", language=language, yes_no=True, stress=Urgency.REQUIRE)
    verify(compose(query, list(catalogue.select(Filters(kinds=(Kind.RECOMMENDATION,))))), catalogue)
    for one in catalogue.records:
        verify(compose(query, [one]), catalogue)


def test_a_clause_that_names_another_id_may_be_quoted(catalogue: Catalogue) -> None:
    """II-3's own words mention II-1; only our words are searched for IDs."""
    third = record(catalogue, "romania:II-3")
    assert "II-1" in third.text
    verify(compose_lookup(Query(question="II-3"), [third]), catalogue)


# ------------------------------------------------------------------ what is cited
def test_an_unknown_record(draft: Draft, catalogue: Catalogue) -> None:
    assert any("romania:VI-3" in failure for failure in failures(with_record(draft, "romania:VI-1", record="romania:VI-3"), catalogue))


def test_a_record_of_another_party(draft: Draft, catalogue: Catalogue) -> None:
    assert any("romania:VI-1" in failure for failure in failures(with_record(draft, "romania:VI-1", party="Valdoria"), catalogue))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"quote": "to close every helpline."}, id="quote"),
        pytest.param({"text": "to close every helpline."}, id="text"),
        pytest.param({"spans": (Span(0, 40),)}, id="spans"),
        pytest.param({"spans": ()}, id="no spans"),
        pytest.param({"urgency": Urgency.INVITE}, id="urgency"),
        pytest.param({"addressee": Addressee.GENERIC}, id="addressee"),
        pytest.param({"recommendation_ids": ("VI-1", "VI-3")}, id="an invented ID"),
        pytest.param({"recommendation_ids": ("VI-9",)}, id="another ID"),
        pytest.param({"footnotes": (91,)}, id="footnotes"),
        pytest.param({"paragraphs": (296,)}, id="paragraphs"),
        pytest.param({"chapter": "VII"}, id="chapter"),
        pytest.param({"kind": Kind.OBSERVATION}, id="kind"),
        pytest.param({"section": "Generic recommendations"}, id="section"),
        pytest.param({"lead_in": "The Committee requires all Parties"}, id="lead-in"),
        pytest.param({"addressed_to": "all Parties"}, id="addressed to"),
    ],
)
def test_an_altered_record(draft: Draft, catalogue: Catalogue, change: dict[str, Any]) -> None:
    assert any("romania:VI-1" in failure for failure in failures(with_record(draft, "romania:VI-1", **change), catalogue))


@pytest.mark.parametrize("change", [{"quote": "to close every helpline."}, {"spans": (Span(0, 40),)}])
def test_a_catalogue_that_lies_about_its_source(draft: Draft, catalogue: Catalogue, change: dict[str, Any]) -> None:
    """Draft and catalogue agree, and yet the words are not the source's."""
    sheet = catalogue.factsheet("Romania")
    lying = [replace(r, **change) if r.record == "romania:VI-1" else r for r in sheet.recommendations]
    false = Catalogue([replace(sheet, recommendations=tuple(lying))])
    found = failures(with_record(draft, "romania:VI-1", **change), false)
    assert any("romania:VI-1" in failure and "verbatim" in failure for failure in found)


def test_cited_twice(draft: Draft, catalogue: Catalogue) -> None:
    assert any("twice" in failure for failure in failures(replace(draft, cited=(*draft.cited, draft.cited[0])), catalogue))


def test_quoted_but_not_cited(draft: Draft, catalogue: Catalogue) -> None:
    found = failures(replace(draft, cited=draft.cited[:2]), catalogue)
    assert any("romania:VI-4" in failure and "not cited" in failure for failure in found)


# ------------------------------------------------------------------ what our words say
@pytest.mark.parametrize(
    "sentence", ["See also VI-3.", "**VI-3** asks the same.", "(VI-3)", "as VI-1, VI-3 and VI-2 say", "VI-3", "“VI-3”"]
)
def test_an_id_in_our_words_that_is_not_cited(draft: Draft, catalogue: Catalogue, sentence: str) -> None:
    found = failures(replace(draft, parts=(Prose(sentence), *draft.parts)), catalogue)
    assert any("VI-3" in failure for failure in found)


def test_a_real_id_that_is_not_cited(draft: Draft, catalogue: Catalogue) -> None:
    found = failures(replace(draft, parts=(Prose("X-4 is about training."), *draft.parts)), catalogue)
    assert any("X-4" in failure and "not cited" in failure for failure in found)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("On this the Committee **requires** VI-2.", "VI-2"),
        ("On this the Committee **requires** VI-1 and VI-2.", "VI-2"),
        ("On this the Committee **requires** VI-1, **invites** VI-2 and **requests** VI-4.", "VI-4"),
        ("On this the Committee **invites** VI-1.", "VI-1"),
        ("On this the Committee **requests** VI-1.", "VI-1"),
        ("În această privință, Comitetul **cere (require)** VI-2.", "VI-2"),
        ("À ce sujet, le Comité **exige (require)** VI-2.", "VI-2"),
    ],
)
def test_an_id_under_another_verb(draft: Draft, catalogue: Catalogue, sentence: str, name: str) -> None:
    found = failures(replace(draft, parts=(Prose(sentence), *draft.parts)), catalogue)
    assert [failure for failure in found if name in failure]
    assert len(found) == 1


def test_the_verbs_of_one_sentence() -> None:
    said = list(claims("The Committee **requires** X-4 and X-5 and **invites** X-2.\n\nX-3 stands alone."))
    assert said == [(Urgency.REQUIRE, "X-4"), (Urgency.REQUIRE, "X-5"), (Urgency.INVITE, "X-2")]


@pytest.mark.parametrize("language", ["en", "ro", "fr"])
def test_a_label_with_another_level(draft: Draft, catalogue: Catalogue, language: str) -> None:
    stronger = replace(record(catalogue, "romania:VI-2"), urgency=Urgency.REQUIRE)
    parts = tuple(
        replace(part, label=label(stronger, language)) if isinstance(part, Quoted) and part.record.record == "romania:VI-2" else part
        for part in draft.parts
    )
    found = failures(replace(draft, parts=parts), catalogue)
    assert any("romania:VI-2" in failure and "level" in failure for failure in found)


@pytest.mark.parametrize("text", ["**VI-2**", "**VI-2** · invites · requires", "**VI-2** · addressed to all Parties · footnote 91"])
def test_a_label_without_its_level_or_with_two(draft: Draft, catalogue: Catalogue, text: str) -> None:
    second = record(catalogue, "romania:VI-2")
    found = failures(Draft(Intent.LOOKUP, (Quoted(second, text),), (second,)), catalogue)
    assert any("romania:VI-2" in failure and "level" in failure for failure in found)


def test_a_level_on_what_has_none(catalogue: Catalogue) -> None:
    seen = record(catalogue, "romania:VI-fn89")
    found = failures(Draft(Intent.LOOKUP, (Quoted(seen, "**Observation, chapter VI** · requires"),), (seen,)), catalogue)
    assert any("romania:VI-fn89" in failure for failure in found)


def test_another_id_in_a_label(catalogue: Catalogue) -> None:
    second = record(catalogue, "romania:VI-2")
    found = failures(Draft(Intent.LOOKUP, (Quoted(second, "**VI-3** · invites"),), (second,)), catalogue)
    assert any("romania:VI-2" in failure and "labelled" in failure for failure in found)


def test_all_failures_are_named_together(draft: Draft, catalogue: Catalogue) -> None:
    wrong = replace(
        with_record(draft, "romania:VI-1", quote="nothing"),
        parts=(Prose("See VI-3."), Prose("The Committee **requires** VI-2."), *draft.parts),
        cited=(*with_record(draft, "romania:VI-1", quote="nothing").cited, draft.cited[1]),
    )
    found = failures(wrong, catalogue)
    for name in ("romania:VI-1", "VI-3", "VI-2", "twice"):
        assert any(name in failure for failure in found), name


# ------------------------------------------------------------------ the pipeline withholds
QUESTIONS = {
    "a look-up": "What does VI-2 say?",
    "a list": "List all recommendations of chapter VI",
    "a count": "How many recommendations are in chapter VI?",
    "a comparison": "Compare VI-1 and VI-2",
    "a topic": "What must Romania do on helplines?",
}


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every composed sentence name a recommendation that there is not."""
    true = assistant.messages.catalogue

    def false(language: str) -> dict[str, str]:
        return {key: f"{text} See XX-99." if text.endswith((".", ":", "{names}")) else text for key, text in true(language).items()}

    monkeypatch.setattr(assistant.messages, "catalogue", false)


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.usefixtures("lying")
def test_the_pipeline_withholds_what_fails(opened: Assistant, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(VerificationError, match="XX-99"):
        opened.ask(QUESTIONS[kind])
    assert "XX-99" in caplog.text


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Assistant:
    """Give the session's assistant under a name that does not hide the package."""
    found = request.getfixturevalue("assistant")
    assert isinstance(found, Assistant)
    return found


@pytest.mark.usefixtures("lying")
def test_nothing_is_printed_of_an_answer_withheld(
    opened: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(assistant.pipeline, "open_assistant", lambda *_, **__: opened)
    for form in ([], ["--json"]):
        assert main(["ask", "What does VI-2 say?", *form, "--data-dir", str(settings.data_dir)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "withheld" in err
        assert "Traceback" not in err


_LYING = """
    import sys
    import assistant.messages as messages
    from assistant.cli.main import main

    true = messages.catalogue
    messages.catalogue = lambda language: {**true(language), "on_this": "See XX-99. {levels}"}
    sys.exit(main(["ask", "What does VI-2 say?", "--data-dir", sys.argv[1]]))
"""


@pytest.mark.usefixtures("opened")
def test_the_command_exits_with_1_and_one_line(settings: Settings) -> None:
    """In a process of its own, where the log goes to standard error as it does for a user."""
    command = [sys.executable, "-c", textwrap.dedent(_LYING), str(settings.data_dir)]
    variables = {**os.environ, "HF_HUB_OFFLINE": "1"}
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=variables, timeout=300, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert "XX-99" in run.stderr
    assert len(run.stderr.splitlines()) == 1
