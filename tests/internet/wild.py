"""What no honest server sends. Every host has all of it, under /wild/."""

import gzip
import struct
import zlib
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qs

from tests.internet.reply import Manner, Reply, moved, plain

TEN_GIGABYTES = 10 * 10**9
_XML = {"Content-Type": "application/xml"}
_HTML = {"Content-Type": "text/html; charset=utf-8"}


def wild(path: str, query: str) -> Reply:
    """``path`` is what follows /wild/; "chain/5" and "status/503" carry a number."""
    name, _, argument = path.partition("/")
    made = _PLACES.get(name)
    if made is None:
        return plain("no such wilderness", 404)
    return made(argument, {key: values[0] for key, values in parse_qs(query).items()})


def _status(argument: str, query: dict[str, str]) -> Reply:
    """Any status; ?after= sends Retry-After."""
    after = {"Retry-After": query["after"]} if "after" in query else {}
    return Reply(
        status=int(argument), headers=after, body=b"" if argument == "304" else b"so it is"
    )


def _loop(argument: str, _: dict[str, str]) -> Reply:
    """From /wild/loop to /wild/loop/b and back."""
    return moved("/wild/loop" if argument else "/wild/loop/b")


def _chain(argument: str, _: dict[str, str]) -> Reply:
    left = int(argument)
    return moved(f"/wild/chain/{left - 1}") if left > 0 else plain("the end")


def _to(_: str, query: dict[str, str]) -> Reply:
    """Wherever ?u= says: a private address, another host, another scheme."""
    return moved(query["u"])


def _endless(argument: str, _: dict[str, str]) -> Reply:
    if argument == "headers":
        return Reply(headers={f"X-{number}": "y" * 1000 for number in range(2000)})
    return Reply(headers=_HTML, body=b"<p>more</p>" * 3000, manner=Manner.ENDLESS)


def _declared(argument: str, _: dict[str, str]) -> Reply:
    """Ten gigabytes are announced; a little of it comes."""
    del argument
    return Reply(headers=_HTML, body=b"<p>", declared=TEN_GIGABYTES, manner=Manner.HEAD_THEN_HANG)


def _bomb(argument: str, _: dict[str, str]) -> Reply:
    """Half a gigabyte of spaces: gzip, deflate, or gzip in gzip."""
    kind = argument or "gzip"
    encoding = "gzip, gzip" if kind == "twice" else kind
    return Reply(headers={**_HTML, "Content-Encoding": encoding}, body=_packed(kind))


@cache
def _packed(kind: str) -> bytes:
    """Put together of one piece packed once: packing it all would keep all hosts waiting."""
    piece, pieces = b" " * (1 << 20), 512
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packed * pieces + b"\x03\x00"
    check, crc = 1, 0
    for _ in range(pieces):
        check, crc = zlib.adler32(piece, check), zlib.crc32(piece, crc)
    if kind == "deflate":
        return b"\x78\xda" + body + struct.pack(">I", check)
    size = len(piece) * pieces
    made = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + struct.pack("<II", crc, size)
    return gzip.compress(made, mtime=0) if kind == "twice" else made


def _entities(argument: str, _: dict[str, str]) -> Reply:
    """A billion laughs, a long entity many times, or a file of this machine."""
    if argument == "file":
        text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        inside = "&a;"
    elif argument == "long":
        text = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>'
        inside = "&a;" * 50_000
    else:
        nested = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
        text = f'<!DOCTYPE x [<!ENTITY a0 "ha">{nested}]>'
        inside = "&a9;"
    feed = f'<rss version="2.0"><channel><title>{inside}</title></channel></rss>'
    return Reply(headers=_XML, body=f'<?xml version="1.0"?>{text}{feed}'.encode())


def _malformed(argument: str, _: dict[str, str]) -> Reply:
    """A feed that breaks off, or one of bytes that are none."""
    if argument == "bytes":
        return Reply(headers=_XML, body=bytes(range(256)) * 8)
    text = (
        '<rss version="2.0"><channel><title>a & b<item><title>one</title>'
        "<link>http://127.0.0.1/one</link></item><item><title>two</tit"
    )
    return Reply(headers=_XML, body=text.encode())


def _page(argument: str, query: dict[str, str]) -> Reply:
    """An empty page, or one nested deeply."""
    del query
    body = b"<div>" * 200_000 if argument == "deep" else b""
    return Reply(headers=_HTML, body=body)


_PLACES: dict[str, Callable[[str, dict[str, str]], Reply]] = {
    "status": _status,
    "loop": _loop,
    "chain": _chain,
    "to": _to,
    "endless": _endless,
    "declared": _declared,
    "bomb": _bomb,
    "entities": _entities,
    "malformed": _malformed,
    "page": _page,
    "hang": lambda *_: Reply(manner=Manner.HANG),
    "half": lambda *_: Reply(headers=_HTML, body=b"<p>x</p>" * 99, manner=Manner.HEAD_THEN_HANG),
    "drop": lambda *_: Reply(headers=_HTML, body=b"<p>x</p>" * 99, manner=Manner.DROP),
    "refuse": lambda *_: Reply(manner=Manner.REFUSE),
    "trickle": lambda *_: Reply(
        headers=_HTML, body=b"<p>x</p>" * 9999, manner=Manner.TRICKLE, wait_s=0.2
    ),
}
