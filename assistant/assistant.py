"""From a question to an answer that rests on spans of documents: quoted, or written by a language model and checked."""

import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from assistant.answer.answer import Answer, Citation, Draft, Outcome, Stage, Standing
from assistant.answer.text import differ, fixed, lacking, not_found, out_of_force, quoted, required, written
from assistant.answer.trace import Trace
from assistant.errors import AssistantError
from assistant.question.cleaning import to_the_point
from assistant.question.rephrasing import completed
from assistant.question.small_talk import small_talk
from assistant.question.suggestions import following
from assistant.quoting.answerability import judged
from assistant.quoting.contradictions import by_weight, conflicting
from assistant.quoting.excerpts import Run, best_runs
from assistant.quoting.requirements_first import explanation_first, rows_first, spans_of
from assistant.writing.citation_markers import streamed
from assistant.writing.model import Model, ModelError
from assistant.writing.rephrasing import completed_by, proposed_by
from assistant.writing.statements import NO_ANSWER, check_language, prompt_for, statements
from vectorstore.embedding.reranker import Reranker
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.library import Library
from vectorstore.passage import Match
from vectorstore.requirement import Requirement
from vectorstore.search.query import Sought, sought
from vectorstore.search.ranking import search_for
from vectorstore.search.token_similarity import closeness

LONGEST_QUESTION = 4_000
_READ = 8  # matches that are looked at for an answer
_NEAR = 3
_PROPOSED, _TRIED = 3, 6
_ROOM = 720  # characters of quotes, so that an answer with the lines on its sources has about 900


