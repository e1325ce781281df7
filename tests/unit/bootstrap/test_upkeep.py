from pathlib import Path

import pytest

from voc.bootstrap import wiring
from voc.bootstrap.settings import load
from voc.types.feedback import FeedbackId
from voc.types.issue import Issue, IssueId, IssueKind, IssueState, Voice
from voc.types.opinion import Severity


def test_an_issue_is_named_anew_in_the_words_of_voc_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As discovery names it, whose segmenter knows the user's names too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VOC_CONFIG", raising=False)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    Path("voc.toml").write_text('flavours = ["斑斓椰丝酪"]\n', encoding="utf-8")
    issue = Issue(
        id=IssueId("I1"),
        kind=IssueKind.IDEA,
        state=IssueState.OPEN,
        product=None,
        topic="taste",
        terms=("甲虫",),
        title=None,
        pinned=False,
        merged_into=None,
    )
    voices = [
        Voice(
            feedback_id=FeedbackId("a"),
            start=0,
            end=5,
            quote="斑斓椰丝酪",
            kind=issue.kind,
            product=None,
            topic="taste",
            severity=Severity.NONE,
        )
    ]
    assert wiring.upkeep(load()).rename(issue, voices) == ("斑斓椰丝酪",)
