# Everything runs from .venv, which these rules make; nothing else is installed by hand.
PYTHON ?= python3
BIN := .venv/bin
SAMPLES := data/samples

.PHONY: demo test proof-road proof-kill proof-reading proof-watch proof-duplicates proof-danger \
	proof-text proof-text-quality proof-discovery proof-replay proof-story proof-volume \
	proof-crosslang proof-clusters proof-identity proof-scale proof-daily proof-feeds proof-articles \
	proof-claims proof-collect proof-collect-recall proof-schedule proof-alerts \
	clean

demo: .venv/run.stamp
	$(BIN)/voc demo --out demo-output

test: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	# Files of tests go to two processes in order: short ones come last, so both end together.
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The whole road on 39,713 real reviews (needs VOC_EVAL_DATA, default ../shared/data).
proof-road: .venv/test.stamp
	$(BIN)/python bench/road.py --out proof/road.json

# kill -9 at twelve random moments of import, scan and re-reading, on SQLite and PostgreSQL.
proof-kill: .venv/test.stamp
	$(BIN)/python bench/kill.py --rounds 4 --copies 12 --out proof/kill.json

# How fast `voc classify` reads, every profile (needs VOC_EVAL_DATA).
proof-reading: .venv/test.stamp
	$(BIN)/python bench/reading.py --out proof/reading.json

# 5,000 watch queries over 20,000 reviews (needs VOC_EVAL_DATA).
proof-watch: .venv/test.stamp
	$(BIN)/python bench/watch.py --out proof/watch.json

# One complaint of glass among 10,000 praises.
proof-danger: .venv/test.stamp
	$(BIN)/python bench/danger.py --out proof/danger.json

# The text layer on 40,000 reviews, and where its time goes (needs VOC_EVAL_DATA).
proof-text: .venv/test.stamp
	$(BIN)/python bench/text.py --out proof/text.json

# How well the text layer reads, on texts of ours and of others (needs VOC_EVAL_DATA).
proof-text-quality: .venv/test.stamp
	$(BIN)/python bench/text_quality.py --out proof/text-quality.json

# Near-duplicates among 50,000 real reviews and 2,000 planted copies (needs VOC_EVAL_DATA).
proof-duplicates: .venv/test.stamp
	$(BIN)/python bench/duplicates.py --out proof/duplicates.json

# Articles read from saved English and Chinese pages (needs VOC_EVAL_DATA).
proof-articles: .venv/test.stamp
	$(BIN)/python bench/collecting/articles.py --out proof/articles.json

# Discovery against truth (needs VOC_EVAL_DATA): an hour and more on two cores; each part alone too.
proof-discovery: proof-replay proof-story proof-volume proof-crosslang proof-clusters proof-identity \
	proof-scale proof-daily

# Planted incidents and harmless bursts in 36 weeks of real reviews; finished seeds are kept.
proof-replay: .venv/test.stamp
	$(BIN)/voc bench discovery replay --processes 2 --out proof/discovery-replay.json

# When reports of swallowed magnets would have been raised, 2011-2020.
proof-story: .venv/test.stamp
	$(BIN)/voc bench discovery story --out proof/discovery-story.json

# 1,000,000 reviews put together of real clauses, and how many are copies.
proof-volume: .venv/test.stamp
	$(BIN)/voc bench discovery volume --out proof/discovery-volume.json

# The same problem in four languages among 2,000 other complaints.
proof-crosslang: .venv/test.stamp
	$(BIN)/voc bench discovery crosslang --out proof/discovery-crosslang.json

# Our grouping beside BERTopic's on four labelled sets (VOC_BERTOPIC_PYTHON: a Python that has it).
proof-clusters: .venv/test.stamp
	$(BIN)/voc bench discovery clusters --out proof/discovery-clusters.json

# Whether issues keep their ids, and what that costs.
proof-identity: .venv/test.stamp
	$(BIN)/voc bench discovery identity --out proof/discovery-identity.json

# Discovery of the voices of 10,000 to 1,000,000 reviews, vectors given.
proof-scale: .venv/test.stamp
	$(BIN)/voc bench discovery scale --out proof/discovery-scale.json

# One day's 10,000 reviews on stores of 50,000 to 1,000,000 (needs VOC_EVAL_DATA and 25 GB of disk).
proof-daily: .venv/test.stamp
	$(BIN)/voc bench discovery daily --out proof/discovery-daily.json

# 822 feeds that others made to be hard to read (needs VOC_EVAL_DATA).
proof-feeds: .venv/test.stamp
	$(BIN)/python bench/collecting/feeds.py --out proof/feeds.json

# What reports claim of weeks in which nothing changed, and what they find (8 minutes on a busy core).
proof-claims: .venv/test.stamp
	$(BIN)/python -m bench.reports.claims --out bench/results/report-claims.json

# 1,000 sources and 20,000 articles on a small internet of our own, round by round.
proof-collect: .venv/test.stamp
	$(BIN)/python -m bench.collecting.rounds --out proof/collect-rounds.json

# Nothing lost, nothing doubled: kill -9, failing servers, jumping clocks, another watch query.
proof-collect-recall: .venv/test.stamp
	$(BIN)/python -m bench.collecting.recall --out proof/collect-recall.json

# Two schedulers on one PostgreSQL through 200 ticks, killed at random.
proof-schedule: .venv/test.stamp
	$(BIN)/python -m bench.collecting.schedule --out proof/collect-schedule.json

# Alerts to receivers that fail, hang, drop and lose.
proof-alerts: .venv/test.stamp
	$(BIN)/python bench/collecting/alerts.py --out proof/collect-alerts.json

.venv/run.stamp: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[collect]'
	touch $@

.venv/test.stamp: pyproject.toml .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

clean:
	rm -rf .venv .voc demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
