"""What a web site puts around a text: cut at both ends, never from the middle."""

import re
from dataclasses import replace

from ingest.readers.draft import Line
from language.sentences import sentences

_AT_BOTH_ENDS = re.compile(
    r"""
      ©|\(c\)\s*(19|20)\d\d|\bcopyright\b.{0,60}(19|20)\d\d|all\ rights?\ reserved|版权所有|著作权(归|所有)
    | (responsible|executive|duty|managing)\ editor\s*[:：]|责任编辑|责编
    | ^edit(or|ed\ by)?\s*[:：]|^编辑\s*[:：]|^(proofread(er|ing)?|校对)\s*[:：]
    | infring\w*\ (on\ |upon\ )?(your|the\ author).{0,20}\ ?rights|侵犯(您|贵|原作者|作者).{0,8}(权益|权利)|侵权.{0,20}(删除|联系)
    | ^(special\ statement|disclaimer)\s*[:：]|^(免责|特别|版权)声明
    | (copyright|website)\ (issues|cooperation)|reprint(ed)?\ .{0,40}(source|permission)|转载.{0,20}(注明|出处|授权)
    | (does|do)\ not\ (necessarily\ )?represent\ .{0,40}(views?|position|opinions?)\ of|不代表本(站|网|平台)
    | no\ other\ (individual|person)s?\ or\ (institution|organi[sz]ation)s?\ (has|have)\ the\ right
    | ^(e-?mail|电子邮箱|联系邮箱|投稿邮箱|contact\ us)\s*[:：]
    | ICP备|公网安备|^(back\ to\ )?top$|^返回顶部$
    | ^(previous|next)(\ (article|page|post))?\s*[:：]|^(上|下)一(篇|页)\s*[:：]?
    | ^(share|分享)(\ to|到)?\s*[:：]|^(print|打印|close|关闭)(\ (this\ )?(page|window)|本页|窗口)?$|scan\ the\ qr|扫一扫|扫描二维码
    | ^(page\ )?views?\s*[:：]\s*\d+|^(浏览|阅读)(次数|量)?\s*[:：]\s*\d+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AT_THE_TOP = re.compile(
    r"^(news|blog|home|menu|login|search|policy news|latest news|news center|首页|新闻(中心|动态)?|要闻|"
    r"当前位置.*|您(现在)?的位置.*|"
    r"home\s*[>›»/].*|首页\s*[>›»/].*)$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^\s*(source|article source|来源|文章来源|信息来源|稿件来源)\s*[:：]", re.IGNORECASE)
_LONGEST = 900
_SHORTEST = 12  # characters before boilerplate that are a text of their own


def without_boilerplate(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part `lines` into the text and what was cut: from the top as long as it is boilerplate, and from the bottom.

    A paragraph at the bottom that only ends in boilerplate loses its last sentences.
    """
    first, last = 0, len(lines)
    while first < last and (not lines[first].text or _is_cut(lines[first], _AT_THE_TOP)):
        first += 1
    while last > first and (not lines[last - 1].text or _is_cut(lines[last - 1], _SOURCE)):
        last -= 1
    if first == last:
        return lines, []
    cut = lines[:first] + lines[last:]
    own = _before_boilerplate(lines[last - 1].text)
    if own < len(lines[last - 1].text):
        cut = [*cut, replace(lines[last - 1], text=lines[last - 1].text[own:].strip())]
        lines = [*lines[: last - 1], replace(lines[last - 1], text=lines[last - 1].text[:own].rstrip())]
    return lines[first:last], [line for line in cut if line.text]


def _is_cut(line: Line, also: re.Pattern[str]) -> bool:
    text = line.text
    return len(text) <= _LONGEST and bool(also.search(text) or (_AT_BOTH_ENDS.search(text) and not _before_boilerplate(text)))


def _before_boilerplate(text: str) -> int:
    """Give where the boilerplate begins with which a paragraph ends: all of it where its first sentence is some."""
    spans = sentences(text)
    first = next((place for place, (start, end) in enumerate(spans) if _AT_BOTH_ENDS.search(text[start:end])), None)
    if first is None or len(text) > _LONGEST:
        return len(text)
    return spans[first][0] if first and spans[first][0] >= _SHORTEST else 0
