"""Properties of documents, filters and kept answers, whatever a file, an address or a page says."""

import json
from datetime import date

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Caution, Heading, Paragraph, Quote, Statement, Support, Table
from assistant.answer.citation import Citation
from assistant.answer.stored import dump, load
from assistant.answer.trace import Trace
from assistant.errors import AssistantError
from assistant.web.pages.requirements.filters import asked_for, order_by
from assistant.web.scope import Scope
from assistant.web.shared.render import answer_html
from ingest.errors import ReadingError
from ingest.metadata.stated import stated_in_sidecar, without_front_matter
from language.messages import Message, translations
from language.span import Span
from tests.properties.texts import any_texts, bounded, texts, values
from vectorstore.document import PROPERTIES, STATUSES, DocumentSummary
from vectorstore.filter import Filter

NAMES = (*PROPERTIES, "author", "Titel", "<<", "tags", "? [a]", "&a a", "")
SCALARS = (
    "2024-05-20", "9999-12-31", "3/4/2025", "20240520", "in force", "lost", "zh", "~", "!!int ''", "!!float ''", "!!bool x", "!!timestamp x",
    "!!binary x", "!!python/object:os.system x", "0x" + "f" * 5_000, "1:" * 3_000 + "1", ".inf", "true", "&a [*a]", "*a", "[" * 300,
    r'"\ud800"', r'"\0"', "|", "'", "007", "x" * 600,
)  # fmt: skip
yamls = st.one_of(
    texts,
    st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(SCALARS), texts)), max_size=5).map(
        lambda lines: "\n".join(f"{name}: {value}" for name, value in lines)
    ),
    st.dictionaries(st.sampled_from(NAMES), values, max_size=4).map(lambda one: yaml.safe_dump(one, allow_unicode=True)),
)


def check_properties(found: dict[str, str]) -> None:
    assert found.keys() <= set(PROPERTIES)
    for name, value in found.items():
        value.encode()
        assert value == " ".join(value.split()).replace("\0", "")
        assert len(value) <= 500
        if value and name in ("issued", "effective", "expires"):
            assert date.fromisoformat(value).isoformat() == value
        if name == "status":
            assert value in ("", *STATUSES)


@bounded
@given(yamls)
def test_properties_beside_a_file_are_ours_or_refused(text: str) -> None:
    try:
        found = stated_in_sidecar(text)
    except ReadingError:
        return
    check_properties(found)


@bounded
@given(yamls, texts)
def test_properties_at_the_top_of_a_file_are_ours_and_its_rest_is_whole(text: str, rest: str) -> None:
    whole = f"---\n{text}\n---\n{rest}"
    left, found = without_front_matter(whole)
    check_properties(found)
    assert whole.endswith(left)


@pytest.mark.parametrize("value", SCALARS)
@pytest.mark.parametrize("name", ["number", "issued", "? a", "status"])
def test_no_value_of_a_property_is_an_error_of_the_parser(name: str, value: str) -> None:
    check_properties(without_front_matter(f"---\n{name}: {value}\n---\nBoards meet.\n")[1])


@pytest.mark.parametrize(
    ("written", "meant"),
    [("title: Yes", "Yes"), ("title: 007", "007"), ("title: 1.50", "1.50"), ("title: ~", ""), ("title:", ""), ("title: null", "")],
)
def test_a_value_is_kept_as_it_is_written(written: str, meant: str) -> None:
    assert stated_in_sidecar(written) == {"title": meant}


@bounded
@given(st.dates())
def test_a_date_of_any_year_is_kept(day: date) -> None:
    assert stated_in_sidecar(f"expires: {day}") == {"expires": day.isoformat()}


@bounded
@given(st.one_of(any_texts, values.map(json.dumps)))
@example("[" * 100_000)
@example("1" * 5_000)
def test_a_choice_of_documents_is_read_or_refused(text: str) -> None:
    try:
        scope = Scope.read(text)
    except AssistantError:
        return
    for name in {"since", "until", "as_of"} & (scope.fields or {}).keys():
        date.fromisoformat((scope.fields or {})[name])
    assert scope.filter.statuses <= set(STATUSES)


days = st.dates().map(date.isoformat)
shorts = st.text(min_size=1, max_size=20)
fields = st.fixed_dictionaries({}, optional={"since": days, "until": days, "as_of": days, "issuer": shorts, "status": shorts})


@bounded
@given(st.lists(shorts, max_size=5, unique=True), st.lists(shorts, max_size=5, unique=True), fields)
def test_a_choice_that_was_made_is_read_as_it_was(documents: list[str], collections: list[str], chosen: dict[str, str]) -> None:
    scope = Scope.read(json.dumps({"documents": documents, "collections": collections, **chosen}))
    assert scope == Scope(tuple(documents), tuple(collections), chosen)
    assert (scope.filter.documents, scope.filter.issuer) == (frozenset(documents), chosen.get("issuer", ""))


