"""The shrunken version of `make proof-road`, on our own samples: its laws, not its speed."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_whole_road_again_changes_no_row(tmp_path: Path) -> None:
    out = tmp_path / "road.json"
    source = ROOT / "data" / "samples" / "feedback" / "tmall.csv"
    arguments = ["--source", str(source), "--product", "商品名称", "--out", str(out)]
    subprocess.run(
        [sys.executable, str(ROOT / "bench" / "road.py"), *arguments],
        capture_output=True,
        check=False,  # 172 rows cannot reach a floor in rows a second
    )
    figures = json.loads(out.read_text())["figures"]
    assert figures["rows"] == 172
    assert figures["second_import_added"] == 0
    assert figures["unchanged_by_second_run"] is True
    assert figures["peak_mib"] < 1536
