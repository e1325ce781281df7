"""Random encoders small enough to build in a test: a BERT of two layers over single characters."""

from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
CHARACTERS = (
    "的了不很好吃味道包装漏气太甜贵软脆香客服快慢物流推荐差坏喜欢买退希望abcdefghijklmnopqrstuvwxyz"
)
WIDTH = 32


def bert(vocabulary: int = len(MARKS) + len(CHARACTERS)) -> Any:
    """The same weights every time."""
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=vocabulary, hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=2 * WIDTH, max_position_embeddings=160,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False).eval()


def tokenizer() -> Tokenizer:
    """A token a character; what it does not know is [UNK]."""
    vocabulary = {piece: row for row, piece in enumerate((*MARKS, *CHARACTERS))}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex(r"\s*\S"), "isolated")
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return made


def save(folder: Path) -> None:
    """As transformers keeps a model."""
    bert().save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(),
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=128,
    ).save_pretrained(folder)
