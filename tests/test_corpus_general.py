"""The parser knows the template, not Romania: other Parties, bullets, line breaks, wordings and layouts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from corpus.check import coverage
from corpus.errors import SourceError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Factsheet, Kind, SegmentKind
from corpus.text import comparable
from tests.golden import SLUGS, SMALL, clause, ids, numbers, parsed, source, table

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPECIFIC = "Observations and recommendations of the Committee on victims specific to {party}"


def front(party: str = "Arcadia") -> str:
    return f"FACTSHEET – {party.upper()}\n\nI. Introduction\n\nIt is short.\n\nVI. Victims\n\n"


def sheet_of(body: str, *notes: str, party: str = "Arcadia", heading: str = SPECIFIC) -> Factsheet:
    """Parse a factsheet of one section with these footnotes."""
    printed = "\n\n".join(f"{str(i).translate(SUPERSCRIPTS)} {note}" for i, note in enumerate(notes, 1))
    text = f"{front(party)}{heading.format(party=party)}\n\n{body}\n\n{printed}\n"
    sheet = parse_factsheet(text, "snippet.txt")
    assert coverage(sheet).share == 1.0
    for record in sheet.records:
        assert comparable("".join(text[start:end] for start, end in record.spans)) == comparable(record.quote)
    return sheet


def read(sheet: Factsheet) -> list[tuple[str, str, str]]:
    """Give each clause's IDs, level and words."""
    return [("+".join(r.recommendation_ids), str(r.urgency), r.text) for r in sheet.recommendations]


# --- bullets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("-", "-"), ("•", "•"), ("*", "*"), ("–", "–"), ("▪", "▪"), ("o", "o"), ("◦", "◦"),
        ("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)"), ("(a)", "(b)"), ("i.", "ii."), ("9.", "10."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_any_bullet(one: str, two: str, gap: str):
    body = f"The Committee **invites** Arcadia:\n\n{one} to pay.¹{gap}{two} to hire.²"
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.")
    assert read(sheet) == [("VI-1", "invite", "to pay."), ("VI-2", "invite", "to hire.")]
    assert sheet.warnings == ()


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("- - -", " - - -"), ("• • •", "o o o"), ("* * *", "  – – –"), ("1. 2. 3.", "a) b) c)"),
        ("a) b) c)", "  i) ii) iii)"), ("– – –", "  - - -"),
    ],
)  # fmt: skip
def test_sub_points_by_indentation_or_by_another_bullet(outer: str, inner: str):
    indent = " " * (len(inner) - len(inner.lstrip()))
    first, second, third = outer.split()
    one, two, three = inner.split()
    body = (
        f"The Committee **requests** Arcadia:\n\n{first} to help those who:\n{indent}{one} call;\n{indent}{two} write,\n"
        f"{indent}{three} or visit.¹\n{second} to pay.²\n{third} to hire.³"
    )
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.", "Recommendation VI-3.")
    assert [r.points for r in sheet.recommendations] == [("call;", "write,", "or visit."), (), ()]
    assert [r.recommendation_ids for r in sheet.recommendations] == [("VI-1",), ("VI-2",), ("VI-3",)]
    assert sheet.recommendations[0].text == "to help those who:\n- call;\n- write,\n- or visit."


def test_flat_sub_points_end_with_the_footnote():
    body = "The Committee **requests** Arcadia:\n\n- to help those who:\n- call;\n- write.¹\n- to pay.²"
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.")
    assert [r.points for r in sheet.recommendations] == [("call;", "write."), ()]


def test_a_dash_in_mid_sentence_is_no_bullet():
    body = "The Committee **invites** Arcadia:\n\n- to train all – including volunteers\n\n¹ Recommendation VI-1.\n\n– and to pay them.¹"
    text = f"{front()}{SPECIFIC.format(party='Arcadia')}\n\n{body}\n"
    (found,) = parse_factsheet(text, "x").recommendations
    assert found.text == "to train all – including volunteers – and to pay them."


