"""Do issues keep their ids, and does keeping them cost truth?

On complaints that others labelled (fault codes of car_complaints_zh, category x aspect term of
zhijiang_ecom_absa's negative opinions, its test split left out) and our own (bench/complaints.tsv,
bench/languages.tsv), through the pure functions of a scan and a ledger held in memory:

a  the same data again, grouped as a whole: share of memberships that keep their id
b  10 % new data on 90 %: the same, over five draws; by a scan as it is due, and grouped as a whole
c  the recipe changes: issues in the space of words alone (recipe 2026-11-22e, but its threshold
   fitted to the shelf too) are carried over to the shipped space
d  ten additions of 10 %, each scan as it is due: pair F1 against labels, beside that of one fresh
   clustering of everything

Thresholds are fitted to the shelf, as a scan does.

    voc bench discovery identity [SET …] [--out FILE]
"""

import argparse
import csv
import gzip
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.discovery.by_hand import open_issue, placed_voice
from bench.discovery.problems import sentences
from voc.bootstrap import benches, recipe
from voc.insight.discovery.filing import Filing, Turn, due, file_anew, file_new
from voc.insight.discovery.fitting import fitted
from voc.insight.discovery.packing import pack, stacked, total
from voc.insight.words.telling import telling
from voc.ml.english_words import EnglishWords
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.kiwi_words import KiwiWords
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.phrase_encoder import Space, phrase_space, word_space
from voc.ml.word_vectors import load_words
from voc.text.document import plain
from voc.text.words import WordsByLanguage
from voc.types.feedback import FeedbackId
from voc.types.issue import (
    Issue,
    IssueId,
    IssueKind,
    IssueState,
    KnownIssue,
    Mark,
    PlacedVoice,
    Shelf,
    Voice,
    Wording,
)

BENCH = Path(__file__).parents[1]
DATA = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
DRAWS = 5
STEPS = 10
CURRENT = recipe.current()
OUT = BENCH.parent / "proof" / "discovery-identity.json"
# The recipe before: words alone, and its threshold.
OTHER_COSINE = 0.25


@dataclass(frozen=True)
class Told:
    text: str
    product: str  # whose name tells nothing
    shelf: str
    labels: frozenset[str]  # two complaints are of one problem if they share one


def own(file: str) -> Iterator[Told]:
    with (BENCH / file).open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            label = row["problem"] if row["problem"].isalpha() else f"alone {number}"
            yield Told(row["text"], row["product"], row["product"], frozenset([label]))


