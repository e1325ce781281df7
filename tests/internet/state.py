"""What a site holds at this moment, and how it changes."""

import csv
import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from tests.internet import texts
from tests.internet.world import Published, Review, Site, World

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "feedback" / "tmall.csv"
APART = timedelta(hours=1)


class SiteState:
    """Articles and reviews of one site. ``revision`` rises with every change of them."""

    def __init__(self, world: World, site: Site) -> None:
        self.site = site
        self.revision = 1
        self.robots = site.robots
        self.raw: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self._world = world
        self.articles = [self._first_version(number) for number in range(site.articles)]
        self.by_path = {article.path: article.number for article in self.articles}
        self.reviews = [_review(world, site, number) for number in range(site.reviews)]

    def shown(self) -> list[Published]:
        """What entries tell of, newest first."""
        return [article for article in reversed(self.articles) if article.removed is None]

    def article(self, path: str) -> Published | None:
        number = self.by_path.get(path)
        return None if number is None else self.articles[number]

    def changed(self) -> datetime:
        return max((article.changed for article in self.articles), default=self._world.start)

    def publish(
        self,
        at: datetime,
        title: str | None,
        paragraphs: tuple[str, ...] | None,
        path: str | None,
        marks: frozenset[str],
    ) -> Published:
        made = self._first_version(len(self.articles))
        made = replace(
            made,
            title=title or made.title,
            paragraphs=paragraphs or made.paragraphs,
            path=path or made.path,
            at=at,
            changed=at,
            noindex="noindex" in marks or made.noindex,
            paywalled="paywalled" in marks or made.paywalled,
        )
        self.articles.append(made)
        self.by_path[made.path] = made.number
        self.revision += 1
        return made

    def edit(self, number: int, at: datetime, paragraphs: tuple[str, ...] | None) -> Published:
        before = self.articles[number]
        version = before.version + 1
        slip = self._code(number, version)
        rng = self._rng(number, version)
        text = paragraphs or texts.edited(
            self.site.language, rng, before.paragraphs, before.code, slip
        )
        self.articles[number] = replace(
            before,
            paragraphs=text,
            code=slip,
            codes=(*before.codes, slip),
            version=version,
            changed=max(at, before.changed + timedelta(seconds=1)),
        )
        self.revision += 1
        return self.articles[number]

    def remove(self, number: int, status: int) -> Published:
        self.articles[number] = replace(self.articles[number], removed=status)
        self.revision += 1
        return self.articles[number]

    def add_reviews(self, count: int) -> list[Review]:
        first = len(self.reviews)
        new = [_review(self._world, self.site, first + number) for number in range(count)]
        self.reviews.extend(new)
        self.revision += 1
        return new

    def _first_version(self, number: int) -> Published:
        site, world = self.site, self._world
        rng = self._rng(number, 1)
        slip = self._code(number, 1)
        at = world.start + number * APART
        named = _every(site.named_every, number)
        private = _every(site.private_every, number)
        return Published(
            number=number,
            path=f"/{'private' if private else 'news'}/{at:%Y-%m-%d}/{10_000 + number}.html",
            title=texts.title(site.language, rng, number),
            paragraphs=texts.paragraphs(
                site.language, rng, slip, (world.brand, world.product) if named else None
            ),
            code=slip,
            codes=(slip,),
            at=at,
            changed=at,
            names_brand=named,
            noindex=_every(site.noindex_every, number),
            paywalled=_every(site.paywalled_every, number),
            private=private,
        )

    def _rng(self, *what: object) -> random.Random:
        return random.Random(repr((self._world.seed, self.site.host, *what)))

    def _code(self, number: int, version: int) -> str:
        return texts.code(self._world.seed, self.site.host, number, version)


def _every(step: int, number: int) -> bool:
    return step > 0 and number % step == step - 1


def _review(world: World, site: Site, number: int) -> Review:
    rng = random.Random(repr((world.seed, site.host, "review", number)))
    row = rng.choice(_samples())
    return Review(
        id=f"r{number:06}",
        text=f"{row['评论内容']} {texts.code(world.seed, site.host, 'review', number)}",
        rating=int(row["评分"]),
        author=row["用户名"],
        product=row["商品名称"],
        at=world.start + number * APART,
    )


@cache
def _samples() -> list[dict[str, str]]:
    with SAMPLES.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["评论内容"] and row["评分"].isdigit()]
