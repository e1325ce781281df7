"""Shrunken versions of proof-clusters, proof-identity and proof-scale, on our own texts."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.discovery import clusters, identity, scale
from bench.discovery.problems import clause_encoder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def problems() -> clusters.Given:
    """Problems of four products in plain words; of verdicts and lone complaints, none."""
    with (ROOT / "bench" / "complaints.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["problem"].isalpha()]
    texts = [row["text"] for row in rows]
    truth = [f"{row['product']} {row['problem']}" for row in rows]
    return clusters.Given(clause_encoder().encode(texts), texts, {"problem": truth})


def test_our_problems_are_grouped_by_what_they_are(problems: clusters.Given) -> None:
    told = clusters.compared({"own": problems}, {clusters.OURS: sys.executable})["own"]
    found = told["runs"][clusters.OURS]["as discovery"]
    assert found["each alone"]["problem"]["NMI"] > 0.75
    assert found["each alone"]["problem"]["ARI"] > 0.5
    assert found["unassigned"] <= 0.1


def test_what_is_left_unassigned_is_scored_both_ways() -> None:
    run = {"labels": [0, 0, -1, -1], "seconds": 1.0}
    told = clusters.scored(run, 100, {"kind": ["a", "a", "b", "b"]})
    assert told["unassigned"] == 0.5
    assert told["as labelled"]["kind"]["ARI"] == 1
    assert told["each alone"]["kind"]["ARI"] < 1


def test_issues_of_our_problems_keep_their_ids() -> None:
    told = identity.measure(list(identity.SETS["languages"]()), identity.Sets())
    assert told["a same data again"] == 1
    assert told["b 10 % new"]["least"] >= 0.95
    assert told["c recipe changed"] >= 0.9
    assert told["d mean"] >= 0.85


def test_discovery_of_many_reviews_finds_what_was_drawn() -> None:
    drawn = np.random.default_rng(3)
    vectors = scale.unit(drawn.standard_normal((600, 64), dtype=np.float32))
    tellings = scale.Tellings(vectors, np.arange(600) % 200)
    told = scale.measure(tellings, 10_000)
    assert told["voices"] == 6_000
    assert 0 < told["in issues"] <= told["voices"]
    assert 0 < told["joined"] <= told["daily voices"]
    assert json.dumps(told)