class Assistant:
    """Answers questions from the documents of a library. Safe to use from several threads."""

    def __init__(self, library: Library, reranker: Reranker | None = None, model: Model | None = None) -> None:
        self._library = library
        self._reranker = reranker
        self._model = model

    def ask(self, question: str, only: Filter = IN_FORCE, asked: Sequence[str] = (), numbers: dict[int, int] | None = None) -> Answer:
        """Give the last of what `stream` gives: the answer."""
        *_, answer = self.stream(question, only, asked, numbers)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, only: Filter = IN_FORCE, asked: Sequence[str] = (), numbers: dict[int, int] | None = None
    ) -> Generator[Stage | Draft | Answer, None, None]:
        """Answer `question` from the documents that `only` admits, or say that they do not answer: drafts, then the answer.

        Without a language model, and where it fails, the answer quotes, and there are no drafts; before drafts comes a stage.
        `asked` are the questions
        before it, oldest first; one that leans on them is completed from them. `numbers` keeps the numbers of passages,
        by their ids, through a conversation. Raises AssistantError for a bad question, and where no document is admitted.
        """
        began = time.perf_counter()
        question = to_the_point(checked(question))
        kind = small_talk(question)
        trace = Trace(question)
        if kind:
            answer = Answer(Outcome.SMALL_TALK, fixed(kind, question))
        else:
            answer = yield from self._answer(
                question, [to_the_point(one) for one in asked], only, {} if numbers is None else numbers, trace
            )
        yield replace(
            answer,
            understood="" if trace.question == question else trace.question,
            as_of=self._library.as_of(),
            seconds=time.perf_counter() - began,
            trace=trace,
        )

    def search(self, question: str, top: int = 10, only: Filter = IN_FORCE, asked: Sequence[str] = ()) -> list[Match]:
        """Give the best matches of `question`, completed from those `asked` before it.

        Raises AssistantError for a bad question or where no document is admitted.
        """
        understood = completed(to_the_point(checked(question)), [to_the_point(one) for one in asked])
        return self._matches(sought(understood, self._library), top, only)

    def _matches(self, wanted: Sought, top: int, only: Filter) -> list[Match]:
        if self._library.is_empty():
            raise AssistantError(f"There are no documents in {self._library.directory} yet: policy-assistant ingest PATH adds some.")
        admitted, _ = self._library.catalogue().admitted(only)
        if admitted == []:
            raise AssistantError("No document is left by the filter; ask among others, or among those of any status.")
        return search_for(wanted, self._library, top, only, self._reranker)

    def suggest(self, answer: Answer) -> list[str]:
        """Propose at most three questions that follow `answer` and that the library answers; of a written one the model proposes."""
        if answer.trace is None or not answer.citations:
            return []
        question = answer.trace.question
        proposed: Iterable[str] = following(answer, question, self._library)
        if self._model is not None and answer.mode == "written":
            proposed = proposed_by(self._model, question, [match.passage for match in self.search(question, _READ)])
        fitting = (one for one in dict.fromkeys(islice(proposed, _TRIED)) if self._is_answered(one))
        return list(islice(fitting, _PROPOSED))

    def _is_answered(self, question: str) -> bool:
        wanted = sought(question, self._library)
        return judged(question, wanted, self._matches(wanted, _READ, IN_FORCE)).outcome is Outcome.ANSWERED

    def _answer(
        self, question: str, asked: Sequence[str], only: Filter, numbers: dict[int, int], trace: Trace
    ) -> Generator[Stage | Draft, None, Answer]:
        """Give the drafts, and return the answer. The model is asked nothing where the documents do not answer."""
        understood = completed(question, asked)
        answer, matches = self._quoted(understood, only, trace)
        if self._model is None or not answer.citations or answer.outcome is Outcome.CONFLICT:
            return answer
        if understood != question:
            better = completed_by(self._model, question, asked, understood)
            trace.ended("completing")
            if better != understood:
                other, found = self._quoted(better, only, trace)
                understood, answer, matches = (better, other, found) if other.citations else (understood, answer, matches)
        trace.question = understood
        try:
            return (yield from self._written(understood, asked, answer, matches, numbers, trace))
        except ModelError as error:
            trace.failure = str(error)
            said = (fixed("instead", understood).format(reason=error.told(understood)), *answer.said)
            return replace(answer, said=said, text=quoted((*said, *answer.required), answer.citations))

    def _quoted(self, question: str, only: Filter, trace: Trace) -> tuple[Answer, list[Match]]:
        """Answer with quotes, or say that the documents do not answer; with the matches that were looked at."""
        trace.question = question
        wanted = sought(question, self._library)
        matches = self._matches(wanted, _READ, only)
        trace.found(matches)
        trace.ended("searching")
        answer = self._quotes(question, wanted, matches, only)
        trace.ended("quoting")
        return answer, matches

    def _quotes(self, question: str, wanted: Sought, matches: Sequence[Match], only: Filter) -> Answer:
        verdict = judged(question, wanted, matches)
        terms = self._library.glossary.found_in(question, only)
        if verdict.outcome is Outcome.NOT_FOUND and (explained := explanation_first(question, [], terms)):
            citations = self._cite(explained)
            return Answer(Outcome.ANSWERED, quoted((), citations), citations, warnings=self._banners(question, citations))
        if verdict.outcome is Outcome.NOT_FOUND:
            passages = self._cite([Run.whole(match.passage) for match in matches[:_NEAR]])
            return Answer(Outcome.NOT_FOUND, not_found(question, passages, verdict.missing), near=passages)
        near = closeness(wanted, [match.passage for match in matches], self._library)
        differing = by_weight(conflicting(question, matches), self._library.catalogue().by_id)
        runs = best_runs(question, matches, near, _ROOM)
        rows: tuple[Requirement, ...] = ()
        if differing:
            runs = [Run(one.document_id, one.start, one.end, one.text) for one in differing]
        else:
            titles = {match.passage.document_id: match.passage.title for match in matches}
            runs, rows = rows_first(question, runs, self._library.ledger.standing_in(spans_of(matches)), wanted.weights, titles)
            runs = runs if rows else explanation_first(question, runs, terms)
        citations = self._cite(runs)
        said = tuple(lacking(question, verdict.missing))
        stated = tuple(required(question, rows[:1], citations))
        if differing:
            said = (*said, differ(question, [one.value for one in differing], citations))
        outcome = Outcome.CONFLICT if differing else verdict.outcome
        text = quoted((*said, *stated), citations)
        return Answer(outcome, text, citations, said, stated, warnings=self._banners(question, citations), rows=rows)

    def _written(
        self, question: str, asked: Sequence[str], quotes: Answer, matches: Sequence[Match], numbers: dict[int, int], trace: Trace
    ) -> Generator[Stage | Draft, None, Answer]:
        """Let the model write, check what it wrote, and return that; raises ModelError where it is of no use."""
        assert self._model is not None
        trace.model = self._model.name
        prompt = prompt_for(question, asked, matches, numbers, self._model)
        trace.prompt_tokens = prompt.tokens
        trace.left_out = [f"{passage.document}: {passage.heading}" for passage in prompt.left_out]
        yield Stage.READING
        draft = ""
        for text in streamed(self._model.stream(prompt.text, question), prompt.passages.keys()):
            if not draft:
                trace.ended("first token")
            draft += text
            check_language(question, draft)
            if not NO_ANSWER.startswith(draft.strip()[: len(NO_ANSWER)]):
                yield Draft(draft)
        trace.ended("writing")
        if draft.strip().startswith(NO_ANSWER):
            raise ModelError("no_answer")
        documents = {passage.document_id: self._library.document(passage.document_id) for passage in prompt.passages.values()}
        found = statements(draft, prompt.passages, {id: document for id, document in documents.items() if document})
        trace.checks = [statement.row() for statement in found]
        trace.ended("checking")
        if not any(one.standing is Standing.CHECKED and one.citations for one in found):
            raise ModelError("nothing_checked")
        cited = dict.fromkeys(one for statement in found if statement.standing is not Standing.WITHDRAWN for one in statement.citations)
        citations = tuple(sorted(cited, key=lambda one: (one.number, one.start)))
        return replace(
            quotes,
            text=written(quotes.said, found, question),
            citations=citations,
            required=(),
            warnings=self._banners(question, citations),
            mode="written",
            statements=tuple(found),
        )

    def _banners(self, question: str, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Warn of cited documents that are not, or not yet, in force."""
        by_id = self._library.catalogue().by_id
        cited = dict.fromkeys(citation.document_id for citation in citations)
        return tuple(told for id in cited if id in by_id and (told := out_of_force(question, by_id[id])))

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
