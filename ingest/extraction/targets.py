"""Which figures a duty sets: the comparison, the value, its unit and what it measures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from language.measures import NARROW, Measure, measures_in
from language.tokens import is_cjk
from vectorstore.requirement import Target

_TIME = re.compile(
    r"^\s?-?(?:working |business |calendar |consecutive |full )?(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?)\b"
    r"|^\s?(?:年|个?月|天|日|周|小时|个?工作日|季度|分钟|届|岁|th\b|st\b|nd\b|rd\b)",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"^\s?(?:[-–—/:：.)）\]、号条章款项类期版,;，；。]|级|G\b|\+|of the (?:rules|regulations|act|code)\b|(?:and|or|to|of|by|in|"
    r"for|must|may|shall|"
    r"should|will|can)\b|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:rules?|articles?|sections?|chapters?|parts?|paragraphs?|clauses?|annex|appendix|schedule|table|figure|page|tier|level|"
    r"form|class|"
    r"phase|stage|no\.?|number|version|item|point|step|grade|category|years?|covid|basel|(?-i:[A-Z]{2,})|"
    r"(?:named|set out|referred to|specified|listed|defined|described) (?:in|under|by))[\s\u200e]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:第\w{1,4}条|(?:article|section|rule)\s+[\d.]+|[（(]\w{1,3}[）)]|\d{1,2}[.、])[\s　.:]*", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?P<money>US\$|HK\$|A\$|[$€£¥￥]|(?:USD|EUR|GBP|RMB|CNY|AED|INR|Rs\.?)\s?)$")
_MONEY_AFTER = re.compile(r"^\s?(?P<money>yuan|dollars?|euros?|pounds?|RMB|USD|EUR|GBP|CNY|元|美元|欧元|港元)", re.IGNORECASE)
_UNIT = re.compile(
    r"^\s?(?P<unit>[A-Za-z][\w-]*(?:\s(?!(?:and|or|of|to|by|in|for|at|on|with|from|per|that|which|before|must|shall|will|may|can|"
    r"should|are|is|as)\b)"
    r"[A-Za-z][\w-]*){0,2})"
)
_UNIT_HAN = re.compile(
    r"^(?P<unit>个(?!百分点)|部|家|户|项|人次?|名|条|批|类|倍|万?吨|亿?元|次|件|套|台|篇|所|间|处|座|公里|平方米|万亩|亩|千瓦|分|"
    r"门|册|辆|张|场)"
)
_DONE = re.compile(
    r"\b(?:ha(?:s|ve|d)(?: already)? (?:been )?\w+(?:ed|t|n)|was|were|reached|exceeded|achieved|completed (?:a total|over))\b"
    r"|已|了(?!解)",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"\b(?:build|establish|set up|create|train|recruit|add|complete|select|cultivate|form|launch|develop|implement|open|list|pay|hold|"
    r"appoint|keep|have|supply|reach|fee)\b[^,;]{0,40}$|(?:建|设|新增|培育|打造|引进|培养|完成|达|形成|不少|更新|改造|支持|新增|"
    r"发展|布局)[^，；]{0,12}$",
    re.IGNORECASE,
)
_REACHES = re.compile(r"\b(?:to|reach(?:es|ing)?|of|at|is|be|attain|equal(?:s|ing)? to)\s*$|(?:达到?|为|至|到)\s*$", re.IGNORECASE)
_STARTS = re.compile(r"(?:\bfrom|由|从)\s*$", re.IGNORECASE)
_COMES_TO = re.compile(r"^\s*(?:to\b|降至|降到|提高到|提高至|升至|增至|增加到|下降到|压降至)", re.IGNORECASE)
_KIND_OF = re.compile(r"^\s*[万亿]?元?(?:及?以[上下])(?![的，。；、）]|$)")
_FRACTION = re.compile(
    r"(?P<bound>at least |no less than |not less than |more than |over )?\b(?:(?P<n>one|two|three)[- ](?P<d>third|quarter|fifth|"
    r"half)s?)\b(?=s? of\b|\s*[.,;]|\s*$)",
    re.IGNORECASE,
)
_FRACTION_HAN = re.compile(
    r"(?P<bound>不低于|超过|至少)?(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])(?P<more>以上)?|"
    r"(?P<tens>两)成(?P<over>以上)?"
)
_SCOPE = re.compile(r"above|over|below|under|exceeding|in excess of|超过|高于|低于", re.IGNORECASE)
_CEILING = re.compile(r"\b(?:(?:cap|limit|ceiling|maximum)\w*(?: \w+){0,3} (?:at|to|of)|within)\s*$|控制在\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:，；：。](?!\d)|\b(?:and|but) (?=(?:the |all |enterprises|we )[^,;]{0,60}\b(?:should|must|shall|will)\b)")
_OF = re.compile(r"^\s*(?:(?:percentage )?points? )?(?:or (?:more|above|less|higher) )?of (?P<what>[^,;.:]+)", re.IGNORECASE)
_OF_HAN = re.compile(r"^\s*(?:及?以[上下]|左右)?的(?P<what>[^，。；、]{2,24}?)(?=，|。|；|$|任务完成|达到)")
_GOES_ON = re.compile(
    r"\s+(?:(?:are|is|be|been|were|was|will|must|should|shall|by|before|within|in|at|no later|when|if|to|for)\b.*|$)",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_HOW = re.compile(
    r"(?:\s*\b(?:must|shall|should|will|to|is|are|be|stay|remain|reach|of|at|by|not|cover|kept|keep|raised?|increased?|reduced?|"
    r"supply|exceed)\b)+\s*$",
    re.IGNORECASE,
)
_SAYS_HOW_HAN = re.compile(
    r"(?:应当?|必须|须|要|原则上|一般|力争|确保|争取|努力|均|达到?|提高?到|为|至|到|控制在|不得|全部|降至|建成|不少于|的|"
    r"(?:20\d\d年)?(?:\d+月)?底?之?前)+$"
)
_LEADS_HAN = re.compile(
    r"^.*?(?:年底前|月底前|日前|年内|年底|月前)|^(?:确保|力争|争取|实现|其中|并|完成|新建|新增|建成|设立|培育|打造|应当?|必须|要)+"
)
_LONGEST = 90
_DIGITS = "一二三四五六七八九十"


def targets_in(text: str, action: int) -> list[Target]:
    """Give the figures that a sentence, whose action begins at `action`, sets as targets, in order.

    Periods, dates, labels and what was reached before are none.
    """
    text = text.translate(NARROW)
    numbered = _NUMBERED.match(text)
    if numbered:
        text = " " * numbered.end() + text[numbered.end() :]
    targets: list[Target] = []
    for measure in measures_in(text)[0]:
        unit = _unit(text, measure, action)
        if unit is None:
            continue
        measured = _measured(text, measure) or (targets[-1].text if targets else "")
        targets.append(Target(_comparison(text, measure), float(measure.value), unit, measured))
    targets += _fractions(text)
    return [replace(one, value=int(one.value)) if one.value.is_integer() else one for one in targets]


def _fractions(text: str) -> Iterator[Target]:
    """Give the fractions of a text as percentages: “at least two thirds of …”, 三分之二以上."""
    for found in _FRACTION.finditer(text):
        parts = {"third": 3, "quarter": 4, "fifth": 5, "half": 2}
        share = ("one two three".split().index(found["n"].lower()) + 1) / parts[found["d"].lower()]
        bound = {"": "=", "more": ">", "over": ">"}.get((found["bound"] or "").split(" ")[0].lower(), ">=")
        what = _OF.match(text[found.end() :])
        yield Target(bound, round(100 * share, 2), "%", _GOES_ON.sub("", what["what"]).strip()[:_LONGEST] if what else "")
    for found in _FRACTION_HAN.finditer(text):
        share = 0.2 if found["tens"] else (1 + _DIGITS.index(found["n"])) / (1 + _DIGITS.index(found["d"]))
        bound = ">" if found["bound"] == "超过" else ">=" if found["bound"] or found["more"] or found["over"] else "="
        yield Target(bound, round(100 * share, 2), "%", "")


def _unit(text: str, measure: Measure, action: int) -> str | None:
    """Give the unit of a figure that is a target, None where it is none."""
    number = measure.span.end - len(measure.written)
    before, after = text[:number], text[measure.span.end :]
    clause = _CLAUSE.split(text[: measure.span.start])[-1]
    reported = _DONE.search(clause + text[measure.span.start : number]) or (
        measure.span.end < action and _DONE.search(_CLAUSE.split(after)[0])
    )
    if measure.kind not in ("percent", "number") or reported or (_STARTS.search(before) and _COMES_TO.match(after)):
        return None
    if measure.kind == "percent":
        return "%"
    if _KIND_OF.match(after):  # 1000万元以下贷款 names a kind of loans
        return None
    if money := _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return money["money"].strip()
    if _TIME.match(after) or _LABEL.search(before[-24:]):
        return None
    word = None if _CUT_OFF.match(after) else _UNIT_HAN.match(after) or _UNIT.match(after)
    if measure.span.end < action and _SCOPE.match(text, measure.span.start):
        return None
    if measure.bound:
        return word["unit"] if word else "" if _measured(text, measure) else None
    if word and measure.span.end > action and not (measure.written.isdigit() and len(measure.written) > 4):
        return word["unit"] if _REACHES.search(before) or _MAKES.search(before) else None
    return None


def _comparison(text: str, measure: Measure) -> str:
    if measure.bound in (">=", ">", "<=", "<"):
        return measure.bound
    return "<=" if _CEILING.search(text[: measure.span.end - len(measure.written)]) else "="


def _measured(text: str, measure: Measure) -> str:
    """Give the words of the text that say what a figure measures, empty where they are not found."""
    after = text[measure.span.end :]
    if found := _OF.match(after) or _OF_HAN.match(after):
        return (found["what"] if is_cjk(found["what"]) else _GOES_ON.sub("", found["what"])).strip()[:_LONGEST]
    clause = re.split(r"[,;:，；：。（）()](?!\d)", text[: measure.span.start])[-1].strip()
    if is_cjk(text):
        for pattern in (_SAYS_HOW_HAN, _LEADS_HAN, _SAYS_HOW_HAN, _LEADS_HAN):
            clause = pattern.sub("", clause) or clause
        return clause.strip()[-_LONGEST:]
    clause = re.split(r"\b(?:must|shall|should|will|may)\s+(?=\w+ )", clause)[-1]
    phrase = re.split(r"\b(?:that|ensure|and|to|the)(?:\s+|$)(?=[^\s]|$)", _SAYS_HOW.sub("", clause))[-1]
    return " ".join(phrase.split()[-8:])[:_LONGEST]
