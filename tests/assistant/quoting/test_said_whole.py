"""A short English question of which one sentence says every word, in a passage that does not come near enough."""

import pytest

from assistant.answer.answer import Outcome
from tests.assistant.quoting.test_answerability import judged


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("How long does a warden serve?", "A warden serves for four years and lives at the gate.", Outcome.ANSWERED),
        ("How long does a warden serve?", "A warden serves at the gate and keeps the lamps.", Outcome.RELATED),
        ("How long does a warden serve?", "A warden lives at the gate for four years.", Outcome.RELATED),
        ("How much luggage is allowed?", "Luggage above thirty kilos is forbidden on the ferry.", Outcome.ANSWERED),
        ("How much luggage is allowed?", "The ferry carried thirty pieces of luggage.", Outcome.RELATED),
        ("Can a warden be elected again?", "A warden may be elected twice by the guild.", Outcome.ANSWERED),
        ("What did Anna Brink say?", "Anna Brink stated that all lamps must burn.", Outcome.ANSWERED),
        ("What did the lamp meeting propose?", "The guild held a meeting on the lamp. It proposed a second rope.", Outcome.ANSWERED),
        ("What did the lamp meeting propose?", "The guild held a meeting on the lamp at the mole by night.", Outcome.RELATED),
        ("What did Anna Brink say?", "Anna Brink keeps all lamps of the mole.", Outcome.RELATED),
        ("By when must external pilots form the majority?", "Outside pilots are more than half by 1 May 2031.", Outcome.ANSWERED),
        ("How many wardens sit on the guild council?", "The council of the guild has three to five wardens.", Outcome.ANSWERED),
        ("How many wardens sit on the guild council?", "The council of the guild elects wardens each spring.", Outcome.RELATED),
        ("Do lamps hang on ropes?", "Lamps hang on ropes.", Outcome.RELATED),  # nothing new is said of them
        ("What does “two lamps, one rope” mean?", "Pilots follow two lamps, one rope and the rules of the harbour.", Outcome.RELATED),
    ],
)
def test_a_sentence_that_says_every_word_answers(question: str, text: str, outcome: Outcome) -> None:
    assert judged(question, text, cosine=0.5).outcome is outcome
