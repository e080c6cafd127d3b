"""How a suggested question names what it asks about: parts of a requirement, terms and titles, as they read within a question."""

import re
from dataclasses import dataclass
from functools import cache

from language.language import Language
from language.lexicon import either
from language.statements.places import named_places
from vectorstore.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Parts:
    """Who or what must do what, as the words of a requirement say it: `subject` and `action` read well in a question, and the deadline
    stands in neither. `is_body` says that the subject is a body that its sentence names as the one that acts, and `is_telling` that the
    action is understood by itself."""

    subject: str
    action: str
    is_body: bool
    is_telling: bool


def parts_of(requirement: Requirement, language: Language, text: str) -> Parts:
    """Give the parts of a requirement of the document with this `text`; the action is empty where the words do not tell them apart."""
    whole = _without_deadline(requirement, language)
    if requirement.body:
        subject, action = subject_of(requirement, language, text), whole
    else:
        before, _, action = _word(language, "parts").sub("\n", whole, count=1).partition("\n")
        subject = within_a_sentence(before.strip(), text) if not _word(language, "leaning").search(before) else ""
    body = requirement.body_as_written or requirement.body
    is_body = bool(body) and -1 < requirement.quote.find(body) < requirement.quote.find(requirement.action)
    return Parts(subject, action.strip(), is_body, _is_telling(action.strip(), language))


def _without_deadline(requirement: Requirement, language: Language) -> str:
    """Give the action without the deadline before or after it; nothing where it stands within and spaces part the words."""
    action, deadline = " ".join(requirement.action.split()), " ".join(requirement.deadline_text.split())
    if not deadline or deadline not in action:
        return action
    pattern = rf"{either([*language.entry('suggestions', 'before_deadlines'), ''])}\s*{re.escape(deadline)}"
    within = rf"^{pattern}\W*|[\s,，]*{pattern}\W*$"
    kept = re.sub(within if language.parts_words else rf"{within}|{pattern}", "", action)
    return kept if deadline not in kept else ""


def _is_telling(action: str, language: Language) -> bool:
    """Say whether an action can stand in a question: whole, short, by somebody, and understood without the text around it."""
    if not fits(language, "action", action) or _word(language, "leaning").search(action):
        return False
    if re.match(either(language.entry("suggestions", "passive")), action, re.IGNORECASE):
        return False
    if _word(language, "not_alone").search(action):
        return False
    return not re.search(r"[:;：；。?]|\.\s|^\W|\W$", action.rstrip('%）)”"')) and action.count("(") == action.count(")")


def subject_of(requirement: Requirement, language: Language, text: str) -> str:
    """Give the body of a requirement with the article that it has in its sentence; empty where it is too long or leans on others."""
    body = requirement.body_as_written or requirement.body
    determiners = either([*language.entry("suggestions", "determiners"), r"(?!)"])
    found = re.search(rf"(?:(?<!\w)(?P<article>{determiners})\s+)?(?:\d[\d,.]*\s+)?{re.escape(body)}", requirement.quote, re.IGNORECASE)
    article = (found["article"] or "").lower() if found else ""
    plain = within_a_sentence(body, text)
    if not fits(language, "subject", plain) or _word(language, "leaning").search(plain) or _word(language, "counted").match(plain):
        return ""
    return f"{article or _definite(plain, language, text)} {plain}".strip()


def _definite(name: str, language: Language, text: str) -> str:
    """Give the article of a name that its sentence gives none: where the text gives it one elsewhere, or a single thing needs one."""
    definite = next(iter(language.entry("suggestions", "definite")), "")
    is_plural = re.search(rf"{either(language.entry('suggestions', 'plural'))}$", name)
    is_single = name[:1].islower() and not is_plural
    is_with_it = not is_plural and re.search(rf"(?<!\w){re.escape(f'{definite} {name}')}(?!\w)", text)
    return definite if is_single or (definite and is_with_it) else ""


def within_a_sentence(name: str, text: str) -> str:
    """Give `name` with a small first letter where it has a large one only because its sentence in `text` begins with it."""
    first = re.match(r"[^\W\d_]+", name)
    if first is None or not first[0][1:].islower() or not first[0][0].isupper():
        return name
    small = first[0][0].lower() + first[0][1:]
    rest = re.findall(r"\b[^\W\d_]{4,}", name[first.end() :])
    is_name = bool(rest) and all(word[0].isupper() for word in rest)
    is_mostly_large = len(re.findall(rf"[a-z,] {first[0]}\b(?! [A-Z])", text)) > len(re.findall(rf"\b{small}\b", text))
    return name if is_name or is_mostly_large or named_places(name) else small + name[first.end() :]


def figure_verb(requirement: Requirement, action: str, language: Language) -> str:
    """Give the words between what is measured and its figure, where the action begins with them; empty where it does not."""
    verbs, between = (either([*language.entry("suggestions", key), r"(?!)"]) for key in ("figure_verbs", "before_figures"))
    found = re.match(rf"(?P<verb>{verbs})\s*(?:{between}\s*)?\d", action, re.IGNORECASE)
    return found["verb"] if found and requirement.targets else ""


def names_nobody(action: str, language: Language) -> bool:
    """Say whether an action speaks of who does it, and is not understood where they are asked for."""
    return bool(_word(language, "nobody").search(action))


def fits(language: Language, part: str, words: str) -> bool:
    """Say whether words are of the length that the `part` of a question may have, and of one line."""
    shortest, longest = language.entry("suggestions", "lengths")[part]
    return bool(shortest <= len(words) <= longest) and "\n" not in words


@cache
def _word(language: Language, key: str) -> re.Pattern[str]:
    """Give the pattern of what the lexicon of the language lists, for whole words where spaces part them."""
    listed = either(language.entry("suggestions", key))
    return re.compile(rf"(?<!\w){listed}(?!\w)" if language.parts_words else listed, re.IGNORECASE)