def test_numbers_and_dashes_at_which_a_line_was_wrapped_are_no_bullets():
    body = (
        "The Committee observes that children below the age of\n(14) are heard - unless\n- or except - they refuse.¹\n\n"
        "The Committee **invites** Arcadia:\n\n- to hear children who are below the age of\n(14) or of\n12. or of\na) ten.²"
    )
    sheet = sheet_of(body, "Para. 2.", "Recommendation VI-1.")
    assert read(sheet) == [("VI-1", "invite", "to hear children who are below the age of (14) or of 12. or of a) ten.")]
    assert sheet.statements[-1].text == (
        "The Committee observes that children below the age of (14) are heard - unless - or except - they refuse."
    )


# --- verbs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead_in", "level", "whom"),
    [
        ("The Committee **requires** Arcadia:", "require", "Arcadia"),
        ("The Committee requires Arcadia:", "require", "Arcadia"),
        ("The Committee __requires__ Arcadia:", "require", "Arcadia"),
        ("The Committee *invites* Arcadia:", "invite", "Arcadia"),
        ("The Lanzarote Committee **requests** Arcadia:", "request", "Arcadia"),
        ("The Committee therefore **requests** Arcadia:", "request", "Arcadia"),
        ("The Committee, therefore, **requests** Arcadia:", "request", "Arcadia"),
        ("The Committee thus **requires** that Arcadia:", "require", "Arcadia"),
        ("Therefore, the Committee also **invites** Arcadia:", "invite", "Arcadia"),
        ("It also **invites** Arcadia:", "invite", "Arcadia"),
        ("In addition, it invites Arcadia:", "invite", "Arcadia"),
        ("Furthermore, the Committee **invites** Arcadia", "invite", "Arcadia"),
        ("In the light of its Opinion (2019), the Committee **requests** Arcadia:", "request", "Arcadia"),
        ("To improve the implementation of the Convention, the Committee **requires** Arcadia:", "require", "Arcadia"),
        ("The Committee **invites** the authorities of Arcadia:", "invite", "the authorities of Arcadia"),
    ],
)
def test_lead_ins(lead_in: str, level: str, whom: str):
    sheet = sheet_of(f"{lead_in}\n\n- to pay.¹\n- to hire.²", "Recommendation VI-1.", "Recommendation VI-2.")
    assert read(sheet) == [("VI-1", level, "to pay."), ("VI-2", level, "to hire.")]
    assert {r.addressed_to for r in sheet.recommendations} == {whom}
    assert {r.lead_in for r in sheet.recommendations} == {lead_in.replace("**", "").replace("__", "").replace("*", "")}
    assert sheet.warnings == ()


@pytest.mark.parametrize(
    "finding",
    [
        "Arcadia requires its teachers to attend a course.¹",
        "The law requires teachers to attend, and the Ministry invites parents to join.¹",
        "The Committee observes that Arcadia requires its teachers to attend a course.¹",
        "The Committee observes that it requests Utopia to surrender offenders.¹",
        "The National Committee for Childhood invites schools to report.¹",
        "The Committee was invited to Arcadia in 2019.¹",
    ],
)
def test_others_who_require_request_or_invite_recommend_nothing(finding: str):
    sheet = sheet_of(f"{finding}\n\nThe Committee **invites** Arcadia to pay.²", "Para. 3.", "Recommendation VI-1.")
    assert read(sheet) == [("VI-1", "invite", "to pay.")]
    (found,) = [s for s in sheet.statements if s.chapter == "VI"]
    assert (found.kind, found.paragraphs, found.text) == (Kind.OBSERVATION, (3,), finding.removesuffix("¹"))


def test_a_bullet_with_a_verb_of_its_own_starts_a_new_group():
    own = "- The Committee also **invites** Arcadia to hire.²\n- It **requires** Arcadia to train.³"
    body = f"The Committee **requests** Arcadia:\n\n- to pay.¹\n{own}"
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.", "Recommendation VI-3.")
    assert read(sheet) == [("VI-1", "request", "to pay."), ("VI-2", "invite", "to hire."), ("VI-3", "require", "to train.")]
    assert sheet.warnings == ()


def test_a_bullet_that_is_only_a_lead_in_governs_what_follows():
    body = "- The Committee **requests** Arcadia:\n  - to pay.¹\n  - to hire.²\n- The Committee **invites** Arcadia:\n  - to train.³"
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.", "Recommendation VI-3.")
    assert read(sheet) == [("VI-1", "request", "to pay."), ("VI-2", "request", "to hire."), ("VI-3", "invite", "to train.")]


