"""Words of the pages."""

HOME = {
    "zh": {
        "title": "报告",
        "none": "还没有报告。先导入并扫描，再运行 voc report monthly。",
    },
    "en": {
        "title": "Reports",
        "none": "No report yet. Import and scan, then run: voc report monthly",
    },
    "ko": {
        "title": "보고서",
        "none": "아직 보고서가 없습니다. 가져오기와 스캔 후 voc report monthly를 실행하세요.",
    },
}
