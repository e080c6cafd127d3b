"""From a question to an answer that rests on quotes."""

import time
from dataclasses import replace

from assistant.answer import Answer, Citation, Outcome
from assistant.errors import AssistantError
from assistant.quoting import Run, best_runs
from assistant.relevance import answers
from assistant.smalltalk import small_talk
from assistant.wording import fixed, not_found, quoted
from vectorstore.library import Library
from vectorstore.passage import Match
from vectorstore.search import search

LONGEST_QUESTION = 4_000
_READ = 8  # matches that are looked at for an answer
_NEAR = 3
_ROOM = 720  # characters of quotes, so that an answer with the lines on its sources has about 900


class Assistant:
    """Answers questions from the documents of a library. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def ask(self, question: str) -> Answer:
        """Answer `question` with quotes, or say that the documents do not; raises AssistantError for a bad question."""
        began = time.perf_counter()
        question = checked(question)
        kind = small_talk(question)
        answer = Answer(Outcome.SMALL_TALK, fixed(kind, question)) if kind else self._answer(question)
        return replace(answer, as_of=self._library.as_of(), seconds=time.perf_counter() - began)

    def search(self, question: str, top: int = 10) -> list[Match]:
        """Give the best matches of `question`; raises AssistantError for a bad question or an empty library."""
        question = checked(question)
        if self._library.is_empty():
            raise AssistantError(f"There are no documents in {self._library.directory} yet: policy-assistant ingest PATH adds some.")
        return search(self._library, question, top)

    def _answer(self, question: str) -> Answer:
        matches = self.search(question, _READ)
        if not answers(question, matches, self._library):
            near = self._cite([Run.whole(match.passage) for match in matches[:_NEAR]])
            return Answer(Outcome.NOT_FOUND, not_found(question, near), near=near)
        citations = self._cite(best_runs(question, matches, _ROOM))
        return Answer(Outcome.ANSWERED, quoted(citations), citations)

    def _cite(self, runs: list[Run]) -> tuple[Citation, ...]:
        documents = {id: self._library.document(id) for id in {run.document_id for run in runs}}
        found = [(run, document) for run in runs if (document := documents[run.document_id])]
        return tuple(Citation.of(number, document, run.start, run.end) for number, (run, document) in enumerate(found, 1))


def checked(question: str) -> str:
    """Give `question` without the space around it; raises AssistantError where it is empty or endless."""
    question = question.strip()
    if not question:
        raise AssistantError("The question is empty.")
    if len(question) > LONGEST_QUESTION:
        raise AssistantError(f"The question has {len(question)} characters; at most {LONGEST_QUESTION} can be asked.")
    return question
