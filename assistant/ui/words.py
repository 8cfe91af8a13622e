"""What the page says in its own words. Quotations never pass through here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.answer import Reason

LANGUAGE = "en"

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Lanzarote Assistant",
        "tagline": "What the Lanzarote Committee recommends, in its own words",
        "new": "New conversation",
        "levels": "Levels of urgency",
        "levels_title": "The three levels of urgency, in the Committee’s words",
        "close": "Close",
        "conversation": "Conversation",
        "ask_label": "Your question",
        "ask_placeholder": "Ask about a topic, a number such as {id}, a chapter or a level",
        "ask": "Ask",
        "welcome": "Ask what the Committee recommends",
        "welcome_text": "Each answer is made of the Committee’s own words, with their level of urgency and their place in the "
        "factsheet. What the factsheet does not say is not answered.",
        "welcome_scope": "Loaded: {factsheets}. A factsheet holds nothing about measures taken after March 2022.",
        "welcome_sheet": "{party} (last update {updated})",
        "examples": "For example",
        "example_topic": "What must {party} do on {topic}?",
        "asked": "You asked: ",
        "looking": "Looking it up …",
        "understood": "Read together with your earlier question: “{what}”",
        "show": "Show in factsheet",
        "show_record": "Show {name} in factsheet",
        "chapter": "Chapter {numeral}",
        "chapter_of": "Chapter {numeral}, {title}",
        "meaning": "What this level means, in the Committee’s words",
        "passages_one": "1 passage cited, checked word by word against the factsheet",
        "passages_many": "{count} passages cited, each checked word by word against the factsheet",
        "rest_one": "Show the passage this stands on",
        "rest_many": "Show the {count} passages this stands on",
        "status_answer": "Answered. {lead}",
        "status_refusal": "Not answered. {lead}",
        "instead": "You can ask instead",
        "failed": "The question could not be answered",
        "failed_withheld": "The answer did not pass the check against the factsheet and was withheld. Please ask in other words.",
        "failed_other": "Something went wrong in the program. Please ask again or in other words.",
        "factsheet": "Factsheet {party}",
        "updated": "Last update {updated}",
        "go_to": "Go to chapter",
        "choose_party": "Party",
        "back": "Back to the answer",
        "shown": "{name} is highlighted",
        "cut": " in {count} places",
    }
)

_REFUSALS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.ABSENT_ID: "Not in this factsheet",
        Reason.OTHER_PARTY: "No factsheet of this Party",
        Reason.OFF_TOPIC: "Outside the factsheets",
        Reason.NOT_IN_SOURCE: "The factsheet does not say",
        Reason.UNCLEAR: "Not understood",
        Reason.UNSAFE: "Not a question about the factsheet",
    }
)


def word(key: str, **values: object) -> str:
    """Give a text of the page with its values filled in."""
    return _WORDS[key].format(**values)


def refusal(reason: Reason) -> str:
    """Give the heading of a refusal."""
    return _REFUSALS.get(reason, _REFUSALS[Reason.NOT_IN_SOURCE])
