"""Answers that a language model writes: each statement is tied to the sentence that carries it, and checked against it."""

from collections.abc import Iterator

from assistant.answer.answer import Answer, Outcome
from assistant.answer.other_language import in_other_languages
from assistant.answer.sentences import in_another_language, lacking
from assistant.answer.trace import Trace
from assistant.modes.mode import Event, Mode, ModeFailed
from assistant.modes.quoted import cautions
from assistant.question.inquiry import Inquiry
from assistant.quoting.answerability import Answerability
from assistant.writing.drafting import Reply, confirmed, drafted
from assistant.writing.model import Model, ModelError
from assistant.writing.prompting import Brief, numbered
from language.language import language_of
from vectorstore.search.evidence import Evidence


class Written:
    """Lets a model write from the passages that were found, and keeps what the documents confirm."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def suits(self, verdict: Answerability) -> bool:
        """The model is asked nothing where the documents do not answer, and nothing where they contradict each other."""
        return verdict.outcome not in (Outcome.NOT_FOUND, Outcome.RELATED, Outcome.CONFLICT)

    def answer(self, inquiry: Inquiry, evidence: Evidence, verdict: Answerability) -> Iterator[Event]:
        """Give drafts as the model writes, then what of them stands; raises ModeFailed where nothing does."""
        try:
            passages = numbered(evidence.matches, inquiry.citation_numbers)
            reply = yield from drafted(self._model, Brief(evidence.question, inquiry.history, passages), inquiry.trace)
            yield _checked(reply, evidence, verdict, inquiry.trace)
        except ModelError as error:
            inquiry.trace.failure = str(error)
            raise ModeFailed(error.message) from error


def _checked(reply: Reply, evidence: Evidence, verdict: Answerability, trace: Trace) -> Answer:
    """Give the answer of what the model wrote, each statement checked; raises ModelError where none is confirmed."""
    language = language_of(evidence.question).code
    found = confirmed([reply], evidence.documents, language, evidence.names, trace)
    written = Answer(verdict.outcome, (*lacking(language, verdict.missing), *found), language, mode="written")
    cited = written.citations
    requirements = tuple(requirement for requirement in evidence.requirements if any(requirement.span.overlaps(one.span) for one in cited))
    blocks = (
        *written.blocks,
        *in_other_languages(language, evidence, cited),
        *in_another_language(language, cited),
        *cautions(evidence, language, cited),
    )
    return Answer(verdict.outcome, blocks, language, mode="written", requirements=requirements)


MODE = Mode("written", order=1, build=lambda model: Written(model) if model else None)
