"""What reading a robots.txt would cost: half a megabyte can be written so that it takes minutes."""

import re

# A second of reading. A long honest one, 300 agents with 300 rules in common, comes to 90,000.
MOST_WORK = 200_000
_AGENT = re.compile(r"\s*+user(?:.|\s*+)agent", re.IGNORECASE)
_RULE = re.compile(r"\s*(?:allow|disallow|crawl-delay)\s*:", re.IGNORECASE)


def work(text: str) -> int:
    """How many rules are kept, where each is kept once for every agent of its group, at most."""
    total, agents, ended = 0, 0, True
    for line in text.splitlines():
        if _AGENT.match(line):
            agents = 1 if ended else agents + 1
            ended = False
        else:
            total += agents
            ended = ended or _RULE.match(line) is not None
    return total
