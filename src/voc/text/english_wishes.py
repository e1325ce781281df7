"""The ways in which English asks a maker for something; each group holds what is wished for."""

import re

from voc.text.opened import Opened

_REST = r"[^,.!?;\n]{3,60}"
_IT = r"(?:\s(?:that|they|it|there|you|the company))*"
_HAD = r"(?:\s(?:would|will|could|can|came|come|was|were|had|made|make|be|sold|offered))*"
_VERB = (
    r"(?:add|make|offer|sell|bring|come|include|change|use|put|reduce|release|switch|improve"
    r"|go back|lower|have|create|get rid)"
)

ENGLISH = Opened(
    "please|pls|plz|kindly|wish|hope|would|'d|you|they|company|brand|maker|need|could|should|can"
    "|why|it'd|if only|bring",
    rf"(?:please|pls|plz|kindly)\s(?P<please>(?!note|be aware|don't buy|beware|read){_REST})"
    r"|(?<![a-z])(?:wish|hope)(?!\s(?:this|i|we|my|he|she)(?![a-z]))"
    rf"{_IT}{_HAD}\s(?P<en_wish>{_REST})"
    r"|(?:would|'d)\s(?:really\s|absolutely\s)?(?:love|like|appreciate)"
    r"(?:\sto\s(?:see|have|buy|get))?"
    rf"(?:\sif{_IT}{_HAD})?\s(?P<love>{_REST})"
    r"|(?:you|they|company|brand|makers?)\s(?:guys\s)?(?:really\s)?"
    r"(?:should|need to|ought to|could)\s(?:consider\s|just\s|really\s)?"
    rf"(?P<en_should>{_VERB}{_REST})"
    r"|(?:needs|could use|should have|should come (?:in|with))\s"
    rf"(?P<needs>(?:a|an|more|less|to|better|smaller|larger|bigger)\s{_REST})"
    rf"|(?:can|could) you (?:guys )?(?:please )?(?P<can>{_REST})"
    rf"|why (?:not|don't (?:they|you)) (?P<en_whynot>{_REST})"
    r"|(?:would be|it'd be) (?:so |even |really )?(?:nice|great|better|perfect|awesome|good)"
    rf" (?:if|to have|with){_IT}{_HAD}\s(?P<nice>{_REST})"
    rf"|if only{_IT}{_HAD}\s(?P<only>{_REST})"
    rf"|(?<![a-z])(?P<bring>bring back {_REST})",
)
# One of these is in every wish: "you" and "they" alone make none.
CUE = re.compile(
    "please|pls|plz|kindly|wish|hope|would|'d |should|need|could|ought|can you|why|if only"
    "|bring back"
)
END = re.compile(r"\s(?:but|because|so that|since|though|thanks|again)\s.*$")
