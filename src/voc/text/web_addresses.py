"""One spelling for all addresses of the same page."""

import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

LONGEST = 2048  # of longer ones no browser's bar and no database's index holds all
_PORTS = {"http": 80, "https": 443}
# What analytics, campaigns and share buttons add; the page is the same without.
_TRACKING = re.compile(
    r"utm_\w+|hm(?:sr|pl|cu|kw|ci)|_ga|_gl|gclid|gbraid|wbraid|dclid|fbclid|igshid|msclkid|yclid"
    r"|twclid|ttclid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|vero_id|wickedid|oly_(?:anon|enc)_id|s_cid"
    r"|spm|scm|share_(?:token|source|medium|from|id|times|plat|tag)|sharer?_?(?:id|uid)"
    r"|vd_source|from_(?:source|spmid)|nsukey|chksm|isappinstalled|wfr|for",
    re.IGNORECASE,
)
_PATH_SAFE = "!$&'()*+,;=:@/-._~"
_QUERY_SAFE = "!$'()*+,;:@/?-._~"
_IGNORED = re.compile(r"[\t\r\n]")


def canonical(address: str) -> str | None:
    """The address without what does not change the page; None where it is none of the web,
    or too long.

    Dropped: fragment, user and password, the scheme's own port, tracking parameters. Made one: case
    of scheme and host, percent-encoding, dot segments, order of parameters. Canonical twice is
    canonical once. http and https stay two: the address must remain one that answers.
    """
    if len(address) > 2 * LONGEST:  # what tracks may go
        return None
    try:
        parts = urlsplit(_IGNORED.sub("", address).strip())
        host, port = _host(parts), parts.port
    except ValueError:  # a port of letters, half an IPv6 address, a label of 64 letters
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    place = host if port in {None, _PORTS[parts.scheme]} else f"{host}:{port}"
    query = _query(parts.query)
    whole = f"{parts.scheme}://{place}{_path(parts.path)}{'?' if query else ''}{query}"
    return whole if len(whole) <= LONGEST else None


def _host(parts: SplitResult) -> str | None:
    """Lower case, in ASCII. Raises ValueError for what no name server can be asked."""
    host = parts.hostname
    if host is None or host.startswith("[") or ":" in host:
        return None if host is None else f"[{host}]"
    host = host.rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?", host) or ".." in host:
        raise ValueError(host)
    return host


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _encoded(path, _PATH_SAFE).split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.split("&")]
    kept = [
        (_encoded(name, _QUERY_SAFE), sign, _encoded(value, _QUERY_SAFE + "="))
        for name, sign, value in pairs
        if (name or value) and not _TRACKING.fullmatch(name)
    ]
    return "&".join("".join(pair) for pair in sorted(kept, key=lambda pair: pair[0]))


def _encoded(part: str, safe: str) -> str:
    """Every letter that needs no escape without one, every other with one, in capitals."""
    return "".join(
        _escape(piece, safe) if piece.startswith("%") else quote(piece, safe=safe, errors="replace")
        for piece in re.findall(r"%[0-9A-Fa-f]{2}|%|[^%]+", part)
    )


def _escape(piece: str, safe: str) -> str:
    """An escape of a letter that never needs one is that letter; a lone percent sign is escaped."""
    if piece == "%":
        return "%25"
    letter = unquote_to_bytes(piece)
    plain = letter.isalnum() or letter in {b"-", b".", b"_", b"~"}
    return letter.decode("ascii") if plain else piece.upper()
