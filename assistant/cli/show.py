"""`lanzarote show`: one record whole, by recommendation ID or record identifier."""

from __future__ import annotations

import argparse

from assistant.cli.options import add_places, settings_of
from assistant.cli.plain import print_json, record_dict
from assistant.factsheets import load_catalogue
from assistant.reading.footnotes import footnote_numbers, paragraph_numbers
from assistant.reading.references import recommendation_ids
from corpus.catalogue import Catalogue
from corpus.errors import InputError
from corpus.records import Record
from corpus.subjects import bundled_subjects


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("name", help="recommendation ID, record identifier, footnote or paragraph")
    command.add_argument("--party", help="of this Party")
    command.add_argument("--json", action="store_true", help="print JSON")
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Show."""
    catalogue = load_catalogue(settings_of(arguments))
    parties = (catalogue.factsheet(arguments.party).party,) if arguments.party else ()
    records = find(arguments.name, catalogue, parties)
    if not records:
        msg = f"there is no record {arguments.name!r}; 'lanzarote corpus list' names the factsheets, 'lanzarote search' finds records"
        raise InputError(msg)
    if arguments.json:
        print_json([record_dict(record) for record in records])
        return 0
    from assistant.cli.terminal import print_record
    from corpus.aliases import load_aliases

    named = [record.recommendation_ids for record in records]
    aliases = load_aliases(naming=[name for ids in named for name in ids] if all(named) else ())
    for record in records:
        subjects = [subject.names["en"][0] for subject in bundled_subjects().of(record)]
        print_record(record, [text for _, text in aliases.of(record).texts()], subjects)
    return 0


def find(name: str, catalogue: Catalogue, parties: tuple[str, ...]) -> list[Record]:
    """Give the records of a name, each once."""
    record = catalogue.get(name)
    if record is not None:
        return [record]
    found = [r for one in recommendation_ids(name) for r in catalogue.by_id(one, parties)]
    found += [r for number in footnote_numbers(name) for r in catalogue.by_footnote(number, parties)]
    found += [r for number in paragraph_numbers(name) for r in catalogue.by_paragraph(number, parties)]
    return list(dict.fromkeys(found))
