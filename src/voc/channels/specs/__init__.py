"""Rows and links of pages, read by what a person wrote of them. Needs voc[collect]."""

from voc.channels.extra import require

require("jmespath", "lxml", "parsel", "regex")
