"""Names of columns in Chinese, Korean and English, by field."""

from collections.abc import Mapping

Aliases = Mapping[str, tuple[str, ...]]

# By field, the best name first: of two columns that fit one field the earlier is taken. Names
# that mean the row and not the feedback (序号, no.) or that several rows share (订单号) are left
# out of external_id on purpose: they would make different feedback look the same.
# Simplified, lower case, without spaces and signs, as voc.channels.headers.folded leaves them.
_PRODUCT = (
    "商品名称", "产品名称", "宝贝名称", "货品名称", "商品标题", "宝贝标题", "商品名", "产品名",
    "商品", "产品", "品名", "宝贝", "productname", "product", "itemname", "item", "상품명",
    "제품명", "품명", "상품", "제품",
)  # fmt: skip
_SKU = (
    "sku", "skuid", "sku编码", "sku编号", "sku名称", "商品编码", "货号", "型号", "商品型号",
    "规格型号", "商品规格", "规格", "skuname", "skucode", "model", "variant", "상품코드",
    "제품코드", "품번", "모델명", "모델", "옵션",
)  # fmt: skip
_LOT = (
    "批次号", "批号", "批次", "生产批号", "生产批次", "产品批号", "批次编号", "lotnumber",
    "lotno", "lotid", "lot", "batchnumber", "batchno", "batchid", "batch", "로트번호", "로트",
    "배치번호", "제조번호",
)  # fmt: skip
_PRODUCED_ON = (
    "生产日期", "制造日期", "出厂日期", "producedon", "productiondate", "manufacturedon",
    "manufacturingdate", "manufacturedate", "mfgdate", "제조일자", "제조일", "생산일자", "생산일",
)  # fmt: skip
_REGION = (
    "地区", "区域", "省份", "省市", "城市", "所在地", "ip属地", "region", "province", "state",
    "city", "area", "location", "country", "지역", "시도", "도시",
)  # fmt: skip
_CHANNEL = (
    "渠道", "渠道名称", "来源渠道", "平台", "平台名称", "来源平台", "来源", "channel",
    "platform", "source", "채널", "플랫폼", "판매처", "출처",
)  # fmt: skip

