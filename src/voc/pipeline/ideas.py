"""Idea cards from the store: wishes read as demand, grouped, and what stands beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from voc.insight.ideas.beside import Defect, Having
from voc.insight.ideas.cards import Around, cards
from voc.insight.ideas.groups import grouped
from voc.insight.ideas.mentions import Place, Told, told_in, trends
from voc.insight.ideas.rises import Days
from voc.insight.ideas.wish import Wish, people
from voc.insight.ideas.wishing import without_wishing
from voc.insight.words.telling import telling
from voc.ports.language import Gazetteer, ScriptFolder, WordReader
from voc.ports.store import Store
from voc.text.demands import things
from voc.text.demands.reading import read
from voc.text.demands.said import Said, said_in
from voc.text.document import plain
from voc.types.feedback import FeedbackKind
from voc.types.idea import Ideas, MediaText, MediaTrend, NoDemand, Offer, WishingText
from voc.types.issue import Issue, IssueId, IssueKind, IssueState

_DISMISSED = "dismissed by a person"
# Before and after everything; the store compares times only.
_EVER = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
# Voices of a defect that are held against a wish: more change no share much.
_VOICES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaTools:
    """What wishes are read with."""

    words: WordReader
    folder: ScriptFolder
    gazetteer: Gazetteer
    zone: tzinfo
    offers: tuple[Offer, ...]

    def fold(self, text: str) -> str:
        return plain(text, self.folder)


def find_ideas(store: Store, tools: IdeaTools, product: str | None = None) -> Ideas:
    """Cards of all that was read, or of one product. Changes nothing."""
    with store.snapshot():
        issues = {issue.id: issue for issue in store.issues(IssueKind.IDEA)}
        refused: Counter[str] = Counter()
        texts = list(store.wishing(product))
        wishes = _wishes(texts, issues, tools, refused)
        groups = grouped(wishes, _settled(issues.values()))
        articles = list(store.articles())
        told = told_in(articles, tools.fold)
        exposure = _exposure(store, tools.zone, product)
        around = Around(
            days=_days(exposure),
            exposure=exposure,
            zone=tools.zone,
            defects=_defects(store, tools, product),
            havings=tuple(_havings(tools)),
            competitors=_competitors(texts),
            articles=_counted(told),
        )
        in_cards = {id(wish) for group in groups for wish in group.wishes}
        return Ideas(
            cards=cards(groups, around),
            media=_media(articles, told, tools.zone, wishes),
            wishes=len(wishes),
            refused=tuple(sorted(refused.items(), key=lambda item: (-item[1], item[0]))),
            alone=sum(id(wish) not in in_cards for wish in wishes),
        )


def _wishes(
    texts: Iterable[WishingText],
    issues: Mapping[IssueId, Issue],
    tools: IdeaTools,
    refused: Counter[str],
) -> list[Wish]:
    """Each demand of each text; what is none is counted by its reason in ``refused``."""
    found: list[Wish] = []
    for text in texts:
        for said in said_in(text, tools.fold):
            issue = _issue(text, said, issues)
            demands = read(said, text.product)
            if issue is not None and issue.state is IssueState.DISMISSED:
                demands = NoDemand(because=_DISMISSED)
            if isinstance(demands, NoDemand):
                refused[demands.because.partition(": ")[0]] += 1
                continue
            words = without_wishing(telling(tools.words.read(said.text), text.product))
            person = text.author_key or f"text {tools.fold(text.text)}"
            id_ = issue.id if issue else None
            found += (Wish(text, demand, words, person, id_) for demand in demands)
    return found


def _issue(text: WishingText, said: Said, issues: Mapping[IssueId, Issue]) -> Issue | None:
    held = (id_ for start, end, id_ in text.filed if start < said.end and said.start < end)
    return next((issues[id_] for id_ in held if id_ in issues), None)


def _settled(issues: Iterable[Issue]) -> dict[IssueId, str]:
    """What people said outranks what words tell."""
    return {
        issue.id: issue.title or " · ".join(issue.terms)
        for issue in issues
        if issue.state is IssueState.OPEN and (issue.pinned or issue.title)
    }


def _exposure(store: Store, zone: tzinfo, product: str | None) -> dict[str | None, Counter[date]]:
    """Valid dated feedback of customers, a product and day."""
    found: dict[str | None, Counter[date]] = defaultdict(Counter)
    for fact in store.facts(*_EVER, product):
        if fact.dated and not fact.flagged and fact.kind is not FeedbackKind.MEDIA:
            found[fact.product][fact.counted_at.astimezone(zone).date()] += 1
    return found


def _days(exposure: Mapping[str | None, Mapping[date, int]]) -> Days | None:
    last = max((day for days in exposure.values() for day in days), default=None)
    return Days.until(last) if last else None


def _defects(store: Store, tools: IdeaTools, product: str | None) -> list[Defect]:
    known = {issue.id: issue for issue in store.issues(IssueKind.DEFECT)}
    said: dict[IssueId, list[str]] = defaultdict(list)
    for voice in store.issue_voices(_EVER[1], product):
        if voice.issue_id in known and len(said[voice.issue_id]) < _VOICES:
            said[voice.issue_id].append(tools.fold(voice.text[voice.start : voice.end]))
    return [_defect(known[id_], tuple(quotes)) for id_, quotes in said.items()]


def _defect(issue: Issue, said: tuple[str, ...]) -> Defect:
    name = issue.title or " · ".join(issue.terms)
    return Defect(issue.id, issue.product, name, issue.terms, said)


def _havings(tools: IdeaTools) -> Iterable[Having]:
    for offer in tools.offers:
        for written in offer.things:
            folded = tools.fold(written)
            listed = {one.value for one in things.find(folded)}
            named = {one.value for one in tools.gazetteer.find(folded)}
            yield Having(offer.name, offer.ours, written, folded, frozenset(listed | named))


def _competitors(texts: Iterable[WishingText]) -> dict[str, tuple[str, ...]]:
    return {
        text.feedback_id: tuple(
            dict.fromkeys(one.value for one in text.entities if one.type == "competitor")
        )
        for text in texts
    }


def _counted(told: Mapping[Told, Sequence[Place]]) -> dict[str, int]:
    """Articles a value, as whatever kind they tell of it."""
    ids: dict[str, set[str]] = defaultdict(set)
    for (_, value), places in told.items():
        ids[value].update(article.feedback_id for article, _, _ in places)
    return {value: len(found) for value, found in ids.items()}


def _media(
    articles: Sequence[MediaText],
    told: Mapping[Told, Sequence[Place]],
    zone: tzinfo,
    wishes: Sequence[Wish],
) -> tuple[MediaTrend, ...]:
    exposure = Counter(one.counted_at.astimezone(zone).date() for one in articles)
    if not exposure:
        return ()
    by_value: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        if wish.demand.value:
            by_value[wish.demand.value].append(wish)
    counts = {value: people(found) for value, found in by_value.items()}
    return trends(told, Days.until(max(exposure)), zone, exposure, counts)
