"""Arguments that several commands share, and what is opened from them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings, load_settings
from corpus.errors import UnknownNameError
from corpus.records import Addressee, Kind, Urgency

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from corpus.catalogue import Catalogue, Filters
    from index.build import Progress


def add_places(command: argparse.ArgumentParser) -> None:
    """Add the options that say where things lie."""
    group = command.add_argument_group("where things lie")
    group.add_argument("--index-dir", metavar="DIR", help="the index's folder (default: in the user's data folder)")
    group.add_argument("--data-dir", metavar="DIR", help="folder of added factsheets and, by default, of the index")
    group.add_argument("--settings", metavar="FILE", type=Path, help="TOML file with data_dir, index_dir, encoder, engine, feedback")


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add the options that restrict records."""
    group = command.add_argument_group("only records that are")
    group.add_argument("--party", help="of this Party")
    group.add_argument("--chapter", action="append", default=[], metavar="NUMERAL", help="in this chapter (may be repeated)")
    group.add_argument("--urgency", action="append", default=[], choices=list(Urgency), help="of this level (may be repeated)")
    group.add_argument("--addressee", action="append", default=[], choices=list(Addressee), help="under this kind of heading")
    group.add_argument("--kind", action="append", default=[], choices=list(Kind), metavar="KIND", help=f"of this kind: {', '.join(Kind)}")


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Read the settings that the arguments name."""
    return load_settings(
        arguments.settings,
        data_dir=arguments.data_dir,
        index_dir=arguments.index_dir,
        encoder=getattr(arguments, "encoder", None),
        engine=getattr(arguments, "engine", None),
        feedback=getattr(arguments, "feedback", None),
    )


def filters_of(arguments: argparse.Namespace, catalogue: Catalogue) -> Filters:
    """Read the filters; a chapter that no factsheet has is an error.

    Raises:
        UnknownNameError: the Party or a chapter is not there; lists those that are.

    """
    from corpus.catalogue import Filters

    numerals = list(dict.fromkeys(chapter.numeral for sheet in catalogue.factsheets for chapter in sheet.chapters))
    chapters = tuple(str(chapter).upper() for chapter in arguments.chapter)
    for chapter in chapters:
        if chapter not in numerals:
            raise UnknownNameError("chapter", chapter, numerals)
    return Filters(
        parties=(catalogue.factsheet(arguments.party).party,) if arguments.party else (),
        chapters=chapters,
        urgencies=tuple(map(Urgency, arguments.urgency)),
        addressees=tuple(map(Addressee, arguments.addressee)),
        kinds=tuple(map(Kind, arguments.kind)),
    )


def opened(arguments: argparse.Namespace, *, at_once: bool = True) -> Assistant:
    """Open the assistant, its index now or when it is searched; says on stderr when an index has to be built first."""
    from assistant.pipeline import open_assistant

    settings = settings_of(arguments)
    return open_assistant(settings, lambda why: progress_line(f"The index is {why}: building it"), say_waiting, at_once=at_once)


def say_waiting() -> None:
    """Say on stderr that another process is waited for."""
    print("Another process is building the index: waiting for it", file=sys.stderr, flush=True)


def progress_line(title: str) -> Progress:
    """Give a progress reporter: the title, and on a terminal a counting line under it."""
    terminal = sys.stderr.isatty()
    print(title, file=sys.stderr, flush=True)

    def report(done: int, total: int) -> None:
        if terminal:
            print(f"\r{done:,} of {total:,} texts", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return report
