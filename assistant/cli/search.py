"""`lanzarote search`: ranked records, without an answer composed."""

from __future__ import annotations

import argparse

from assistant.cli.options import add_filters, add_places, filters_of, opened
from assistant.cli.plain import print_json, record_dict
from assistant.reading.language import detect_language

_SNIPPET = 160


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("query")
    command.add_argument("--limit", type=int, default=10, help="how many (default 10)")
    command.add_argument("--json", action="store_true", help="print the hits as JSON")
    add_filters(command)
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Search."""
    assistant = opened(arguments)
    filters = filters_of(arguments, assistant.catalogue)
    among = {record.record for record in assistant.catalogue.select(filters)} if filters else None
    hits = assistant.searcher.search(arguments.query, max(0, arguments.limit), among, detect_language(arguments.query))
    found = [(hit, assistant.catalogue.get(hit.record)) for hit in hits]
    if arguments.json:
        print_json([{"score": round(hit.score, 4), **record_dict(record)} for hit, record in found if record])
        return 0
    from rich.text import Text

    from assistant.cli.terminal import console

    out = console()
    for hit, record in found:
        if record is None:
            continue
        ids = "+".join(record.recommendation_ids) if record.urgency else record.record.split(":", 1)[1]
        level = str(record.urgency or record.kind).replace("_", " ")
        out.print(Text.assemble(f"{hit.score:6.2f}  ", (ids, "bold"), f"  {level}"))
        text = " ".join(record.text.split())
        out.print(Text(f"        {text[:_SNIPPET]}{'…' if len(text) > _SNIPPET else ''}", style="dim"))
    if not found:
        out.print("Nothing found.")
    return 0
