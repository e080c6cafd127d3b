"""Bodies are known under their names in both scripts where no document explains them."""

import pytest

from vectorstore.embedding.embedder import Embedder
from vectorstore.search.bodies import same_bodies

pytestmark = pytest.mark.once

BODIES = ["Ferry Group", "Harbour Office", "Pilot Guild", "Finance Division", "Technology Division", "财务处", "科技处、港务公司", "法院"]


@pytest.mark.slow
def test_a_body_that_comes_near_but_is_of_another_kind_is_not_it(embedder: Embedder) -> None:
    assert same_bodies("监督处", ["provincial commission", "Lamp Guild"], embedder) == frozenset()
    assert same_bodies("provincial commission", ["监督处", "法院"], embedder) == frozenset()


@pytest.mark.slow
def test_a_body_of_a_place_is_not_the_one_without(embedder: Embedder) -> None:
    assert same_bodies("海川水务集团", ["Water Group", "Lamp Guild"], embedder) == frozenset()
    assert same_bodies("Water Group", ["海川水务集团", "法院"], embedder) == frozenset()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Technology Division", {"科技处、港务公司"}),
        ("Technology Divisions", {"科技处、港务公司"}),
        ("Finance Division", {"财务处"}),
        ("Museum of Lamps", set()),
        ("水务集团", set()),
    ],
)
def test_a_body_has_its_name_in_the_other_script(embedder: Embedder, name: str, same: set[str]) -> None:
    assert same_bodies(name, BODIES, embedder) == same
