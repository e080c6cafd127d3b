"""Bodies are known under their names in both scripts where no document explains them."""

import pytest

from vectorstore.embedding.embedder import Embedder
from vectorstore.search.bodies import same_bodies

pytestmark = pytest.mark.once

BODIES = ["Harbour Office", "Pilot Guild", "Finance Division", "Technology Division", "财务处", "科技处、港务公司", "法院"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Technology Division", {"科技处、港务公司"}),
        ("Technology Divisions", {"科技处、港务公司"}),
        ("Finance Division", {"财务处"}),
        ("Museum of Lamps", set()),
    ],
)
def test_a_body_has_its_name_in_the_other_script(embedder: Embedder, name: str, same: set[str]) -> None:
    assert same_bodies(name, BODIES, embedder) == same