FEEDBACK: Aliases = {
    "text": (
        "评论内容", "评价内容", "初评内容", "首评内容", "评论正文", "评价正文", "反馈内容",
        "评论文本", "评价文本", "留言内容", "意见内容", "点评内容", "笔记内容", "帖子内容",
        "初评", "首评", "初次评价", "评论", "评价", "点评", "反馈", "意见", "留言", "内容",
        "正文", "文本", "reviewtext", "reviewcontent", "reviewbody", "commenttext",
        "feedbacktext", "text", "review", "comment", "comments", "feedback", "content", "body",
        "message", "리뷰내용", "후기내용", "댓글내용", "상품평", "구매후기", "사용후기", "리뷰",
        "후기", "댓글", "의견", "내용", "본문",
    ),
    "rating": (
        "评分", "星级", "打分", "评价星级", "评论星级", "评分星级", "商品评分", "得分", "分数",
        "评价等级", "评价结果", "评价类型", "rating", "starrating", "stars", "star", "score",
        "reviewrating", "평점", "별점", "점수", "만족도",
    ),
    "posted_at": (
        "评论时间", "评价时间", "点评时间", "反馈时间", "发表时间", "发布时间", "提交时间",
        "评论日期", "评价日期", "反馈日期", "发表日期", "发布日期", "初评时间", "首评时间",
        "创建时间", "时间", "日期", "postedat", "postedon", "reviewtime", "reviewdate",
        "commenttime", "commentdate", "publishedat", "publishdate", "published", "createdat",
        "creationtime", "creationdate", "created", "timestamp", "datetime", "time", "date",
        "작성일시", "작성일자", "작성시간", "작성일", "등록일시", "등록일자", "등록일", "일시",
        "일자", "날짜", "시간",
    ),
    "product": _PRODUCT,
    "sku": _SKU,
    "lot": _LOT,
    "produced_on": _PRODUCED_ON,
    "author": (
        "用户名", "用户昵称", "买家昵称", "会员昵称", "会员名", "昵称", "评论人", "评价人",
        "评论者", "评论用户", "评价用户", "用户id", "会员id", "买家", "用户", "会员", "作者",
        "username", "nickname", "authorname", "author", "userid", "user", "reviewer",
        "reviewername", "customer", "buyer", "작성자", "닉네임", "아이디", "구매자", "사용자",
        "회원",
    ),
    "external_id": (
        "评论id", "评价id", "反馈id", "评论编号", "评价编号", "反馈编号", "externalid",
        "reviewid", "commentid", "feedbackid", "id", "리뷰id", "리뷰번호", "후기번호", "댓글번호",
    ),
    "channel": _CHANNEL,
    "region": _REGION,
    "title": (
        "评论标题", "评价标题", "标题", "reviewtitle", "title", "headline", "subject", "제목",
    ),
    "url": ("评论链接", "评价链接", "链接", "网址", "reviewurl", "url", "link", "링크"),
    "kind": ("反馈类型", "内容类型", "feedbackkind", "kind", "피드백유형"),
    "follow_up": (
        "追评内容", "追评", "追加评价内容", "追加评论内容", "追加评价", "追加评论", "追加内容",
        "followuptext", "followupcontent", "followupreview", "followup", "additionalreview",
        "추가리뷰", "추가후기", "추가상품평", "추가의견",
    ),
    "follow_up_at": (
        "追评时间", "追评日期", "追加评价时间", "追加评论时间", "追加时间", "追加日期",
        "followupat", "followuptime", "followupdate", "추가리뷰작성일", "추가리뷰일",
        "추가작성일",
    ),
}  # fmt: skip

SHIPMENTS: Aliases = {
    "product": _PRODUCT,
    "lot": _LOT,
    "quantity": (
        "发货数量", "出货数量", "出库数量", "发货量", "出货量", "数量", "件数", "销量",
        "quantity", "shippedquantity", "quantityshipped", "unitsshipped", "shipped", "units",
        "qty", "출하수량", "출고수량", "출하량", "출고량", "수량",
    ),
    "sku": _SKU,
    "produced_on": _PRODUCED_ON,
    "plant": (
        "生产工厂", "工厂", "工厂名称", "厂区", "产地", "plant", "factory", "site", "공장",
        "생산공장", "제조공장",
    ),
    "warehouse": (
        "发货仓库", "出货仓库", "出库仓库", "发货仓", "仓库名称", "仓库", "仓", "warehouse",
        "warehousename", "shippedfrom", "depot", "출고창고", "출하창고", "물류센터", "창고",
    ),
    "shipped_on": (
        "发货日期", "出货日期", "出库日期", "发货时间", "出货时间", "出库时间", "日期", "时间",
        "shippedon", "shippedat", "shippingdate", "shipmentdate", "shipdate", "date", "출하일자",
        "출하일", "출고일자", "출고일", "날짜", "일자",
    ),
    "region": ("发往地区", "销售区域", "目的地", *_REGION, "destination"),
}  # fmt: skip

SALES: Aliases = {
    "product": _PRODUCT,
    "units": (
        "销量", "销售数量", "销售量", "售出数量", "销售件数", "成交件数", "件数", "数量",
        "unitssold", "soldunits", "units", "salesvolume", "quantitysold", "quantity", "qty", "sold",
        "판매수량", "판매량", "수량",
    ),
    "sold_on": (
        "销售日期", "售出日期", "成交日期", "统计日期", "销售时间", "成交时间", "日期", "时间",
        "soldon", "saledate", "salesdate", "orderdate", "date", "day", "week", "판매일자", "판매일",
        "날짜", "일자",
    ),
    "sku": _SKU,
    "channel": _CHANNEL,
    "region": ("销售区域", "销售地区", *_REGION),
}  # fmt: skip