@bounded
@given(
    st.dictionaries(
        st.sampled_from(["text", "role", "due", "since", "until", "as_of", "target", "old", "body", "state", "order"]), any_texts
    )
)
def test_what_an_address_asks_of_requirements_is_known_or_left_out(given_fields: dict[str, str]) -> None:
    asked = asked_for(given_fields, "en")
    for day in (asked.since, asked.until, asked.documents.as_of):
        assert not day or date.fromisoformat(day).isoformat() == day
    assert len(asked.text) <= 200
    assert order_by(given_fields)


entries = st.builds(
    DocumentSummary, st.just(1), shorts, any_texts, any_texts, any_texts, *[st.one_of(st.just(""), days)] * 3, st.just("en"),
    st.sampled_from(("", *STATUSES)), st.just(1), st.just(1), st.just(""), st.just(""),
)  # fmt: skip


@bounded
@given(entries, days, days)
@example(DocumentSummary(1, "a", "A", "", "", "9999-12-31", "", "", "en", "", 1, 1, "", ""), "2020-01-01", "9999-12-31")
def test_a_filter_admits_what_was_issued_in_its_days(entry: DocumentSummary, since: str, until: str) -> None:
    everything = frozenset(STATUSES)
    dated = bool(entry.issued)
    assert Filter(since=since, statuses=everything).admits(entry) == (dated and since <= entry.issued)
    assert Filter(until=until, statuses=everything).admits(entry) == (dated and entry.issued <= until)
    assert Filter(since=since, until=until, statuses=everything).admits(entry) == (dated and since <= entry.issued <= until)
    assert Filter(documents=frozenset({entry.name})).admits(entry)
    assert Filter().admits(entry) is not entry.is_replaced
    if Filter(as_of=until).admits(entry):
        assert (entry.effective or entry.issued) <= until


plain = st.one_of(texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
messages = st.recursive(
    st.builds(Message, texts),
    lambda inner: st.builds(
        Message, texts, st.dictionaries(texts, plain | inner, max_size=3).map(lambda one: tuple(one.items())), st.just("") | texts
    ),
    max_leaves=5,
)


@bounded
@given(messages)
def test_a_kept_message_is_the_same_message(one: Message) -> None:
    assert Message.from_dict(json.loads(json.dumps(one.as_dict()))) == one


@bounded
@given(any_texts)
def test_a_text_that_was_kept_as_a_message_is_told_as_it_is(text: str) -> None:
    assert str(Message.from_dict(text)) == translations("zh").tell(Message.from_dict(text)) == text


citations = st.builds(
    Citation, st.integers(1, 99), st.builds(Span, st.integers(0, 99), st.integers(0, 99), st.integers(0, 9)), *[texts] * 6,
    st.none() | st.integers(1, 99), st.booleans(), st.booleans(),
)  # fmt: skip
cited = st.lists(citations, max_size=2).map(tuple)
languages = st.sampled_from(["en", "zh", "fr", "xx"])
blocks = st.one_of(
    st.builds(Paragraph, texts, languages, cited),
    st.builds(Heading, texts, languages),
    st.builds(Quote, languages, cited),
    st.builds(Caution, texts, languages),
    st.builds(
        Statement, texts, st.sampled_from(Support), languages, cited, st.lists(texts, max_size=2).map(tuple), st.integers(0, 9), texts
    ),
    st.builds(lambda cell, one: Table("en", (cell,), ((cell,),), (one,)), texts, citations),
)
answers = st.builds(
    Answer, st.sampled_from(Outcome), st.lists(blocks, max_size=4).map(tuple), languages, texts, texts, st.just("") | days,
    st.floats(0, 1e6), trace=st.none(),
)  # fmt: skip


@bounded
@given(answers)
def test_a_kept_answer_is_the_same_answer_and_can_be_shown(answer: Answer) -> None:
    kept = load(dump(answer))
    assert kept == answer
    assert kept.text == answer.text
    page = str(answer_html(kept, translations("en")))
    assert "<think" not in page
    assert "\u202e" not in page


NEVER_AN_ANSWER = (
    '{"version": 2, "outcome": "answered", "language": "en", "mode": "", "rephrased_question": "", "as_of": "", "trace": null, '
)


@bounded
@given(st.one_of(any_texts, values.map(json.dumps), st.tuples(answers.map(dump), st.integers(0, 400), any_texts).map(lambda one: one[0][: one[1]] + one[2] + one[0][one[1] + 1 :])))  # fmt: skip
@example("[" * 100_000)
@example(NEVER_AN_ANSWER + f'"blocks": [], "seconds": 1{"0" * 400}}}')
@example(
    NEVER_AN_ANSWER + '"blocks": [{"kind": "table", "language": "en", "headers": ["a"], "rows": [["a"]], "citations": []}], "seconds": 1}'
)
def test_a_damaged_answer_is_none_or_can_be_shown(text: str) -> None:
    if answer := load(text):
        assert isinstance(answer.text, str)
        assert answer.trace is None or isinstance(answer.trace, Trace)
        answer_html(answer, translations("en"))
