"""Asks servers, politely, in a process of its own.

`fetcher` is the parent's side, `child_main` the child's, which alone loads Scrapy and Twisted.
"""
