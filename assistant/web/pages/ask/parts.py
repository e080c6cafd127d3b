"""What stands around the chat: the conversations beside it, and the filters of documents under it."""

import json
from collections.abc import Sequence
from datetime import date

from assistant.errors import AssistantError
from assistant.records.conversations import REASONS, Conversation
from assistant.web.shared.render import attribute, escaped
from language.messages import Translations
from vectorstore.document import STATUSES
from vectorstore.filter import Filter

_LONGEST = 200


def side_part(say: Translations) -> str:
    """Give the side with the conversations; the script fetches them."""
    return f"""<aside id="conversations" aria-label="{say("Conversations")}"><div class="bar"><button type="button" id="new-conversation">
{say("New conversation")}</button><button type="button" id="close-side" aria-label="{say("Close the conversations")}">×</button></div>
<label class="hidden" for="find-conversation">{say("Search the conversations")}</label>
<input type="search" id="find-conversation" maxlength="100" autocomplete="off" placeholder="{say("Search the conversations")}">
<div id="conversation-list"></div></aside>"""


def feedback_part(say: Translations) -> str:
    """Give the dialog in which an answer is rated, and the line that says that a question is being edited."""
    reasons = "".join(
        f'<label class="check"><input type="checkbox" name="reason" value="{one}"> {say(one)}</label>' for one in REASONS
    )  # fmt: skip
    told = say("What you ask now takes the place of the question that you edit and all after it.")
    return f"""<p id="editing" role="status" hidden>{told}
<button type="button" id="cancel-editing">{say("Cancel")}</button></p>
<dialog id="feedback" aria-labelledby="feedback-title"><form method="dialog">
<h2 id="feedback-title">{say("What do you think of this answer?")}</h2>
<fieldset class="reasons"><legend>{say("What is wrong with it?")}</legend>{reasons}</fieldset>
<fieldset class="saved"><legend>{say("Did this save you time?")}</legend>
<label class="check"><input type="radio" name="saved" value="yes"> {say("yes")}</label>
<label class="check"><input type="radio" name="saved" value="no"> {say("no")}</label></fieldset>
<label>{say("Remark")} <textarea name="remark" maxlength="2000" rows="3"></textarea></label>
<div class="buttons"><button value="keep">{say("Send")}</button><button value="">{say("Cancel")}</button></div></form></dialog>"""


def filter_part(say: Translations) -> str:
    """Give the fields by which one asks among some documents only; the script fetches the issuers when they are opened."""
    statuses = "".join(f'<option value="{status}">{say(status)}</option>' for status in (*STATUSES, "any status"))
    return f"""<details id="ask-filters"><summary>{say("Among which documents")} <span id="filter-told"></span></summary>
<div class="fields"><label>{say("Issuer")} <select name="issuer"><option value="">{say("any")}</option></select></label>
<label>{say("Issued from")} <input type="date" name="since"></label><label>{say("Issued until")} <input type="date" name="until"></label>
<label>{say("Status")} <select name="status"><option value="">{say("in force or unknown")}</option>{statuses}</select></label>
<button type="button" id="clear-filters">{say("Clear")}</button></div></details>"""


def filter_from(sought: str) -> Filter:
    """Give the filter that the fields state as JSON, none where that is empty; raises AssistantError for what cannot be."""
    try:
        given = json.loads(sought or "{}")
        issuer, since, until, status = (str(given.get(name, ""))[:_LONGEST] for name in ("issuer", "since", "until", "status"))
        days = [date.fromisoformat(one).isoformat() if one else "" for one in (since, until)]
    except (ValueError, AttributeError, RecursionError) as error:
        raise AssistantError("The filter of documents cannot be read.") from error
    statuses = frozenset(STATUSES) if status == "any status" else frozenset({status} & set(STATUSES))
    return Filter(issuer=issuer, since=days[0], until=days[1], statuses=statuses)


def conversations_part(found: Sequence[Conversation], sought: str, say: Translations) -> str:
    """Give the conversations that were found for `sought`, each with what can be done with it."""
    if not found:
        return f'<p class="hint">{say("No conversation fits." if sought.strip() else "There are no conversations.")}</p>'
    return f"<ul>{''.join(_conversation(one, say) for one in found)}</ul>"


def _conversation(one: Conversation, say: Translations) -> str:
    exports = "".join(
        f'<a role="menuitem" href="conversations/export?id={one.id}&amp;format={form}" download>{name}</a>'
        for form, name in (("docx", "DOCX"), ("md", "Markdown"))
    )
    return (
        f'<li data-id="{one.id}" data-sought="{attribute(one.sought)}"><a class="open-conversation" href="./?conversation={one.id}" '
        f'title="{attribute(one.title)}">{escaped(one.title)}</a><details class="more"><summary aria-label="{say("More")}">⋯</summary>'
        f'<div role="menu"><button type="button" role="menuitem" class="rename">{say("Rename")}</button>{exports}'
        f'<button type="button" role="menuitem" class="delete">{say("Delete")}</button></div></details></li>'
    )
