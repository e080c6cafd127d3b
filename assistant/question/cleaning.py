"""What people put around a question out of courtesy, and that says nothing about what they look for."""

import re

from language.tokens import STOP_WORDS

_TELL = "tell|give|show|explain|help|clarify|provide|elaborate|inform|describe|detail|outline|specify|identify|list|advise"
_KNOWLEDGE = r"(information|info|details|guidance|clarification|help|assistance|advice|(a few |a )?questions?)"
_MORE = r"((some|more|any|further|additional|detailed|a (little )?(bit|more)) )*"
_ABOUT = r"( (something|more|a (little )?bit))?( (about|on|of|regarding|related to|relating to|concerning|with))?( (if|whether)(?= ))?"

_GREETINGS = (
    r"(hi|hello|hey|greetings|good (morning|afternoon|evening|day))( there| all| everyone)?",
    r"how('s it| is it| are things)( going)?( today)?(?=[.,!?])|how (are you|you doing|are you doing)( today)?(?=[.,!?])",
    r"(i )?hope (you|this|all|everything|it)\b[^.,;!?]{0,40}(?=[.,;!?])",
    r"please|look(?=,)|say(?=,)|excuse me|thanks|thank you|i need( some)? help(?=[.,;!?])",
    r"(can|could|would) (you|anyone|someone)( please)? help( me| us)?( out)?( with (this|that|something))?( please)?(?=[.,;!?])",
    r"(i have )?(a|some) (quick )?questions?(?=[.,;:!?])",
)
_REQUESTS = (
    rf"(can|could|would|will) (you|anyone|someone)( please| kindly)? ({_TELL})( to)?( me| us)?( know| out)?",
    rf"({_TELL})( to)? (me|us)( know)?",
    r"(i|we)( would|'d)?( just| also| really)? (like|want|wanted|need|wish)( (you )?to) (know|learn|find out|understand|ask|hear)",
    rf"((i|we)( would|'d)?( just| also| really)? (like|want|have)|((i|we) )?need)( to (get|have|obtain|see))?(?= {_MORE}{_KNOWLEDGE}\b)",
    r"(i|we)('m|'re| am| was| are| were)( just)? (wondering|curious|looking for|looking(?= info)|searching for|searching(?= info)|"
    r"trying to (know|learn|find out|understand)|here to (know|learn|find out|ask))|i came here to (learn|find out|ask|know)",
)
_CHINESE = (
    "你好|您好|早上好|下午好|晚上好|谢谢[您你]?|麻烦[您你]?",
    "请问(一下)?|请教(一下)?(?=[，,])",
    "(请|能否|能不能|可否|可以|可不可以)?[您你]?([给帮向为]?我们?)?(介绍|说明|解释|讲|说|查)(一下|下)",
    "(请|能否|能不能|可否|可以|可不可以)[您你]?(告诉我们?|(给我们?|向我们?|为我们?)?(介绍|说明|解释|列出)(一下)?)",
    "我们?(想|想要|希望|需要)(了解|知道|问|咨询|请教|查)(一下|下)?",
)
_OPENING = re.compile(
    rf"\W*(({'|'.join(_GREETINGS)})(?!\w)|(?<!\w)({'|'.join(_REQUESTS)})( {_MORE}(the )?{_KNOWLEDGE})?{_ABOUT}(?!\w)|"
    rf"({'|'.join(_CHINESE)})(关于)?)[\s,.;:!?，。：；！？]*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<=[.,;!?，。；！？\s])(please|thanks?( you)?( very much| so much| a lot| in advance)?|"
    r"(can|could) you( please)? (help|tell)( me| us)?( out)?( with (this|that|it))?( please)?|谢谢[您你]?)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def strip_pleasantries(question: str) -> str:
    """Give `question` without greetings, thanks and phrases such as “could you tell me”; itself where nothing else is in it."""
    left = " ".join(question.split())
    while (opening := _OPENING.match(left)) and _has_subject(rest := left[opening.end() :]):
        left = rest
    closing = _CLOSING.search(left)
    return left[: closing.start()].rstrip(" ,;，；") if closing and _has_subject(left[: closing.start()]) else left


def _has_subject(text: str) -> bool:
    return any(word.lower() not in STOP_WORDS for word in _WORD.findall(text))
