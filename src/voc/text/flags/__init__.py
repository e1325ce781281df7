"""Why a row leaves the cleaned denominators: one file a kind, each tells its reason."""

from voc.text.flags import adverts, defaults, noise, praise
from voc.types.document import Flag
from voc.types.feedback import FeedbackKind

# The surest first.
_KINDS = (
    ("platform_default", defaults.because),  # written by the shop system, not by a person
    ("advert", adverts.because),  # sells, recruits or pays for reviews
    ("noise", noise.because),  # keyboard mash, padding, copied filler
    ("template_praise", praise.because),  # fits any product: copied or padded
)
# Signs of a hollow review that articles bear by nature: news name no goods, some praise at length.
_OF_REVIEWS = frozenset({"noise", "template_praise"})


def find(text: str, kind: FeedbackKind = FeedbackKind.REVIEW) -> tuple[Flag, ...]:
    """Flags of one cleaned, lower-case, folded text.

    Short honest words ("好吃"), coupons a customer tells of and complaints about adverts are
    voices like any other and get none. The first kind that fits is the only one.
    """
    for name, because in _KINDS:
        if kind is FeedbackKind.MEDIA and name in _OF_REVIEWS:
            continue
        reason = because(text)
        if reason is not None:
            return (Flag(name=name, because=reason),)
    return ()
