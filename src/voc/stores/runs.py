"""Jobs and their runs: who works at what, until when.

Every method that writes holds the lock of leases, so that what it reads stays so until it is done.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from voc.ports.runs import Retry, RunStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.locks import file_lock
from voc.types.schedule import Due, Job, Run, RunState, Standing, kind_of

DIED = "The process that worked at it ended without a word, {attempt} times."
OVERTAKEN = "Its next time came first. Before: {error}"
MOMENT = timedelta(microseconds=1)

_LIVE = (RunState.RUNNING, RunState.WAITING)


class SqlRuns(StorePart, RunStore):
    def duty(self) -> AbstractContextManager[bool]:
        file = self._database.file
        return nullcontext(True) if file is None else file_lock(file, "schedule", wait=False)

    def know_jobs(self, names: Sequence[str]) -> None:
        with self._database.reading() as connection:
            known = set(connection.execute(sa.select(schema.jobs.c.name)).scalars())
        new = [name for name in dict.fromkeys(names) if name not in known]
        if not new:
            return
        with self._database.leasing() as connection:
            now = self._database.clock(connection)
            rows = [{"name": name, "since": now} for name in new]
            connection.execute(insert(connection, schema.jobs).on_conflict_do_nothing(), rows)

    def standing(self) -> Standing:
        table = schema.runs
        with self._database.reading() as connection:
            now = self._database.clock(connection)
            known = connection.execute(sa.select(schema.jobs)).all()
            return Standing(
                now=now,
                since={row.name: row.since for row in known},
                latest=_latest(connection, now),
                live=_by_job(connection, _in(_LIVE)),
                asked=_by_job(connection, table.c.state == RunState.ASKED.value),
            )

    def claim_runs(self, dues: Sequence[Due], holder: str, lease: timedelta) -> tuple[Run, ...]:
        with self._database.leasing() as connection:
            desk = _Desk.of(connection, self._database.clock(connection), holder, lease)
            return desk.hand_out({due.job.name: due for due in dues}.values())

    def renew_runs(self, runs: Sequence[Run], lease: timedelta) -> tuple[Run, ...]:
        with self._database.leasing() as connection:
            until = self._database.clock(connection) + lease
            return _change(connection, _held(connection, runs), lease_until=until)

    def finish_runs(
        self, runs: Sequence[Run], tally: Mapping[str, Any], asks: Sequence[str] = ()
    ) -> tuple[Run, ...]:
        with self._database.leasing() as connection:
            now = self._database.clock(connection)
            held = _held(connection, runs)
            if held:  # what a stale attempt asks for, the later one asks for too
                _ask(connection, asks, now)
            return _change(
                connection, held, state=RunState.DONE, ended_at=now, tally=dict(tally),
                lease_until=None, error=None,
            )  # fmt: skip

    def fail_runs(self, runs: Sequence[Run], error: str, retry: Retry) -> tuple[Run, ...]:
        with self._database.leasing() as connection:
            now = self._database.clock(connection)
            by_pause: dict[timedelta | None, list[Run]] = {}
            for run in _held(connection, runs):
                by_pause.setdefault(retry(run), []).append(run)
            told = {"ended_at": now, "error": error.replace("\0", ""), "lease_until": None}
            return tuple(
                run
                for pause, those in by_pause.items()
                for run in _change(connection, those, **told, **_after_failing(now, pause))
            )

    def release_runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        with self._database.leasing() as connection:
            now = self._database.clock(connection)
            held = _held(connection, runs)
            # The number of the attempt is its fence, so it is never used again.
            return _change(
                connection, held, state=RunState.WAITING, retry_at=now, ended_at=now,
                lease_until=None, released=schema.runs.c.released + 1,
            )  # fmt: skip

    def ask_for(self, job: str) -> None:
        with self._database.leasing() as connection:
            _ask(connection, [job], self._database.clock(connection))

    def runs(self, limit: int) -> tuple[Run, ...]:
        table = schema.runs
        order = (table.c.started_at.desc().nulls_first(), table.c.id.desc())
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(table).order_by(*order).limit(limit))
            return tuple(_run(row) for row in rows)

    def prune_runs(self, keep: int) -> int:
        table = schema.runs
        place = sa.func.row_number().over(partition_by=table.c.job, order_by=table.c.due_at.desc())
        ranked = sa.select(table.c.id, table.c.state, place.label("place")).subquery()
        over = ranked.c.state.in_([state.value for state in RunState if state.over])
        old = sa.select(ranked.c.id).where(over, ranked.c.place > keep)
        with self._database.leasing() as connection:
            return connection.execute(sa.delete(table).where(table.c.id.in_(old))).rowcount


@dataclass
class _Desk:
    """Hands out runs, inside of one transaction that nobody disturbs."""

    connection: sa.Connection
    now: datetime
    holder: str
    lease: timedelta
    live: dict[str, Run]
    asked: dict[str, Run]
    latest: dict[str, datetime]
    busy: frozenset[str]  # kinds that others work at

    @classmethod
    def of(cls, connection: sa.Connection, now: datetime, holder: str, lease: timedelta) -> "_Desk":
        live = _by_job(connection, _in(_LIVE))
        others = (run for run in live.values() if run.holder != holder and _leased(run, now))
        return cls(
            connection=connection,
            now=now,
            holder=holder,
            lease=lease,
            live=live,
            asked=_by_job(connection, schema.runs.c.state == RunState.ASKED.value),
            latest=_latest(connection, now),
            busy=frozenset(kind_of(run.job) for run in others),
        )

    def hand_out(self, dues: Iterable[Due]) -> tuple[Run, ...]:
        given_up, again, new = [], [], []
        for due in dues:
            if due.job.alone and due.job.kind in self.busy:
                continue
            run = self.live.get(due.job.name) or self.asked.get(due.job.name)
            if run is None or run.due_at != due.at:
                if self._may_open(due):
                    new.append(due)
            elif self._died_often(run, due.job):
                given_up.append(run)
            elif self._free(run):
                again.append(run)
        return (*self._give_up(given_up), *self._begin(again), *self._open(new))

    def _may_open(self, due: Due) -> bool:
        live = self.live.get(due.job.name)
        # Whatever began is brought to its end first; what merely waits gives way.
        past = live is None or (live.state is RunState.WAITING and live.due_at < due.at)
        latest = self.latest.get(due.job.name)
        return past and due.at <= self.now and (latest is None or due.at > latest)

    def _free(self, run: Run) -> bool:
        if run.state is RunState.WAITING:
            return run.retry_at is None or run.retry_at <= self.now
        return not _leased(run, self.now)

    def _died_often(self, run: Run, job: Job) -> bool:
        dead = run.state is RunState.RUNNING and not _leased(run, self.now)
        return dead and run.attempts_made >= job.attempts

    def _give_up(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(
            changed
            for run in runs
            for changed in _change(
                self.connection, [run], state=RunState.FAILED, ended_at=self.now,
                lease_until=None, error=DIED.format(attempt=run.attempts_made),
            )
        )  # fmt: skip

    def _begin(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        return _change(
            self.connection, runs, state=RunState.RUNNING, holder=self.holder,
            attempt=schema.runs.c.attempt + 1, lease_until=self.now + self.lease, retry_at=None,
            started_at=self.now, ended_at=None,
        )  # fmt: skip

    def _open(self, dues: Sequence[Due]) -> tuple[Run, ...]:
        if not dues:
            return ()
        for due in dues:
            self._close_waiting(due.job.name)
        table = schema.runs
        begun = [
            {
                "job": due.job.name, "due_at": due.at, "state": RunState.RUNNING.value,
                "attempt": 1, "released": 0, "holder": self.holder, "started_at": self.now,
                "lease_until": self.now + self.lease, "tally": {},
            }
            for due in dues
        ]  # fmt: skip
        rows = self.connection.execute(sa.insert(table).returning(*table.c), begun)
        return tuple(sorted(map(_run, rows), key=lambda run: run.id))

    def _close_waiting(self, job: str) -> None:
        """What waits has failed, what is asked for is about to be done."""
        if run := self.live.get(job):
            error = OVERTAKEN.format(error=run.error or "it was given back.")
            _change(self.connection, [run], state=RunState.FAILED, ended_at=self.now, error=error)
        if run := self.asked.get(job):
            self.connection.execute(sa.delete(schema.runs).where(schema.runs.c.id == run.id))


def _leased(run: Run, now: datetime) -> bool:
    return run.state is RunState.RUNNING and run.lease_until is not None and run.lease_until > now


def _after_failing(now: datetime, pause: timedelta | None) -> dict[str, Any]:
    if pause is None:
        return {"state": RunState.FAILED}
    return {"state": RunState.WAITING, "retry_at": now + pause}


def _ask(connection: sa.Connection, jobs: Sequence[str], now: datetime) -> None:
    table = schema.runs
    for job in dict.fromkeys(jobs):
        past = sa.select(sa.func.max(table.c.due_at)).where(
            table.c.job == job, table.c.due_at <= now
        )
        latest = connection.execute(past).scalar_one()
        # A clock may stand still between two askings; due times of a job are all different.
        at = now if latest is None or latest < now else now + MOMENT
        row = {"job": job, "due_at": at, "state": RunState.ASKED.value, "attempt": 0,
               "released": 0, "tally": {}}  # fmt: skip
        connection.execute(insert(connection, table).on_conflict_do_nothing(), row)


def _latest(connection: sa.Connection, now: datetime) -> dict[str, datetime]:
    """What a clock that ran ahead once was due for later than now keeps nothing from being due."""
    table = schema.runs
    query = (
        sa.select(table.c.job, sa.func.max(table.c.due_at).label("at"))
        .where(table.c.due_at <= now, table.c.state != RunState.ASKED.value)
        .group_by(table.c.job)
    )
    return {row.job: row.at for row in connection.execute(query)}


def _in(states: Iterable[RunState]) -> sa.ColumnElement[bool]:
    return schema.runs.c.state.in_([state.value for state in states])


def _by_job(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[str, Run]:
    rows = connection.execute(sa.select(schema.runs).where(which))
    return {row.job: _run(row) for row in rows}


def _held(connection: sa.Connection, runs: Sequence[Run]) -> list[Run]:
    """Those of which nobody began a later attempt, and that are not over."""
    attempts = {run.id: run.attempt for run in runs}
    table = schema.runs
    found: list[Run] = []
    for chunk in chunks(list(attempts)):
        query = sa.select(table).where(
            table.c.id.in_(chunk), table.c.state == RunState.RUNNING.value
        )
        found += [_run(row) for row in connection.execute(query)]
    return [run for run in found if run.attempt == attempts[run.id]]


def _change(connection: sa.Connection, runs: Sequence[Run], **values: Any) -> tuple[Run, ...]:
    table = schema.runs
    changed: list[Run] = []
    for chunk in chunks([run.id for run in runs]):
        update = sa.update(table).where(table.c.id.in_(chunk)).values(values).returning(*table.c)
        changed += [_run(row) for row in connection.execute(update)]
    return tuple(sorted(changed, key=lambda run: run.id))


def _run(row: sa.Row[Any]) -> Run:
    return Run(
        id=row.id,
        job=row.job,
        due_at=row.due_at,
        state=RunState(row.state),
        attempt=row.attempt,
        released=row.released,
        holder=row.holder,
        lease_until=row.lease_until,
        retry_at=row.retry_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        error=row.error,
        tally=row.tally,
    )
