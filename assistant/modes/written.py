"""Answers that a language model writes: each statement is tied to the sentence that carries it, and checked against it."""

from collections.abc import Iterator

from assistant.answer.answer import Answer, Outcome, PartialAnswer, Stage
from assistant.answer.blocks import Support
from assistant.answer.other_language import in_other_languages
from assistant.answer.sentences import in_another_language, lacking
from assistant.answer.trace import Trace
from assistant.modes.mode import Event, Mode, ModeFailed
from assistant.modes.quoted import cautions
from assistant.question.inquiry import Inquiry
from assistant.quoting.answerability import Answerability
from assistant.writing.citation_markers import streamed
from assistant.writing.model import Model, ModelError
from assistant.writing.statements import NO_ANSWER, Prompt, check_language, prompt_for, statements
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
        trace = inquiry.trace
        try:
            prompt = prompt_for(evidence.question, inquiry.history, evidence.matches, inquiry.citation_numbers, self._model)
            trace.prompted(self._model.name, prompt.tokens, prompt.left_out)
            yield Stage.READING
            draft = ""
            for text in self._streamed(prompt, evidence.question, trace):
                draft += text
                if not NO_ANSWER.startswith(draft.strip()[: len(NO_ANSWER)]):
                    yield PartialAnswer(draft)
            yield _checked(draft, prompt, evidence, verdict, trace)
        except ModelError as error:
            trace.failure = str(error)
            raise ModeFailed(error.message) from error

    def _streamed(self, prompt: Prompt, question: str, trace: Trace) -> Iterator[str]:
        """Give the parts of the reply as they come; raises ModelError where it is of no use."""
        draft = ""
        for text in streamed(self._model.stream(prompt.text, question), prompt.passages.keys()):
            if not draft:
                trace.ended("first token")
            draft += text
            check_language(question, draft)
            yield text
        trace.ended("writing")
        if draft.strip().startswith(NO_ANSWER):
            raise ModelError("The language model found no answer in the passages.")


def _checked(draft: str, prompt: Prompt, evidence: Evidence, verdict: Answerability, trace: Trace) -> Answer:
    """Give the answer of what the model wrote, each statement checked; raises ModelError where none is confirmed."""
    language = language_of(evidence.question).code
    found = statements(draft, prompt.passages, evidence.documents, language, evidence.names)
    trace.checks = [statement.as_dict() for statement in found]
    trace.ended("checking")
    if not any(one.support is Support.SUPPORTED and one.citations for one in found):
        raise ModelError("Nothing that the language model wrote could be confirmed.")
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
