"""The page that tells administrators what the library lacks and how it is used."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from assistant.operations.analytics import Day, Insights, Topic, insights
from assistant.operations.health import HealthCheck
from assistant.records.audit import Deed
from assistant.records.conversations import Use
from assistant.requirements.export import harmless
from assistant.web.shared.errors import user_of
from assistant.web.shared.parts import View, frame
from assistant.web.shared.render import escaped
from assistant.web.shared.texts import Texts
from assistant.web.state import Workplace

_DAYS = 90
_WIDTH, _HEIGHT, _GAP = 900, 120, 2
_MOST_TOPICS, _MOST_OF_TOPIC, _MOST_DEEDS = 40, 5, 50


def add_insights(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""

    def current() -> Insights:
        since = (datetime.now(UTC) - timedelta(days=_DAYS)).date().isoformat()
        return insights(workplace.records.conversations.uses(since), workplace.library.embedder)

    @app.get("/insights", response_class=HTMLResponse)
    def page(request: Request) -> str:
        user_of(request, "administrator")
        deeds = workplace.records.audit.last(_MOST_DEEDS)
        return insights_page(current(), workplace.health(), deeds, workplace.view(request))

    @app.get("/insights/export")
    def export(request: Request, table: str = "days") -> Response:
        user = user_of(request, "administrator")
        workplace.records.audit.note(user.name, "export", f"insights, {table}.")
        found = current()
        rows = _lacking_rows(found.lacking) if table == "lacking" else _day_rows(found.days)
        out = io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerows([[harmless(value) for value in row] for row in rows])
        name = "lacking" if table == "lacking" else "days"
        headers = {"Content-Disposition": f'attachment; filename="insights-{name}.csv"'}
        return Response(out.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def insights_page(found: Insights, health: Sequence[HealthCheck], deeds: Sequence[Deed], view: View) -> str:
    """Give the page."""
    say = view.say
    asked, unanswered = sum(one.asked for one in found.days), sum(one.unanswered for one in found.days)
    facts = (
        (say("questions in {days} days", days=_DAYS), str(asked)),
        (say("without an answer"), f"{unanswered} ({100 * unanswered / max(1, asked):.0f} %)"),
        (say("median time to an answer"), f"{found.seconds[0]:.2f} s"),
        (say("95 of 100 within"), f"{found.seconds[1]:.2f} s"),
        (say("rated good / bad"), f"{found.good} / {found.bad}"),
        (say("saved time / did not"), f"{found.saved_time} / {found.took_time}"),
    )
    told = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    well = "".join(
        f'<tr><th scope="row">{escaped(say(one.part))}</th>'
        f'<td class="{"good" if one.is_well else "warning"}">{escaped(say.told(one.told))}</td></tr>'
        for one in health
    )
    done = "".join(
        f"<tr><td><time>{escaped(one.at[:16].replace('T', ' '))}</time></td><td>{escaped(say(one.user))}</td>"
        f"<td>{escaped(say(one.action))}</td>"
        f"<td>{escaped(say.told(one.what))}</td></tr>"
        for one in deeds
    )
    main = f"""<h1>{say("Insights")}</h1><dl class="facts">{told}</dl>