def cars() -> Iterator[Told]:
    with gzip.open(DATA / "car_complaints_zh/stream.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            labels = frozenset(row["category"].split(","))
            yield Told(row["text"], row["product"], "cars", labels)


def shop_aspects() -> Iterator[Told]:
    for split in ("train", "dev"):
        path = DATA / "zhijiang_ecom_absa" / f"{split}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from (told for line in lines for told in _aspects(json.loads(line)))


def _aspects(row: dict) -> Iterator[Told]:
    for found in row["opinions"]:
        if found["polarity"] == "negative" and found["aspect"] and found["opinion"]:
            spans = found["aspect_span"] + found["opinion_span"]
            text = row["text"][min(spans) : max(spans)]
            if len(text) < 25:
                label = f"{found['category']}/{found['aspect']}"
                yield Told(text, row["domain"], row["domain"], frozenset([label]))


SETS = {
    "problems": lambda: own("complaints.tsv"),
    "languages": lambda: own("languages.tsv"),
    "cars": cars,
    "shop aspects": shop_aspects,
}


@dataclass
class Ledger:
    """Filings, kept in memory as the store keeps them."""

    voices: dict[FeedbackId, PlacedVoice] = field(default_factory=dict)
    issues: dict[IssueId, Issue] = field(default_factory=dict)
    named: dict[IssueId, np.ndarray] = field(default_factory=dict)
    marks: dict[Shelf, Mark] = field(default_factory=dict)
    happened: Counter = field(default_factory=Counter)

    def scan(self, new: Sequence[PlacedVoice], basis: str, *, regroup: bool = False) -> None:
        for one in new:
            self.voices[one.voice.feedback_id] = one
        for shelf in sorted({_shelf(one) for one in self.voices.values()}, key=repr):
            self._keep(self._file(shelf, basis, regroup))

    def _file(self, shelf: Shelf, basis: str, regroup: bool) -> Filing:
        voices = [one for one in self.voices.values() if _shelf(one) == shelf]
        known, mark = self._known(shelf), self.marks.get(shelf)
        if regroup or due(mark, len(voices), basis, CURRENT):
            return file_anew(shelf, known, voices, self._settings(basis), Turn(mark, basis))
        settings = fitted(CURRENT, mark.alike, mark.voices)
        return file_new(shelf, known, [v for v in voices if v.issue is None], settings)

    def _settings(self, basis: str) -> object:
        return replace(CURRENT, same_issue_cosine=float(basis.rsplit(" ", 1)[1]))

    def _known(self, shelf: Shelf) -> list[KnownIssue]:
        known = []
        for issue_id, issue in self.issues.items():
            rows = [one.packed for one in self.voices.values() if one.issue == issue_id]
            if issue.product == shelf.product and issue.merged_into is None:
                summed = total(stacked(rows))
                named = self.named.setdefault(issue_id, summed)
                known.append(KnownIssue(issue=issue, voices=len(rows), total=summed, named=named))
        return known

    def _keep(self, filing: Filing) -> None:
        for merge in filing.merged:
            self.issues[merge.source] = replace(
                self.issues[merge.source], merged_into=merge.target, state=IssueState.MERGED
            )
            for key, one in self.voices.items():
                if one.issue == merge.source:
                    self.voices[key] = replace(one, issue=merge.target)
        for issue_id, voice in [*filing.joined, *((m.target, m.voice) for m in filing.moved)]:
            self._put(voice, issue_id)
        for group in filing.opened:
            issue_id = IssueId(f"D{len(self.issues) + 1}")
            self.issues[issue_id] = open_issue(filing.shelf, issue_id)
            for voice in group.voices:
                self._put(voice, issue_id)
        for known, _ in filing.drifted:
            self.named.pop(known.issue.id)
        if filing.mark:
            self.marks[filing.shelf] = filing.mark
            self.happened["regroupings"] += 1
        self.happened.update(
            moved=len(filing.moved), merged=len(filing.merged), drifted=len(filing.drifted),
            split=sum(group.split_from is not None for group in filing.opened),
        )  # fmt: skip

    def _put(self, voice: Voice, issue_id: IssueId) -> None:
        self.voices[voice.feedback_id] = replace(self.voices[voice.feedback_id], issue=issue_id)

    def living(self, issue_id: IssueId | None) -> IssueId | None:
        while issue_id is not None and self.issues[issue_id].merged_into is not None:
            issue_id = self.issues[issue_id].merged_into
        return issue_id

    def homes(self) -> dict[FeedbackId, IssueId]:
        return {key: one.issue for key, one in self.voices.items() if one.issue is not None}


def _shelf(one: PlacedVoice) -> Shelf:
    return Shelf(kind=one.voice.kind, product=one.voice.product)


class Sets:
    def __init__(self) -> None:
        english = EnglishWords()
        self.words = WordsByLanguage(JiebaSegmenter(), english, KiwiWords(english))
        self.folder = OpenCCFolder()

    def wordings(self, told: Sequence[Told]) -> list[Wording]:
        texts = [plain(one.text, self.folder) for one in told]
        return [
            Wording(keys=tuple(w.key for w in telling(self.words.read(t), one.product)), text=t)
            for one, t in zip(told, texts, strict=True)
        ]


def placed(told: Sequence[Told], wordings: Sequence[Wording], space: Space) -> list[PlacedVoice]:
    packed = pack(space.encode(wordings))
    order = np.random.default_rng(11).permutation(len(told))  # ids say nothing of the labels
    return [
        placed_voice(
            Shelf(kind=IssueKind.DEFECT, product=one.shelf),
            f"f{order[n]:06}",
            one.text,
            packed[n].tobytes(),
        )
        for n, one in enumerate(told)
    ]


def kept(before: Ledger, after: Ledger) -> float:
    """Of memberships before: the share whose voice stands in the issue its id leads to now."""
    old, new = before.homes(), after.homes()
    stays = sum(after.living(issue) == new.get(key) for key, issue in old.items())
    return round(stays / max(len(old), 1), 4)


def pair_f1(told: Sequence[Told], voices: Sequence[PlacedVoice], ledger: Ledger) -> float:
    names = sorted({label for one in told for label in one.labels})
    column = {name: n for n, name in enumerate(names)}
    marks = np.zeros((len(told), len(names)), dtype=np.float32)
    for row, one in enumerate(told):
        marks[row, [column[label] for label in one.labels]] = 1
    homes = ledger.homes()
    numbers = {issue: n for n, issue in enumerate(sorted(set(homes.values())))}
    found = np.array([numbers.get(homes.get(one.voice.feedback_id), -1) for one in voices])
    hits = said = same = 0
    for row in range(len(told) - 1):
        alike = marks[row + 1 :] @ marks[row] > 0
        together = (found[row + 1 :] == found[row]) & (found[row] >= 0)
        hits += int((alike & together).sum())
        said += int(together.sum())
        same += int(alike.sum())
    precision, recall = hits / max(said, 1), hits / max(same, 1)
    return round(2 * precision * recall / max(precision + recall, 1e-9), 4)


def measure(told: Sequence[Told], sets: Sets) -> dict[str, object]:
    words = load_words(recipe.folder_of(CURRENT.phrases))
    space = phrase_space(sentences(), words, CURRENT.phrases)
    other = word_space(words, CURRENT.phrases)
    wordings = sets.wordings(told)
    voices = placed(told, wordings, space)
    basis = f"shipped from {CURRENT.same_issue_cosine}"
    started = time.process_time()
    fresh = Ledger()
    fresh.scan(voices, basis)
    result: dict[str, object] = {
        "voices": len(voices),
        "issues": len(fresh.issues),
        "in issues": len(fresh.homes()),
        "fresh pair F1": pair_f1(told, voices, fresh),
    }
    again = copy_of(fresh)
    again.scan((), basis, regroup=True)
    result["a same data again"] = kept(fresh, again)
    result |= grown(voices, basis)
    result |= changed(placed(told, wordings, other), voices, basis)
    result |= additions(told, voices, basis, result["fresh pair F1"])
    result["processor s"] = round(time.process_time() - started, 1)
    return result


def copy_of(ledger: Ledger) -> Ledger:
    return Ledger(
        dict(ledger.voices), dict(ledger.issues), dict(ledger.named), dict(ledger.marks), Counter()
    )


def grown(voices: Sequence[PlacedVoice], basis: str) -> dict[str, object]:
    daily, whole = [], []
    for seed in range(DRAWS):
        order = np.random.default_rng(seed).permutation(len(voices))
        cut = int(0.9 * len(voices))
        before = Ledger()
        before.scan([voices[i] for i in order[:cut]], basis)
        for found, regroup in ((daily, False), (whole, True)):
            after = copy_of(before)
            after.scan([voices[i] for i in order[cut:]], basis, regroup=regroup)
            found.append(kept(before, after))
    return {
        "b 10 % new": told_of(daily),
        "b 10 % new, all regrouped": told_of(whole),
    }


def told_of(shares: Sequence[float]) -> dict[str, float]:
    return {"mean": round(float(np.mean(shares)), 4), "least": min(shares)}


def changed(
    before: Sequence[PlacedVoice], voices: Sequence[PlacedVoice], basis: str
) -> dict[str, object]:
    old = Ledger()
    old.scan(before, f"words from {OTHER_COSINE}")
    homes = old.homes()
    new = copy_of(old)
    moved = [replace(one, issue=homes.get(one.voice.feedback_id)) for one in voices]
    new.voices, new.named = {one.voice.feedback_id: one for one in moved}, {}
    new.scan((), basis)
    return {"c recipe changed": kept(old, new), "c in issues before": len(homes)}


def additions(
    told: Sequence[Told], voices: Sequence[PlacedVoice], basis: str, fresh: float
) -> dict[str, object]:
    ratios, first = [], None
    for seed in range(DRAWS):
        order = np.random.default_rng(100 + seed).permutation(len(voices))
        ledger = Ledger()
        for part in np.array_split(order, STEPS):
            ledger.scan([voices[i] for i in part], basis)
        ratios.append(round(pair_f1(told, voices, ledger) / max(fresh, 1e-9), 4))
        first = first or dict(ledger.happened)
    return {"d F1 of ten additions over fresh": ratios, "d mean": round(float(np.mean(ratios)), 4),
            "d happened, first draw": first}  # fmt: skip


def floors(sets: Sequence[dict]) -> dict[str, bool]:
    return {
        "a": all(one["a same data again"] == 1 for one in sets),
        "b, regrouped": all(one["b 10 % new, all regrouped"]["mean"] >= 0.95 for one in sets),
        "b": all(one["b 10 % new"]["least"] >= 0.95 for one in sets),
        "c": all(one["c recipe changed"] >= 0.9 for one in sets),
        "d": all(one["d mean"] >= 0.85 for one in sets),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="voc bench discovery identity")
    parser.add_argument("sets", nargs="*", default=list(SETS), metavar="SET")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    reader, results = Sets(), {}
    for name in asked.sets:
        results[name] = measure(list(SETS[name]()), reader)
        print(name, json.dumps(results[name], ensure_ascii=False), flush=True)
    told = {
        "recipe": CURRENT.id,
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "floors": floors(list(results.values())),
        "sets": results,
    }
    asked.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
