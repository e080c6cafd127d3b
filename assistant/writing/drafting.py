"""A reply of a language model as it grows, and what of it the documents confirm."""

from collections.abc import Generator, Iterator, Mapping

from assistant.answer.answer import PartialAnswer, Stage
from assistant.answer.blocks import Statement, Support
from assistant.answer.trace import Trace
from assistant.writing.citation_markers import streamed
from assistant.writing.model import Model, ModelError
from assistant.writing.statements import NO_ANSWER, Prompt, check_language, statements
from language.names import KnownNames
from vectorstore.document import Document


def drafted(model: Model, prompt: Prompt, question: str, trace: Trace) -> Generator[Stage | PartialAnswer, None, str]:
    """Give drafts as `model` writes, and return the whole reply; raises ModelError where it is of no use."""
    trace.prompted(model.name, prompt.tokens, prompt.left_out)
    yield Stage.READING
    draft = ""
    for text in _streamed(model, prompt, question, trace):
        draft += text
        if not NO_ANSWER.startswith(draft.strip()[: len(NO_ANSWER)]):
            yield PartialAnswer(draft)
    return draft


def _streamed(model: Model, prompt: Prompt, question: str, trace: Trace) -> Iterator[str]:
    """Give the parts of the reply as they come; raises ModelError where it is of no use."""
    draft = ""
    for text in streamed(model.stream(prompt.text, question), prompt.passages.keys()):
        if not draft:
            trace.ended("first token")
        draft += text
        check_language(question, draft)
        yield text
    trace.ended("writing")
    if draft.strip().startswith(NO_ANSWER):
        raise ModelError("The language model found no answer in the passages.")


def confirmed(
    draft: str, prompt: Prompt, documents: Mapping[int, Document], language: str, names: KnownNames, trace: Trace
) -> list[Statement]:
    """Give what the model wrote as statements, each checked; raises ModelError where none is confirmed."""
    found = statements(draft, prompt.passages, documents, language, names)
    trace.checks = [statement.as_dict() for statement in found]
    trace.ended("checking")
    if not any(one.support is Support.SUPPORTED and one.citations for one in found):
        raise ModelError("Nothing that the language model wrote could be confirmed.")
    return found
