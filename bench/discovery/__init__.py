"""Discovery measured against truth: `voc bench discovery PART`.

Texts of others are read from VOC_EVAL_DATA while it runs and never kept.
"""
