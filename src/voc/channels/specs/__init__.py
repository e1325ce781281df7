"""Rows and links of pages, read by what a person wrote of them. Needs voc[collect]."""

from importlib.util import find_spec

from voc.errors import SettingsError

for _package in ("jmespath", "lxml", "parsel", "regex"):
    if find_spec(_package) is None:
        raise SettingsError(
            f"Collecting needs the Python package {_package}: pip install 'voc[collect]'."
        )
