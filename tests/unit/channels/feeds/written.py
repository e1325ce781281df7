"""Small feeds of our own, one a format."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from voc.channels.feeds.feed import read_feed
from voc.channels.feeds.limits import FEED_LIMITS, Limits
from voc.types.collected import Feed

URL = "https://news.example/feeds/all.xml"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(body: bytes | str, content_type: str | None = None, limits: Limits = FEED_LIMITS) -> Feed:
    sent = body.encode() if isinstance(body, str) else body
    return read_feed(sent, url=URL, content_type=content_type, zone=ZONE, now=NOW, limits=limits)


def rss(items: str, title: str = "坚果日报") -> str:
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{items}</channel></rss>"
    )


RSS_20 = rss(
    "<item><title>每日坚果漏气</title><link>/a/1.html</link><guid isPermaLink='false'>n-1</guid>"
    "<dc:creator>林小满</dc:creator><pubDate>Wed, 30 Sep 2026 21:14:05 +0800</pubDate>"
    "<description>短</description><content:encoded><![CDATA[<p>整袋<b>漏气</b></p>]]>"
    "</content:encoded></item>"
)
RSS_091 = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    '<rss version="0.91"><channel><title>Old news</title><item><title>Caf&eacute; closes</title>'
    "<link>https://old.example/1</link></item></channel></rss>"
)
RSS_10 = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="https://rdf.example/"><title>RDF</title></channel>'
    '<item rdf:about="https://rdf.example/1"><title>One</title><link>https://rdf.example/1</link>'
    "<dc:date>2026-09-30T21:14:05+08:00</dc:date></item></rdf:RDF>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/blog/">'
    '<title>Atom</title><entry><id>tag:atom.example,2026:1</id><title type="html">'
    '&lt;b&gt;Soggy&lt;/b&gt; &amp;amp; soft</title><link href="one.html"/>'
    "<author><name>Kim</name></author><published>2026-09-30T13:14:05Z</published>"
    "<updated>2026-10-01T00:00:00Z</updated><summary>Short</summary></entry></feed>"
)
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "JSON", "items": [{"id": 7, '
    '"url": "/seven", "title": "Seven", "content_html": "<p>7</p>", '
    '"date_published": "2026-09-30T21:14:05+08:00", "authors": [{"name": "Mina"}]}, 3, {}]}'
)
