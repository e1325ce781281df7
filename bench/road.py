"""The whole road on real reviews: import, scan, report; then all again, which must change nothing.

    python bench/road.py [--rows N] [--source FILE --product COLUMN] --out proof/road.json

Without --source it takes the 39,713 training reviews of online_shopping_10_cats in VOC_EVAL_DATA
(default ../shared/data). Fails where a floor of the issue is missed.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
from itertools import islice
from pathlib import Path

import measure

FLOORS = {"rows_per_s": 1000.0, "grouping_s": 60.0, "peak_mib": 1536.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, help="only the first N rows")
    parser.add_argument("--source", type=Path, help="another file of reviews")
    parser.add_argument("--product", default="category", help="its column of products")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    source = arguments.source or data / "online_shopping_10_cats" / "train.csv.gz"
    if not source.exists():
        sys.exit(f"{source} is not here. Set VOC_EVAL_DATA to a folder that holds it.")
    with tempfile.TemporaryDirectory() as folder:
        cut = _rows(source, arguments.rows, Path(folder))
        result = road(cut, arguments.product, Path(folder))
    measure.write(arguments.out, result)
    return 0 if result["holds"] else 1


def road(source: Path, product: str, folder: Path) -> dict[str, object]:
    """Figures of one run over ``source`` in a home of its own under ``folder``."""
    arguments = ("import", str(source), "--map", f"product={product}", "--json")
    env = measure.environment(folder / "home")
    url = f"sqlite:///{folder / 'home' / 'voc.db'}"
    imported = measure.voc(*arguments, env=env)
    (tally,) = json.loads(imported.stdout)["files"]
    # The floor is of the road, not of the encoder: bench/reading.py has a line for each profile.
    scanned = measure.voc("scan", "--profile", "fast", "--json", env=env)
    outcome = json.loads(scanned.stdout)
    reported = measure.voc("report", "monthly", "-o", str(folder / "reports"), env=env)
    before = measure.fingerprint(url)
    second = measure.voc(*arguments, env=env)
    (again,) = json.loads(second.stdout)["files"]
    measure.voc("scan", "--profile", "fast", env=env)
    runs = (imported, scanned, reported)
    # Whole commands, start of Python and of the workers included; only grouping is taken off.
    reading_s = imported.seconds + scanned.seconds - outcome["grouping_s"]
    figures = {
        "rows": tally["read"],
        "rows_per_s": tally["read"] / reading_s,
        "import_s": imported.seconds,
        "annotation_s": outcome["annotation_s"],
        "scan_s": scanned.seconds,
        "grouping_s": outcome["grouping_s"],
        "report_s": reported.seconds,
        "peak_mib": max(run.peak_mib for run in runs),
        "voices": outcome["scan"]["tally"]["voices"],
        "single": outcome["scan"]["tally"]["single"],
        "issues": outcome["scan"]["tally"]["issues_opened"],
        "second_import_added": again["added"],
        "unchanged_by_second_run": measure.fingerprint(url) == before,
    }
    holds = (
        figures["rows_per_s"] >= FLOORS["rows_per_s"]
        and figures["grouping_s"] <= FLOORS["grouping_s"]
        and figures["peak_mib"] <= FLOORS["peak_mib"]
        and figures["second_import_added"] == 0
        and figures["unchanged_by_second_run"]
    )
    return {"machine": measure.machine(), "floors": FLOORS, "figures": figures, "holds": holds}


def _rows(source: Path, rows: int | None, folder: Path) -> Path:
    if rows is None:
        return source
    cut = folder / "train.csv"
    with gzip.open(source, "rt", encoding="utf-8") as full:
        cut.write_text("".join(islice(full, rows + 1)), encoding="utf-8")
    return cut


if __name__ == "__main__":
    sys.exit(main())
