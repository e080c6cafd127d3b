"""The assistant's own sentences, written in advance, in English and Chinese, and how the parts of an answer become its text."""

from collections.abc import Sequence

from assistant.answer.answer import Citation, Standing, Statement
from assistant.requirements.export import target_in_words
from language.quantities import quantities
from language.tokens import is_cjk
from vectorstore.document import DocumentSummary
from vectorstore.requirement import Requirement

_TEXTS = {
    "en": {
        "not_found": "The documents do not answer this.",
        "near": "Nearby they speak of: {places}.",
        "missing": "No document speaks of {missing}.",
        "differ": "The documents differ: {values}.",
        "understood": "Understood as: {question}",
        "row": "Required: {parts}. [{number}]",
        "due": "by {date}",
        "superseded": "“{title}” is superseded{by}.",
        "by": " by {names}",
        "expired": "“{title}” has expired{on}.",
        "on": " on {date}",
        "draft": "“{title}” is a draft.",
        "unconfirmed": "not confirmed by the source",
        "uncited": "no source given",
        "withdrawn": "A statement was withdrawn: its source does not hold “{differs}”.",
        "instead": "{reason} Here are the documents’ own words.",
        "nothing_checked": "Nothing that the language model wrote could be confirmed.",
        "no_answer": "The language model found no answer in the passages.",
        "empty": "The language model gave an empty reply.",
        "not_installed": "The package for models of {provider} is not installed: langchain-{provider}.",
        "unusable": "POLICY_MODEL “{model}” cannot be used; is the key set, and the provider right?",
        "endless": "The language model did not come to an end.",
        "garbled": "The language model sent garbled text.",
        "repeating": "The language model repeated itself endlessly.",
        "no_room": "No passage fits into the language model's window (POLICY_MODEL_WINDOW).",
        "damaged_ranks": "The token ranks of the package are damaged; install it anew.",
        "foreign": "The language model wrote in another language than the question's.",
        "refused_key": "The language model's server refused the key.",
        "unknown_model": "The language model's server does not know this model or address.",
        "too_often": "The language model's server is asked too often.",
        "server_failed": "The language model's server failed (status {status}).",
        "late": "The language model did not reply in time.",
        "broke_off": "The language model's reply broke off.",
        "unreachable": "The language model's server cannot be reached.",
        "unreadable": "The language model's reply cannot be read.",
        "greeting": "Hello. Ask what the documents require: who has to do what, by when, to which target. I answer with quotes from them.",
        "thanks": "You are welcome.",
        "farewell": "Goodbye.",
        "about": (
            "I find the passages of the loaded policy documents that answer a question and quote them word for word; a click on a number "
            "opens the source. I write nothing of my own, and where the documents do not answer I say so."
        ),
    },
    "zh": {
        "not_found": "现有文件没有回答这个问题。",
        "near": "相近的内容有：{places}。",
        "missing": "没有文件提到{missing}。",
        "differ": "各文件说法不一：{values}。",
        "understood": "理解为：{question}",
        "row": "要求：{parts}。[{number}]",
        "due": "期限{date}",
        "superseded": "《{title}》已被{by}废止或替代。",
        "by": "{names}",
        "expired": "《{title}》{on}失效。",
        "on": "已于{date}",
        "draft": "《{title}》为征求意见稿。",
        "unconfirmed": "出处未证实",
        "uncited": "未注明出处",
        "withdrawn": "有一句已撤回：其出处没有“{differs}”。",
        "instead": "{reason}以下引用文件原文。",
        "nothing_checked": "语言模型所写的内容均无法证实。",
        "no_answer": "语言模型未在段落中找到答案。",
        "empty": "语言模型没有给出答复。",
        "not_installed": "未安装 {provider} 的模型所需的软件包：langchain-{provider}。",
        "unusable": "无法使用 POLICY_MODEL“{model}”；请检查密钥和提供方。",
        "endless": "语言模型的答复没有结束。",
        "garbled": "语言模型发来乱码。",
        "repeating": "语言模型不断重复。",
        "no_room": "语言模型的窗口容不下任何段落（POLICY_MODEL_WINDOW）。",
        "damaged_ranks": "软件包中的分词数据已损坏，请重新安装。",
        "foreign": "语言模型所用的语言与问题不同。",
        "refused_key": "语言模型的服务器拒绝了密钥。",
        "unknown_model": "语言模型的服务器没有这个模型或地址。",
        "too_often": "对语言模型服务器的请求过于频繁。",
        "server_failed": "语言模型的服务器出错（状态 {status}）。",
        "late": "语言模型没有及时答复。",
        "broke_off": "语言模型的答复中断。",
        "unreachable": "无法连接语言模型的服务器。",
        "unreadable": "无法读取语言模型的答复。",
        "greeting": "您好。您可以问文件有什么要求：由谁做什么、何时完成、达到什么目标。我引用文件原文作答。",
        "thanks": "不客气。",
        "farewell": "再见。",
        "about": (
            "我在已载入的政策文件中查找能回答问题的段落，逐字引用原文；点击编号即可打开出处。我不自行编写内容，文件没有回答的，我会直说。"
        ),
    },
}
_LONGEST_TITLE, _LONGEST_ISSUER = 110, 40