def test_a_flat_bullet_that_is_only_a_lead_in_governs_what_follows():
    body = "- The Committee **requests** Arcadia:\n- to pay.¹\n- to hire.²\n- The Committee **invites** Arcadia:\n- to train.³"
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.", "Recommendation VI-3.")
    assert read(sheet) == [("VI-1", "request", "to pay."), ("VI-2", "request", "to hire."), ("VI-3", "invite", "to train.")]
    assert sheet.warnings == ()


def test_a_finding_and_a_lead_in_in_one_paragraph():
    body = "The Committee observes that few call.¹ It therefore **invites** Arcadia:\n\n- to pay.²"
    sheet = sheet_of(body, "Para. 4.", "Recommendation VI-1.")
    assert read(sheet) == [("VI-1", "invite", "to pay.")]
    assert sheet.recommendations[0].lead_in == "It therefore invites Arcadia:"
    assert sheet.statements[-1].text == "The Committee observes that few call."


def test_a_lead_in_with_a_note_of_its_own():
    body = "In the light of its Opinion,¹ the Committee **invites** Arcadia:\n\n- to pay.²\n- to hire.³"
    sheet = sheet_of(body, "Adopted in 2019.", "Recommendation VI-1.", "Recommendation VI-2.")
    assert [r.footnotes for r in sheet.recommendations] == [(1, 2), (1, 3)]
    assert sheet.footnotes[0].refers_to == ("arcadia:VI-1", "arcadia:VI-2")


# --- clauses ----------------------------------------------------------------------------------------------------------


def test_a_clause_in_a_plain_paragraph():
    sheet = sheet_of("Therefore, the Committee **requires** Arcadia to pay helplines.¹", "Recommendation VI-1.")
    assert read(sheet) == [("VI-1", "require", "to pay helplines.")]
    assert sheet.recommendations[0].lead_in == "Therefore, the Committee requires Arcadia"


def test_a_clause_in_a_plain_paragraph_with_points():
    body = "The Committee **requires** Arcadia to help those who:\n\n- call;\n- write.¹"
    sheet = sheet_of(body, "Recommendation VI-1.")
    assert read(sheet) == [("VI-1", "require", "to help those who:\n- call;\n- write.")]


def test_several_clauses_in_one_bullet():
    body = "The Committee **invites** Arcadia:\n\n- to pay.¹ to hire.² to train those hired.³\n- to stop.⁴"
    sheet = sheet_of(body, *(f"Recommendation VI-{n}." for n in (1, 2, 3, 4)))
    assert [r.text for r in sheet.recommendations] == ["to pay.", "to hire.", "to train those hired.", "to stop."]


def test_a_second_sentence_stays_with_its_clause():
    body = (
        "The Committee **invites** Arcadia:\n\n- to pay.¹ This can be done in two ways: by law or by decree.\n- to hire. Volunteers count.²"
    )
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.")
    assert [r.text for r in sheet.recommendations] == [
        "to pay. This can be done in two ways: by law or by decree.",
        "to hire. Volunteers count.",
    ]


@pytest.mark.parametrize("mark", ["to pay.¹", "to pay¹.", "to pay.¹ ", "to pay;¹", "to pay,¹ "])
def test_the_mark_before_or_behind_the_full_stop(mark: str):
    sheet = sheet_of(f"The Committee **invites** Arcadia:\n\n- {mark}\n- to hire.²", "Recommendation VI-1.", "Recommendation VI-2.")
    assert [r.footnote for r in sheet.recommendations] == [1, 2]
    assert sheet.recommendations[0].text == mark.replace("¹", "").strip()


def test_several_ids_on_one_clause():
    sheet = sheet_of("The Committee **invites** Arcadia to pay.¹", "Recommendations VI-1, VI-4, VI-7 and VI-12.")
    (found,) = sheet.recommendations
    assert found.recommendation_ids == ("VI-1", "VI-4", "VI-7", "VI-12")
    assert found.record == "arcadia:VI-1+VI-4+VI-7+VI-12"


