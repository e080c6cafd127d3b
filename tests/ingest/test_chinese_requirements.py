"""What the grammar of duties reads in Chinese laws, plans and notices."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal


def rows(text: str, issued: str = "2024-03-01") -> list[Requirement]:
    found = requirements_in(Document(title="Notice", text=text, issued=issued), NORMAL)
    for row in found:
        assert row.quote == text[row.span.start : row.span.end]
        assert row.action in row.quote
    return found


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("企业发生重大事故的，应当立即报告主管部门。", "must", "企业"),
        ("药品经营企业购进药品，应当查验供货单位资质。", "must", "药品经营企业"),
        ("对申请人的请求，受理机关经核查不属实的，应当书面答复。", "must", "受理机关"),
        ("违反规定的，由交通主管部门责令改正。", "must", "交通主管部门"),
        ("违反规定的，责令限期改正。", "must", ""),
        ("收费标准由省级以上价格部门规定。", "must", "省级以上价格部门"),
        ("公安机关、文化行政部门和其他有关部门应当加强检查。", "must", "公安机关、文化行政部门和其他有关部门"),
        ("娱乐场所经营单位应当悬挂许可证。", "must", "娱乐场所经营单位"),
        ("申请从事餐饮服务活动的单位应当办理登记。", "must", "单位"),
        ("未按要求佩戴安全帽的人员不得进入现场。", "must_not", "未按要求佩戴安全帽的人员"),
        ("企业使用的锅炉必须定期检验。", "must", "企业"),
        ("各县区要压实责任。", "must", "各县区"),
        ("各级人民政府应当加强领导。", "must", "人民政府"),
        ("旅行社不得以低价招徕游客。", "must_not", "旅行社"),
        ("建设单位应当办理施工许可证。", "must", "建设单位"),
        ("从业人员有权拒绝违章指挥。", "may", "从业人员"),
        ("职工依法享有休息的权利。", "may", "职工"),
        ("纳税人享受减免税优惠政策。", "may", "纳税人"),
        ("国务院教育行政部门主管全国教师工作。", "must", "国务院教育行政部门"),
        ("消防救援机构依法对单位进行监督抽查。", "must", "消防救援机构"),
        ("请相关施工单位提前做好准备。", "must", "施工单位"),
        ("国家鼓励公民、法人和其他组织参与监督。", "should", "公民、法人和其他组织"),
        ("禁止任何单位和个人占用消防通道。", "must_not", "任何单位和个人"),
        ("会议要求有关方面高度重视防火工作。", "must", "方面"),
        ("要发挥制度优势，各部门要加强配合。", "must", "部门"),
        ("市督查室将适时开展督查。", "should", "市督查室"),
        ("对不符合条件的，不予许可。", "must_not", ""),
        ("参观时请勿携带食品。", "must_not", ""),
        ("申请人对决定不服的，可以依法申请复议。", "may", "申请人"),
        ("鼓励和支持志愿者参与劝导。", "should", "志愿者"),
        ("会议决定，由市住建局牵头成立专班，尽快拿出方案。", "must", "市住建局"),
        ("侵权人应当赔偿损失。", "must", "侵权人"),
        ("离校前请关好门窗。", "must", ""),
        ("返校人员到校前须完成申报。", "must", "返校人员"),
        ("各单位“一把手”是第一责任人，要亲自部署。", "must", ""),
        ("洗手间要配备洗手液。", "must", ""),
        ("保持室内空气流通。", "must", ""),
        ("营业时间限于8时至24时。", "must", ""),
    ],
)
def test_who_has_to_act_is_read(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body) == (modality, body)


@pytest.mark.parametrize(
    "sentence",
    [
        "为了规范市场秩序，根据有关法律，制定本办法。",
        "本办法适用于本市的餐饮服务。",
        "本办法自2024年7月1日起施行。",
        "本通知自印发之日起执行，有效期五年。",
        "本办法由市人力资源和社会保障局负责解释。",
        "折算方法为：（剩余天数÷365）×全年应当享受的天数。",
        "禁止施工的时间为：2024年6月1日至6月10日。",
        "今年是规划的收官之年，做好防汛工作十分重要。",
        "完成时限：2024年12月底。",
        "实施期限为2024年1月1日至2026年12月31日。",
        "今年以来，全市新增就业5万人，同比增长3%。",
        "4月4日至6日放假调休，共3天。",
    ],
)
def test_what_only_tells_is_no_duty(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("lead_in", "modality", "body"),
    [
        ("养老机构应当履行下列义务：", "must", "养老机构"),
        ("申请人应当具备下列条件：", "must", "申请人"),
        ("市教育局履行下列职责：", "must", "市教育局"),
        ("经营者不得有下列行为：", "must_not", "经营者"),
        ("禁止在考点周边实施下列行为：", "must_not", ""),
    ],
)
def test_items_under_a_lead_in_are_duties_of_their_own(lead_in: str, modality: str, body: str) -> None:
    found = rows(f"{lead_in}\n（一）建立入住档案；\n（二）要求他人一次性支付；\n（三）法律禁止的其他活动。")
    assert [row.body for row in found] == [body] * 3
    assert found[0].modality == modality
    assert found[0].action == "建立入住档案"


def test_what_an_item_of_a_prohibition_demands_of_others_is_forbidden() -> None:
    found = rows("经营者不得有下列行为：\n（一）虚构交易；\n（二）要求各门店加收费用。")
    assert [row.modality for row in found] == ["must_not", "must_not"]


@pytest.mark.parametrize(
    "text",
    [
        "有下列情形之一的，由交通主管部门处一千元罚款：\n（一）未按时年检的；\n（二）超载的。",
        "申请人应当提交下列材料：\n（一）申请书；\n（二）身份证明。",
    ],
)
def test_situations_and_things_stay_with_their_lead_in(text: str) -> None:
    (row,) = rows(text)
    assert row.quote == text


def test_clauses_of_several_bodies_are_duties_of_their_own() -> None:
    found = rows("供水单位应当保证水质，发现污染的，卫生部门应当立即检测。")
    assert [(row.body, row.quote) for row in found] == [
        ("供水单位", "供水单位应当保证水质"), ("卫生部门", "发现污染的，卫生部门应当立即检测。")
    ]  # fmt: skip


def test_each_body_has_its_own_date() -> None:
    found = rows("市交通局要在6月底前制定方案，各镇街要在8月底前落实到位。")
    assert [(row.body, row.deadline) for row in found] == [("市交通局", "2024-06-30"), ("镇街", "2024-08-31")]


def test_a_sentence_that_goes_on_has_the_body_of_the_one_before_it() -> None:
    assert [row.body for row in rows("学校应当建立食品安全制度。并应当每学期检查一次。")] == ["学校", "学校"]
    found = rows("由市场监管部门责令改正；情节严重的，吊销许可证。")
    assert [row.body for row in found] == ["市场监管部门", "市场监管部门"]
    found = rows("驾驶人应当按照信号通行；没有信号的，应当确保安全；乘客患病的，应当送医。")
    assert [row.body for row in found] == ["驾驶人", "驾驶人", "乘客"]


def test_a_new_paragraph_has_no_body_of_the_one_before_it() -> None:
    assert [row.body for row in rows("学校应当建立制度，定期检查。\n应当公布检查的结果。")] == ["学校", ""]


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("各单位要在年底前完成整改。", "2024-12-31"),
        ("各单位要在10月底前报送总结。", "2024-10-31"),
        ("力争上半年完成主体工程。", "2024-06-30"),
        ("今年内，各单位要建成一个示范点。", "2024-12-31"),
        ("请于5月10日下午5:00前报送名单。", "2024-05-10"),
        ("清理历史遗留问题。（完成时限：2024年9月底）", "2024-09-30"),
        ("建立工作机制。责任单位：市应急局；完成时限：2024年12月底前。", "2024-12-31"),
        ("制定实施方案。（市财政局牵头，2024年9月底前完成）", "2024-09-30"),
        ("各单位要认真总结上半年工作，查找不足。", ""),
        ("各地要按照今年的任务要求抓好落实。", ""),
        ("4月4日至6日放假期间，各单位要加强值班。", ""),
        ("根据5月6日会议精神，各部门要抓好落实。", ""),
    ],
)
def test_only_what_limits_a_duty_is_its_deadline(sentence: str, deadline: str) -> None:
    (row,) = rows(sentence)
    assert row.deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("对申请人的请求，经核查不属实的，或者超出期限的，应当书面答复。", "经核查不属实的，或者超出期限的"),
        ("发现险情及时处置，确保安全。", "发现险情"),
        ("遇有突发事件，要及时报告。", "遇有突发事件"),
        ("对逾期不归还的单位，要通报批评。", "对逾期不归还的单位"),
        ("除前款规定的条件外，还应当符合布局要求。", ""),
        ("（二）发现隐患的，应当立即排除。", "发现隐患的"),
    ],
)
def test_a_condition_is_read(sentence: str, condition: str) -> None:
    (row,) = rows(sentence)
    assert row.condition == condition


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("出具虚假报告的，由监管部门撤销其资质，并依法追究责任。", "撤销其资质，并依法追究责任"),
        ("加大支持力度，对新认定的企业给予10万元奖励。", "加大支持力度，对新认定的企业给予10万元奖励"),
        ("加强值班值守，确保度汛安全。", "加强值班值守，确保度汛安全"),
        ("将审批时限压缩一半，推行网上办理。", "将审批时限压缩一半，推行网上办理"),
    ],
)
def test_the_action_is_whole(sentence: str, action: str) -> None:
    (row,) = rows(sentence)
    assert row.action == action


def test_fines_are_figures() -> None:
    (row,) = rows("违反规定的，处二百元以上五千元以下罚款。")
    assert [(one.comparison, one.value, one.unit) for one in row.targets] == [(">=", 200, "元"), ("<=", 5000, "元")]
