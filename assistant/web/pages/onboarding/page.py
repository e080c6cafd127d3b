"""The page for a newly appointed official: what to read, what is due, who has to do what, the terms, and a quiz."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.onboarding.quiz import QuizQuestion, quiz
from assistant.onboarding.reading_path import Step, reading_path
from assistant.onboarding.roles import by_role
from assistant.requirements.export import in_a_line, target_in_words
from assistant.web.pages.onboarding.timeline import timeline
from assistant.web.shared.parts import View, asking, cite, frame, term_card
from assistant.web.shared.render import escaped
from assistant.web.shared.texts import Texts
from vectorstore.library import Library
from vectorstore.requirement import Requirement

READ, ANSWERED = "read ", "quiz "
"""What the items begin with under which a user's progress is kept: a document's name, or the id of a question."""
_CONTENTS = {"reading": "What to read", "timeline": "Timeline", "duties": "Duties by role", "terms": "Terms", "quiz": "Quiz"}
_MOST_ROWS, _FIRST_CARDS, _MOST_CARDS = 40, 12, 200


def onboarding_page(library: Library, learned: Mapping[str, str], today: date, view: View) -> str:
    """Give the page as it stands for a user who has `learned` these items; the user's name chooses the questions of the quiz."""
    say = view.say
    path, rows = reading_path(library), library.ledger.rows(order="deadline")
    if not path:
        return frame(view, "Onboarding", f'<h1>{say("Onboarding")}</h1><p class="hint">{say("There are no documents yet.")}</p>', "")
    questions = quiz(library, view.user.name)
    done = progress([step.entry.name for step in path], questions, learned, say)
    steps, cards = "".join(_step(step, learned, say) for step in path), _cards(library, say)
    asked = "".join(_asked(one, learned, say) for one in questions)
    main = f"""<h1>{say("Onboarding")}</h1>
<p class="hint">{say("Built from the documents that are loaded; every line opens its source.")}</p>
<p id="learned" role="status">{done}</p>
<ul class="contents">{"".join(f'<li><a href="#{id}">{say(name)}</a></li>' for id, name in _CONTENTS.items())}</ul>
<section id="reading"><h2>{say("What to read, in this order")}</h2><ol class="path">{steps}</ol></section>
<section id="timeline"><h2>{say("Timeline")}</h2>{timeline(library.entries(), rows, today, line, say)}</section>
<section id="duties"><h2>{say("Duties by role")}</h2>{_duties(rows, say)}</section>
<section id="terms"><h2>{say("Terms")}</h2>{cards}</section>
<section id="quiz"><h2>{say("Check yourself")}</h2><ol class="quiz">{asked}</ol></section>"""
    return frame(view, "Onboarding", main, "onboarding.js")


def progress(documents: Sequence[str], questions: Sequence[QuizQuestion], learned: Mapping[str, str], say: Texts) -> str:
    """Say how many of the documents were read and how many of the questions answered rightly."""
    read = sum(READ + name in learned for name in documents)
    right = sum(learned.get(ANSWERED + one.id) == "right" for one in questions)
    return say(
        "{read} of {documents} documents read, {right} of {questions} questions right.",
        read=read, documents=len(documents), right=right, questions=len(questions),
    )  # fmt: skip


def _step(step: Step, learned: Mapping[str, str], say: Texts) -> str:
    key = "".join(f"<li>{cite(step.entry.id, start, end, quote, step.entry.title)}</li>" for start, end, quote in step.key)
    told = "; ".join(say(reason.text, count=reason.count) for reason in step.reasons)
    about = " · ".join(part for part in (step.entry.issuer, step.entry.issued, told) if part)
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


def _duties(rows: Sequence[Requirement], say: Texts) -> str:
    parts = []
    for role, own in by_role(rows).items():
        lines = "".join(_duty(row, say) for row in own[:_MOST_ROWS])
        left = len(own) - _MOST_ROWS
        more = f'<p class="quiet">{say("and {count} more; see Requirements.", count=left)}</p>' if left > 0 else ""
        parts.append(f'<div class="role" data-role="{escaped(role)}" hidden><ul class="dates">{lines}</ul>{more}</div>')
    options = "".join(f'<option value="{escaped(role)}">{escaped(say(role))}</option>' for role in by_role(rows))
    choice = f'<select id="role"><option value="">{say("choose …")}</option>{options}</select>'
    return f"<label>{say('I work in:')} {choice}</label>{''.join(parts)}"


def _duty(row: Requirement, say: Texts) -> str:
    when = f"<time>{row.deadline}</time> " if row.deadline else ""
    figures = "".join(f'<span class="figure">{escaped(target)}</span>' for target in target_in_words(row))
    return f"<li>{when}{line(row)} {figures} {asking(row, say)}</li>"


def _cards(library: Library, say: Texts) -> str:
    terms = sorted(library.glossary.terms(), key=lambda term: (not term.explained, -len(term.uses)))
    cards = [term_card(term, say) for term in terms[:_MOST_CARDS]]
    first, rest = "".join(cards[:_FIRST_CARDS]), "".join(cards[_FIRST_CARDS:])
    summary = say("{count} more terms", count=len(cards) - _FIRST_CARDS)
    more = f'<details><summary>{summary}</summary><div class="cards">{rest}</div></details>' if rest else ""
    return f'<div class="cards">{first}</div>{more}'


def _asked(question: QuizQuestion, learned: Mapping[str, str], say: Texts) -> str:
    options = "".join(
        f'<button type="button" class="option" data-option="{number}">{escaped(option)}</button>'
        for number, option in enumerate(question.options)
    )
    before = learned.get(ANSWERED + question.id, "")
    told = f'<span class="quiet">{say("(last time: {result})", result=say(before))}</span>' if before else ""
    return (
        f'<li data-question="{question.id}"><p>{escaped(say(question.asked))} {told}</p><blockquote>{escaped(question.text)}</blockquote>'
        f'<div class="options">{options}</div><p class="verdict" role="status"></p></li>'
    )


def verdict(question: QuizQuestion, option: int, say: Texts) -> tuple[bool, str]:
    """Say whether an option is right, and give the line that says so with the source."""
    is_right = option == question.right
    source = cite(question.document_id, question.start, question.end, question.title)
    told = say("Right.") if is_right else escaped(say("No: {answer}.", answer=question.options[question.right]))
    return is_right, f"{told} {say('Source:')} {source}"