def test_a_clause_without_id_between_others():
    body = "The Committee **invites** Arcadia:\n\n- to pay.¹\n- to hire.\n- to train staff.²\n- to write² a law."
    body = body.replace("to write² a law.", "to write³ a law.")
    sheet = sheet_of(body, "Recommendation VI-1.", "Recommendation VI-2.", "Any law will do.")
    assert [(r.record, r.footnote) for r in sheet.recommendations] == [
        ("arcadia:VI-1", 1), ("arcadia:VI-clause1", None), ("arcadia:VI-2", 2), ("arcadia:VI-fn3", None),
    ]  # fmt: skip


def test_a_clause_that_quotes_another_id():
    sheet = sheet_of("The Committee **invites** Arcadia to follow Recommendation VI-9 above.¹", "Recommendation VI-1.")
    assert sheet.recommendations[0].recommendation_ids == ("VI-1",)


def test_links_and_emphasis_are_reduced_to_words():
    sheet = sheet_of(
        "The Committee **invites** Arcadia to read [the *whole* Opinion](https://x.org/a_b) _inter alia_.¹", "Recommendation VI-1."
    )
    assert sheet.recommendations[0].text == "to read the whole Opinion inter alia."


# --- lines ------------------------------------------------------------------------------------------------------------


def test_wrapped_bullets_without_blank_lines():
    body = (
        "The Committee **invites** Arcadia:\n- to pay the helplines, which can be done in several ways:\n"
        "by law, by decree¹\nor by contract.\n"
        "Furthermore, they should be free.²\n- to hire.³ to\ntrain those hired.⁴\nThe Committee observes that few call."
    )
    sheet = sheet_of(body, "Any form will do.", "Recommendation VI-1.", "Recommendation VI-2.", "Recommendation VI-3.")
    assert [r.text for r in sheet.recommendations] == [
        "to pay the helplines, which can be done in several ways: by law, by decree or by contract. Furthermore, they should be free.",
        "to hire.",
        "to train those hired.",
    ]
    assert sheet.statements[-1].text == "The Committee observes that few call."


def test_a_finding_right_below_a_clause_without_footnote_is_not_part_of_it():
    body = "- The Committee **requests** Arcadia to pay¹ helplines.\nThe Committee also observes that few call.²"
    sheet = sheet_of(body, "Any amount will do.", "Para. 5.")
    assert read(sheet) == [("", "request", "to pay helplines.")]
    assert sheet.statements[-1].text == "The Committee also observes that few call."


@pytest.mark.parametrize("party", ["Norland and Esk", "United Kingdom", "Republic of Tamar", "Bosnia and Herzegovina"])
def test_a_wrapped_heading_is_one_heading(party: str):
    words = party.split()
    for at in range(len(words)):
        name = " ".join(words[:at]) + "\n" + " ".join(words[at:]) if at else f"\n{party}"
        heading = "Observations and recommendations of the\nCommittee on victims specific to " + name
        text = heading.replace(" \n", "\n")
        sheet = sheet_of(f"The Committee **invites** {party} to pay.¹", "Recommendation VI-1.", party=party, heading=text)
        assert sheet.party == party
        assert sheet.recommendations[0].section == f"Observations and recommendations of the Committee on victims specific to {party}"
        assert sheet.recommendations[0].addressee == "specific"


def test_wrapped_words_that_look_like_headings_are_none():
    wrapped_at_them = "The Committee observes\npromising practices or other\nobservations of the Committee on this.¹"
    body = f"{wrapped_at_them}\n\nThe Committee **invites** Arcadia to pay.²"
    sheet = sheet_of(body, "Para. 1.", "Recommendation VI-1.")
    assert sheet.statements[-1].text == "The Committee observes promising practices or other observations of the Committee on this."
    assert len([s for s in sheet.segments if s.kind is SegmentKind.HEADING]) == 3


def test_wrapped_footnotes():
    sheet = sheet_of(
        "The Committee **invites** Arcadia¹ to pay,² hire,³ train⁴ and thank.⁵",
        "See the report of 2019 (volume II)\nof the Ministry.",
        "In 2019.\nLater it stopped.",
        "Cf. https://x.org/a;\nhttps://x.org/b",
        "See e.g.\nthe law.",
        "Recommendations VI-1,\nVI-2 and\nVI-3.",
    )
    assert [" ".join(note.text.split()) for note in sheet.footnotes] == [
        "See the report of 2019 (volume II) of the Ministry.",
        "In 2019. Later it stopped.",
        "Cf. https://x.org/a; https://x.org/b",
        "See e.g. the law.",
        "Recommendations VI-1, VI-2 and VI-3.",
    ]
    assert sheet.recommendations[0].recommendation_ids == ("VI-1", "VI-2", "VI-3")


