"""One round of collecting: sources are asked, and what they tell is stored."""

from voc.pipeline.collecting.round import run_round
from voc.pipeline.collecting.tools import CollectTools

__all__ = ["CollectTools", "run_round"]
