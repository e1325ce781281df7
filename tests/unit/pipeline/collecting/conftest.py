"""One round after the other on an embedded store."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.unit.pipeline.collecting.web import NOW, Clock, Web, tools
from voc.pipeline.collecting import run_round
from voc.stores.sql_store import SqlStore
from voc.types.feedback import Feedback
from voc.types.rounds import RoundTally
from voc.types.source import Source


@dataclass
class Desk:
    """A web, a store and a clock."""

    store: SqlStore
    web: Web = field(default_factory=Web)
    clock: Clock = field(default_factory=Clock)

    def round(self, *sources: Source, limit_s: float | None = None, **given: object) -> RoundTally:
        known = {one.name for one in self.store.sources()}
        self.store.add_sources([one for one in sources if one.name not in known], NOW)
        tally = run_round(
            self.store, tools(self.web, **given), sources, self.clock, limit_s=limit_s
        )
        assert tally.read == tally.kept + tally.counted + tally.rejected
        return tally

    def kept(self) -> list[Feedback]:
        return sorted(self.store.everything(), key=lambda one: str(one.external_id or one.text))

    def kept_ids(self) -> list[str]:
        return [str(one.external_id) for one in self.kept()]


@pytest.fixture
def desk(sqlite_database: str) -> Iterator[Desk]:
    store = SqlStore(sqlite_database)
    yield Desk(store)
    store.close()
