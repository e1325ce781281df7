"""Faces made of signs ("(╯‵□′)╯", "^_^", "ㅠ.ㅠ"): feelings whose signs are no punctuation.

Only those are looked for that hold a sign which could end a clause, or that stand in brackets; in
"QAQ", "orz" and "ㅋㅋ" nothing could be cut. In cleaned text: "（" is "(" there, "︵" as well.
"""

_SIMPLE = (
    r"(?:\^[-_.~oωㅂ▽]{0,2}\^|>[_.]{1,3}<|(?<![a-z])t[_.]{1,3}t(?![a-z])"
    r"|[ㅠㅜㅡ][._,]{1,3}[ㅠㅜㅡ]+|[=-][._][=-])"
)
_STRONG = "▽□ωд∀∇⊙◕‿⌒≧≦╯╰╥ಥ°ಠᴗ彡□益皿﹏ㅂ︶︿ツ♥・•●◡^‵′´`￣ε"
_LEFT_ARMS = r"ヾ╮╯╰oσψ\\/~ノง┻━"
_ARMS = r"[ヾ╮╯╰oσψ\\/~*ノд︵┻━┳─シ彡ง、☆d(]"

FACE = (
    # In brackets: no word, no figure, one sign at least that only faces have.
    rf"(?:[{_LEFT_ARMS}]{{0,4}}"
    rf"\((?=[^()\w]{{0,8}}[{_STRONG}])(?:[^()\n\u4e00-\u9fff0-9a-su-z]|[皿益口彡o]){{2,10}}\)"
    rf"{_ARMS}{{0,8}})"
    rf"|\([;*]?{_SIMPLE}[;*]?\)|{_SIMPLE}[;*]?"
)

# A face begins with one of these, as a set of a pattern.
OPENING = rf"\^>tㅠㅜㅡ=\-({_LEFT_ARMS}"
