"""What the page asks this server for. Nothing is kept here: the conversation and the basket live in the browser."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from assistant.access.fair import FairQueue
from assistant.browsing import listing
from assistant.exports import Selection, export_bytes, file_format, select
from assistant.exports.conversation import conversation_bytes
from assistant.feedback import FeedbackStore, Verdict
from assistant.pipeline import Assistant
from assistant.quiz import make_quiz, quiz_bytes
from assistant.reading.language import detect_language
from assistant.ui.about import index_facts
from assistant.ui.answering import at_once, client_of, fault, fault_line, file, in_turn, note, received, route_of
from assistant.ui.browse import listed
from assistant.ui.cards import card
from assistant.ui.explained import explained
from assistant.ui.opening import Opening, Stage
from assistant.ui.parts import parts
from assistant.ui.prepare import basket, file_name
from assistant.ui.received import Received
from assistant.ui.source import source_pane
from assistant.ui.turns import Turn, failed_turn, turn
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.catalogue import Catalogue
from corpus.errors import InputError
from corpus.records import Record
from corpus.text import slug
from index.store import read_manifest

# Seconds between two looks at whether the assistant is ready, for a question that waits.
_LOOK = 0.2


class Desk:
    """Answers the page's requests: each method takes one read request and gives JSON, or a file."""

    def __init__(
        self, catalogue: Catalogue, opening: Opening, *, feedback: FeedbackStore | None, index_dir: Path | None, accounts: bool = False
    ) -> None:
        """Keep what is answered from; without a store no feedback is kept. With `accounts` users can log out."""
        self.catalogue = catalogue
        self.opening = opening
        self.feedback = feedback
        self.index_dir = index_dir
        self.accounts = accounts
        self.queue = FairQueue(os.cpu_count() or 1)

    def views(self, got: Received) -> dict[str, Any]:
        """Draw all parts of the page in a language."""
        return parts(self._view(got))

    def why(self, got: Received) -> dict[str, Any]:
        """Explain an answer."""
        asked = got.asked()
        trace = self._assistant(got).trace(asked.question, asked.history, within=asked.within)
        return {"html": explained(trace, self._view(got))}

    def source(self, got: Received) -> dict[str, Any]:
        """Draw the factsheet of a Party."""
        return {"html": source_pane(self.catalogue.factsheet(got.text("party")), self._view(got))}

    def browse(self, got: Received) -> dict[str, Any]:
        """List records."""
        wanted = got.wanted()
        found = listing(wanted, self.catalogue, lambda query, among: self._nearest(query, among, got))
        return {**listed(wanted, found, self._view(got)), "records": [record.record for record in found.records]}

    def card(self, got: Received) -> dict[str, Any]:
        """Draw one record; `record` is its identifier."""
        name = got.text("record", 200)
        record = self.catalogue.get(name) or self._by_number(name)
        if record is None:
            raise InputError(word(got.language, "no_record", name=name))
        return {"html": card(record, self._view(got)), "party": record.party}

    def _by_number(self, name: str) -> Record | None:
        """Give the clause that carries a number: `PARTY:III-16` where the clause is III-16 and III-18."""
        party, _, number = name.partition(":")
        clauses = self.catalogue.by_id(number.replace(" ", "+").split("+")[0])
        return next((clause for clause in clauses if slug(clause.party) == party), None)

    def basket(self, got: Received) -> dict[str, Any]:
        """Draw the basket."""
        items = got.items()
        line = word(got.language, "basket_one" if len(items) == 1 else "basket_many", count=len(items))
        return {"html": basket(items, self._view(got)), "line": line}

    def named(self, got: Received) -> dict[str, Any]:
        """Find records by the names that a person typed."""
        names = [name for name in got.text("names").replace(";", ",").replace("\n", ",").split(",") if name.strip()]
        return {"records": [item.record.record for item in select(self.catalogue, names).items]}

    def export(self, got: Received) -> Response:
        """Make a file of records."""
        chosen = Selection(items=got.items(), title=got.text("title", 200), address=got.text("address", 200))
        kind = file_format(got.text("format"))
        return file(export_bytes(chosen, got.text("format")), kind.media_type, file_name(chosen.title, kind.suffix, "recommendations"))

    def quiz(self, got: Received) -> Response:
        """Make a quiz of records."""
        chosen = Selection(items=got.items(), title=got.text("title", 200), address=got.text("address", 200))
        made = make_quiz(chosen, questions=got.number("questions"), seed=got.number("seed"), difficulty=got.text("difficulty"))
        kind = file_format(got.text("format"))
        return file(quiz_bytes(made, got.text("format")), kind.media_type, file_name(f"{chosen.title} quiz", kind.suffix, "quiz"))

    async def conversation(self, got: Received, client: str) -> Response:
        """Make a file of a conversation: each question is asked again, as it was, and in a turn of its own."""
        assistant = self._assistant(got)
        kind = file_format(got.text("format"))
        turns = []
        for asked in got.turns():
            again = partial(assistant.ask, asked.question, asked.history, within=asked.within)
            turns.append((asked.question, await self.queue.run(client, again)))
        write = partial(conversation_bytes, turns, self.catalogue, got.text("format"), got.text("address", 200))
        return file(await self.queue.run(client, write), kind.media_type, f"conversation{kind.suffix}")

    def index(self, got: Received) -> dict[str, Any]:
        """Say which index and model are in use."""
        return {"html": index_facts(read_manifest(self.index_dir), self._view(got)) if self.index_dir else ""}

    def keep_feedback(self, got: Received) -> dict[str, Any]:
        """Keep a verdict on an answer; the question's words only with consent."""
        if self.feedback is None:
            raise InputError(word(got.language, "feedback_off"))
        verdict = Verdict.UP if got.text("verdict") == Verdict.UP else Verdict.DOWN
        records = [name for name in got.texts("records") if self.catalogue.get(name)]
        self.feedback.add(verdict, records, reason=got.text("reason"), question=got.text("question"), consent=got.flag("consent"))
        return {"line": word(got.language, "feedback_kept")}

    def state(self, got: Received) -> dict[str, Any]:
        """Say how far the opening of the assistant is."""
        state = self.opening.state
        stage = "starting" if state.stage is Stage.BUILDING and not state.total else str(state.stage)
        line = word(got.language, f"stage_{stage}", done=state.done, total=state.total, fault=state.fault)
        return {"stage": str(state.stage), "line": line, "done": state.done, "total": state.total}

    def open(self, got: Received) -> dict[str, Any]:
        """Try again what failed."""
        if self.opening.state.stage is Stage.FAILED:
            self.opening.start()
        return self.state(got)

    async def ask(self, got: Received, client: str, noted: Callable[[str], None]) -> AsyncIterator[dict[str, Any]]:
        """Answer a question piece by piece; while the assistant is being opened, say so. `noted` is told the reason code."""
        said = ""
        while self.opening.assistant is None and self.opening.state.stage is not Stage.FAILED and not self.opening.is_stopped:
            line = self.state(got)["line"]
            if line != said:
                yield {"wait": line}
            said = line
            await asyncio.sleep(_LOOK)
        made, reason = await self.queue.run(client, partial(self._turn, got))
        noted(reason)
        for piece in made.pieces:
            yield {"add": piece}
        yield {"status": made.status, "answered": made.answered, "records": made.records}

    def _turn(self, got: Received) -> tuple[Turn, str]:
        view = self._view(got)
        try:
            asked = got.asked()
            assistant = self._assistant(got)
            started = time.perf_counter()
            trace = assistant.trace(asked.question, asked.history, within=asked.within)
            answer = assistant.answer(asked.question, trace, (time.perf_counter() - started) * 1000)
            return turn(answer, trace.query, view), str(answer.reason or "answered")
        except Exception as error:  # noqa: BLE001  # the page stays usable whatever happens behind it
            return failed_turn(fault_line(error, got.language), view), "failed"

    def _nearest(self, query: str, among: Collection[str], got: Received) -> Sequence[str]:
        hits = self._assistant(got).searcher.search(query, len(among), among, detect_language(query))
        return [hit.record for hit in hits]

    def _assistant(self, got: Received) -> Assistant:
        if self.opening.is_stopped:
            raise InputError(word(got.language, "refusal_closing"))
        if self.opening.assistant is None:
            raise InputError(self.state(got)["line"])
        return self.opening.assistant

    def _view(self, got: Received) -> View:
        return View(self.catalogue, got.language, feedback=self.feedback is not None, accounts=self.accounts)


def routes(desk: Desk) -> APIRouter:
    """Give the addresses under which the page reaches a desk; all take a JSON object by POST."""
    router = APIRouter(prefix="/page")
    answering = {
        name: in_turn(getattr(desk, name), desk.queue)
        for name in ("views", "why", "source", "browse", "card", "basket", "named", "export", "quiz", "index", "keep_feedback")
    }
    answering |= {"state": at_once(desk.state), "open": at_once(desk.open), "conversation": desk.conversation}
    for name, each in answering.items():
        router.add_api_route(f"/{name}", route_of(each, desk.catalogue), methods=["POST"], response_model=None)

    @router.post("/ask", response_model=None)
    async def ask(request: Request) -> StreamingResponse | JSONResponse:
        try:
            got = await received(request, desk.catalogue)
        except InputError as error:
            return fault(error, "", request)
        answers = desk.ask(got, client_of(request), partial(note, request))
        lines = (f"{json.dumps(each, ensure_ascii=False)}\n" async for each in answers)
        return StreamingResponse(lines, media_type="application/x-ndjson")

    return router
