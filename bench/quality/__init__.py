"""How well the text layer reads: a module a line of promises, each on texts of several origins.

``own`` are the texts the rules were made with, ``unseen`` those we wrote after the rules stood,
``others`` those written by others; the rest are real.
"""
