"""Greetings, thanks and questions about the assistant itself, which get a fixed reply."""

import re

_KINDS = {
    "greeting": (
        r"(hi|hello|hey|good (morning|afternoon|evening|day)|greetings|你好|您好|"
        r"早上好|下午好|晚上好|嗨|哈喽)( there| all| everyone)?"
    ),
    "thanks": r"(thanks?|thank you|many thanks|thx|cheers|谢谢|多谢|感谢|谢了)( you| a lot| so much| very much|您|你)?",
    "farewell": r"(bye|goodbye|see you|good night|再见|拜拜|回头见)( then| later| soon)?",
    "about": (
        r"(who|what) are you|what (can|do) you do|how (do|can) (you|i use you|i use this) ?(work|help)?|"
        r"how does this work|what is this|((can|could) you )?help( me)?( out)?|"
        r"what can i ask( you)?|are you (a )?(human|robot|bot|ai|person)|"
        r"你是谁|您是谁|你是什么|你(能|会|可以)(做|干)?(什么|些什么|哪些事)|怎么(用|使用)|如何使用|帮助|你是(人|机器人)吗"
    ),
}
_PATTERNS = {kind: re.compile(rf"\W*({pattern})\W*", re.IGNORECASE) for kind, pattern in _KINDS.items()}


def small_talk(question: str) -> str | None:
    """Name the kind of small talk that the whole of `question` is, None where it is a question about documents."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(question)), None)
