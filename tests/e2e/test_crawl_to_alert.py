"""An article appears on a site; with nobody watching it becomes an issue, an alert and a quote."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from voc.cli.sample_site import serving

# One minute of the schedule, and what collecting, reading, grouping and telling take beside tests
# that use the other core.
WITHIN_S = 60 + 60
COMPLAINT = "孩子吃屿禾每日坚果时咬到一块碎玻璃，嘴唇划破流血，去医院缝了两针。"
SETTINGS = """
[collect]
allow = ["{host}"]
delay_s = 0.02

[schedule]
collect = "1 min"

[[products]]
name = "每日坚果"
brand = "屿禾"

[[brands]]
name = "屿禾"

[[watch]]
name = "yuhe"
query = "屿禾"
kind = "media"

[[sources]]
name = "paper"
kind = "feed"
url = "{site}/feed.xml"
channel = "paper"

[[targets]]
name = "room"
kind = "webhook"
url_env = "ROOM_ADDRESS"

[[alerts]]
name = "danger"
on = "critical"
targets = ["room"]
"""
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title} - 城南晚报</title></head>
<body><nav><a href="/">首页</a> <a href="/food">食品</a></nav>
<article><h1>{title}</h1>
<p>{paragraphs}</p>
</article></body></html>
"""
OLD = (
    "园区班车线路调整",
    ["临安食品园区的三条班车线路下周调整，早班提前二十分钟发车，晚班延长到九点半。"],
)
NEW = (
    "一袋坚果吃出碎玻璃",
    [
        "家住城南的林女士昨天向本报反映，她在小区超市买了一袋坚果给五岁的儿子当点心。",
        COMPLAINT,
        "超市已经把同一箱的货下架，市场监管人员当天到场抽样，结果还没有公布。",
    ],
)


class Site:
    """A feed and its articles as files, so that the server answers 304 where nothing changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._items: list[str] = []

    def publish(self, name: str, title: str, paragraphs: list[str]) -> None:
        page = PAGE.format(title=title, paragraphs="</p>\n<p>".join(paragraphs))
        (self.folder / name).write_text(page, encoding="utf-8")
        self._items.append(
            f"<item><title>{title}</title><link>/{name}</link><guid>{name}</guid>"
            f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
        )
        feed = f"<rss version='2.0'><channel>{''.join(self._items)}</channel></rss>"
        aside = self.folder / "feed.aside"
        aside.write_text(feed, encoding="utf-8")
        aside.replace(self.folder / "feed.xml")


@pytest.fixture
def room() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Where alerts arrive: its address, and what arrived."""
    arrived: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            arrived.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: Any, **kwargs: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", arrived
    server.shutdown()
    server.server_close()
    thread.join()


def until(what: Callable[[], Any], within_s: float, process: "subprocess.Popen[bytes]") -> Any:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if found := what():
            return found
        assert process.poll() is None, "the scheduler ended by itself"
        time.sleep(0.2)
    return None


def test_a_complaint_in_an_article_is_an_issue_an_alert_and_a_quote_within_a_minute(
    tmp_path: Path, room: tuple[str, list[dict[str, Any]]]
) -> None:
    address, arrived = room
    folder = tmp_path / "site"
    folder.mkdir()
    site = Site(folder)
    site.publish("bus.html", *OLD)
    with serving(folder, tmp_path / "port") as origin:
        config = tmp_path / "voc.toml"
        host = origin.removeprefix("http://")
        config.write_text(SETTINGS.format(site=origin, host=host), encoding="utf-8")
        env = {key: value for key, value in os.environ.items() if not key.startswith("VOC_")}
        env |= {"ROOM_ADDRESS": address, "VOC_HOME": str(tmp_path / "home")}

        def voc(*arguments: str) -> Any:
            done = subprocess.run(
                [sys.executable, "-m", "voc", *arguments, "--json"],
                cwd=tmp_path, env=env, capture_output=True, text=True, check=True,
            )  # fmt: skip
            return json.loads(done.stdout)

        log = (tmp_path / "log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "voc", "collect"],
            cwd=tmp_path, env=env, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:

            def first_article_was_read() -> bool:
                return any(source["last_success"] for source in voc("sources", "list"))

            assert until(first_article_was_read, 90, process), (tmp_path / "log").read_text()
            assert not arrived
            site.publish("glass.html", *NEW)
            assert until(lambda: arrived, WITHIN_S, process), (tmp_path / "log").read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                assert process.wait(30) == 0
            finally:
                process.kill()
                log.close()
        (issue,) = voc("issues", "--kind", "defect")
        (parcel,) = arrived
        (message,) = parcel["messages"]
        assert (message["on"], message["issue_id"]) == ("critical", issue["id"])
        assert [quote["text"] for quote in message["quotes"]] == [COMPLAINT.partition("，")[0]]
        matched = voc("watch", "show", "yuhe")
        assert matched["matches"] == 1
        year, week, _ = datetime.now(ZoneInfo("Asia/Shanghai")).isocalendar()
        subprocess.run(
            [
                sys.executable, "-m", "voc", "report", "weekly",
                "--period", f"{year}-W{week:02}", "--format", "json", "-o", str(tmp_path / "out"),
            ],
            cwd=tmp_path, env=env, check=True, capture_output=True,
        )  # fmt: skip
        (report,) = (tmp_path / "out").glob("weekly-*.json")
        assert "咬到一块碎玻璃" in report.read_text(encoding="utf-8")