def test_a_page_break_without_blank_lines():
    body = "The Committee **invites** Arcadia:\n- to pay those\n¹ Recommendation VI-1.\nwho call.¹\n- to hire.²"
    text = f"{front()}{SPECIFIC.format(party='Arcadia')}\n\n{body}\n² Recommendation VI-2.\n"
    assert [r.text for r in parse_factsheet(text, "x").recommendations] == ["to pay those who call.", "to hire."]


def test_page_numbers_are_furniture():
    text = SMALL.replace("⁵ Recommendations VI-3 and VI-4.\n", "⁵ Recommendations VI-3 and VI-4.\n\n- 12 -\n\n\f").replace(
        "helpline.²\n", "\n3\n\nhelpline.²\n"
    )
    sheet = parse_factsheet(text, "x")
    assert [r.text for r in sheet.recommendations] == [r.text for r in parse_factsheet(SMALL, "x").recommendations]
    at = text.index("- 12 -")
    assert [s.kind for s in sheet.segments if s.start <= at < s.end] == [SegmentKind.FURNITURE]
    assert coverage(sheet).share == 1.0


def test_a_footnote_and_a_clause_cut_by_the_same_page():
    page = "- to pay¹ those\n\n¹ A small sum will do and\n\nwho call.²\n\nmay be spent at once.\n\n² Recommendation VI-1."
    body = f"The Committee **invites** Arcadia:\n\n{page}"
    text = f"{front()}{SPECIFIC.format(party='Arcadia')}\n\n{body}\n"
    with pytest.raises(SourceError):
        parse_factsheet(text, "x")  # the footnote's rest comes first where both are cut
    swapped = text.replace("who call.²\n\nmay be spent at once.", "may be spent at once.\n\nwho call.²")
    sheet = parse_factsheet(swapped, "x")
    assert sheet.recommendations[0].text == "to pay those who call."
    assert sheet.footnotes[0].text == "A small sum will do and may be spent at once."


# --- titles and contents ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("FACTSHEET – ARCADIA", "Arcadia"),
        ("FACTSHEET - ARCADIA", "Arcadia"),
        ("**FACTSHEET – ARCADIA**", "Arcadia"),
        ("# Factsheet: Arcadia", "Arcadia"),
        ("FACTSHEET — THE ARCADIA", "Arcadia"),
    ],
)
def test_titles(title: str, party: str):
    sheet = parse_factsheet(SMALL.replace("FACTSHEET – ARCADIA", title), "x")
    assert (sheet.party, sheet.slug, sheet.updated) == (party, "arcadia", "01.02.2023")


@pytest.mark.parametrize(
    ("printed", "party", "name"),
    [
        ("TÜRKİYE", "Türkiye", "turkiye"),
        ("BOSNIA AND HERZEGOVINA", "Bosnia and Herzegovina", "bosnia-and-herzegovina"),
        ("REPUBLIC OF MOLDOVA", "Republic of Moldova", "republic-of-moldova"),
        ("SAN MARINO", "San Marino", "san-marino"),
    ],
)
def test_names_of_parties(printed: str, party: str, name: str):
    sheet = parse_factsheet(SMALL.replace("ARCADIA", printed).replace("Arcadia", party), "x")
    assert (sheet.party, sheet.slug, sheet.warnings) == (party, name, ())
    assert [str(r.addressee) for r in sheet.recommendations] == ["specific", "specific", "specific", "generic"]


