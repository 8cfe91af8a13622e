"""Bad input: every fault is named with its line and how to mend it, all at once, and nothing is guessed silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError, SourceError
from corpus.load import MAX_BYTES, decode, load_all, load_factsheet, read_source
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Fault, Severity
from tests.golden import SMALL, source

# The lines of SMALL that the faults below are at, counted by eye.
VI, SPECIFIC, OBSERVED, REQUIRED, INVITED, FIRST, SECOND = 9, 11, 13, 15, 17, 19, 20
NOTE_1, NOTE_2, NOTE_3, NOTE_4, NOTE_5, GENERIC, REQUESTED, LAST, NOTE_6 = 22, 24, 26, 28, 30, 32, 34, 36, 38


def edited(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def refused(text: str) -> list[Fault]:
    with pytest.raises(SourceError) as caught:
        parse_factsheet(text, "small.txt")
    faults = list(caught.value.faults)
    assert faults == sorted(faults), "faults come in the order of the text"
    assert str(caught.value).split("\n") == [f"small.txt:{f.line}: {f}" for f in faults], "one line each"
    assert all(fault.severity is Severity.ERROR and fault.mend for fault in faults)
    return faults


def warned(text: str) -> list[Fault]:
    faults = list(parse_factsheet(text, "small.txt").warnings)
    assert all(fault.severity is Severity.WARNING and fault.mend for fault in faults)
    return faults


def one(faults: list[Fault]) -> tuple[int, str]:
    assert len(faults) == 1, faults
    return faults[0].line, faults[0].what


def test_the_small_factsheet_is_sound():
    sheet = parse_factsheet(SMALL, "small.txt")
    assert sheet.warnings == ()
    assert [r.record.removeprefix("arcadia:") for r in sheet.recommendations] == ["VI-1", "VI-2", "VI-3+VI-4", "VI-5"]
    assert SMALL.split("\n")[NOTE_6 - 1].startswith("⁶"), "the literals below count lines by eye"
    assert SMALL.split("\n")[GENERIC - 1].startswith("Generic")


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" ", b"\n\n\t \r\n"])
def test_an_empty_or_blank_file(data: bytes):
    with pytest.raises(SourceError) as caught:
        decode(data, "x.txt")
    assert str(caught.value) == "x.txt:1: error: the file is empty (give the text of a factsheet)"


def test_a_binary_file_names_the_line():
    with pytest.raises(SourceError) as caught:
        decode(b"FACTSHEET\nline two\nthree\0", "x.txt")
    assert str(caught.value) == "x.txt:3: error: the file is binary, not text (save it as UTF-8 text)"


def test_a_file_that_is_not_utf_8_names_byte_and_line():
    with pytest.raises(SourceError) as caught:
        decode("FACTSHEET\nRomânia".encode("latin-1"), "x.txt")
    assert str(caught.value) == "x.txt:2: error: byte 13 (0xe2) is not UTF-8 (save the file with encoding UTF-8)"


def test_utf_16_is_called_binary():
    with pytest.raises(SourceError, match="binary"):
        decode(SMALL.encode("utf-16"), "x.txt")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such file"),
        (lambda path: path.mkdir(), "is no regular file"),
        (lambda path: path.write_bytes(b"a" * (MAX_BYTES + 1)), "is larger than 2,097,152 bytes"),
    ],
)
def test_a_path_that_gives_no_factsheet(tmp_path: Path, make, message: str):
    path = tmp_path / "x.txt"
    make(path)
    with pytest.raises(InputError, match=message) as caught:
        load_factsheet(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_is_read_as_it_is(tmp_path: Path):
    path = tmp_path / "x.txt"
    path.write_bytes("\ufeffa\r\nb\n".encode())
    assert read_source(path) == "\ufeffa\r\nb\n"


def test_faults_of_all_files_are_raised_together(tmp_path: Path):
    good, other, bad = tmp_path / "good.txt", tmp_path / "other.txt", tmp_path / "bad.txt"
    good.write_text(SMALL, encoding="utf-8")
    other.write_text(SMALL, encoding="utf-8")
    bad.write_text(edited(("¹ Paras. 288, 290.\n", "")), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_all([bad, good, tmp_path / "none.txt", other])
    message = str(caught.value)
    assert f"{bad}:{NOTE_2 - 1}: error: footnote 1 is missing" in message
    assert "none.txt: there is no such file" in message
    assert f"{other}: a factsheet of Arcadia is loaded already; remove one of the two" in message


def test_files_are_ordered_by_party(tmp_path: Path):
    for name, party in (("a.txt", "Zenda"), ("b.txt", "Arcadia")):
        (tmp_path / name).write_text(SMALL.replace("Arcadia", party).replace("ARCADIA", party.upper()), encoding="utf-8")
    assert [sheet.party for sheet in load_all([tmp_path / "a.txt", tmp_path / "b.txt"])] == ["Arcadia", "Zenda"]


# --- not a factsheet --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Dear all,\n\nthe meeting is on Monday.\n", "{}", "a\n" * 500, "\ufeff", "\r"])
def test_another_text_is_no_factsheet(text: str):
    assert [(f.line, f.what) for f in refused(text)] == [
        (1, "no chapter heading such as 'I. Introduction'"),
        (1, "no title line 'FACTSHEET – PARTY'"),
    ]


def test_a_factsheet_without_title():
    assert one(refused(edited(("FACTSHEET – ARCADIA\n", "ARCADIA\n")))) == (1, "no title line 'FACTSHEET – PARTY'")


def test_a_factsheet_without_any_recommendation():
    text = "FACTSHEET – ARCADIA\n\nTable of Contents\n\nI. Introduction 1\nVI. Assistance 2\n\nI. Introduction\n\nNothing follows.\n"
    assert one(refused(text)) == (1, "it holds no recommendation of the Committee")


# --- footnotes and marks ----------------------------------------------------------------------------------------------


def test_a_footnote_missing():
    faults = [(f.line, f.what) for f in refused(edited(("³ Recommendation VI-2.\n\n", "")))]
    assert (NOTE_4 - 2, "footnote 3 is missing") in faults
    assert (FIRST, "mark 3 has no footnote") in faults
    assert len(faults) == 2


def test_the_last_footnote_missing():
    assert one(refused(edited(("\n⁶ Recommendation VI-5.\n", "")))) == (LAST, "mark 6 has no footnote")


def test_a_footnote_doubled():
    text = edited(("² Recommendation VI-1.\n", "² Recommendation VI-1.\n\n² Recommendation VI-1.\n"))
    assert one(refused(text)) == (NOTE_2 + 2, "footnote 2 is doubled")


def test_footnotes_out_of_order():
    text = edited(("¹ Paras. 288, 290.\n\n² Recommendation VI-1.", "² Recommendation VI-1.\n\n¹ Paras. 288, 290."))
    assert one(refused(text)) == (NOTE_2, "footnote 1 is out of order")


def test_an_empty_footnote():
    assert (NOTE_1, "footnote 1 is empty") in [(f.line, f.what) for f in refused(edited(("¹ Paras. 288, 290.", "¹")))]


@pytest.mark.parametrize("rest", ["R", "Volunteers", "Volunteers are in", "Volunteers, paid or not,"])
def test_a_footnote_that_breaks_off(rest: str):
    line, what = one(refused(edited(("⁴ Volunteers are staff as well.", f"⁴ {rest}"))))
    assert line == NOTE_4
    assert what.startswith("footnote 4 breaks off")


def test_a_mark_without_footnote():
    faults = refused(edited(("two helplines.¹", "two⁷ helplines.¹")))
    assert (OBSERVED, "mark 7 has no footnote") in [(f.line, f.what) for f in faults]


def test_a_footnote_without_mark():
    assert one(refused(edited(("two helplines.¹", "two helplines.")))) == (NOTE_1, "footnote 1 is marked nowhere in the text")


def test_a_mark_that_stands_twice():
    faults = refused(edited(("two helplines.¹", "two¹ helplines.¹")))
    assert one(faults) == (OBSERVED, "mark 1 stands twice")


def test_a_mark_out_of_order():
    faults = refused(edited(("two helplines.¹", "two helplines.⁴"), ("staff⁴ every", "staff¹ every")))
    assert (SECOND, "mark 1 stands after mark 4") in [(f.line, f.what) for f in faults]


def test_a_mark_is_found_on_its_own_line():
    text = edited(("- to train its staff⁴ every year.⁵", "- to train its\n  staff⁴ every\n  year.³"))
    assert (SECOND + 2, "mark 3 stands twice") in [(f.line, f.what) for f in refused(text)]


# --- recommendations --------------------------------------------------------------------------------------------------


def test_an_id_without_urgency_verb():
    faults = refused(edited(("The Committee **invites** Arcadia:\n\n- to pay", "Arcadia:\n\n- to pay")))
    assert [(f.line, f.what.split(":")[0]) for f in faults] == [
        (FIRST, "a recommendation ID stands under no urgency verb"),
        (SECOND, "a recommendation ID stands under no urgency verb"),
    ]
    assert "'requires', 'requests' or 'invites'" in faults[0].mend


def test_an_id_marked_in_a_finding():
    faults = refused(edited(("two helplines.¹", "two helplines.²"), ("helpline.²", "helpline.¹")))
    assert (OBSERVED, "a recommendation ID stands under no urgency verb: 'The Committee observes that Arcadia runs two helplines.'") in [
        (f.line, f.what) for f in faults
    ]


@pytest.mark.parametrize(
    "written",
    [
        "Recommendation Vl-1.",  # a small L for the I
        "Recommendation V1-1.",  # a one
        "Recommendation vi-1.",
        "Recommendation VІ-1.",  # a Cyrillic І
        "Rесоmmendation VI-1.",  # Cyrillic е, с, о
        "Recommendation Ⅵ-1.",  # one character for the numeral
        "Recommendation VI-l.",  # a small L for the number
        "Recommendation VI-0.",
        "Recommendation IIX-1.",
        "Recommendation VI-.",
        "Recommendation VI1.",
        "Recommendation 6-1.",
        "Recommendation VI-1 and.",
        "Recommendation VI-1 VI-7.",
        "Recommendation.",
        "Recomm",
        "Rec. VI-1.",
        "Rcommendation VI-1.",
        "Recommendation VI-1. Recommendation VI-7.",
    ],
)
def test_ids_that_cannot_be_read(written: str):
    faults = refused(edited(("² Recommendation VI-1.", f"² {written}")))
    line, what = one(faults)
    assert line == NOTE_2
    assert what.startswith(("footnote 2 speaks of a recommendation, but its IDs cannot be read", "footnote 2 breaks off"))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Recommendation VI-1", ("VI-1",)),
        ("Recommendations VI-1.", ("VI-1",)),
        ("recommendation VI-1.", ("VI-1",)),
        ("Recommendation: VI-1.", ("VI-1",)),
        ("Recommendation VI–1.", ("VI-1",)),
        ("Recommendation VI - 1.", ("VI-1",)),
        ("Recommendation\u00a0VI\u20111.", ("VI-1",)),
        ("**Recommendation VI-1.**", ("VI-1",)),
        ("Recommendation VI-1 and VI-7.", ("VI-1", "VI-7")),
        ("Recommendations VI-1, VI-7 and VI-8.", ("VI-1", "VI-7", "VI-8")),
        ("Recommendations VI-1; VI-7", ("VI-1", "VI-7")),
        ("Recommendations VI-1/VI-7.", ("VI-1", "VI-7")),
        ("Recommendations VI-1, and VI-7.", ("VI-1", "VI-7")),
    ],
)
def test_ids_that_can(written: str, names: tuple[str, ...]):
    sheet = parse_factsheet(edited(("² Recommendation VI-1.", f"² {written}")), "small.txt")
    assert sheet.recommendations[0].recommendation_ids == names


@pytest.mark.parametrize("written", ["As amended by COVID-19 rules.", "Within the meaning of Recommendation III-21 above.", "Ibid."])
def test_a_note_that_only_mentions_an_id_stays_a_note(written: str):
    sheet = parse_factsheet(edited(("⁴ Volunteers are staff as well.", f"⁴ {written}")), "small.txt")
    assert (sheet.footnotes[3].recommendation_ids, sheet.footnotes[3].text) == ((), written)


def test_an_id_under_two_clauses():
    line, what = one(refused(edited(("³ Recommendation VI-2.", "³ Recommendation VI-1."))))
    assert (line, what) == (FIRST, f"recommendation VI-1 stands under two clauses (the other is at line {REQUIRED})")


def test_an_id_twice_in_one_footnote():
    assert any("VI-3 stands under two clauses" in f.what for f in refused(edited(("VI-3 and VI-4", "VI-3 and VI-3"))))


def test_two_levels_in_one_clause():
    line, what = one(refused(edited(("- to pay the helpline.³", "- to pay the helpline, which the Committee **requires** as well.³"))))
    assert line == FIRST
    assert what.startswith("a clause under invite speaks of require as well")


def test_two_levels_in_one_clause_are_found_on_the_second_verbs_line():
    long = "- to pay the helpline\nas soon as it can, which the Committee **requires** as well.³"
    assert one(refused(edited(("- to pay the helpline.³", long))))[0] == FIRST + 1


def test_an_id_that_ends_no_clause_of_its_own():
    line, what = one(refused(edited(("- to pay the helpline.³\n- to train", "- to pay the helpline.³\n  - to train"))))
    assert (line, what) == (NOTE_5, "recommendation VI-3, VI-4 (footnote 5) has no clause of its own")


def test_one_sub_point_with_two_ids():
    text = edited(("- to pay the helpline.³\n- to train its staff⁴ every year.⁵", "- to help those:\n  - who call³ or write⁴ now.⁵"))
    assert any(f.line == FIRST + 1 and f.what.startswith("one sub-point carries several") for f in refused(text))


@pytest.mark.parametrize(
    ("end", "begins"),
    [
        ("- to consider paying", "a recommendation breaks off: …'to consider paying'"),
        ("- to consider paying:", "a recommendation breaks off: …'to consider paying:'"),
        ("- to consider paying, hiring,", "a recommendation breaks off: …'to consider paying, hiring,'"),
        ("- to consider:\n  - paying;\n  - hiring;", "a recommendation breaks off: …'hiring;'"),
    ],
)
def test_a_clause_that_breaks_off(end: str, begins: str):
    line, what = one(refused(edited(("staff⁴ every year.⁵", f"staff⁴ every year.⁵\n{end}"))))
    assert what == begins
    assert line == SECOND + 1 + end.count("\n")


def test_a_doubled_line():
    line, what = one(refused(edited(("VI. Assistance to victims\n", "VI. Assistance to victims\n\nHelp.\n\nHelp.\n"))))
    assert (line, what) == (VI + 4, "the line is doubled: 'Help.'")


# --- chapters and headings --------------------------------------------------------------------------------------------


def test_chapters_out_of_order():
    text = edited(("Generic recommendations of", "V. International cooperation\n\nGeneric recommendations of"))
    assert one(refused(text)) == (GENERIC, "chapter V stands after chapter VI")


def test_a_chapter_twice():
    text = edited(("Generic recommendations of", "VI. Assistance to victims\n\nGeneric recommendations of"))
    assert one(refused(text)) == (GENERIC, "chapter VI stands after chapter VI")


def test_a_chapter_with_an_impossible_numeral():
    assert one(refused(edited(("VI. Assistance", "VIIII. Assistance")))) == (VI, "'VIIII' is no Roman numeral")


def test_a_heading_of_another_party():
    line, what = one(refused(edited(("victims specific to Arcadia", "victims specific to Utopia"))))
    assert (line, what) == (SPECIFIC, "a section is headed specific to 'Utopia', but the factsheet is Arcadia's")


def test_several_faults_are_all_reported():
    text = edited(
        ("two helplines.¹", "two helplines."),
        ("victims specific to Arcadia", "victims specific to Utopia"),
        ("³ Recommendation VI-2.", "³ Recommendation Vl-2."),
        ("⁵ Recommendations VI-3 and VI-4.\n\n", ""),
        ("- to publish figures.⁶", "- to publish figures.⁶\n- to publish"),
    )
    assert [(f.line, f.what.split(":")[0].split(",")[0]) for f in refused(text)] == [
        (SPECIFIC, "a section is headed specific to 'Utopia'"),
        (SECOND, "mark 5 has no footnote"),
        (NOTE_1, "footnote 1 is marked nowhere in the text"),
        (NOTE_3, "footnote 3 speaks of a recommendation"),
        (LAST - 1, "a recommendation breaks off"),
        (NOTE_6 - 1, "footnote 5 is missing"),
    ]


# --- doubts: read, but said -------------------------------------------------------------------------------------------


def test_a_bullet_after_one_with_a_verb_of_its_own_is_doubted():
    text = edited(("The Committee **invites** Arcadia:\n\n- to pay", "- to pay"))
    sheet = parse_factsheet(text, "small.txt")
    assert [str(r.urgency) for r in sheet.recommendations] == ["require", "require", "require", "request"]
    assert [(f.line, f.what) for f in warned(text)] == [
        (17, "recommendation VI-2 follows an item that has a verb of its own, and is taken as require like it"),
        (18, "recommendation VI-3, VI-4 follows an item that has a verb of its own, and is taken as require like it"),
    ]


def test_a_clause_for_all_parties_under_a_specific_heading_is_doubted():
    text = edited(("Generic recommendations of the Committee on assistance to victims\n\n", ""))
    line, what = one(warned(text))
    assert (line, what) == (34, "recommendation VI-5 addresses all Parties under a heading specific to Arcadia")


def test_a_clause_for_the_party_among_those_for_all_is_doubted():
    text = edited(("- to publish figures.⁶", "- to publish figures.⁶\n- The Committee **invites** Arcadia to think."))
    assert one(warned(text))[1].startswith("a recommendation without ID ('to think.') addresses Arcadia alone")


def test_clauses_without_heading_are_doubted():
    text = edited(("Observations and recommendations of the Committee on assistance to victims specific to Arcadia\n\n", ""))
    assert [f.what.split(" stands")[0] for f in warned(text)] == [
        "recommendation VI-1", "recommendation VI-2", "recommendation VI-3, VI-4",
    ]  # fmt: skip


def test_an_observation_under_a_generic_heading_is_doubted():
    specific = "Observations and recommendations of the Committee on assistance to victims specific to Arcadia"
    text = edited((specific, "Generic recommendations of the Committee on victims"))
    line, what = one([fault for fault in warned(text) if "observation" in fault.what])
    assert line == OBSERVED
    assert what.startswith("an observation on Arcadia stands under a heading for all Parties: 'The Committee observes")
    assert "VI-1, VI-2, VI-3, VI-4 would then stand under it" in str(warned(text)[0])


def test_an_orphaned_sub_point_is_doubted():
    text = edited(("- to pay the helpline.³\n- to train", "  - to pay the helpline.³\n- to train"))
    assert one(warned(text)) == (FIRST, "recommendation VI-2 is indented as a sub-point, but stands under no point")


def test_another_bullet_than_the_list_is_doubted():
    text = edited(("- to pay the helpline.³\n- to train", "o to pay the helpline.³\n- to train"))
    assert one(warned(text)) == (FIRST, "recommendation VI-2 is indented as a sub-point, but stands under no point")


def test_heads_that_may_have_been_lost_are_doubted():
    lost = edited(("- to pay the helpline.³\n- to train", "- to pay:\n  - a helpline;\n  - its staff.³\n  - to train"))
    assert [f.what.split(" shares")[0] for f in warned(lost)] == ["recommendation VI-2", "recommendation VI-3, VI-4"]


def test_a_list_that_begins_with_or_is_doubted():
    text = edited(("- to pay the helpline.³", "- to pay the helpline by:\n  - or by cheque.³"))
    assert one(warned(text)) == (FIRST, "recommendation VI-2 has a first sub-point or begins with 'and' or 'or'")


def test_a_statement_without_beginning_or_end_is_doubted():
    text = edited(("This factsheet is a practical tool to be used by Arcadia.", "used by Arcadia.\n\nThe Committee thinks of the"))
    assert [(f.line, f.what.split(":")[0]) for f in warned(text)] == [
        (7, "a paragraph begins in mid-sentence"),
        (9, "a paragraph breaks off"),
    ]


def test_a_chapter_of_the_contents_that_is_missing_is_doubted():
    text = edited(("I. Introduction\n", "Table of Content\n\nI. Introduction 2\nV. Cooperation 3\nVI. Assistance 4\n\nI. Introduction\n"))
    assert one(warned(text)) == (8, "chapter V is in the table of contents but not in the text")


def test_an_id_in_another_chapter_is_doubted():
    assert one(warned(edited(("³ Recommendation VI-2.", "³ Recommendation IV-2.")))) == (
        FIRST, "recommendation IV-2 stands in chapter VI",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("end", "line", "named"),
    [("⁶ Recommendation VI-5", NOTE_6, "VI-5"), ("⁶ Recommendation VI-5.\n\nPromising practices\n\nIn Arcadia, a", 42, "In Arcadia, a")],
)
def test_a_text_that_stops_without_full_stop_is_doubted(end: str, line: int, named: str):
    faults = warned(edited(("⁶ Recommendation VI-5.", end)))
    assert any(f.line == line and f.what.startswith("the text breaks off at its end") and named in f.what for f in faults)


def test_a_bullet_in_the_middle_of_a_line_is_doubted():
    text = edited(("- to pay the helpline.³\n- to train", "- to pay the helpline.³ - to train"))
    assert one(warned(text)) == (FIRST, "recommendation VI-3, VI-4 holds a bullet within a line")


def test_words_behind_a_clause_are_doubted():
    text = edited(("- to train its staff⁴ every year.⁵\n", "- to train its staff⁴ every year.⁵ A heading\n"))
    line, what = one(warned(text))
    assert line == SECOND
    assert what.startswith("recommendation VI-3, VI-4 goes on behind its footnote mark")


def test_an_observation_in_a_clause_is_doubted():
    text = edited(("- to publish figures.⁶", "- to publish figures.⁶\n- to think. The Committee observes that few do."))
    line, what = one(warned(text))
    assert line == LAST + 1
    assert "'to think. The Committee observes that fe'" in what


def test_a_list_of_one_sub_point_is_doubted():
    text = edited(("- to pay the helpline.³", "- to pay the helpline by:\n  - cheque.³"))
    assert one(warned(text)) == (FIRST, "recommendation VI-2 has one sub-point only")


def test_an_item_that_lost_its_lead_in_is_doubted():
    text = edited(
        (
            "- The Committee **requires** Arcadia to set up a helpline.²",
            "- to sleep.\n\n- The Committee **requires** Arcadia to set up a helpline.²",
        )
    )
    assert one(warned(text)) == (REQUIRED, "an item reads as a recommendation but stands under no urgency verb: 'to sleep.'")


def test_a_lead_in_without_list_is_a_fault():
    text = edited(("- to publish figures.⁶", "- to publish figures.⁶\n\nIt also **invites** all Parties:"))
    assert one(refused(text)) == (LAST + 2, "nothing stands under 'It also invites all Parties:'")


@pytest.mark.parametrize(
    "written", ["4 Recommendation VI-7.", "Recommendation VI-7.", "? Paras. 71, 73.", "[4] Recommendations VI-7 and VI-8."]
)
def test_a_footnote_without_superscript_number_is_a_fault(written: str):
    assert (LAST + 4, f"a footnote has no number: {written!r}") in [
        (f.line, f.what) for f in refused(edited(("⁶ Recommendation VI-5.\n", f"⁶ Recommendation VI-5.\n\n{written}\n")))
    ]


def test_a_heading_without_its_recommendations_is_doubted():
    heading = "Generic recommendations of the Committee on assistance to victims"
    text = edited((f"{heading}\n\n", ""), ("⁶ Recommendation VI-5.\n", f"⁶ Recommendation VI-5.\n\n{heading}\n"))
    faults = [fault for fault in warned(text) if "no recommendation stands under" in fault.what]
    line, what = one(faults)
    assert line == NOTE_6
    assert "VI-1, recommendation VI-2, recommendation VI-3, VI-4, recommendation VI-5" in what


def test_a_chapter_without_generic_heading_that_speaks_to_parties_is_doubted():
    text = edited(
        ("Generic recommendations of the Committee on assistance to victims\n\n", ""),
        ("The Committee **requests** all Parties, including Arcadia:", "The Committee **requests** Parties, including Arcadia:"),
    )
    line, what = one(warned(text))
    assert line == REQUIRED
    assert what.startswith("chapter VI has no heading for all Parties though one is spoken to among them: recommendation VI-1, ")
    assert what.endswith("recommendation VI-5")


def test_several_blank_lines_where_one_is_the_habit_are_doubted():
    text = edited(("The Committee **invites** Arcadia:\n\n- to pay", "The Committee **invites** Arcadia:\n\n\n- to pay"))
    assert one(warned(text)) == (
        FIRST - 1, "several blank lines: a line may be lost before recommendation VI-2, recommendation VI-3, VI-4",
    )  # fmt: skip


def test_a_text_with_wide_gaps_throughout_is_not_doubted():
    assert warned(SMALL.replace("\n\n", "\n\n\n")) == []


def test_a_line_right_beside_a_footnote_is_doubted():
    text = edited(("- to train its staff⁴ every year.⁵\n\n¹ Paras.", "- to train its staff⁴ every year.⁵\n¹ Paras."))
    assert one(warned(text)) == (SECOND, "a line of the text, in recommendation VI-3, VI-4, stands right beside a footnote")


def test_a_lead_in_right_above_its_list_is_doubted_where_others_are_not():
    more = "- to publish figures.⁶\n\nIt also **invites** all Parties:\n\n- to rest."
    text = edited(("- to publish figures.⁶", more), ("The Committee **invites** Arcadia:\n\n", "The Committee **invites** Arcadia:\n"))
    line, what = one(warned(text))
    assert line == INVITED
    assert "recommendation VI-1, recommendation VI-2 may be on the wrong side" in what


def test_blanks_of_all_kinds_read_as_blanks():
    for blank in ("\u00a0", "\u2009", "\u202f", "\u3000"):
        sheet = parse_factsheet(SMALL.replace(" ", blank), "small.txt")
        assert sheet.warnings == ()
        assert [r.text for r in sheet.recommendations] == [r.text for r in parse_factsheet(SMALL, "small.txt").recommendations]
        assert all(SMALL[start:end] == sheet.source[start:end].replace(blank, " ") for r in sheet.recommendations for start, end in r.spans)


# --- any text ---------------------------------------------------------------------------------------------------------


@given(at=st.integers(1, len(source("romania")) - 1))
@settings(max_examples=30, derandomize=True, deadline=None, database=None)
def test_a_text_without_its_beginning_is_refused(at: int):
    rest = source("romania")[at:]
    if "FACTSHEET" not in rest:
        with pytest.raises(SourceError):
            parse_factsheet(rest, "damaged.txt")


@given(text=st.text(alphabet="aAIV.-–:• \n*¹²³⁴⁵Cthe Committee invites requires FACTSHEET – Recommendation", max_size=400))
@settings(max_examples=100, derandomize=True, deadline=None, database=None)
def test_no_text_crashes_the_parser(text: str):
    try:
        parse_factsheet(f"FACTSHEET – A\n\nI. Introduction\n\n{text}", "noise.txt")
    except SourceError as error:
        if not error.faults:
            pytest.fail("a refusal names its faults")
