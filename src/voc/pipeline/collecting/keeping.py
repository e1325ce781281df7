"""Stores what was read: texts first, then that they were taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voc.pipeline.collecting.tools import CollectTools, RoundStore
from voc.pipeline.collecting.verdicts import Verdict, version_id
from voc.pipeline.importing import Admission
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind, RawFeedback, Reject
from voc.types.source import Keep, Source, SourceDay

MOST_VERSIONS = 1_000  # of one item that are looked at to find a free one


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What storing rows came to."""

    added: frozenset[FeedbackId]
    stored: frozenset[FeedbackId]  # these and those known before
    by_place: Mapping[str, FeedbackId]  # where a row stood: its id

    def place_is_stored(self, where: str) -> bool:
        return self.by_place.get(where) in self.stored

    def place_is_new(self, where: str) -> bool:
        return self.by_place.get(where) in self.added


def wanted(
    raw: RawFeedback, source: Source, hears: Callable[[RawFeedback], RawFeedback | None]
) -> RawFeedback | None:
    """As it is kept; None where it names nothing that is watched.

    Of an article its passages count; what a customer writes is all of it their voice.
    """
    if raw.kind is not FeedbackKind.MEDIA and source.keep is Keep.ALL:
        return raw
    heard = hears(raw)
    if heard is not None:
        return heard if raw.kind is FeedbackKind.MEDIA else raw
    return raw if source.keep is Keep.ALL else None


class Keeper:
    """Puts texts into the store as an import does, and counts what came of which source."""

    def __init__(self, store: RoundStore, tools: CollectTools) -> None:
        self._store = store
        self._tools = tools

    def wanted(self, raw: RawFeedback, source: Source) -> RawFeedback | None:
        return wanted(raw, source, self._tools.hears)

    def _wanted_rows(self, raws: Sequence[RawFeedback], source: Source) -> list[RawFeedback]:
        """A row and the one that follows it are kept together, where one of them is."""
        found = [(raw, self.wanted(raw, source)) for raw in raws]
        followed = {id(raw.follows) for raw, kept in found if kept is not None and raw.follows}
        whole = {id(raw) for raw, kept in found if kept is not None} | followed
        return [
            kept or raw
            for raw, kept in found
            if kept is not None or id(raw) in whole or id(raw.follows) in whole
        ]

    def keep_items(
        self, verdicts: Sequence[Verdict], sources: Mapping[str, Source], now: datetime
    ) -> list[SourceDay]:
        """Store texts, then what asking came to. Killed between, the next round adds nothing."""
        wanted: list[RawFeedback] = []
        for one in verdicts:
            raw = one.raw and self.wanted(one.raw, sources[one.source])
            if raw is not None:
                wanted.append(raw)
        rejects = [one.reject for one in verdicts if one.reject]
        kept = self._keep(self._in_free_versions(wanted), rejects, _no_occurrence)
        wanted_places = {raw.where for raw in wanted}
        when = now.astimezone(self._tools.zone)
        days = [
            one.day(
                kept=kept.place_is_stored(one.taken.url),
                rejected=one.taken.url in wanted_places and not kept.place_is_stored(one.taken.url),
                when=when,
            )
            for one in verdicts
        ]
        self._store.take_items([one.taken for one in verdicts], added_up(days))
        return days

    def keep_rows(
        self,
        rows: Sequence[RawFeedback | Reject],
        source: Source,
        occurrence: Callable[[str], int],
        now: datetime,
    ) -> SourceDay:
        """Store rows that stand on no page of their own; nothing is said of them but their sum."""
        rejects = [row for row in rows if isinstance(row, Reject)]
        raws = [row for row in rows if isinstance(row, RawFeedback)]
        wanted = self._wanted_rows(raws, source)
        kept = self._keep(wanted, rejects, occurrence) if rows else NOTHING
        turned_away = sum(not kept.place_is_stored(raw.where) for raw in wanted)
        added = len(kept.added)
        return SourceDay(
            source=source.name,
            day=now.astimezone(self._tools.zone).date(),
            new=added,
            read=len(rows),
            kept=added,
            rejected=len(rejects) + turned_away,
            counted=len(rows) - added - len(rejects) - turned_away,
        )

    def _keep(
        self,
        raws: Sequence[RawFeedback],
        rejects: Sequence[Reject],
        occurrence: Callable[[str], int],
    ) -> Kept:
        if not raws and not rejects:
            return NOTHING
        admit = Admission(self._tools.secret, occurrence)
        admitted = [(admit(raw), raw) for raw in raws]
        feedback = [one for one, _ in admitted]
        origins = [admit.origin(one, raw, keep_raw=self._tools.keep_raw) for one, raw in admitted]
        ids = [one.id for one in feedback]
        known = self._store.get(ids)
        self._store.add(feedback, rejects, origins)
        now_stored = self._store.get(ids)
        stored = frozenset(one.id for one in feedback if _is_stored(one, now_stored))
        return Kept(
            added=stored - frozenset(known),
            stored=stored,
            by_place={raw.where: one.id for one, raw in admitted},
        )

    def _in_free_versions(self, raws: Sequence[RawFeedback]) -> list[RawFeedback]:
        """Each under a version that no other text is stored under.

        There is one where a round was killed between its texts and its items, and the page was
        edited before the next round.
        """
        settled: list[RawFeedback] = []
        waiting = [(raw, _version(raw)) for raw in raws]
        admit = Admission(self._tools.secret, _no_occurrence)
        while waiting:
            asked = [(raw, version, admit(raw)) for raw, version in waiting]
            known = self._store.get([one.id for _, _, one in asked])
            waiting = []
            for raw, version, one in asked:
                if one.id not in known or known[one.id].text == one.text:
                    settled.append(raw)
                elif version < MOST_VERSIONS:
                    external = version_id(raw.where, version + 1)
                    waiting.append((replace(raw, external_id=external), version + 1))
        return settled


NOTHING = Kept(added=frozenset(), stored=frozenset(), by_place={})


def added_up(days: Sequence[SourceDay]) -> list[SourceDay]:
    """One a source and day."""
    sums: dict[tuple[str, object], SourceDay] = {}
    for day in days:
        before = sums.get((day.source, day.day))
        sums[day.source, day.day] = day if before is None else before.plus(day)
    return list(sums.values())


def _is_stored(one: Feedback, stored: Mapping[FeedbackId, Feedback]) -> bool:
    return one.id in stored and len(stored[one.id].text) == len(one.text)


def _version(raw: RawFeedback) -> int:
    number = (raw.external_id or "").removeprefix(raw.where).removeprefix("#")
    return int(number) if number else 1


def _no_occurrence(_: str) -> int:
    """Items are known by their address."""
    return 0
