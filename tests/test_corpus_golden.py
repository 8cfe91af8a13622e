"""Four factsheets against tables written by hand from their texts, and each trap of the template by name."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.catalogue import Catalogue
from corpus.records import Addressee, Factsheet, Kind, Urgency
from corpus.text import comparable
from tests.golden import SLUGS, clause, ids, numbers, parsed, table

ROMANIA = parsed("romania")


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_clauses_are_those_of_the_golden_table(slug: str):
    found = [
        (
            record.recommendation_ids, str(record.urgency), str(record.addressee), record.chapter,
            record.footnote, record.footnotes, len(record.points),
        )
        for record in parsed(slug).recommendations
    ]  # fmt: skip
    expected = [
        (
            ids(row["ids"]), row["urgency"], row["addressee"], row["chapter"],
            None if row["footnote"] == "-" else int(row["footnote"]), numbers(row["footnotes"]), int(row["points"]),
        )
        for row in table(slug, "clauses")
    ]  # fmt: skip
    assert found == expected


@pytest.mark.parametrize("slug", SLUGS)
def test_clauses_begin_and_end_with_the_golden_words(slug: str):
    for row, record in zip(table(slug, "clauses"), parsed(slug).recommendations, strict=True):
        words = comparable(record.text)
        assert words.startswith(comparable(row["first_words"])), record.record
        assert words.endswith(comparable(row["last_words"])), record.record


@pytest.mark.parametrize("slug", SLUGS)
def test_footnotes_are_those_of_the_golden_table(slug: str):
    rows, notes = table(slug, "footnotes"), parsed(slug).footnotes
    assert [note.number for note in notes] == [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    for row, note in zip(rows, notes, strict=True):
        if row["kind"] == "recommendation":
            assert (note.recommendation_ids, note.paragraphs) == (ids(row["value"]), ())
        elif row["kind"] == "paragraphs":
            assert (note.recommendation_ids, note.paragraphs) == ((), numbers(row["value"]))
        else:
            assert (note.recommendation_ids, note.paragraphs) == ((), ())
            first, _, last = row["value"].partition(" … ")
            words = comparable(note.text).replace("<", "").replace(">", "")
            assert words.startswith(comparable(first)), note.number
            assert words.endswith(comparable(last or first)), note.number


def test_romanias_statements_are_those_of_the_golden_table():
    rows = table("romania", "statements")
    found = [(str(s.kind), s.chapter, s.footnotes, s.paragraphs) for s in ROMANIA.statements]
    assert found == [(r["kind"], r["chapter"], numbers(r["footnotes"]), numbers(r["paragraphs"])) for r in rows]
    for row, statement in zip(rows, ROMANIA.statements, strict=True):
        words = comparable(statement.text)
        assert words.startswith(comparable(row["first_words"])), statement.record
        assert words.endswith(comparable(row["last_words"])), statement.record


@pytest.mark.parametrize(
    ("slug", "party", "updated", "chapters"),
    [
        ("romania", "Romania", "25.05.2023", "I II III IV V VI VII VIII IX X XI"),
        ("valdoria", "Valdoria", "14.02.2024", "I II III V VI IX"),
        ("norland-and-esk", "Norland and Esk", "03.11.2023", "I II III IV VI VII VIII X"),
        ("republic-of-tamar", "Republic of Tamar", "30.06.2022", "I III IV VII XI"),
    ],
)
def test_title_block_and_chapters(slug: str, party: str, updated: str, chapters: str):
    sheet = parsed(slug)
    assert (sheet.party, sheet.slug, sheet.updated) == (party, slug, updated)
    assert " ".join(chapter.numeral for chapter in sheet.chapters) == chapters
    assert sheet.title.startswith("The protection of children against sexual exploitation")
    assert sheet.title.endswith("(CSGSIV)")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sound_factsheet_has_no_fault_at_all(slug: str):
    assert parsed(slug).warnings == ()


def test_the_longest_chapter_title_is_whole():
    titles = dict(ROMANIA.chapters)
    assert titles["VIII"] == (
        "Promoting awareness of the risks of sexual exploitation and sexual abuse faced by children generating "
        "and/or sharing sexual images and/or videos of themselves"
    )
    assert titles["X"] == "Higher education curriculum and continuous training"


# --- the counts of the domain -----------------------------------------------------------------------------------------


def test_romania_counts_clauses_ids_and_footnotes():
    clauses = ROMANIA.recommendations
    assert len(clauses) == 73
    assert sum(bool(c.recommendation_ids) for c in clauses) == 72
    assert sum(len(c.recommendation_ids) > 1 for c in clauses) == 9
    assert len({name for c in clauses for name in c.recommendation_ids}) == 83
    assert [note.number for note in ROMANIA.footnotes] == list(range(1, 142))


def test_romania_counts_by_level():
    by_clause = Counter(c.urgency for c in ROMANIA.recommendations)
    assert by_clause == {Urgency.REQUIRE: 7, Urgency.REQUEST: 8, Urgency.INVITE: 58}
    by_id = Counter(c.urgency for c in ROMANIA.recommendations for _ in c.recommendation_ids)
    assert by_id == {Urgency.REQUIRE: 7, Urgency.REQUEST: 9, Urgency.INVITE: 67}


def test_romania_counts_by_heading():
    counts = Counter((str(c.addressee), str(c.urgency)) for c in ROMANIA.recommendations)
    assert counts == {
        ("specific", "require"): 6, ("specific", "request"): 6, ("specific", "invite"): 11,
        ("generic", "require"): 1, ("generic", "request"): 2, ("generic", "invite"): 47,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chapter", "clauses", "names", "required", "requested"),
    [
        ("II", 11, 11, "", "II-6 II-8 II-9"),
        ("III", 16, 20, "III-30", "III-16 III-18 III-3 III-7"),
        ("IV", 3, 3, "", "IV-9"),
        ("V", 10, 16, "V-18", "V-3"),
        ("VI", 3, 3, "VI-1", ""),
        ("VII", 5, 5, "", ""),
        ("VIII", 9, 9, "", ""),
        ("IX", 7, 7, "IX-3", ""),
        ("X", 5, 5, "X-4 X-5 X-6", ""),
        ("XI", 4, 4, "", ""),
    ],
)
def test_romania_counts_by_chapter(chapter: str, clauses: int, names: int, required: str, requested: str):
    here = [c for c in ROMANIA.recommendations if c.chapter == chapter]
    assert len(here) == clauses
    assert sum(len(c.recommendation_ids) for c in here) == names
    by_level = {level: " ".join(n for c in here if c.urgency is level for n in c.recommendation_ids) for level in Urgency}
    assert (by_level[Urgency.REQUIRE], by_level[Urgency.REQUEST]) == (required, requested)


# --- the traps --------------------------------------------------------------------------------------------------------


def test_the_three_levels_are_defined_in_chapter_one():
    definitions = [s for s in ROMANIA.statements if s.kind is Kind.DEFINITION]
    assert [d.text.split(":")[0] for d in definitions] == ["“Require”", "“Request”", "“Invite”"]
    assert definitions[0].text.endswith("as clarified by its Explanatory report;")
    assert definitions[1].footnotes == (1,)
    assert definitions[2].text.endswith("even beyond specific requirements of the Lanzarote Convention.")
    assert all(d.chapter == "I" and d.urgency is None for d in definitions)


def test_ii_2_is_an_invitation_inside_a_list_of_requests():
    found = clause(ROMANIA, "II-2")
    assert found.urgency is Urgency.INVITE
    assert found.lead_in == "The Committee also invites Romania"
    assert found.text == (
        "to introduce explicit references in its respective legal framework to conduct concerning child "
        "self-generated sexual images and/or videos, identifying the circumstances when children should not be held "
        "criminally liable and when they should be prosecuted only as a last resort."
    )
    assert [clause(ROMANIA, name).urgency for name in ("II-8", "II-9")] == [Urgency.REQUEST, Urgency.REQUEST]


def test_iii_16_and_18_are_a_request_after_invitations():
    found = clause(ROMANIA, "III-16")
    assert found is clause(ROMANIA, "III-18")
    assert (found.urgency, found.footnote) == (Urgency.REQUEST, 46)
    assert found.lead_in == "The Committee also requests Romania"
    assert clause(ROMANIA, "III-21").urgency is Urgency.INVITE


def test_iii_30_is_a_requirement_addressed_to_all_parties():
    found = clause(ROMANIA, "III-30")
    assert (found.urgency, found.addressee, found.addressed_to) == (Urgency.REQUIRE, Addressee.GENERIC, "all Parties")
    assert [clause(ROMANIA, name).urgency for name in ("III-24", "III-31", "III-32")] == [Urgency.INVITE] * 3


def test_the_clause_of_chapter_vii_has_no_id_and_none_is_invented():
    (found,) = [c for c in ROMANIA.recommendations if not c.recommendation_ids]
    assert (found.record, found.chapter, found.urgency) == ("romania:VII-fn94", "VII", Urgency.REQUEST)
    assert (found.footnote, found.footnotes) == (None, (94,))
    assert found.text == (
        "to encourage the financing of projects and programmes carried out by civil society aiming at preventing "
        "and protecting children from sexual exploitation and sexual abuse."
    )
    assert ROMANIA.footnotes[93].text == (
        "Examples of projects and/or programmes will enable assessment of follow-up to this recommendation."
    )
    assert Catalogue([ROMANIA]).by_id("VII-1") == ()


def test_ii_3_mentions_ii_1_and_stays_ii_3():
    found = clause(ROMANIA, "II-3")
    assert found.recommendation_ids == ("II-3",)
    assert found.text == "To introduce a definition of CSAM in line with its Recommendation II-1 above."
    assert clause(ROMANIA, "II-1").text.startswith("to rather use the term “child sexual abuse material” (CSAM)")


def test_v_10_and_v_14_run_together_in_one_bullet():
    first, second = clause(ROMANIA, "V-10"), clause(ROMANIA, "V-14")
    assert first.text.startswith("to support regional and international capacity building efforts")
    assert first.text.endswith("in matters related to child self-generated sexual images and/or videos.")
    assert "to maintain" not in first.text
    assert second.text.startswith("to maintain and develop efforts to strengthen international cooperation")
    assert second.recommendation_ids == ("V-14", "V-16")
    assert (first.footnote, second.footnote) == (85, 86)


def test_ii_6_keeps_its_three_sub_points():
    assert clause(ROMANIA, "II-6").text == (
        "a child will not be prosecuted when he/she possesses:\n"
        "- their own self-generated sexually suggestive or explicit images and/or videos;\n"
        "- self-generated sexually suggestive or explicit images and/or videos of another child with the informed "
        "consent of the child depicted on them;\n"
        "- the self-generated sexually suggestive or explicit images and/or videos as a result of receiving them "
        "passively without actively asking for them."
    )
    assert clause(ROMANIA, "II-6").lead_in == ("The Committee thus requests that Romania ensures in its legal framework that:")


def test_ii_11_keeps_its_two_alternatives():
    assert clause(ROMANIA, "II-11").points == (
        "either creating a specific incrimination to address this situation,",
        "or prosecuting both the initial detention of CSGSIV and the act of extortion.",
    )


def test_iv_7_and_iv_8_share_their_beginning_and_nothing_else():
    head = "to remove the requirement for dual criminality when committed by one of its nationals, for offences of:"
    seven, eight = clause(ROMANIA, "IV-7"), clause(ROMANIA, "IV-8")
    assert seven.text == (
        f"{head}\n- possessing, offering, distributing, transmitting, procuring child pornography, and the fact of "
        "knowingly gaining access to child pornography through ICTs, when child self-generated sexual images and/or "
        "videos are involved,"
    )
    assert eight.text == f"{head}\n- solicitation of children for sexual purposes."


def test_iv_7_and_iv_8_are_generic_though_they_name_romania():
    for name in ("IV-7", "IV-8"):
        found = clause(ROMANIA, name)
        assert (found.addressee, found.addressed_to, found.urgency) == (Addressee.GENERIC, "Romania", Urgency.INVITE)
    assert clause(ROMANIA, "IV-9").addressee is Addressee.SPECIFIC


def test_iii_3_and_iii_7_address_all_parties_without_naming_romania():
    found = clause(ROMANIA, "III-3")
    assert found.recommendation_ids == ("III-3", "III-7")
    assert (found.addressee, found.urgency) == (Addressee.GENERIC, Urgency.REQUEST)
    assert found.addressed_to == "those Parties that are not already doing so"


def test_x_5_names_three_sectors():
    assert clause(ROMANIA, "X-5").points == (
        "in the education sector",
        "in the health sector",
        "in the social protection sector.",
    )


def test_x_6_names_health_and_social_protection_but_not_education():
    found = clause(ROMANIA, "X-6")
    assert found.points == ("in the health sector", "in the social protection sector.")
    assert "education" not in found.text


def test_iii_4_keeps_its_second_unbolded_invites():
    found = clause(ROMANIA, "III-4")
    assert found.text.endswith(
        "Additionally, the Committee invites all Parties to exchange best practices between the relevant investigative units."
    )
    assert found.text.startswith("to ensure that the capacities of any investigative unit")
    assert found.lead_in == "The Committee invites all Parties, including Romania:"


@pytest.mark.parametrize(
    ("name", "notes", "footnote"),
    [
        ("II-1", (3, 4), 4),
        ("II-6", (8, 9), 9),
        ("II-8", (11, 12), 12),
        ("II-9", (11, 13), 13),
        ("III-14", (41, 42), 42),
        ("III-17", (43, 44), 44),
        ("VII-6", (102, 103), 103),
    ],
)
def test_a_mark_inside_a_clause_is_a_note_and_not_its_end(name: str, notes: tuple[int, ...], footnote: int):
    found = clause(ROMANIA, name)
    assert (found.footnotes, found.footnote) == (notes, footnote)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (
            11,
            "The expression “legal framework” is not limited to legislation but should be understood in a broader way, "
            "e.g., through prosecutorial guidance or practice.",
        ),
        (
            130,
            "The project is being implemented at European level by the Terre des Hommes Romania Foundation, together with "
            "Terre des Hommes Hellas (Greece), and Terre des Hommes Hungary.",
        ),
        (
            136,
            "Study by Save the Children Romania: <https://oradenet.salvaticopiii.ro/docs/Studiu.pdf>; "
            "https://oradenet.salvaticopiii.ro/docs/raport_cercetare_saf_er_internet_2015_web.pdf.",
        ),
    ],
)
def test_a_footnote_over_several_lines_or_pages_is_whole(number: int, text: str):
    note = ROMANIA.footnotes[number - 1]
    assert note.number == number
    assert comparable(note.text).replace("<", "").replace(">", "") == comparable(text).replace("<", "").replace(">", "")


def test_footnote_11_is_cut_by_a_page_and_its_rest_is_in_no_clause():
    assert len(ROMANIA.footnotes[10].spans) == 2
    assert not any("prosecutorial guidance" in c.text for c in ROMANIA.recommendations)


@pytest.mark.parametrize(
    ("name", "across_the_cut"),
    [
        ("II-10", "(solicitation of children for sexual purposes), even when it does not lead to a face-to-face meeting"),
        ("III-11", "specialised in ICT facilitated sexual offences committed by children against other children"),
        ("III-21", "involving simulated or real cases."),
        ("III-25", "for the purpose of identifying child victims and perpetrators of ICT facilitated sexual offences"),
        ("V-8", "in matters related to child self-generated sexual images and/or videos."),
        ("VI-1", "to encourage and support the establishment of information services"),
        ("VI-2", "sexual images and/or videos – and how to provide appropriate support to victims"),
        ("VII-5", "to support civil society to carry out projects and programmes that include"),
        ("VIII-5", "sharing sexual images and/or videos of themselves is led first and foremost by their peers."),
        ("IX-2", "child sexual exploitation and sexual abuse facilitated by ICTs, including as regards"),
        ("IX-7", "child sexual exploitation and abuse facilitated by ICTs, including child"),
        ("X-2", "for example through education or continuous training."),
        ("XI-2", "the risks associated with it is regularly collected"),
    ],
)
def test_a_clause_cut_by_a_page_is_given_whole(name: str, across_the_cut: str):
    assert across_the_cut in clause(ROMANIA, name).text


@pytest.mark.parametrize(
    ("number", "paragraphs"),
    [(88, (288,)), (93, (307,)), (19, (106,)), (18, (103, 104)), (6, (71, 73)), (122, (410, 412, 415))],
)
def test_paragraph_footnotes_in_singular_plural_and_any_spacing(number: int, paragraphs: tuple[int, ...]):
    assert ROMANIA.footnotes[number - 1].paragraphs == paragraphs


@pytest.mark.parametrize(("number", "names"), [(126, ("X-5",)), (127, ("X-6",)), (56, ("III-25", "III-29"))])
def test_recommendation_footnotes_in_singular_and_plural(number: int, names: tuple[str, ...]):
    assert ROMANIA.footnotes[number - 1].recommendation_ids == names


def test_bullets_of_chapter_v_are_dots():
    assert [c.recommendation_ids for c in ROMANIA.recommendations if c.chapter == "V"][1:3] == [("V-3",), ("V-6", "V-11")]
    assert not any(c.text.startswith(("•", "-")) for c in ROMANIA.recommendations)


@pytest.mark.parametrize("name", ["VI-3", "III-1", "VII-1", "VII-2", "IX-1", "X-1", "V-1", "IV-1", "II-5", "XI-5"])
def test_a_number_that_does_not_occur_is_nowhere(name: str):
    assert Catalogue([ROMANIA]).by_id(name) == ()


def test_records_have_stable_names():
    names = {record.record for record in ROMANIA.records}
    assert {"romania:VI-1", "romania:III-16+III-18", "romania:III-fn25", "romania:fn90", "romania:I-fn1"} <= names


# --- traps of the fictional factsheets --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "name", "level"),
    [("romania", "VI-1", "require"), ("valdoria", "VI-1", "invite"), ("norland-and-esk", "VI-1", "request")],
)
def test_one_recommendation_has_another_level_for_another_party(slug: str, name: str, level: str):
    assert clause(parsed(slug), name).urgency == level


def test_valdoria_has_a_clause_with_no_footnote_at_all():
    (found,) = [c for c in parsed("valdoria").recommendations if not c.recommendation_ids]
    assert (found.record, found.footnotes, found.urgency) == ("valdoria:III-clause1", (), Urgency.INVITE)


def test_norland_has_three_clauses_under_one_head():
    heads = {clause(parsed("norland-and-esk"), name).text.split("\n")[0] for name in ("IV-6", "IV-7", "IV-8")}
    assert len(heads) == 1


def test_norland_runs_three_clauses_together_in_one_bullet():
    found = [clause(parsed("norland-and-esk"), name).text for name in ("VIII-1", "VIII-2", "VIII-4")]
    assert [text.split(" explanations")[0].split(" awareness-raising")[0] for text in found] == [
        "to ensure that",
        "to ensure that",
        "to have available",
    ]


def test_tamars_clause_in_a_plain_paragraph():
    found = clause(parsed("republic-of-tamar"), "III-14")
    assert found.lead_in == "Therefore, the Committee requires the Republic of Tamar"
    assert found.text.startswith("to provide specific training on ICT facilitated sexual offences against children")


def test_a_party_that_requires_something_recommends_nothing():
    """`Romania requires its nationals …` and the like are findings, in all four factsheets."""
    sheets: list[Factsheet] = [parsed(slug) for slug in SLUGS]
    phrases = (
        "Romania requires its nationals",
        "Valdoria requires its internet access providers",
        "the Prosecutor General requests all local police forces",
        "the bailiff requests the police of Norland",
        "invites schools each spring",
        "the Nurses' Guild invites all its members",
    )
    clauses = [c.text for sheet in sheets for c in sheet.recommendations]
    findings = [s.text for sheet in sheets for s in sheet.statements]
    for phrase in phrases:
        assert not any(phrase in text for text in clauses), phrase
        assert sum(phrase in text for text in findings) == 1, phrase
