"""A reply of a language model as it grows, and what of it the documents confirm."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.answer import PartialAnswer, Stage
from assistant.answer.blocks import Block, Statement, Support
from assistant.answer.doubt import share_told
from assistant.answer.trace import Trace
from assistant.writing.bound_replies import Bound, UnboundError, form_of, read_bound
from assistant.writing.citation_markers import streamed
from assistant.writing.model import FormRefusedError, Model, ModelError
from assistant.writing.prompting import Brief, Numbered, Prompt, prompt_for
from assistant.writing.said import Said, said_in
from assistant.writing.statements import statements
from language.language import language_code_of, language_of
from language.names import KnownNames
from vectorstore.document import Document
from vectorstore.passage import Passage

NO_ANSWER = "NO ANSWER"  # what the prompt tells the model to write where the passages do not answer
_FEWEST_LETTERS = 40  # that tell in which language a reply is written
_MOST_PARTS = 4  # in which a model writes from what does not fit into its window at once
_Drafting = Generator[Stage | PartialAnswer, None, "Reply"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, sentence by sentence, what the numbers in it stand for, and the passages for which there was no room."""

    said: Sequence[Said]
    numbered: Mapping[int, Numbered]
    left_out: Sequence[Passage] = ()


def drafted(model: Model, brief: Brief, trace: Trace) -> _Drafting:
    """Give drafts as `model` writes, and return the whole reply; raises ModelError where it is of no use.

    The model is made to bind its reply to sentences; one that does not writes prose with markers, also from then on.
    """
    yield Stage.READING
    if model.binds:
        try:
            return (yield from _bound(model, brief, trace))
        except (FormRefusedError, UnboundError) as error:
            model.leave_unbound(error)
    return (yield from _prose(model, brief, trace))


def drafted_by_parts(model: Model, brief: Brief, trace: Trace) -> Generator[Stage | PartialAnswer, None, list[Reply]]:
    """Give drafts as `model` writes from as many passages as fit, then from those that did not, and so on; return the replies.

    What fails after the first one ends the writing. Raises ModelError where the first one is of no use.
    """
    replies: list[Reply] = []
    rest, before = brief, ""
    while rest.passages and len(replies) < _MOST_PARTS:
        text = ""
        coming = drafted(model, rest, trace)
        try:
            while True:
                event = next(coming)
                text = event.text if isinstance(event, PartialAnswer) else text
                yield PartialAnswer(f"{before}{text}") if isinstance(event, PartialAnswer) else event
        except StopIteration as end:
            replies.append(end.value)
        except ModelError:
            if not replies:
                raise
            break
        before += f"{text}\n"
        left = replies[-1].left_out
        rest = replace(rest, passages={number: passage for number, passage in rest.passages.items() if passage in left})
    return replies


def _bound(model: Model, brief: Brief, trace: Trace) -> _Drafting:
    """Draft statements, each on a line; raises FormRefusedError or UnboundError, before the first draft, where the model writes none."""
    prompt = _prompted(model, brief, trace, is_bound=True)
    coming = read_bound(model.stream(prompt.text, brief.question, form=form_of(prompt.numbered)), prompt.numbered)
    draft = ""
    while True:
        try:
            found = next(coming)
        except StopIteration as end:
            found = end.value
            break
        if text := _as_text(found, prompt.numbered):
            _check_first(draft, trace)
            check_language(brief.question, text)
            yield PartialAnswer(draft := text)
    trace.ended("writing")
    said = [one for line, bound in enumerate(found) for one in bound.sentences(line) if not one.text.startswith(NO_ANSWER)]
    if not said:
        raise ModelError("The language model found no answer in the passages.")
    return Reply(said, prompt.numbered, prompt.left_out)


def _as_text(found: Sequence[Bound], numbered: Mapping[int, Numbered]) -> str:
    """Give statements as lines with the numbers that the answer shows, but for the last one, which may go on."""
    *whole, last = found or [Bound("", ())]
    marks = ["".join(f"[{shown}]" for shown in dict.fromkeys(numbered[one].number for one in bound.numbers)) for bound in whole]
    return "\n".join([*(f"{bound.text} {mark}".rstrip() for bound, mark in zip(whole, marks, strict=True)), last.text]).rstrip()


def _prose(model: Model, brief: Brief, trace: Trace) -> _Drafting:
    """Draft prose with markers."""
    prompt = _prompted(model, brief, trace)
    draft = ""
    for text in _streamed(model, prompt, brief.question, trace):
        draft += text
        if not NO_ANSWER.startswith(draft.strip()[: len(NO_ANSWER)]):
            yield PartialAnswer(draft)
    return Reply(said_in(draft), prompt.numbered, prompt.left_out)


def _streamed(model: Model, prompt: Prompt, question: str, trace: Trace) -> Iterator[str]:
    """Give the parts of the reply as they come; raises ModelError where it is of no use."""
    draft = ""
    for text in streamed(model.stream(prompt.text, question), prompt.numbered.keys()):
        _check_first(draft, trace)
        draft += text
        check_language(question, draft)
        yield text
    trace.ended("writing")
    if draft.strip().startswith(NO_ANSWER):
        raise ModelError("The language model found no answer in the passages.")


def _prompted(model: Model, brief: Brief, trace: Trace, *, is_bound: bool = False) -> Prompt:
    prompt = prompt_for(brief, model, is_bound=is_bound)
    trace.prompted(model.name, prompt.tokens, prompt.left_out)
    return prompt


def _check_first(draft: str, trace: Trace) -> None:
    if not draft:
        trace.ended("first token")


def check_language(question: str, written: str) -> None:
    """Raise ModelError where `written` is clearly in another language than `question`: the words of a short reply may be of any."""
    if sum(letter.isalpha() for letter in written) < _FEWEST_LETTERS:
        return
    codes = {language_code_of(question), language_code_of(written)} - {""}
    if len(codes) > 1 or language_of(question).script != language_of(written).script:
        raise ModelError("The language model wrote in another language than the question's.")


def confirmed(replies: Sequence[Reply], documents: Mapping[int, Document], language: str, names: KnownNames, trace: Trace) -> list[Block]:
    """Give what the model wrote as statements, each once and checked, and how many are confirmed; raises ModelError where none is."""
    found: list[Statement] = []
    for reply in replies:
        first, known = 1 + max((one.line for one in found), default=-1), {one.text for one in found}
        judged = statements([one for one in reply.said if one.text not in known], reply.numbered, documents, language, names)
        found += [replace(one, line=first + one.line) for one in judged]
    trace.checks = [statement.as_dict() for statement in found]
    trace.ended("checking")
    if not any(one.support is Support.SUPPORTED and one.citations for one in found):
        raise ModelError("Nothing that the language model wrote could be confirmed.")
    return [*found, *share_told(found, language)]
