"""Arguments that several commands share: which items, and where things lie."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.cli.options import add_places, settings_of
from corpus.errors import InputError
from eval.items import HELD_BACK, LANGUAGES, SPLITS, TYPES, Case

if TYPE_CHECKING:
    from assistant.settings import Settings
    from eval.golden import Reference

ALL = "all"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items; an empty tuple asks for nothing, no limit takes all."""

    splits: tuple[str, ...]
    types: tuple[str, ...]
    languages: tuple[str, ...]
    limit: int | None

    @property
    def is_whole(self) -> bool:
        """Say whether the splits are taken in full."""
        return not self.types and not self.languages and self.limit is None

    def pick(self, cases: Sequence[Case]) -> list[Case]:
        """Take the items; a limit takes them evenly from all, so that a short run still sees every kind.

        Raises:
            InputError: there is none.

        """
        found = [
            case
            for case in cases
            if case.split in self.splits
            and (not self.types or case.type in self.types)
            and (not self.languages or case.language in self.languages)
        ]
        if not found:
            msg = "no item is of that split, type and language; `lanzarote-eval list` shows what there is"
            raise InputError(msg)
        if self.limit is None or self.limit >= len(found):
            return found
        return [found[i * len(found) // self.limit] for i in range(self.limit)]

    def as_dict(self) -> dict[str, Any]:
        """Give it for the manifest."""
        return asdict(self)


def add_selection(command: argparse.ArgumentParser, default: str = "dev") -> None:
    """Add the options that choose items."""
    group = command.add_argument_group("which items")
    group.add_argument("--split", choices=[*SPLITS, ALL], default=default, help=f"default: {default}")
    group.add_argument(
        "--type",
        action="append",
        default=[],
        choices=TYPES,
        metavar="TYPE",
        help=f"may be repeated: {', '.join(TYPES)}",
    )
    group.add_argument("--lang", action="append", default=[], choices=LANGUAGES, help="language of the question (may be repeated)")
    group.add_argument("--limit", type=positive, metavar="N", help="only N items, evenly from all of these")


def add_reveal(command: argparse.ArgumentParser) -> None:
    """Add the option that shows questions of the splits held back."""
    command.add_argument(
        "--reveal", action="store_true", help=f"show the words of {' and '.join(HELD_BACK)} items too; whoever tunes the assistant must not"
    )


def add_settings(command: argparse.ArgumentParser) -> None:
    """Add the options that say where things lie and which encoder is used."""
    add_places(command)
    command.add_argument("--encoder", help="with this encoder; an index of another one is left as it is")


def selection_of(arguments: argparse.Namespace) -> Selection:
    """Read the selection."""
    splits = SPLITS if arguments.split == ALL else (arguments.split,)
    return Selection(tuple(splits), tuple(arguments.type), tuple(arguments.lang), arguments.limit)


def chosen_settings(arguments: argparse.Namespace) -> Settings:
    """Read the settings; raises SettingsError."""
    return settings_of(arguments)


def chosen_cases(selection: Selection) -> tuple[list[Case], Mapping[str, Reference]]:
    """Load the items that were chosen, and the factsheets; raises InputError."""
    from eval.cases import load_splits
    from eval.golden import load_references

    references = load_references()
    return selection.pick(load_splits(selection.splits, references)), references


def positive(text: str) -> int:
    """Read a whole number, at least 1."""
    number = int(text)
    if number < 1:
        msg = "must be at least 1"
        raise argparse.ArgumentTypeError(msg)
    return number
