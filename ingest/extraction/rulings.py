"""Rows of tables in which a cell says what is demanded of a thing or forbidden, as lists of what is not to be done have it."""

from dataclasses import dataclass

from language.language import language_of
from language.lexicon import pattern_of
from language.statements.modality import Modality, is_auxiliary, modals_of_claims, modals_of_requirements

_RULES, _DEMANDS = pattern_of("tables", "rules"), pattern_of("tables", "demands")
_SUBMITS, _OVERSEES = pattern_of("tables", "submits"), pattern_of("tables", "oversees")
_LONGEST_OPENING = 200  # characters
_MOST_BEYOND = 2  # characters behind the words that forbid or allow, such as a full stop


@dataclass(frozen=True, slots=True)
class Opening:
    """The modality with whose words a cell opens, and where they end; `is_auxiliary` says that a verb follows them."""

    modality: Modality
    end: int
    is_auxiliary: bool

    @property
    def decides(self) -> bool:
        """Say whether the words forbid or allow."""
        return self.modality in (Modality.MUST_NOT, Modality.MAY)


@dataclass(frozen=True, slots=True)
class Named:
    """A cell of a row: the name of its column, its text, and whether the column is known to hold neither tasks nor demands."""

    name: str
    text: str
    is_other: bool = False

    @property
    def opening(self) -> Opening | None:
        """Give the words that oblige, forbid or allow with which the cell opens, None where it opens with none."""
        text, language = self.text[:_LONGEST_OPENING], language_of(self.text)
        demanded = next(modals_of_requirements(language).find(text), None)
        claimed = next(modals_of_claims(language.code).find(text), None)
        if demanded is None or demanded.span.start:
            demanded = None if claimed is None or claimed.span.start or is_auxiliary(claimed) else claimed
        return Opening(demanded.modality, demanded.span.end, is_auxiliary(demanded)) if demanded else None

    @property
    def is_verdict(self) -> bool:
        """Say whether the cell forbids or allows the very thing that another names, and says no more of it."""
        opening = self.opening
        if opening is None or not opening.decides:
            return False
        beyond = len(self.text.rstrip()) - opening.end
        if not opening.is_auxiliary:
            return beyond <= _MOST_BEYOND or bool(_RULES.search(self.name))
        return bool(_RULES.search(self.name)) and beyond <= language_of(self.text).limit("verb_of_rule")

    def rules(self, is_dated: bool) -> bool:
        """Say whether the cell surely says what is demanded of a thing or forbidden.

        In a row that has a deadline, as tasks have, a demand only tells how a task is to be done, unless its column is one of rules.
        """
        opening = self.opening
        forbids = opening is not None and opening.modality is Modality.MUST_NOT
        if _RULES.search(self.name):
            return forbids or not is_dated
        if forbids and self.is_verdict:
            return True
        return not is_dated and bool(_DEMANDS.search(self.name) and ((opening and opening.decides) or _SUBMITS.search(self.text)))

    @property
    def oversees(self) -> bool:
        """Say whether the column names who sees to a thing, and perhaps not who has to act."""
        return bool(_OVERSEES.search(self.name))
