"""E-mail addresses, those dressed up against filters too."""

import re
from collections.abc import Iterator

from voc.types.document import Span

_DOMAIN = r"(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}"
_WHO = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}"
_HOSTS = (
    r"(?i:gmail|qq|163|126|sina|foxmail|outlook|hotmail|yahoo|icloud|naver|daum|hanmail"
    r"|kakao|proton)"
)
_DOT = r"(?: ?[(\[]? ?(?i:dot|\.) ?[)\]]? ?[A-Za-z]{2,24})"
# What a text must hold for anything to be found here.
HINT = re.compile(r"[@#]|艾特|골뱅이|(?i:[(\[{<] ?at ?[)\]}>]| at [a-z0-9]{1,20}[ .])")

_MAIL = re.compile(
    rf"{_WHO}@{_DOMAIN}|{_WHO} ?@ ?{_HOSTS}[.。](?i:com|cn|net|kr|tw|hk)"
    rf"|{_WHO} ?[(\[{{<] ?(?i:at) ?[)\]}}>] ?[A-Za-z0-9\-]{{1,63}}{_DOT}{{1,3}}"
    rf"|{_WHO}(?:#|艾特|골뱅이| ?(?i:at) )[A-Za-z0-9\-]{{0,20}}{_HOSTS}"
    r"(?:\.| ?(?i:dot) ?|点)(?i:com|net|org|cn|kr|tw|hk|co)"
)


def find(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    for match in _MAIL.finditer(text):
        yield Span(*match.span())
