"""Every feed file of feedparser's own test set: parsed, or refused with a reason.

    python bench/collecting/feeds.py --out proof/feeds.json      (needs VOC_EVAL_DATA)

Each file begins with a comment that says what a parser should find. Where it tells of one item's
link, id, author or title in so many words, ours is held against it (titles as plain text, which
ours are). The files are small and made to be odd, so shares with a time or a link say little of
feeds on the web. Fails where a file is neither parsed nor refused, or one takes over a second.
"""

import argparse
import json
import os
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from voc.bootstrap import benches
from voc.channels.feeds.feed import read_feed
from voc.types.collected import Feed

ROOT = Path(__file__).parents[2]
ZONE, NOW = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 22, tzinfo=UTC)
SLOWEST_S = 1.0
_HEADER = re.compile(rb"^Header:\s*Content-type:(.*)$", re.IGNORECASE | re.MULTILINE)
_EXPECTED = re.compile(
    rb"entries\[0\]\[u?'(link|id|author|title)'\]\s*==\s*u?(?:'([^'\\]*)'|\"([^\"\\]*)\")"
)
_FIELDS = {"link": "url", "id": "id", "author": "author", "title": "title"}


@dataclass(frozen=True, slots=True)
class Read:
    name: str
    feed: Feed
    seconds: float
    raw: bytes


def data() -> Path:
    folder = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    return folder / "feeds_rss_atom" / "feeds.zip"


def files(archive: Path) -> Iterator[Read]:
    with zipfile.ZipFile(archive) as packed:
        for name in sorted(name for name in packed.namelist() if name.endswith(".xml")):
            raw = packed.read(name)
            header = _HEADER.search(raw)
            content_type = header[1].decode("latin-1").strip() if header else None
            started = time.perf_counter()
            feed = read_feed(
                raw, url=f"http://127.0.0.1:8097/tests/{name}", content_type=content_type,
                zone=ZONE, now=NOW,
            )  # fmt: skip
            yield Read(name, feed, time.perf_counter() - started, raw)


def differences(read: Read) -> list[str]:
    """Where the first item is not what the file's comment says, and how many it told of."""
    found = _EXPECTED.search(read.raw)
    if not found or not read.feed.items:
        return []
    expected = (found[2] if found[2] is not None else found[3]).decode("utf-8", "replace")
    ours = getattr(read.feed.items[0], _FIELDS[found[1].decode()]) or ""
    return [] if ours == expected else [f"{read.name}: {found[1].decode()} {ours!r}, {expected!r}"]


def result(archive: Path) -> dict[str, object]:
    reads = list(files(archive))
    parsed = [read for read in reads if read.feed.format]
    refused = [read for read in reads if not read.feed.format]
    items = [item for read in parsed for item in read.feed.items]
    slowest = max(reads, key=lambda read: read.seconds)
    return {
        "files": len(reads),
        "parsed": len(parsed),
        "formats": dict(Counter(read.feed.format for read in parsed).most_common()),
        "refused": {read.name: [one.reason for one in read.feed.rejects] for read in refused},
        "items": len(items),
        "with_time": sum(item.posted is not None for item in items),
        "with_link": sum(item.url is not None for item in items),
        "rejected_items": dict(
            Counter(one.reason for read in parsed for one in read.feed.rejects).most_common()
        ),
        "told": sum(bool(_EXPECTED.search(read.raw) and read.feed.items) for read in reads),
        "unlike_told": [line for read in reads for line in differences(read)],
        "slowest": slowest.name,
        "slowest_ms": round(slowest.seconds * 1000, 1),
        "holds": slowest.seconds < SLOWEST_S
        and all(read.feed.format or len(read.feed.rejects) == 1 for read in reads),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    machine = benches.machine(datetime.now(UTC))
    found = {"machine": asdict(machine), **result(data())}
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(text, encoding="utf-8")
    print(text)
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
