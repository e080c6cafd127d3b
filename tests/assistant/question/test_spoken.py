"""What people say, put as documents write it."""

import pytest

from assistant.question.spoken import as_written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("做采购搞砸了会不会被罚", "采购失败是否罚"),
        ("接连三个月没交报表会怎样", "连续三个月没交报表会怎样"),
        ("迟到要罚多少钱", "迟到罚多少金额"),
        ("一共有多少座灯塔", "共有多少座灯塔"),
        ("闸门应当每年检查几次？", "闸门应当每年检查几次？"),
        ("Have I got to report it?", "Have I got to report it?"),
        ("Keepers have got to report it", "Keepers have to report it"),
        ("Can a keeper get fined for sleeping?", "Can a keeper be fined for sleeping?"),
        ("What happens if the water drops below 3 metres?", "if the water is below 3 metres?"),
        ("What happens to a keeper who sleeps?", "to a keeper who sleeps?"),
        ("What happens at noon?", "What happens at noon?"),
        ("Where is it written that keepers must not sleep?", "keepers must not sleep?"),
        ("Which document says how long logs are kept?", "how long logs are kept?"),
        ("How often does the dredging talk take place?", "how often is the dredging talk held?"),
        ("灯塔会议一年开几次", "灯塔会议多久召开一次"),
        ("出了死人的事故几个小时内报警", "发生死亡的事故多长时间内报警"),
        ("航线一年可以调几次", "航线一年可以调整几次"),
        ("哪个文件规定了拖船费", "拖船费"),
        ("在哪里规定是有效的", "在哪里规定是有效的"),
        ("Who will get the blame?", "Who will be held liable?"),
    ],
)
def test_spoken_words_become_written_ones_and_written_ones_stay(said: str, written: str) -> None:
    assert as_written(said) == written
