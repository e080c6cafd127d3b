"""The tokenizer: pieces of words, of the scores that the file of weights holds."""

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from vectorstore.embedding.e5.weights import Vocabulary


def tokenizer_of(vocabulary: Vocabulary) -> Tokenizer:
    """Give the tokenizer, which puts its marks at both ends of a text."""
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    made = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"[\n\r\t]"), " "), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", vocabulary.begin), ("</s>", vocabulary.end)]
    )
    return made