CONTENTS = {
    "page numbers": "Table of Contents\n\nI. Introduction ..... 2\nVI. Assistance to victims\t3\n\n",
    "no page numbers": "Table of Content\n\nI. Introduction\nVI. Assistance to victims\n\n",
    "wrapped": "CONTENTS\n\nI. Introduction\nVI. Assistance to\nvictims ..... 3\n\n",
    "one blank": "**Contents**\n\nI. Introduction 2\n\nVI. Assistance to victims 3\n\n",
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_the_table_of_contents_is_no_content(kind: str):
    sheet = parse_factsheet(SMALL.replace("I. Introduction\n", f"{CONTENTS[kind]}I. Introduction\n"), "x")
    plain = parse_factsheet(SMALL, "x")
    assert sheet.chapters == plain.chapters
    assert [(r.record, r.text) for r in sheet.records] == [(r.record, r.text) for r in plain.records]
    assert (sheet.warnings, coverage(sheet).share) == ((), 1.0)


def test_markdown_headings():
    text = (
        SMALL.replace("\nVI. ", "\n## VI. ")
        .replace("\nI. ", "\n## I. ")
        .replace("\nObservations", "\n### Observations")
        .replace("\nGeneric", "\n**Generic")
    )
    text = text.replace("assistance to victims\n\nThe Committee **requests", "assistance to victims**\n\nThe Committee **requests")
    sheet = parse_factsheet(text, "x")
    assert [c.title for c in sheet.chapters] == ["Introduction", "Assistance to victims"]
    assert [str(r.addressee) for r in sheet.recommendations] == ["specific", "specific", "specific", "generic"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Promising practice", Kind.PRACTICE),
        ("Promising practices", Kind.PRACTICE),
        ("Difficulty in implementing the Convention", Kind.DIFFICULTY),
        ("Difficulties in implementing the Convention", Kind.DIFFICULTY),
        ("Key findings of the report as to all Parties", Kind.KEY_FINDING),
        ("Observations of the Committee on help specific to Arcadia", Kind.OBSERVATION),
        ("On the helplines", Kind.OBSERVATION),
    ],
)
def test_what_a_statement_is_depends_on_its_heading(heading: str, kind: Kind):
    text = SMALL.replace("The Committee observes that Arcadia runs two helplines.¹", f"{heading}\n\nIn Arcadia, two helplines are run.¹")
    if kind not in (Kind.OBSERVATION,):
        text = text.replace(
            "- The Committee **requires**",
            "Observations and recommendations of the Committee specific to Arcadia\n\n- The Committee **requires**",
        )
    (found,) = [s for s in parse_factsheet(text, "x").statements if s.footnotes == (1,)]
    assert found.kind is kind


# --- the whole factsheets in other layouts ----------------------------------------------------------------------------


