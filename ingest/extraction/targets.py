"""Which figures a duty sets: the comparison, the value, its unit and what it measures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extraction.conditions import conditions_in
from language.language import language_of
from language.lexicon import any_of, pattern_of, patterns_in, patterns_of, values_of
from language.statements.measures import NARROW, Measure, measures_in
from language.statements.quantities import whole_number
from language.text.numbering import end_of_item_label, end_of_sentence_number, follows_reference
from vectorstore.requirement import Target

_TIME = re.compile(rf"\s?{any_of('targets', 'time')}", re.IGNORECASE)
_CUT_OFF = re.compile(rf"\s?(?:[-–—/:：.)）\]、,;，；。]|\+|{any_of('targets', 'no_unit')}|$)", re.IGNORECASE)
_LABEL = re.compile(rf"{any_of('targets', 'label')}[\s\u200e]*$", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?P<money>US\$|HK\$|A\$|[$€£¥￥]|(?:USD|EUR|GBP|RMB|CNY|AED|INR|Rs\.?)\s?)$")
_MONEY_AFTER = re.compile(rf"\s?{any_of('targets', 'before_money')}?(?P<money>{any_of('targets', 'money')})", re.IGNORECASE)
_LETTER = "[A-Za-zÀ-ÖØ-öø-ÿŒœ]"
_UNIT = re.compile(rf"\s?(?P<unit>{_LETTER}[\w-]*(?:\s(?!{any_of('targets', 'ends_unit')}\b){_LETTER}[\w-]*){{0,2}})")
_LISTED_UNIT = re.compile(rf"(?P<unit>{any_of('targets', 'units')})")
_DONE, _MAKES, _REACHES = pattern_of("targets", "done"), pattern_of("targets", "makes"), pattern_of("targets", "reaches")
_STARTS = pattern_of("targets", "starts")
_COMES_TO = re.compile(rf"\s*{any_of('targets', 'comes_to')}", re.IGNORECASE)
_WITHIN = pattern_of("targets", "within")
_KIND_OF = pattern_of("targets", "kind_of")
_SCOPE, _CEILING, _FLOOR = (pattern_of("targets", name) for name in ("scope", "ceiling", "floor"))
_NEGATED, _TAKES_POINTS = pattern_of("targets", "negated"), pattern_of("targets", "takes_points")
_SCORE = re.compile(rf"\s?{any_of('targets', 'score')}", re.IGNORECASE)
_CLAUSE = re.compile(rf"[,;:，；：。](?!\d)|{any_of('targets', 'clause')}", re.IGNORECASE)
_OF, _FRACTIONS = patterns_of("targets", "of"), patterns_of("targets", "fraction")
_GOES_ON = re.compile(any_of("targets", "goes_on"), re.IGNORECASE | re.DOTALL)
_OUTLINE = re.compile(r"\s{0,8}\d{1,3}(?:\.\d{1,3}){1,9}\.?\s+(?=[A-ZÀ-Þ])")
_DECIMAL = re.compile(r"\s{0,8}\d{1,3}\.\d")
_LONGEST, _MOST_WORDS = 90, 8


def targets_in(text: str, action: int) -> list[Target]:
    """Give the figures that a sentence, whose action begins at `action`, sets as targets, in order.

    Periods, dates, labels and what was reached before are none.
    """
    text = text.translate(NARROW)
    outline = _OUTLINE.match(text)
    numbered = outline.end() if outline else 0 if _DECIMAL.match(text) else end_of_sentence_number(text) or end_of_item_label(text)
    text = " " * numbered + text[numbered:]
    targets: list[Target] = []
    for measure in measures_in(text)[0]:
        unit = _unit(text, measure, action)
        if unit is None:
            continue
        measured = _measured(text, measure) or (targets[-1].text if targets else "")
        targets.append(Target(_comparison(text, measure), float(measure.value), unit, measured))
    targets += [*_fractions(text), *_in_words(text, action)]
    return [replace(one, value=int(one.value)) if one.value.is_integer() else one for one in targets]


def _fractions(text: str) -> Iterator[Target]:
    """Give the fractions of a text as percentages: “at least two thirds of …”."""
    for pattern in _FRACTIONS:
        for found in pattern.finditer(text):
            parts = {name: value for name, value in found.groupdict().items() if value}
            share = _fraction_word(parts["n"]) / (_fraction_word(parts["d"]) if "d" in parts else 10)
            bound = ">" if "more" in parts else ">=" if {"least", "least2"} & parts.keys() else "="
            yield Target(bound, round(100 * share, 2), "%", _GOES_ON.sub("", parts.get("what", "")).strip()[:_LONGEST])


def _in_words(text: str, action: int) -> Iterator[Target]:
    """Give the figures that a text writes in words with their bound: “at least seven members”."""
    for pattern in patterns_in(language_of(text), "targets", "counted"):
        for found in pattern.finditer(text):
            condition = any(found.start() >= one.start and found.start() < one.end for one in conditions_in(text))
            if not condition and not (found.end() < action and _SCOPE.match(text, found.start())):
                number = int(values_of("targets", "counted_words")[found["n"].lower()])
                bound = str(values_of("targets", "counted_bounds")[found["bound"].lower()])
                yield Target(bound, float(number), found["unit"], found[0])


def _fraction_word(word: str) -> int:
    return int(values_of("targets", "fraction_words").get(word.lower()) or whole_number(word))


def _unit(text: str, measure: Measure, action: int) -> str | None:
    """Give the unit of a figure that is a target, None where it is none."""
    number = measure.span.end - len(measure.written)
    before, after = text[:number], text[measure.span.end :]
    if measure.kind not in ("percent", "number") or _is_only_told(text, measure, action):
        return None
    if measure.kind == "percent":
        return "%"
    if _KIND_OF.match(after):  # “loans under 10 million” are a kind of loans
        return None
    if measure.span.end < action and _SCOPE.match(text, measure.span.start):  # it is a threshold
        return None
    if money := _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return money["money"].strip()
    if length := _length(text, measure, number):
        return length
    if _TIME.match(after) or _LABEL.search(before[-24:]) or follows_reference(text, number):
        return None
    word = None if _CUT_OFF.match(after) else _LISTED_UNIT.match(after) or _UNIT.match(after)
    if measure.bound:
        return word["unit"] if word else "" if _measured(text, measure) else None
    long = measure.written.isdigit() and len(measure.written) > 4
    if word and measure.span.end > action and (word.re is _LISTED_UNIT or not long):
        return word["unit"] if _REACHES.search(before) or _MAKES.search(before) else None
    return None


def _length(text: str, measure: Measure, number: int) -> str:
    """Give the unit of a length of time that is to be kept, as in “for 10 minutes”, “at least 5 days notice”; empty where it is a term."""
    lasts = patterns_in(language_of(text), "targets", "lasts")
    found = _TIME.match(text, measure.span.end)
    if not found or not lasts or _WITHIN.search(text, 0, number):
        return ""
    bounds = bool(measure.bound) and language_of(text).parts_words
    return found[0].strip() if bounds or any(pattern.search(text, 0, number) for pattern in lasts) else ""


def _comparison(text: str, measure: Measure) -> str:
    if measure.bound in (">=", ">", "<=", "<"):
        return measure.bound
    before = text[: measure.span.end - len(measure.written)]
    return "<=" if _CEILING.search(before) else ">=" if _FLOOR.search(before) else "="


def _is_only_told(text: str, measure: Measure, action: int) -> bool:
    """Say whether a figure was reached before, is left behind, is banned or is the mark of an assessment."""
    number = measure.span.end - len(measure.written)
    before, after = text[:number], text[measure.span.end :]
    clause = _CLAUSE.split(text[: measure.span.start])[-1]
    reached = _DONE.search(clause + text[measure.span.start : number])
    if reached or (measure.span.end < action and _DONE.search(_CLAUSE.split(after)[0])) or _is_banned(clause, measure):
        return True
    if _SCORE.match(after) and (not measure.bound or _TAKES_POINTS.search(before)):
        return True
    return bool(_STARTS.search(before) and _COMES_TO.match(after))


def _is_banned(clause: str, measure: Measure) -> bool:
    """Say whether a comparison tells from where on something is banned: “must not carry forward hours in excess of 8”."""
    return measure.bound in (">", "<") and bool(_NEGATED.search(clause))


def _measured(text: str, measure: Measure) -> str:
    """Give the words of the text that say what a figure measures, empty where they are not found."""
    after = text[measure.span.end :]
    if found := next((found for pattern in _OF if (found := pattern.match(after))), None):
        return _GOES_ON.sub("", found["what"]).strip()[:_LONGEST]
    clause = re.split(r"[,;:，；：。（）()](?!\d)", text[: measure.span.start])[-1].strip()
    language = language_of(text)
    for around in patterns_in(language, "targets", "around_measured"):
        clause = around.sub("", clause) or ("" if language.parts_words else clause)
    return " ".join(clause.split()[-_MOST_WORDS:])[:_LONGEST] if language.parts_words else clause.strip()[-_LONGEST:]