<section><h2>{say("What the library lacks")}</h2><p class="hint">{say("Questions without an answer or rated badly, by topic.")}
<a href="insights/export?table=lacking" download>CSV</a></p>{_lacking(found.lacking, say)}</section>
<section><h2>{say("Use over time")}</h2>{_drawn(found.days, say)}{_day_table(found.days, say)}</section>
<section><h2>{say("Health of the library")}</h2>
<div class="scrolled" tabindex="0" role="region" aria-label="{say("Health of the library")}">
<table class="pairs"><tbody>{well}</tbody></table></div></section>
<section><h2>{say("Who did what")}</h2>
<div class="scrolled" tabindex="0" role="region" aria-label="{say("Who did what")}">
<table class="ledger"><thead>
<tr>{_heads(say, "When", "Who", "What", "To what")}</tr></thead><tbody>{done}</tbody></table></div></section>"""
    return frame(view, "Insights", main, "", with_source=False)


def _lacking(topics: Sequence[Topic], say: Texts) -> str:
    if not topics:
        return f'<p class="hint">{say("None was found.")}</p>'
    most = len(topics[0].uses)
    items = []
    for topic in topics[:_MOST_TOPICS]:
        questions = "".join(
            f'<li>{escaped(one.question[:300])} <span class="quiet">{one.asked[:10]} {escaped(_why(one, say))}</span></li>'
            for one in topic.uses[-_MOST_OF_TOPIC:]
        )
        width = 100 * len(topic.uses) / most
        items.append(
            f'<li><details><summary><span class="name">{escaped(topic.name[:120])}</span>'
            f'<span class="bar" aria-hidden="true"><span class="begun" style="width:{width:.0f}%"></span></span>'
            f'<span class="share">{len(topic.uses)}</span></summary><ul>{questions}</ul></details></li>'
        )
    return f'<ul class="topics">{"".join(items)}</ul>'


def _why(use: Use, say: Texts) -> str:
    return "; ".join([*(say(reason) for reason in use.reasons), *([use.remark] if use.remark else [])])


def _drawn(days: Sequence[Day], say: Texts) -> str:
    """Draw a bar for each day: answered below, not answered above."""
    if not days:
        return f'<p class="hint">{say("Nothing was asked yet.")}</p>'
    most = max(one.asked for one in days)
    wide, last = _WIDTH / _DAYS, datetime.now(UTC).date()
    bars = []
    for one in days:
        high, low = _HEIGHT * one.asked / most, _HEIGHT * one.answered / most
        left = _WIDTH - wide * ((last - date.fromisoformat(one.day)).days + 1)
        bars.append(
            f"<g><title>{one.day}: {one.asked}</title>{_bar('begun', left, _HEIGHT - high, wide, high - low)}"
            f"{_bar('done', left, _HEIGHT - low, wide, low)}</g>"
        )
    axis = f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{_HEIGHT + 1}" y2="{_HEIGHT + 1}"/>'
    told = say("Questions a day from {first} to {last}, at most {most}", first=days[0].day, last=days[-1].day, most=most)
    return (
        f'<div class="drawn use"><svg viewBox="0 0 {_WIDTH} {_HEIGHT + 4}" role="img" aria-label="{told}">{"".join(bars)}{axis}</svg></div>'
        f'<p class="quiet">{told}</p>'
    )


def _bar(kind: str, left: float, top: float, wide: float, high: float) -> str:
    return f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{wide - _GAP:.1f}" height="{high:.1f}"/>'


def _day_table(days: Sequence[Day], say: Texts) -> str:
    rows = "".join(
        f"<tr><td><time>{one.day}</time></td><td>{one.asked}</td><td>{one.answered}</td><td>{one.unanswered}</td></tr>"
        for one in reversed(days)
    )
    return (
        f'<p><a href="insights/export?table=days" download>CSV</a></p><details><summary>{say("As a table")}</summary>'
        f'<table class="ledger days"><thead><tr>{_heads(say, "Day", "Asked", "Answered", "Without an answer")}</tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def _heads(say: Texts, *names: str) -> str:
    return "".join(f'<th scope="col">{say(name)}</th>' for name in names)


def _day_rows(days: Sequence[Day]) -> list[list[object]]:
    rows: list[list[object]] = [[one.day, one.asked, one.answered, one.unanswered] for one in days]
    return [["Day", "Asked", "Answered", "Without an answer"], *rows]


def _lacking_rows(topics: Sequence[Topic]) -> list[list[object]]:
    rows: list[list[object]] = [
        [topic.name, one.question, one.asked, one.outcome, "; ".join(one.reasons), one.remark] for topic in topics for one in topic.uses
    ]
    return [["Topic", "Question", "Asked", "Outcome", "Reasons", "Remark"], *rows]
