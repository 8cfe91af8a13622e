"""`lanzarote corpus`: list, check, show and add factsheets, and print their subject index."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import shorten

from assistant.cli.options import add_places, settings_of
from assistant.cli.plain import print_json
from assistant.cli.shown import shown
from assistant.factsheets import load_catalogue
from corpus.catalogue import Filters
from corpus.check import coverage
from corpus.errors import InputError
from corpus.load import load_factsheet
from corpus.records import Factsheet, Kind, Urgency
from corpus.subjects import bundled_subjects
from corpus.writing import write_whole


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("list", "the factsheets loaded"),
        ("subjects", "the subject index: which clauses concern what"),
        ("check", "how much of a file is accounted for, and every fault in it"),
        ("show", "the records of any factsheet file, without installing it"),
        ("add", "install a factsheet file"),
    ):
        action = actions.add_parser(name, help=text, description=text.capitalize() + ".")
        if name not in ("list", "subjects"):
            action.add_argument("file", type=Path)
        if name in ("list", "subjects", "show"):
            action.add_argument("--json", action="store_true", help="print JSON")
        if name == "add":
            action.add_argument("--replace", action="store_true", help="in place of the factsheet of the same Party added before")
        add_places(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked."""
    if arguments.action == "list":
        return _list(arguments)
    if arguments.action == "subjects":
        return _subjects(arguments)
    if arguments.action == "check":
        return _check(arguments.file)
    if arguments.action == "show":
        return _show(arguments)
    return _add(arguments)


def _list(arguments: argparse.Namespace) -> int:
    sheets = load_catalogue(settings_of(arguments)).factsheets
    rows = [
        {
            "party": sheet.party,
            "updated": sheet.updated,
            "clauses": len(sheet.recommendations),
            **{str(level): sum(r.urgency is level for r in sheet.recommendations) for level in Urgency},
            "statements": len(sheet.statements),
            "footnotes": len(sheet.footnotes),
            "sha256": sheet.sha256,
        }
        for sheet in sheets
    ]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        levels = ", ".join(f"{row[str(level)]} {level}" for level in Urgency)
        print(f"{row['party']} (last update {row['updated'] or 'unknown'})")
        print(f"  {row['clauses']} clauses ({levels}), {row['statements']} statements, {row['footnotes']} footnotes")
    return 0


def _subjects(arguments: argparse.Namespace) -> int:
    catalogue = load_catalogue(settings_of(arguments))
    clauses = catalogue.select(Filters(kinds=(Kind.RECOMMENDATION,)))
    rows = [
        {"subject": subject.key, "names": dict(subject.names), "records": [record.record for record in clauses if subject.holds(record)]}
        for subject in bundled_subjects().all
    ]
    if arguments.json:
        print_json(rows)
        return 0
    # One Party's clauses need not say whose they are.
    names = {record: record.record if len(catalogue.parties) > 1 else record.record.split(":", 1)[1] for record in clauses}
    for subject in bundled_subjects().all:
        held = [names[record] for record in clauses if subject.holds(record)]
        print(f"{subject.names['en'][0]} ({len(held)}): {', '.join(held)}")
    return 0


def _check(file: Path) -> int:
    from assistant.cli.terminal import console

    sheet = load_factsheet(file)
    found = coverage(sheet)
    out = console()
    out.print(f"{file}: factsheet of {sheet.party}, last update {sheet.updated or 'unknown'}", soft_wrap=True)
    ids = sum(len(record.recommendation_ids) for record in sheet.recommendations)
    out.print(f"  {len(sheet.chapters)} chapters, {len(sheet.recommendations)} recommendation clauses with {ids} IDs")
    out.print(f"  {len(sheet.statements)} statements, {len(sheet.footnotes)} footnotes")
    out.print(f"  coverage {found.share:.2%} of {found.total:,} characters")
    for kind, count in found.by_kind.items():
        out.print(f"    {kind:<15}{count:>8,}")
    for warning in sheet.warnings:
        out.print(f"{file}:{warning.line}: {warning}", soft_wrap=True)
    for offset in found.stray[:20]:
        line = sheet.source.count("\n", 0, offset) + 1
        out.print(f"{file}:{line}: warning: {sheet.source[offset]!r} belongs to nothing (check the line)", soft_wrap=True)
    out.print("no faults" if not sheet.warnings and not found.stray else f"{len(sheet.warnings) + len(found.stray)} faults")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    sheet = load_factsheet(arguments.file)
    if arguments.json:
        print_json(factsheet_dict(sheet))
        return 0
    for record in sheet.recommendations:
        ids = "+".join(record.recommendation_ids) or "(no ID)"
        text = " ".join(record.text.split())
        print(f"{ids:<24} {record.urgency:<8} {record.addressee:<9} {shorten(text, 35, placeholder='…')}")
    return 0


def factsheet_dict(sheet: Factsheet) -> dict[str, object]:
    """Give a factsheet's records in the public form of `corpus show --json`."""
    return {
        "party": sheet.party,
        "updated": sheet.updated,
        "chapters": [{"numeral": chapter.numeral, "title": chapter.title} for chapter in sheet.chapters],
        "recommendations": [
            {
                "recommendation_ids": list(record.recommendation_ids),
                "urgency": str(record.urgency),
                "addressee": str(record.addressee),
                "chapter": record.chapter,
                "footnote": record.footnote,
                "footnotes": list(record.footnotes),
                "lead_in": record.lead_in,
                "text": record.text,
                "points": list(record.points),
                "spans": [list(span) for span in record.spans],
            }
            for record in sheet.recommendations
        ],
        "statements": [
            {
                "kind": str(record.kind),
                "chapter": record.chapter,
                "footnotes": list(record.footnotes),
                "paragraphs": list(record.paragraphs),
                "text": record.text,
                "spans": [list(span) for span in record.spans],
            }
            for record in sheet.statements
        ],
        "footnotes": [{"number": note.number, "text": note.text} for note in sheet.footnotes],
    }


def _add(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    sheet = load_factsheet(arguments.file)
    target = settings.factsheets_dir / f"{sheet.slug}.txt"
    loaded = {other.slug for other in load_catalogue(settings).factsheets}
    try:
        added = target.exists()
        if sheet.slug in loaded and not (arguments.replace and added):
            raise InputError(_loaded_already(arguments.file, sheet.party, added=added))
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, sheet.source.encode(), over=arguments.replace)
    except FileExistsError as error:  # another process has added it in the meantime
        raise InputError(_loaded_already(arguments.file, sheet.party, added=True)) from error
    except OSError as error:
        msg = f"{target}: cannot be written ({error.strerror}); make room or name another folder with --data-dir"
        raise InputError(msg) from error
    for warning in sheet.warnings:
        print(shown(f"{arguments.file}:{warning.line}: {warning}"), file=sys.stderr)
    print(f"Added the factsheet of {sheet.party}: {len(sheet.recommendations)} clauses. The index is rebuilt when it is next searched.")
    return 0


def _loaded_already(file: Path, party: str, *, added: bool) -> str:
    mend = "give --replace to put this one in its place" if added else "it comes with the program and stays"
    return f"{file}: a factsheet of {party} is loaded already; {mend}"
