"""A drawing of the dates that documents state."""

from collections.abc import Callable, Sequence
from datetime import date

from assistant.requirements.export import in_a_line
from assistant.web.shared.render import escaped
from assistant.web.shared.texts import Texts
from vectorstore.document import DocumentSummary
from vectorstore.requirement import Requirement

_MOST_POINTS = 120
_NEAR = 3  # years after the last date in which today is still drawn
_WIDTH, _LEFT, _LINE = 900, 10, 26


def timeline(
    entries: Sequence[DocumentSummary], rows: Sequence[Requirement], today: date, line: Callable[[Requirement], str], say: Texts
) -> str:
    """Draw the dates of documents and deadlines along a line of years, and list them beneath, each as `line` gives it."""
    dated = [row for row in rows if row.deadline][:_MOST_POINTS]
    issued = [entry for entry in entries if entry.issued]
    days = sorted({date.fromisoformat(one) for one in [*(row.deadline for row in dated), *(entry.issued for entry in issued)]})
    if not days:
        return f'<p class="hint">{say("No document states a date.")}</p>'
    year = today.year if today.year - days[-1].year <= _NEAR else days[-1].year
    first, last = date(min(days[0].year, today.year), 1, 1), date(max(days[-1].year, year), 12, 31)

    def place(day: date) -> float:
        return _LEFT + (_WIDTH - 2 * _LEFT) * (day - first).days / max(1, (last - first).days)

    years = "".join(
        f'<line x1="{place(date(year, 1, 1)):.1f}" y1="6" x2="{place(date(year, 1, 1)):.1f}" y2="74" class="year"/>'
        f'<text x="{place(date(year, 1, 1)) + 4:.1f}" y="88">{year}</text>'
        for year in range(first.year, last.year + 1)
    )
    heights: dict[str, int] = {}
    points = []
    for row in dated:
        level = heights[row.deadline] = heights.get(row.deadline, -1) + 1
        told = escaped(f"{row.deadline} {in_a_line(row)[:160]}")
        late = "late" if row.deadline < today.isoformat() else "ahead"
        points.append(
            f'<a href="#cite-{row.document_id}-{row.start}-{row.end}" aria-label="{told}">'
            f'<circle cx="{place(date.fromisoformat(row.deadline)):.1f}" '
            f'cy="{_LINE - 5 * min(level, 4)}" r="4.5" class="{late}"><title>{told}</title></circle></a>'
        )
    marks = "".join(
        f'<rect x="{place(date.fromisoformat(entry.issued)) - 3:.1f}" y="46" width="6" height="12" class="issued">'
        f"<title>{escaped(entry.issued)} {escaped(entry.title)}</title></rect>"
        for entry in issued
    )
    now = f'<line x1="{place(today):.1f}" y1="2" x2="{place(today):.1f}" y2="74" class="today"/>' if first <= today <= last else ""
    told = say(
        "{deadlines} deadlines and {documents} documents from {first} to {last}",
        deadlines=len(dated), documents=len(issued), first=first.year, last=last.year,
    )  # fmt: skip
    drawn = (
        f'<svg viewBox="0 0 {_WIDTH} 94" role="group" aria-label="{told}">{years}'
        f'<line x1="{_LEFT}" y1="{_LINE + 12}" x2="{_WIDTH - _LEFT}" y2="{_LINE + 12}" class="axis"/>{now}{marks}{"".join(points)}</svg>'
    )
    legend = say("Dots are deadlines, red where they have passed; bars are the dates of documents; the upright line is today.")
    listed = "".join(f"<li><time>{row.deadline}</time> {line(row)}</li>" for row in dated)
    summary = say("{count} deadlines as a list", count=len(dated))
    whole = f'<details><summary>{summary}</summary><ul class="dates">{listed}</ul></details>'
    return f'<div class="drawn">{drawn}</div><p class="quiet">{legend}</p>{whole}'
