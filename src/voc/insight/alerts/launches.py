"""A competitor brings something out, as media tell it: its name and a word for it in one sentence.

The words are our own list. What a company of that name does otherwise (goes public, reports,
recalls, sues) is told with some of the same words and is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voc.types.alert import Citation, Finding, Rule
from voc.types.document import Named
from voc.types.feedback import FeedbackId

RECENT = timedelta(days=7)  # an article is news so long, and holds its alert open
QUOTED = 3

# In cleaned, lower-case, Simplified text. Each is swept over tests/unit/insight/alerts.
_LAUNCH = re.compile(
    r"新品|新款|新口味|新系列|上新|首发|首推|首度推出|推出|推新|上市|开售|发售|面世|问世|亮相|发布|上架"
    r"|\b(?:launch(?:es|ed|ing)?|unveil(?:s|ed|ing)?|debut(?:s|ed|ing)?|roll(?:s|ed|ing)? out"
    r"|introduc(?:es|ed|ing)|new (?:product|flavou?r|line|range|edition)s?|hits? (?:the )?shelves"
    r"|now available|brings? out)\b"
    r"|출시|신제품|신상품|첫선|선보[이였인여]|런칭|론칭|신메뉴"
)
# Of the same words: about shares, figures, law, sport, or about nothing that came.
_OTHER = re.compile(
    r"上市(?:公司|企业|委|申请|辅导|敲钟|首日|以来|计划|进程|之路)|(?:赴港|赴美|港股|美股|a股|ipo|股票|借壳|"
    r"挂牌|整体)[^,，。]{0,6}上市|发布[^,，。]{0,12}(?:财报|年报|季报|公告|业绩|声明|报告|致歉|道歉|通知|招聘)"
    r"|首发(?:阵容|球员|上会|申请)|推出(?:市场|历史|舞台)|(?:未|没有|没|暂不|不再|停止|推迟|取消|暂缓|否认)"
    r"[^,，。]{0,6}(?:推出|上市|发售|开售|上新|发布)"
    r"|launch\w* (?:an? |the |its |new )*(?:investigation|probe|lawsuit|suit|appeal|recall|ipo|"
    r"attack|inquiry|bid|petition|share)|(?:not|never|n't|without|delay\w*|cancel\w*|postpone\w*)"
    r" (?:yet |the |its |been )*(?:launch|unveil|debut|introduc|releas)\w*|debut\w* on (?:the )?"
    r"(?:stock|nasdaq|nyse|exchange)|introduc\w+ (?:\w+ )?(?:layoffs|measures|bill|policy)"
    r"|출시(?:되지|하지) (?:않|못)|출시(?:를)? (?:연기|취소|보류)"
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_STOP = re.compile(r"(?<=[a-z\uac00-\ud7a3)\"'])\.(?=\s|$)")  # of Latin and Hangul sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One article that tells of it."""

    rival: str
    citation: Citation
    at: datetime


def launches(text: str, named: Sequence[Named]) -> Iterator[tuple[str, int, int]]:
    """Of each competitor the first sentence that tells of a launch: (name, start, end).

    ``text`` is cleaned, lower-case and folded; ``named`` counts in it.
    """
    told: set[str] = set()
    for start, end in _sentences(text):
        within = {one.value for one in named if start <= one.start < end} - told
        if within and _tells(text[start:end]):
            told |= within
            yield from ((value, start, end) for value in sorted(within))


def launch_findings(rule: Rule, told: Sequence[Launch]) -> list[Finding]:
    """One a competitor."""
    by_rival: dict[str, dict[FeedbackId, Launch]] = {}
    for one in told:
        if not rule.rivals or one.rival in rule.rivals:
            by_rival.setdefault(one.rival, {}).setdefault(one.citation.feedback_id, one)
    return [_finding(rule, rival, found) for rival, found in sorted(by_rival.items())]


def _finding(rule: Rule, rival: str, found: Mapping[FeedbackId, Launch]) -> Finding:
    latest = sorted(found.values(), key=lambda one: one.at, reverse=True)
    return Finding(
        subject=f"rival:{rival}",
        opens=len(found) >= rule.least,
        since=latest[0].at,
        facts={"count": len(found), "days": RECENT.days},
        citations=tuple(one.citation for one in latest[:QUOTED]),
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        start = match.start()
        for stop in _STOP.finditer(match.group()):
            yield start, match.start() + stop.end()
            start = match.start() + stop.end()
        if start < match.end():
            yield start, match.end()


def _tells(sentence: str) -> bool:
    return _LAUNCH.search(_OTHER.sub(" ", sentence)) is not None