def wrapped(text: str, width: int) -> str:
    """Hard-wrap every line; what continues a bullet or a footnote stands unindented."""
    rows: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        rows += textwrap.wrap(line, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(rows)


def hanging(text: str) -> str:
    """Hard-wrap every line; what continues a bullet is indented below its words."""
    rows: list[str] = []
    for line in text.split("\n"):
        margin = re.match(r"\s*(?:[-•*o–]\s+)?", line)
        indent = line[: len(line) - len(line.lstrip())]
        hang = " " * len(margin[0] if margin else "")
        rows += textwrap.wrap(line, 76, initial_indent=indent, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False) or [
            ""
        ]
    return "\n".join(rows)


def numbered(text: str) -> str:
    """Number the outer bullets of each list and letter the inner ones."""
    rows: list[str] = []
    outer = inner = 0
    for line in text.split("\n"):
        bullet = re.match(r"([ ]*)([-•*o–]) (?!and how)", line)
        if bullet is None:
            outer = 0 if line.endswith(":") else outer
            rows.append(line)
        elif bullet[1] or bullet[2] == "o":
            inner += 1
            rows.append(f"{bullet[1]}{'abcdefgh'[inner - 1]}) {line[bullet.end() :]}")
        else:
            outer, inner = outer + 1, 0
            rows.append(f"{outer}. {line[bullet.end() :]}")
    return "\n".join(rows)


def page_numbers(text: str) -> str:
    """Put a page number below each page's footnotes."""
    rows: list[str] = []
    below, page = False, 1
    for line in text.split("\n"):
        if below and line and line[0] not in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            page += 1
            rows += [str(page), ""]
        below = line[:1] in set("⁰¹²³⁴⁵⁶⁷⁸⁹") if line else below
        rows.append(line)
    return "\n".join(rows)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "wrapped at 60": lambda text: wrapped(text, 60),
    "wrapped at 80": lambda text: wrapped(text, 80),
    "wrapped at 90": lambda text: wrapped(text, 90),
    "wrapped at 113": lambda text: wrapped(text, 113),
    "hanging": hanging,
    "unbolded": lambda text: text.replace("**", ""),
    "unbolded and wrapped": lambda text: wrapped(text.replace("**", ""), 72),
    "numbered": numbered,
    "numbered and wrapped": lambda text: wrapped(numbered(text), 90),
    "stars": lambda text: re.sub(r"(?m)^([ ]*)[-•] ", r"\1* ", text),
    "page numbers": page_numbers,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "crlf, bom and wrapped": lambda text: "\ufeff" + wrapped(text, 90).replace("\n", "\r\n"),
    "hard blanks": lambda text: text.replace("Recommendation ", "Recommendation\u00a0").replace("- to", "-\u00a0to"),
    "all indented": lambda text: re.sub(r"(?m)^(?=[ ]*[-•*o] )", "    ", text),
}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_golden_clauses_in_another_layout(layout: str, slug: str):
    text = LAYOUTS[layout](source(slug))
    sheet = parse_factsheet(text, layout)
    found = [
        ("+".join(r.recommendation_ids) or "-", str(r.urgency), str(r.addressee), r.chapter, r.footnotes, len(r.points))
        for r in sheet.recommendations
    ]
    rows = table(slug, "clauses")
    assert found == [
        (row["ids"], row["urgency"], row["addressee"], row["chapter"], numbers(row["footnotes"]), int(row["points"])) for row in rows
    ]
    for row, record in zip(rows, sheet.recommendations, strict=True):
        assert comparable(record.text).startswith(comparable(row["first_words"])), record.record
        assert comparable(record.text).endswith(comparable(row["last_words"])), record.record
    assert [comparable(r.text) for r in sheet.recommendations] == [comparable(r.text) for r in parsed(slug).recommendations]
    assert [comparable(n.text) for n in sheet.footnotes] == [comparable(n.text) for n in parsed(slug).footnotes]
    assert [(s.kind, s.footnotes, comparable(s.text)) for s in sheet.statements] == [
        (s.kind, s.footnotes, comparable(s.text)) for s in parsed(slug).statements
    ]
    assert (sheet.warnings, coverage(sheet).share) == ((), 1.0)
    for record in sheet.records:
        assert comparable("".join(text[start:end] for start, end in record.spans)) == comparable(record.quote)


@pytest.mark.parametrize("slug", ["romania", "valdoria", "norland-and-esk"])
def test_the_golden_clauses_without_any_blank_line(slug: str):
    text = "\n".join(line for line in wrapped(source(slug), 90).split("\n") if line.strip())
    found = [
        (r.recommendation_ids, str(r.urgency), str(r.addressee), comparable(r.text)) for r in parse_factsheet(text, "x").recommendations
    ]
    assert found == [(r.recommendation_ids, str(r.urgency), str(r.addressee), comparable(r.text)) for r in parsed(slug).recommendations]
    assert [names for names, *_ in found] == [ids(row["ids"]) for row in table(slug, "clauses")]


def test_another_party_under_romanias_words():
    text = re.sub(r"(?m)^Romania ", "The Republic of Moldova ", source("romania"))
    text = text.replace("ROMANIA", "REPUBLIC OF MOLDOVA").replace("Romania", "the Republic of Moldova")
    sheet = parse_factsheet(text, "x")
    assert (sheet.party, sheet.slug, len(sheet.recommendations)) == ("Republic of Moldova", "republic-of-moldova", 73)
    assert clause(sheet, "VI-1").record == "republic-of-moldova:VI-1"
    assert clause(sheet, "VI-1").addressed_to == "the Republic of Moldova"
    assert [(r.urgency, r.addressee) for r in sheet.recommendations] == [
        (r.urgency, r.addressee) for r in parsed("romania").recommendations
    ]


def test_fewer_chapters():
    text = source("romania")
    start, end = text.index("\nXI. Research\n"), len(text)
    sheet = parse_factsheet(text[:start] + text[end:], "x")
    assert len(sheet.recommendations) == 69
    assert [fault.what for fault in sheet.warnings] == ["chapter XI is in the table of contents but not in the text"]
