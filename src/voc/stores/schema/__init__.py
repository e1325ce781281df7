"""The tables, as the latest migration leaves them.

Rows hang on ``feedback.seq``, the order of arrival: an integer joins faster than a 64-character
id and makes every listing come out in the same order on both databases.
"""

from voc.stores.schema.alerting import alerts, message_quotes, message_tries, messages
from voc.stores.schema.collecting import (
    item_addresses,
    items,
    removed_items,
    source_days,
    source_entries,
    sources,
)
from voc.stores.schema.columns import PlainText, UtcDateTime, metadata
from voc.stores.schema.comparing import appearances, suspicions, traces
from voc.stores.schema.imported import feedback, raw_texts, rejects, sales, shipments
from voc.stores.schema.ledger import issue_events, issue_members, issues, signal_voices, signals
from voc.stores.schema.reading import opinions, readings, recipes, scans
from voc.stores.schema.removing import forgotten, removals
from voc.stores.schema.reporting import reports
from voc.stores.schema.scheduling import jobs, runs
from voc.stores.schema.vectors import issue_vectors, shelves, voice_vectors
from voc.stores.schema.watching import watch_matches, watches

__all__ = [
    "REVISION",
    "PlainText",
    "UtcDateTime",
    "alerts",
    "appearances",
    "feedback",
    "forgotten",
    "issue_events",
    "issue_members",
    "issue_vectors",
    "issues",
    "item_addresses",
    "items",
    "jobs",
    "message_quotes",
    "message_tries",
    "messages",
    "metadata",
    "opinions",
    "raw_texts",
    "readings",
    "recipes",
    "rejects",
    "removals",
    "removed_items",
    "reports",
    "runs",
    "sales",
    "scans",
    "shelves",
    "shipments",
    "signal_voices",
    "signals",
    "source_days",
    "source_entries",
    "sources",
    "suspicions",
    "traces",
    "voice_vectors",
    "watch_matches",
    "watches",
]

# The migration this package describes; a test compares both. Always four digits: older and newer
# are told apart by comparing them as text.
REVISION = "0018"
