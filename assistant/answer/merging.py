"""Putting the answers to several questions into one: numbers run on, and no words are quoted twice."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, OtherLanguage, Paragraph, Quote, Related, RequirementLine, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from language.messages import translations

_NUMBER = re.compile(r"\[(\d+)\]")


class Merging:
    """Takes answers one after the other and gives the blocks of each as they stand in one; remembers what it has cited."""

    def __init__(self) -> None:
        self._cited: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What was cited, by its number."""
        return tuple(self._cited)

    def blocks_of(self, answer: Answer, most: int) -> list[Block]:
        """Give the blocks of an answer with at most `most` of its quotes; where all were quoted before, where they stand."""
        whole = answer.outcome is Outcome.CONFLICT or answer.blocks_of(Table)
        kept = answer.citations if whole else answer.citations[:most]
        known = len(self._cited)
        if kept and all(map(self._holding, kept)) and answer.blocks_of(Table):
            return [self._seen(answer.language, sorted({self._holding(one) for one in kept}))]
        is_table = bool(answer.blocks_of(Table))  # each of its rows keeps a number of its own
        numbers = {one.number: (0 if is_table else self._holding(one)) or self._add(one) for one in kept}
        repeated = in_another_language(answer.language, answer.citations)
        blocks = [block for one in answer.blocks if one not in repeated for block in self._renumbered(one, numbers, known)]
        if all(isinstance(block, Caution) for block in blocks):
            blocks.insert(0, self._seen(answer.language, sorted(set(numbers.values()))))
        return blocks

    def _holding(self, citation: Citation) -> int:
        """Give the number of what was cited and holds the words of a citation, 0 where nothing does."""
        span = citation.span
        found = (one for one in self._cited if one.span.overlaps(span) and one.span.start <= span.start and span.end <= one.span.end)
        return next((one.number for one in found), 0)

    def _add(self, citation: Citation) -> int:
        self._cited.append(replace(citation, number=len(self._cited) + 1))
        return len(self._cited)

    def _renumbered(self, block: Block, numbers: dict[int, int], known: int) -> Iterator[Block]:
        """Give a block with its new numbers, nothing where it is a quote that was shown, or rests on one that is left out."""
        if isinstance(block, OtherLanguage | Related) or any(one.number not in numbers for one in block.citations):
            return
        citations = tuple(replace(one, number=numbers[one.number]) for one in block.citations)
        if isinstance(block, Quote) and all(one.number <= known for one in citations):
            return
        if isinstance(block, Paragraph | RequirementLine | Caution):
            text = _NUMBER.sub(lambda found: f"[{numbers.get(int(found[1]), int(found[1]))}]", block.text)
            yield replace(block, text=text, citations=citations)
        else:
            yield replace(block, citations=citations)

    def _seen(self, language: str, numbers: list[int]) -> Paragraph:
        stands = "".join(f"[{number}]" for number in numbers)
        cited = tuple(one for one in self._cited if one.number in numbers)
        return Paragraph(translations(language)("See {numbers}.", numbers=stands), language, cited)
