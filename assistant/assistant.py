"""From a question to an answer that rests on spans of policy documents; for staff who must know who has to do what, and by when.

`Assistant.stream` is the list of steps:

1. Small talk gets a fixed reply.
2. A question that leans on those before it (“and by when?”) is completed from them; abbreviations and words that are miswritten are
   read as the documents write them.
   One that asks enough of what was answered is looked for first beside what the last answer quotes.
3. It is understood: what kind of answer it wants, and what it names. Where there is a plan for its kind (a list, a summary, a question
   on the library itself), that answers, if it can; where a language model is set, it writes from what a list, a summary or a comparison
   gathered, and that stays below what of its text is confirmed.
4. The library is searched, and what an answer may need is read with it: the evidence, which is the best passages, the requirements
   in the first of them, the terms that the question has, and the documents of all these.
5. How far the evidence answers is judged: wholly, in part, not at all, or with documents that contradict each other. Where a
   language model is set, it completes the question anew, and steps 4 and 5 are done for its wording, which is kept if it is answered.
   What still is not answered, and goes on from the question before it, is looked for beside what the last answer quotes.
6. The modes that suit the verdict are tried in order. Where a language model is set and the documents answer without contradiction,
   it writes, and each statement is checked against the sentence that it cites. Otherwise, or where that fails, the documents are
   quoted; where they do not answer, this last mode says so. It suits every question and never fails.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, partial

from assistant.answer.answer import Answer, Outcome
from assistant.answer.sentences import as_of as on_day
from assistant.answer.sentences import by_words_alone, none_in_time, quotes_instead, small_talk_answer
from assistant.errors import AssistantError
from assistant.modes.mode import Event, ModeFailed, modes
from assistant.modes.quoted import Quoted
from assistant.modes.written_plan import with_text
from assistant.out_of_force import answered_in_force_first, searched_in
from assistant.plans.defining import definition_first
from assistant.plans.going_on import going_on, is_only_far, surely_going_on
from assistant.plans.plan import Ask, Search, Task, plan_for
from assistant.question.as_of import as_it_stood
from assistant.question.chosen_document import with_the_chosen_named
from assistant.question.from_today import in_days
from assistant.question.inquiry import Inquiry
from assistant.question.naming import named_across
from assistant.question.rephrasing import asks_for_more, rephrased
from assistant.question.small_talk import small_talk
from assistant.question.spelling import mended
from assistant.question.spoken import as_written
from assistant.question.understanding import Kind, understand
from assistant.question.unknown import unknown_bodies
from assistant.question.written_out import written_out
from assistant.quoting.answerability import Answerability, assess
from assistant.quoting.asked_role import role_first
from assistant.quoting.contradicted import contradicted
from assistant.quoting.duties_first import duties_first
from assistant.quoting.labelled_first import labelled_first
from assistant.quoting.other_script_last import other_script_last
from assistant.quoting.paraphrase import in_other_words_first, own_script_first
from assistant.quoting.places import without_other_places
from assistant.quoting.stated_first import stated_first
from assistant.records.corrections import Corrections
from assistant.suggestions.candidates import Candidate
from assistant.suggestions.following import following
from assistant.suggestions.trials import Trials
from assistant.writing.model import Model
from assistant.writing.rephrasing import proposed_by, rephrased_by
from language.messages import Message
from vectorstore.embedding.reranker import Reranker
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.frozen import frozen
from vectorstore.library import Library
from vectorstore.passage import Match
from vectorstore.search.evidence import Evidence, gather, search
from vectorstore.search.second_look import look_again

_Searched = Callable[[str, Filter], tuple[Evidence, Answerability]]

_GoingOn = Callable[[Inquiry, Library, Search, Ask], Answer | None]

_PASSAGES = 8  # that are looked at for an answer
_QUOTED_FIRST = (own_script_first, other_script_last, duties_first, role_first, stated_first, definition_first, labelled_first)
"""What leads the evidence, each by the sentence that says what is asked in its way; the last two where none does before."""
_WRITTEN = frozenset({Kind.TERM, Kind.YES_NO, Kind.KEYWORDS})  # kinds of which a language model writes the answer as it does for facts
_PROPOSED = 3  # questions
_SECONDS_TO_PROPOSE = 1.0  # of work
_ON_BODIES = frozenset({Kind.LIST, Kind.COUNT, Kind.SUMMARY, Kind.YES_NO, Kind.KEYWORDS})  # that tell nothing of bodies no document names


class Assistant:
    """Answers questions from the documents of a library. Safe to use from several threads."""

    def __init__(
        self, library: Library, reranker: Reranker | None = None, model: Model | None = None, corrections: Corrections | None = None
    ) -> None:
        """`corrections` are put into the requirements of `library` before a question is answered from them."""
        self._library = library
        self._corrections = corrections
        self._reranker = reranker
        self._model = model
        self._modes = modes(model)
        self.trials = Trials(library, self.ask if model is None else Assistant(library, reranker).ask)

    def begin(self) -> None:
        """Load in the background what takes long to load."""
        if self._model is not None:
            self._model.begin()

    def close(self) -> None:
        """End what was begun."""
        if self._model is not None:
            self._model.close()

    def ask(
        self, question: str, filter: Filter = IN_FORCE, history: Sequence[str] = (), citation_numbers: dict[int, int] | None = None
    ) -> Answer:
        """Give the answer, the last of what `stream` gives."""
        return [event for event in self.stream(question, filter, history, citation_numbers) if isinstance(event, Answer)][-1]

    def stream(
        self, question: str, filter: Filter = IN_FORCE, history: Sequence[str] = (), citation_numbers: dict[int, int] | None = None
    ) -> Generator[Event, None, None]:
        """Answer `question` from the documents that `filter` admits, those in force where none is given: the answer comes last,
        before it, where a language model writes, a stage and drafts.

        `history` are the questions before it, oldest first; one that leans on them is completed from them.
        `citation_numbers` keeps the numbers of passages, by their ids, in what is written through a conversation. Raises
        AssistantError, at the first step, for a bad question and where no document is admitted.
        """
        inquiry = Inquiry.of(question, filter, history, citation_numbers)
        if said := small_talk(inquiry.question):
            yield _finished(small_talk_answer(said.kind, said.language), inquiry, self._library.as_of())
            return
        if self._corrections:
            self._corrections.apply(self._library)
        with frozen(self._library) as library:
            dated = as_it_stood(with_the_chosen_named(inquiry, library))
            for event in answered_in_force_first(dated, library, self._over(library)._answered):
                yield self._with_notices(event, dated.filter.as_of) if isinstance(event, Answer) else event

    def _with_notices(self, answer: Answer, as_of: str) -> Answer:
        """Say before the answer of which day it is, and where passages may have been missed."""
        missed = [by_words_alone(answer.language)] if self._library.is_found_by_words_alone else []
        return answer.preceded_by(*missed, *on_day(answer.language, as_of))

    def _over(self, library: Library) -> "Assistant":
        """Give what answers from another library as this does from its own."""
        other = copy(self)
        other._library = library
        return other

    def _answered(self, inquiry: Inquiry) -> Iterator[Event]:
        """Answer from the documents that the filter of the inquiry admits."""
        self._check(inquiry.filter)
        question = _completed(inquiry, self._library)
        searched = cache(self._searched)  # a plan that cannot answer leaves what it found to the modes
        if beside := self._gone_on(inquiry, searched, surely_going_on):
            yield _finished(beside, inquiry, self._library.as_of())
            return
        if answer := self._listed_from_today(question, inquiry, searched) or self._planned(
            question, inquiry, searched, _WRITTEN if self._model else frozenset()
        ):
            for event in with_text(answer, inquiry, self._library, self._model):
                yield _finished(event, inquiry, answer.as_of) if isinstance(event, Answer) else event
            return
        evidence, verdict = self._completed_and_searched(question, inquiry, searched)
        if is_only_far(verdict, question) and (beside := self._gone_on(inquiry, searched)):
            yield _finished(beside, inquiry, evidence.as_of)
            return
        failures: list[Message] = []
        for mode in (mode for mode in self._modes if mode.suits(verdict)):
            try:
                for event in mode.answer(inquiry, evidence, verdict):
                    if isinstance(event, Answer):
                        whole = contradicted(event, evidence, self._library)
                        yield _finished(whole, inquiry, evidence.as_of, failures)
                    else:
                        yield event
                return
            except ModeFailed as failure:
                failures.append(failure.message)

    def _listed_from_today(self, question: str, inquiry: Inquiry, searched: _Searched) -> Answer | None:
        """List what falls into the time that a question tells from today (“next month”, “overdue”), or say that nothing does, with what
        fits otherwise; None where it tells none, or no requirement fits what else it asks."""
        dated = in_days(question, date.today())
        if dated is None:
            return None
        answer = self._planned(dated.question, inquiry, searched)
        if answer and (answer.requirements or not answer.citations):
            return answer
        otherwise = self._planned(dated.without, inquiry, searched)
        return otherwise.preceded_by(none_in_time(otherwise.language)) if otherwise and otherwise.requirements else None

    def _planned(self, question: str, inquiry: Inquiry, searched: _Searched, written: frozenset[Kind] = frozenset()) -> Answer | None:
        """Answer a question for more than one passage by the plan for its kind; None where there is none, it cannot, or the kind is one of
        those that are `written` as facts are."""
        understood = understand(question, self._library)
        if inquiry.history and asks_for_more(inquiry.question):
            understood = replace(understood, kind=Kind.MORE)
        inquiry.trace.understood = understood.as_dict() | ({"as_of": day} if (day := inquiry.filter.as_of) else {})
        plan = plan_for(understood.kind)
        task = Task(
            inquiry,
            understood,
            self._library,
            lambda asked, among=None: searched(asked, among or inquiry.filter),
            partial(self._quoted, inquiry),
            writes=bool(written),
        )
        is_unknown = understood.unknown_places or (understood.unknown_bodies and understood.kind in _ON_BODIES)
        is_left = is_unknown or understood.kind in written
        if is_left or plan is None or (answer := plan.answer(task)) is None:
            return None
        inquiry.trace.question = question
        inquiry.trace.ended("planning")
        return _finished(answer, inquiry, self._library.as_of())

    def _quoted(self, asked: Inquiry, question: str, planned: bool = True) -> Answer:
        """Answer a question on which the answer to the one that was asked rests, by a plan if it may be `planned`, else by quotes."""
        inquiry = Inquiry.of(question, asked.filter)
        events = answered_in_force_first(inquiry, self._library, lambda one: [self._quoted_from(one, planned)])
        return next(event for event in events if isinstance(event, Answer))

    def _quoted_from(self, inquiry: Inquiry, planned: bool) -> Answer:
        question, searched = inquiry.question, cache(self._searched)
        if planned and (answer := self._planned(question, inquiry, searched)):
            return answer
        evidence, verdict = searched(question, inquiry.filter)
        return next(event for event in Quoted().answer(inquiry, evidence, verdict) if isinstance(event, Answer))

    def _gone_on(self, inquiry: Inquiry, searched: _Searched, by: _GoingOn = going_on) -> Answer | None:
        """Answer a question from what stands beside the last answer; None where nothing there does."""
        return by(
            inquiry, self._library, lambda asked, among=None: searched(asked, among or inquiry.filter), partial(self._quoted, inquiry)
        )

    def _completed_and_searched(self, question: str, inquiry: Inquiry, searched: _Searched) -> tuple[Evidence, Answerability]:
        """Gather the evidence on the question as rules completed it, and judge how far it answers.

        A language model, where there is one, then completes a question that the rules completed and that has an answer: its
        wording takes the place of the rules' if the documents answer it too. It is asked nothing where they answer nothing.
        """
        evidence, verdict = searched(question, inquiry.filter)
        inquiry.trace.ended("searching")
        inquiry.trace.question = question
        if self._model and question != inquiry.question and verdict.outcome is not Outcome.NOT_FOUND:
            better = rephrased_by(self._model, inquiry.question, inquiry.history, question)
            inquiry.trace.ended("completing")
            if better != question:
                other, judged = searched(better, inquiry.filter)
                inquiry.trace.ended("searching")
                if judged.outcome is not Outcome.NOT_FOUND:
                    evidence, verdict = other, judged
                    inquiry.trace.question = better
        inquiry.trace.found(evidence.matches)
        return evidence, verdict

    def _searched(self, question: str, filter: Filter) -> tuple[Evidence, Answerability]:
        self._check(filter)
        question = as_written(question)
        named = [entry.id for entry in named_across(question, self._library)]
        evidence = without_other_places(gather(self._library, question, _PASSAGES, filter, self._reranker, named))
        for led_by_what_says_it in _QUOTED_FIRST:
            evidence = led_by_what_says_it(evidence)
        unknown = unknown_bodies(question, self._library)
        verdict = assess(evidence, unknown)
        if verdict.is_far:
            again = in_other_words_first(look_again(evidence, self._library))
            other = assess(again, unknown)
            if other.outcome is Outcome.ANSWERED or verdict.outcome is Outcome.NOT_FOUND:
                return again, other
        return evidence, verdict

    def search(self, question: str, top: int = 10, filter: Filter = IN_FORCE, history: Sequence[str] = ()) -> list[Match]:
        """Give the best matches of `question`, completed from its `history`.

        Raises AssistantError for a bad question or where no document is admitted.
        """
        inquiry = as_it_stood(Inquiry.of(question, filter, history))
        with frozen(self._library) as library:
            filter = searched_in(inquiry.filter, library)
            self._over(library)._check(filter)
            completed = as_written(_completed(inquiry, library))
            named = [entry.id for entry in named_across(completed, library)]
            return search(library, completed, top, filter, self._reranker, named)

    def suggest(self, answer: Answer, history: Sequence[str] = (), seconds: float = _SECONDS_TO_PROPOSE) -> list[str]:
        """Propose at most three questions that follow `answer`, none of `history`, and that the documents in force answer well, without
        a model: what can be tried in so many `seconds` of work.

        After a written answer the language model proposes them, after a quoted one rules do.
        """
        if answer.trace is None or not answer.citations:
            return []
        question = answer.trace.question
        proposed: Iterable[Candidate] = following(answer, question, self._library)
        if self._model is not None and answer.mode == "written":
            passages = [match.passage for match in self.search(question, _PASSAGES)]
            proposed = [Candidate(one) for one in proposed_by(self._model, question, passages)]
        read = [one.span for one in answer.citations]
        return [one.question for one in self.trials.choose(proposed, _PROPOSED, seconds, read, [*history, question])]

    def _check(self, filter: Filter) -> None:
        """Raise AssistantError where there is no document that `filter` admits."""
        if not self._library.entries():
            raise AssistantError(
                "There are no documents in {directory} yet: policy-assistant ingest PATH adds some.", directory=self._library.directory
            )
        admitted, _ = self._library.catalogue().admitted(filter)
        if admitted == []:  # None where all are admitted
            raise AssistantError("No document is left by the filter; ask among others, or among those of any status.")


def _completed(inquiry: Inquiry, library: Library) -> str:
    """Give the question as it stands alone, with its abbreviations and slips as the library writes them."""
    return mended(written_out(rephrased(inquiry.question, inquiry.history, library), library), library)


def _finished(answer: Answer, inquiry: Inquiry, as_of: str, failures: Sequence[Message] = ()) -> Answer:
    """Give the answer with its date and how it came about; in front of it, why a mode that was tried first gave none."""
    return replace(
        answer.preceded_by(*(quotes_instead(answer.language, failure) for failure in failures)),
        rephrased_question="" if inquiry.trace.question == inquiry.question else inquiry.trace.question,
        as_of=as_of,
        seconds=inquiry.trace.elapsed(),
        trace=inquiry.trace,
    )
