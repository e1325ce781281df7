"""Languages people want a program to speak, read or write."""

from voc.text.demands.thing import Thing, thing
from voc.types.idea import DemandKind

_DO = DemandKind.FUNCTION
_NAMES = (
    "japanese korean arabic hindi thai vietnamese hebrew persian malay urdu tamil telugu bengali "
    "marathi punjabi gujarati kannada malayalam nepali sinhala khmer burmese mongolian indonesian "
    "tagalog turkish croatian serbian bosnian slovenian slovak czech bulgarian macedonian albanian "
    "romanian hungarian ukrainian lithuanian latvian estonian finnish swedish norwegian danish "
    "icelandic faroese dutch afrikaans catalan basque galician portuguese italian spanish french "
    "german russian polish greek georgian armenian swahili welsh irish"
)


def _language(name: str) -> Thing:
    """Each is a wish of its own: who asks for Japanese is not served by Turkish."""
    return thing(
        f"{name}_language",
        _DO,
        (
            rf"(?<![a-z]){name}(?= (?:\w+ )?(?:support|language|keyboard|text|font|layout"
            r"|dictionary|characters?|input|pack|predict\w*|added))"
            rf"|(?:(?<=add )|(?<=adding )|(?<=support )|(?<=supports )|(?<=supported )"
            r"|(?<=include )"
            rf"|(?<=for )|(?<=and )|(?<=or )|(?<=such as )|(?<=missing )"
            rf"|(?<=type in )){name}(?! (?:food"
            rf"|style|flavou?r|recipe))"
        ),
    )


LANGUAGES = (
    thing(
        "chinese_input",
        _DO,
        (
            r"(?:chinese|mandarin|mandrin|pin\s?yin|han\s?yin)\s?(?:\w+\s){0,3}(?:input|suppor"
            r"t|language|integration|text|included|keyboard|asap|soon|predict\w*)"
            r"|(?:add\w*|support\w*|introduce|include[sd]?|no|input|with|use of|has) (?:\w+\s)"
            r"{0,2}?(?:chinese|mandarin|mandrin)|app (?:would|will) be perfect if chinese"
        ),
    ),
    *map(_language, _NAMES.split()),
    thing(
        "more_languages",
        _DO,
        (
            r"(?:support|add|more|other|include)\s(?:for\s)?(?:\w+\s){0,2}languages?"
            r"(?![a-z]| (?:pack|key|switch|than|such|like|\w+ translat))"
            r"|(?:支持|增加|更多)[^,。!?]{0,4}(?:语言|方言)"
            r"|언어\s?(?:지원|추가)"
        ),
    ),
)
