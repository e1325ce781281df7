"""Ways in which Chinese asks for a part, for something beside it, or for a part to be otherwise."""

# 加个壳就更好 may be what the writer adds; of what is asked of a maker, more is said.
_BESIDE = (
    r"(?:送|赠|(?<!适)配|(?<!自)带|能自带|附|给|(?:要是|如果|希望|能|最好|建议)"
    r"[^,。!?;、\s]{0,4}(?:(?<!没)有|加))(?!的)[^,。!?;、\s]{0,6}?"
)
_WERE = r"(?:要是|如果|若是?|假如|能够?|希望|最好|建议|期待|厂家|商家)"
_ADD = (
    r"(?:(?<!没)有|带|加上?|支持|添加|增加|增设|配备?|配上|装上?|用上?|采用|设计|做|换成|改成|改为"
    r"|升级[到成]|出)"
)


def beside(thing: str) -> str:
    """要是送个鼠标就好了: it is to come with the goods. Once in a pattern: it names a group."""
    return rf"{_BESIDE}(?P<beside>{thing})"


def had(thing: str) -> str:
    """要是有背光就好了, 希望支持指纹, 是窄边框就更好: a part or a trait that is not there yet."""
    return (
        rf"{_WERE}[^,。!?;\n]{{0,6}}?{_ADD}(?!的)[^,。!?;\n]{{0,5}}?(?:{thing})"
        rf"|(?:要是|如果|若)[^,。!?;\n不没]{{0,4}}?(?:{thing})(?:的?话?)?(?:,?\s?(?:就|那就|会|更)|$)"
        rf"|(?:再|多)(?:加|带|配|有|来|给|送|装|增加)[^,。!?;\n]{{0,4}}?(?:{thing})"
        rf"|{_ADD}[^,。!?;\n]{{0,4}}?(?:{thing})(?:的?话)?,?\s?就(?:更|太|非常)?(?:好|完美|棒|赞|爽)"
    )


def changed(part: str, how: str) -> str:
    """屏幕再大一点, 袖子要是长些就好: a part is to be otherwise."""
    return (
        rf"(?:{part})[^,。!?;\n]{{0,6}}?(?:再|(?<![就会])更|稍微?|做得?|改)[^,。!?;\n]{{0,2}}?(?:{how})"
        rf"(?!心|意|兴)|(?:{part})[^,。!?;\n]{{0,5}}?(?:{how})(?:一?点|一?些)"
        rf"|(?:再|更)?(?:{how})(?:一?点|一?些)的?(?:{part})"
        rf"|(?:加|提|调|增|减)(?:{how})(?:一?点|一?些)?(?:{part})"
    )
