"""`lanzarote index`: build the index, or say how it stands."""

from __future__ import annotations

import argparse

from assistant.cli.options import add_places, progress_line, say_waiting, settings_of
from assistant.cli.plain import print_json
from assistant.factsheets import load_catalogue
from corpus.errors import IndexStateError


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    building = actions.add_parser("build", help="build it, unless it is current", description="Build the index, unless it is current.")
    building.add_argument("--encoder", help="such as minilm or sentence-transformers:PATH (default: the setting)")
    building.add_argument("--engine", help="such as exact or inverted (default: the setting, which is what suits the size)")
    add_places(building)
    status = actions.add_parser("status", help="how it stands", description="Say whether the index is there and current.")
    status.add_argument("--json", action="store_true", help="print JSON")
    add_places(status)


def run(arguments: argparse.Namespace) -> int:
    """Build, or report."""
    settings = settings_of(arguments)
    catalogue = load_catalogue(settings)
    if arguments.action == "build":
        from assistant.pipeline import build

        report = build(settings, catalogue, progress_line("Checking the index"), say_waiting)
        what = "Built" if report.built else "Unchanged, nothing to do:"
        print(f"{what} {report.chunks} records, encoder {report.manifest.encoder}: {settings.index_dir}")
        return 0
    from assistant.pipeline import digests
    from index.sources import sources_digest
    from index.store import read_index

    try:
        manifest = read_index(settings.index_dir, sources_digest(digests(catalogue)), thorough=True).manifest
    except IndexStateError as error:
        if arguments.json:
            print_json({"state": str(error.state), "folder": str(settings.index_dir), "message": str(error)})
        else:
            print(f"{error.state}: {error}")
        return 0
    if arguments.json:
        print_json(
            {
                "state": "current",
                "folder": str(settings.index_dir),
                "encoder": manifest.encoder,
                "engine": manifest.engine,
                "dimension": manifest.dimension,
                "records": manifest.rows,
                "corpus": manifest.corpus,
            }
        )
    else:
        print(f"current: {manifest.rows} records, encoder {manifest.encoder}, engine {manifest.engine}, in {settings.index_dir}")
    return 0
