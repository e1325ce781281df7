"""Numbers the evidence behind figures in the order a reader meets it."""

from voc.renderers.wording import Wording
from voc.types.report import Evidence


class Footnotes:
    """Equal evidence shares one number."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._numbers: dict[Evidence, int] = {}

    def number(self, evidence: Evidence) -> int:
        """1, 2, …: the place of ``evidence`` in the list at the report's end."""
        return self._numbers.setdefault(evidence, len(self._numbers) + 1)

    def title(self, evidence: Evidence) -> str:
        """ "412 条反馈，见证据 3" """
        number = str(self.number(evidence))
        return self._wording.say("evidence", "footnote", rows=evidence.rows, number=number)

    def all(self) -> list[tuple[int, str, Evidence]]:
        """Number, filter in words and the evidence, of what was numbered so far."""
        return [(n, self._filter(evidence), evidence) for evidence, n in self._numbers.items()]

    def _filter(self, evidence: Evidence) -> str:
        pairs = (self._wording.condition(field, value) for field, value in evidence.filter)
        return " · ".join(pairs) or self._wording.say("evidence", "everything")