def language_of(question: str) -> str:
    """Say in which of the two languages a question is answered."""
    return "zh" if is_cjk(question) else "en"


def fixed(name: str, question: str) -> str:
    """Give one of the assistant's sentences in the language of `question`."""
    return _TEXTS[language_of(question)][name]


def quoted(said: Sequence[str], citations: Sequence[Citation]) -> str:
    """Give the text of an answer: what is said first, then quotes, each with its number and the line that says where it stands."""
    quotes = [f"“{citation.quote}” [{citation.number}]\n— {place(citation)}" for citation in citations]
    return "\n\n".join([*said, *quotes])


def required(question: str, rows: Sequence[Requirement], citations: Sequence[Citation]) -> list[str]:
    """Say of each row in a line who has to act, by when and to which figures, with the number of the quote that it stands in."""
    lines = []
    for row in rows:
        if len({one.value for one in quantities(row.quote) if one.kind == "date"}) > 1:
            continue  # which figure is due when stands in the quote; a line that mixed them would mislead
        due = fixed("due", question).format(date=row.deadline) if row.deadline else ""
        told = " · ".join(part for part in (row.body, *target_in_words(row), due) if part)
        holding = (one.number for one in citations if one.document_id == row.document_id and one.start < row.end and row.start < one.end)
        if told and (number := next(holding, None)):
            lines.append(fixed("row", question).format(parts=told, number=number))
    return lines


def written(said: Sequence[str], statements: Sequence[Statement], question: str) -> str:
    """Give the text of a written answer: what is said first, then the statements with their numbers, then what was withdrawn."""
    lines: dict[int, str] = {}
    for statement in statements:
        if statement.standing is not Standing.WITHDRAWN:
            mark = marked(statement, question)
            told = f"{numbered(statement)} ({mark})" if mark else numbered(statement)
            lines[statement.line] = f"{lines[statement.line]} {told}" if statement.line in lines else f"{statement.lead}{told}"
    return "\n\n".join([*said, "\n".join(lines.values()), *withdrawn(statements, question)])


def numbered(statement: Statement) -> str:
    """Give a statement with its numbers before its full stop."""
    numbers = "".join(f"[{number}]" for number in dict.fromkeys(citation.number for citation in statement.citations))
    stop = statement.text[-1] if statement.text.endswith((".", "!", "?", "。", "！", "？")) else ""
    body = statement.text[: len(statement.text) - len(stop)]
    return f"{body}{'' if is_cjk(body) or not numbers else ' '}{numbers}{stop}"


def marked(statement: Statement, question: str) -> str:
    """Say what is to be known of a statement that was not confirmed, nothing of one that was."""
    if statement.standing in (Standing.CHECKED, Standing.WITHDRAWN):
        return ""
    told = fixed(str(statement.standing), question)
    return f"{told}: {', '.join(statement.differs)}" if statement.differs else told


def withdrawn(statements: Sequence[Statement], question: str) -> list[str]:
    """Say of each statement that was withdrawn what its source does not hold."""
    gone = [statement for statement in statements if statement.standing is Standing.WITHDRAWN]
    return [fixed("withdrawn", question).format(differs="”, “".join(statement.differs)) for statement in gone]


def lacking(question: str, missing: Sequence[str]) -> list[str]:
    """Say what no document speaks of, nothing where nothing is missing."""
    separator = "、" if language_of(question) == "zh" else ", "
    return [fixed("missing", question).format(missing=separator.join(missing))] if missing else []


def differ(question: str, values: Sequence[str], citations: Sequence[Citation]) -> str:
    """Say which document says what, in the order given."""
    separator = "；" if language_of(question) == "zh" else "; "
    told = (f"“{value}” [{citation.number}]" for value, citation in zip(values, citations, strict=True))
    return fixed("differ", question).format(values=separator.join(told))


def not_found(question: str, near: Sequence[Citation], missing: Sequence[str] = ()) -> str:
    """Say that the documents do not answer, what they do not speak of at all, and what they speak of nearby."""
    places = list(dict.fromkeys(place(citation) for citation in near))
    separator = "；" if language_of(question) == "zh" else "; "
    told = fixed("near", question).format(places=separator.join(places)) if places else ""
    return "\n".join(part for part in (fixed("not_found", question), *lacking(question, missing), told) if part)


def out_of_force(question: str, entry: DocumentSummary) -> str:
    """Say why the document of `entry` is not in force, nothing where it may be."""
    if entry.status not in ("superseded", "expired", "draft"):
        return ""
    names, date = ", ".join(entry.superseded_by), entry.expires
    by = fixed("by", question).format(names=names) if names else ""
    on = fixed("on", question).format(date=date) if date else ""
    return fixed(entry.status, question).format(title=_short(entry.title, _LONGEST_TITLE), by=by, on=on)


def place(citation: Citation) -> str:
    """Say in a line where a quote stands, shortened where titles are endless."""
    about = ", ".join(part for part in (_short(citation.issuer, _LONGEST_ISSUER), citation.issued) if part)
    title = _short(citation.title, _LONGEST_TITLE)
    told = [f"{title} ({about})" if about else title]
    told += [f"p. {citation.page}"] if citation.page else []
    told += ["text recognised in a scan"] if citation.scanned else []
    return ", ".join(told)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
