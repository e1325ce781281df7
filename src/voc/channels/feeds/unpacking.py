"""A document as it was before somebody packed it, within a limit."""

import zlib

from voc.channels.feeds.limits import RefusedError

_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 31  # zlib's window bits

# A gzip file may be several, one after the other; each costs a copy of what is left.
_MOST_MEMBERS = 64


def unpack(body: bytes, limit: int) -> bytes:
    """``body``, unpacked once where it is gzip. Raises RefusedError beyond ``limit`` bytes."""
    if len(body) > limit:
        raise RefusedError(f"larger than {limit:,} bytes")
    return _gunzip(body, limit) if body.startswith(_GZIP) else body


def _gunzip(body: bytes, limit: int) -> bytes:
    unpacked = b""
    for _ in range(_MOST_MEMBERS):
        member = zlib.decompressobj(_WITH_GZIP_HEADER)
        try:
            unpacked += member.decompress(body, limit + 1 - len(unpacked))
        except zlib.error as err:
            raise RefusedError("damaged gzip") from err
        if len(unpacked) > limit:
            raise RefusedError(f"unpacks to more than {limit:,} bytes")
        if not member.eof:
            raise RefusedError("gzip that breaks off")
        body = member.unused_data
        if not body.startswith(_GZIP):  # what may follow is padding
            return unpacked
    raise RefusedError(f"gzip of more than {_MOST_MEMBERS} members")
