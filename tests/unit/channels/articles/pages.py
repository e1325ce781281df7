"""Pages as a server would send them."""

from datetime import UTC, datetime

from voc.channels.articles import read_article
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

FETCHED = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = (
    "<p>有顾客反映，这一批芒果干不够酸，包装袋还漏气，客服三天没有回音。</p>"
    "<p>公司表示已经查明批次，下个月会换新的包装，欢迎大家继续提意见。</p>"
)


def fetched(
    page: str | bytes,
    *,
    content_type: str = "text/html; charset=utf-8",
    url: str = "https://news.example.com/a?id=7",
    status: int = 200,
    **headers: str,
) -> Fetched:
    body = page if isinstance(page, bytes) else page.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(
        url=url, final_url=url, status=status, headers={"content-type": content_type, **named},
        body=body, fetched_at=FETCHED, from_cache=False,
    )  # fmt: skip


def html(head: str = "", body: str = TEXT, title: str = "芒果干不够酸_某某新闻网") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article(head: str = "", body: str = TEXT, **sent: str) -> Article:
    told = read_article(fetched(html(head, body), **sent))
    assert isinstance(told, Article), told
    return told


def reason(told: Article | Reject) -> str:
    assert isinstance(told, Reject), told
    return told.reason
