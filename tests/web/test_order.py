"""In which order names stand."""

from assistant.web.shared.order import place_of


def test_chinese_names_stand_by_their_sound_and_other_names_after_them() -> None:
    names = ["中转站", "安全帽", "Zone", "浮桥", "灯塔", "Anchor"]
    assert sorted(names, key=lambda name: place_of(name, "zh")) == ["安全帽", "灯塔", "浮桥", "中转站", "Anchor", "Zone"]
