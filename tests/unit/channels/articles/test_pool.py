"""Pages are read in processes that may hang or die."""

import os
import signal
import subprocess
import sys
import time
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.unit.channels.articles.pages import fetched, html, reason
from voc.channels.articles import read_article
from voc.channels.articles.pool import ArticlePool
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

ZONE = ZoneInfo("Asia/Shanghai")
LONGEST_S = 3.0


def read_or_suffer(page: Fetched, zone: tzinfo) -> Article | Reject:
    """Reads, but does over some pages what hostile ones make a reader do."""
    if page.url.endswith("/hangs"):
        while True:
            pass
    if page.url.endswith("/kills"):
        os.kill(os.getpid(), signal.SIGKILL)
    if page.url.endswith("/fills"):
        bytearray(64 << 30)
    if page.url.endswith("/fails"):
        raise LookupError("a bug of ours")
    return read_article(page, zone)


def at(path: str) -> Fetched:
    return fetched(html(), url=f"https://news.example.com/{path}")


def test_each_page_gets_its_own_answer_in_order_and_what_a_reader_dies_of_is_a_reject() -> None:
    pages = [at("1"), at("hangs"), at("2"), at("kills"), at("3"), at("fills"), at("fails"), at("4")]
    with ArticlePool(2, ZONE, LONGEST_S, read_or_suffer) as pool:
        told = pool.read(pages)
        assert [one.url for one in pool.read([at("after")]) if isinstance(one, Article)]
    articles = [one.url.rpartition("/")[2] for one in told if isinstance(one, Article)]
    assert articles == ["1", "2", "3", "4"]
    assert "takes more than 3 s" in reason(told[1])
    assert "ends the process" in reason(told[3])
    assert "memory" in reason(told[5])
    assert "a bug of ours" in reason(told[6])
    assert [one.where.rpartition("/")[2] for one in told if isinstance(one, Reject)] == [
        "hangs", "kills", "fills", "fails",
    ]  # fmt: skip


def test_no_page_is_no_answer_and_starts_no_process() -> None:
    with ArticlePool(2, ZONE) as pool:
        assert pool.read([]) == []


_PARENT = """
import os, sys
from zoneinfo import ZoneInfo
from tests.unit.channels.articles.test_pool import at, read_or_suffer
from voc.channels.articles.pool import ArticlePool

if __name__ == "__main__":
    with ArticlePool(1, ZoneInfo("UTC"), 1.0, read_or_suffer) as pool:
        pool.read([at("1")])
        print("ready", flush=True)
        pool.read([at("hangs")] * 100)
"""


def test_workers_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "ready\n"
        parent.kill()
        # Of all that hold the pipe, and workers do, the last has gone when it ends.
        until = time.monotonic() + 10
        assert parent.stdout.read() == ""
        assert time.monotonic() < until
