"""What is in force in the question's language comes before what has expired in another."""

from dataclasses import replace
from pathlib import Path

from assistant.quoting.other_script_last import other_script_last
from assistant.quoting.paraphrase import own_script_first
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence, gather

_OLD = """# Yunling Plan for Streamlining State-owned Enterprises (2023-2024)

**Issued by:** Yunling Municipal Government
**Issue date:** 2023-02-10

1. This plan runs from 1 March 2023 to 31 December 2024.

2. Municipal enterprises must reduce their management levels to no more than four by the end of 2024.

3. Shell companies must be cleared and deregistered by 30 June 2024.

4. Non-core assets must fall below 10 % of total assets by the end of 2024.

5. Social functions must be handed over by the end of 2023. The Reform Division leads this task.
"""

_NEW = """云岭市国有企业瘦身健体任务分工表

发文机关：云岭市人民政府办公室
文号：云政办发〔2025〕31号
日期：2025-05-20

各区人民政府，市属各企业：
现将《云岭市国有企业瘦身健体任务分工表》印发给你们，请认真落实。本分工表自2025年6月1日起执行。

一、压缩管理层级
（一）2026年底前，市属企业管理层级压减到三级以内。牵头单位：改革处；配合单位：市属各企业。
（二）2026年6月底前完成全部“空壳”企业的清理注销。牵头单位：产权处；配合单位：市市场监管局。

二、剥离非主业
（三）2026年底前，市属企业非主业资产占比降到百分之五以下。牵头单位：规划科技处。
（四）2025年底前完成社会职能移交，区属企业同步推进。牵头单位：改革处；配合单位：各区国资监管机构。

三、推进要求
（五）牵头单位每季度末月25日前将进展情况报改革处。对推进不力的，予以通报。
"""


def test_what_has_expired_in_another_language_counts_less_beside_what_is_in_force(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "plan.md").write_text(_OLD, encoding="utf-8")
    (tmp_path / "任务表.txt").write_text(_NEW, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "plan.md", tmp_path / "任务表.txt"])
        before, english = (
            own_script_first(gather(library, asked, 8)) for asked in ("管理层级压减到几级？", "How many management levels may there be?")
        )
    after = other_script_last(before)
    assert after.passages[0].in_one_script
    assert after.passages[0].match.score - _best_in_english(after) >= 0.3 > before.passages[0].match.score - _best_in_english(before)
    assert other_script_last(english) is english


def test_what_says_little_in_another_language_comes_last_and_answers_nothing(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "leave.txt").write_text(_LEAVE, encoding="utf-8")
    (tmp_path / "overtime.md").write_text(_OVERTIME, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "leave.txt", tmp_path / "overtime.md"])
        found = gather(library, "I forgot to claim overtime pay from last year, can it still be paid?", 8)
    other = [replace(one, match=replace(one.match, score=2.0)) for one in found.passages if not one.in_one_script]
    assert [one.says_little for one in other] == [True]
    own = [one for one in found.passages if one.in_one_script]
    ordered = other_script_last(replace(found, passages=(*other, *own)))
    assert [one.in_one_script for one in ordered.passages] == [True] * len(own) + [False]
    assert not other[0].answers


_LEAVE = """灯塔职工年休假办法

第一条 灯塔职工每年享受年休假。

第二条 前款所称月工资是指职工在灯塔支付其未休年休假工资报酬前12个月剔除加班工资后的月平均工资。

第三条 灯塔当年已安排职工年休假的，多于折算应休年休假的天数不再扣回。
"""

_OVERTIME = """# Overtime Rules of the Lighthouse

Overtime is only worked when the keeper has agreed to it in advance.

Late claims are only processed where the keeper can justify them and the clerk of the lighthouse agrees.
"""


def _best_in_english(evidence: Evidence) -> float:
    return max(one.match.score for one in evidence.passages if not one.in_one_script)
