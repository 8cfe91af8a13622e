"""`lanzarote feedback`: what users thought of answers, kept on this machine."""

from __future__ import annotations

import argparse
from collections import Counter

from assistant.candidates import candidate
from assistant.cli.options import add_places, settings_of
from assistant.cli.shown import json_text
from assistant.exports.selection import count
from assistant.factsheets import load_catalogue
from assistant.feedback import FeedbackStore, Verdict


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("status", "whether feedback is asked for, where it is kept and how much there is"),
        ("export", "candidate evaluation items as JSON lines, of the questions kept with consent"),
        ("clear", "delete all of it"),
    ):
        add_places(actions.add_parser(name, help=text, description=text.capitalize() + "."))


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked."""
    settings = settings_of(arguments)
    store = FeedbackStore(settings.feedback_file)
    if arguments.action == "export":
        catalogue = load_catalogue(settings)
        for feedback in store.all():
            if feedback.question is not None:
                print(json_text(candidate(feedback, catalogue)))
        return 0
    if arguments.action == "clear":
        print(f"{count(store.clear(), 'verdict')} deleted")
        return 0
    kept = store.all()
    verdicts = Counter(feedback.verdict for feedback in kept)
    counted = "".join(f", {verdicts[verdict]} {verdict}" for verdict in Verdict)
    asked = sum(feedback.question is not None for feedback in kept)
    print(f"Feedback is {'on' if settings.feedback else 'off'} (the setting 'feedback', or 'lanzarote chat --feedback')")
    print(f"{count(len(kept), 'verdict')} kept{counted}, {asked} with the question")
    print(settings.feedback_file)
    return 0
