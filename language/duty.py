"""What a sentence demands: that much a grammar reads, in whatever language."""

from dataclasses import dataclass

from language.modality import Modality


@dataclass(frozen=True, slots=True)
class Duty:
    """What a sentence demands: its modality, who has to act as the sentence writes it (else empty), and where the action begins.

    What stands before `start` only tells who demands it. `subject` is where the thing begins of which something is demanded, where
    that is nobody who acts: “The ratio must …”. `is_command` says that no word obliges: “Build …”.
    """

    modality: Modality
    body_as_written: str
    action: int
    start: int = 0
    subject: int | None = None
    is_command: bool = False
