"""The page for a newly appointed official: what to read, what is due, who has to do what, the terms, and a quiz."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.exporting import in_a_line, target_in_words
from assistant.quiz import QuizQuestion, quiz
from assistant.reading_path import Step, reading_path
from assistant.roles import by_role
from assistant.web.parts import asking, cite, frame, term_card
from assistant.web.render import escaped
from assistant.web.timeline import timeline
from vectorstore.library import Library
from vectorstore.requirement import Requirement

READ, ANSWERED = "read ", "quiz "
"""What the items begin with under which a user's progress is kept: a document's name, or the id of a question."""
_CONTENTS = {"reading": "What to read", "timeline": "Timeline", "duties": "Duties by role", "terms": "Terms", "quiz": "Quiz"}
_NOTHING = '<h2>Onboarding</h2><p class="hint">There are no documents yet.</p>'
_MOST_ROWS, _FIRST_CARDS, _MOST_CARDS = 40, 12, 200


def onboarding_page(library: Library, learned: Mapping[str, str], today: date, seed: str) -> str:
    """Give the page as it stands for a user who has `learned` these items; `seed` chooses the questions of the quiz."""
    path, rows = reading_path(library), library.ledger.rows(order="deadline")
    questions = quiz(library, seed)
    done = progress([step.entry.name for step in path], questions, learned)
    main = f"""<h2>Onboarding</h2><p class="hint">Built from the documents that are loaded; every line opens its source.</p>
<p id="learned" role="status">{done}</p>
<ul class="contents">{"".join(f'<li><a href="#{id}">{name}</a></li>' for id, name in _CONTENTS.items())}</ul>
<section id="reading"><h3>What to read, in this order</h3><ol class="path">{"".join(_step(step, learned) for step in path)}</ol></section>
<section id="timeline"><h3>Timeline</h3>{timeline(library.entries(), rows, today, line)}</section>
<section id="duties"><h3>Duties by role</h3>{_duties(rows)}</section>
<section id="terms"><h3>Terms</h3>{_cards(library)}</section>
<section id="quiz"><h3>Check yourself</h3><ol class="quiz">{"".join(_asked(one, learned) for one in questions)}</ol></section>"""
    return frame(
        "Onboarding", "Onboarding", main if path else '<h2>Onboarding</h2><p class="hint">There are no documents yet.</p>', "onboarding.js"
    )


def progress(documents: Sequence[str], questions: Sequence[QuizQuestion], learned: Mapping[str, str]) -> str:
    """Say how many of the documents were read and how many of the questions answered rightly."""
    read = sum(READ + name in learned for name in documents)
    right = sum(learned.get(ANSWERED + one.id) == "right" for one in questions)
    return f"{read} of {len(documents)} documents read, {right} of {len(questions)} questions right."


def _step(step: Step, learned: Mapping[str, str]) -> str:
    key = "".join(f"<li>{cite(step.entry.id, start, end, quote, step.entry.title)}</li>" for start, end, quote in step.key)
    about = " · ".join(part for part in (step.entry.issuer, step.entry.issued, "; ".join(step.reasons)) if part)
    checked = " checked" if READ + step.entry.name in learned else ""
    box = f'<input type="checkbox" class="read" data-item="{READ}{escaped(step.entry.name)}"{checked}>'
    return (
        f"<li><label>{box} <strong>{escaped(step.entry.title)}</strong></label>"
        f'<p class="about">{escaped(about)}</p><ul class="key">{key}</ul></li>'
    )


def line(row: Requirement) -> str:
    who = f"<strong>{escaped(row.body)}</strong> " if row.body else ""
    told = in_a_line(row)
    return who + cite(row.document_id, row.start, row.end, told.removeprefix(row.body).strip(), row.title)


def _duties(rows: Sequence[Requirement]) -> str:
    parts = []
    for role, own in by_role(rows).items():
        lines = "".join(_duty(row) for row in own[:_MOST_ROWS])
        more = f'<p class="quiet">and {len(own) - _MOST_ROWS} more; see Requirements.</p>' if len(own) > _MOST_ROWS else ""
        parts.append(f'<div class="role" data-role="{escaped(role)}" hidden><ul class="dates">{lines}</ul>{more}</div>')
    options = "".join(f"<option>{escaped(role)}</option>" for role in by_role(rows))
    return f'<label>I work in: <select id="role"><option value="">choose …</option>{options}</select></label>{"".join(parts)}'


def _duty(row: Requirement) -> str:
    when = f"<time>{row.deadline}</time> " if row.deadline else ""
    figures = "".join(f'<span class="figure">{escaped(target)}</span>' for target in target_in_words(row))
    return f"<li>{when}{line(row)} {figures} {asking(row)}</li>"


def _cards(library: Library) -> str:
    terms = sorted(library.glossary.terms(), key=lambda term: (not term.explained, -len(term.uses)))
    cards = [term_card(term) for term in terms[:_MOST_CARDS]]
    first, rest = "".join(cards[:_FIRST_CARDS]), "".join(cards[_FIRST_CARDS:])
    more = f'<details><summary>{len(cards) - _FIRST_CARDS} more terms</summary><div class="cards">{rest}</div></details>' if rest else ""
    return f'<div class="cards">{first}</div>{more}'


def _asked(question: QuizQuestion, learned: Mapping[str, str]) -> str:
    options = "".join(
        f'<button type="button" class="option" data-option="{number}">{escaped(option)}</button>'
        for number, option in enumerate(question.options)
    )
    before = learned.get(ANSWERED + question.id, "")
    told = f'<span class="quiet">(last time: {escaped(before)})</span>' if before else ""
    return (
        f'<li data-question="{question.id}"><p>{escaped(question.asked)} {told}</p><blockquote>{escaped(question.text)}</blockquote>'
        f'<div class="options">{options}</div><p class="verdict" role="status"></p></li>'
    )


def verdict(question: QuizQuestion, option: int) -> tuple[bool, str]:
    """Say whether an option is right, and give the line that says so with the source."""
    is_right = option == question.right
    source = cite(question.document_id, question.start, question.end, question.title)
    told = "Right." if is_right else f"No: {escaped(question.options[question.right])}."
    return is_right, f"{told} Source: {source}"
