"""What programs send and get, as JSON."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.question.inquiry import LONGEST_QUESTION
from assistant.web.scope import Scope
from vectorstore.document import STATUSES

ANY_STATUS = "any status"
_Name = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
_Id = Annotated[str, StringConstraints(max_length=64)]
Question = Annotated[str, StringConstraints(max_length=LONGEST_QUESTION)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Among(_Sent):
    """Among which documents is looked; what is left out admits all that are in force."""

    documents: list[_Name] = Field(default=[], max_length=50, description="names, as `/documents` gives them")
    collections: list[_Name] = Field(default=[], max_length=50, description="keys, as `/collections` gives them")
    issuer: Annotated[str, StringConstraints(max_length=200)] = ""
    since: date | None = Field(default=None, description="issued on this day or later")
    until: date | None = Field(default=None, description="issued on this day or earlier")
    as_of: date | None = Field(default=None, description="in force on this day")
    status: Literal["", "any status"] | Literal[*STATUSES] = ""  # type: ignore[valid-type] # mypy knows no Literal of a constant

    @property
    def scope(self) -> Scope:
        """The same as what is chosen on the page."""
        days = {name: day.isoformat() for name in ("since", "until", "as_of") if (day := getattr(self, name))}
        fields = {name: value for name in ("issuer", "status") if (value := getattr(self, name))}
        return Scope(tuple(self.documents), tuple(self.collections), fields | days)


class Asked(_Sent):
    """A question. `after` are those before it, oldest first; in a `conversation` they are known."""

    question: Question
    among: Among = Among()
    after: list[Question] = Field(default=[], max_length=20)
    conversation: _Id | None = Field(
        default=None, description="keeps question and answer in this conversation, in a new one where it is empty"
    )
    stream: bool = Field(default=False, description="answers with server-sent events: `stage`, `draft`, and last `answer` or `error`")


class _Given(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Place(_Given):
    """Characters `start` to `end` of the text of a document; `link` opens them on the page."""

    document: str
    title: str
    heading: str
    start: int
    end: int
    link: str


class Citation(Place):
    """A quote and its place."""

    number: int
    quote: str
    page: int | None
    scanned: bool
    checked: bool
    language: str


class Reason(_Given):
    """Words of a statement that are not confirmed, or of its quote that it leaves out, and `what` of it differs: figure, name, actor,
    place, duty, negation, scope, condition, order, reason or certainty."""

    what: str
    words: str
    left_out: bool


class Statement(_Given):
    """A sentence that a language model wrote, how far the quotes with these numbers bear it out, and what in it they do not.

    `left_out` is what it leaves out of them; `reasons` say of both what differs. What is unconfirmed for reasons is confirmed in part.
    """

    text: str
    standing: str
    numbers: list[int]
    differs: list[Any]
    left_out: list[str]
    reasons: list[Reason] = []


class Answer(_Given):
    """An answer. `outcome` is answered, partial, conflict, not_found or small_talk. `confirmed_share` is that of the statements, null where
    there are none."""

    outcome: str
    answer: str
    understood: str
    as_of: str
    citations: list[Citation]
    near: list[Citation]
    in_other_languages: list[Citation]
    warnings: list[str]
    mode: str
    statements: list[Statement]
    confirmed_share: float | None = None
    requirements: list[dict[str, Any]]
    seconds: float
    conversation: str | None = None
    turn: int | None = None


class Match(Place):
    """A passage that was found; `same_as` is the id of one that says the same."""

    id: int
    text: str
    score: float
    same_as: int | None


class Job(_Given):
    """A file that is read in the background; `state` is waiting, reading, added, updated, unchanged, copy, empty, failed or cancelled."""

    id: int
    name: str
    state: str
    share: float
    messages: list[str]


class Rated(_Sent):
    """What a user says of an answer; `saved_time` says whether it saved them some."""

    rating: Literal["", "good", "bad"]
    reasons: list[Annotated[str, StringConstraints(max_length=40)]] = Field(default=[], max_length=10)
    remark: Annotated[str, StringConstraints(max_length=2000)] = ""
    saved_time: Literal["", "yes", "no"] = ""
