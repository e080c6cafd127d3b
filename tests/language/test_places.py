"""Places are found in any language, under one name."""

import pytest

from language.statements.places import named_places, places_in, possible_places_in


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("湖北省和Hunan的企业", {"Hubei"}),
        ("Enterprises in Hubei and Inner Mongolia", {"Hubei", "Inner Mongolia"}),
        ("廣東省與陝西省", {"Guangdong", "Shaanxi"}),
        ("浙江西部、江西安排、湖北京山", {"Zhejiang", "Jiangxi", "Hubei"}),
        ("建成都市圈，为民造福建档立卡，在长江西岸、黄河南岸", set()),
        ("Beijing-based firms of the Beijing-Tianjin-Hebei region", {"Beijing"}),
        ("the Beijing-Tianjin-Hebei region", set()),
    ],
)
def test_places_are_found_by_whole_names(text: str, places: set[str]) -> None:
    assert places_in(text) == places


def test_places_are_given_as_written() -> None:
    assert named_places("湖南省") == {"Hunan": "湖南"}


def test_short_forms_may_mean_places() -> None:
    assert possible_places_in("京津冀的企业和上交所") == {"Beijing", "Tianjin", "Hebei", "Shanghai"}
    assert possible_places_in("湖南省创新") == {"Hunan"}
    assert places_in("京津冀") == frozenset()
