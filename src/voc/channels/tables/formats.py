"""Finds the format that reads a file, by the file's name."""

from importlib.metadata import entry_points
from pathlib import Path

from voc.channels.tables.table import Table
from voc.errors import InputError, PluginError
from voc.text.names import file_name, path_text

GROUP = "voc.tables"


def formats() -> dict[str, type[Table]]:
    """Every installed format by name, in order of name. Raises PluginError where there is none."""
    found = {point.name: point.load() for point in entry_points(group=GROUP)}
    if not found:
        raise PluginError(
            f'No table format is installed (entry points "{GROUP}"). '
            "Install voc as a package, for example with `pip install -e .`."
        )
    return dict(sorted(found.items()))


def open_table(path: Path) -> Table:
    """The table in ``path``. Raises InputError where there is no such file or no format for it."""
    if not path.is_file():
        raise InputError(f"There is no file {path_text(path)}. Check the path.")
    by_suffix = _by_suffix()
    name = path.name.lower()
    for suffix, table in by_suffix.items():
        if name.endswith(suffix):
            return table(path)
    known = ", ".join(sorted(by_suffix))
    raise InputError(
        f"{file_name(path)}: files of this kind are not read. Known endings: {known}. "
        "Save the table as one of them."
    )


def suffixes() -> tuple[str, ...]:
    """Endings of file names that some installed format reads, sorted."""
    return tuple(sorted(_by_suffix()))


def _by_suffix() -> dict[str, type[Table]]:
    by_suffix: dict[str, type[Table]] = {}
    for table in formats().values():
        for suffix in table.suffixes:
            by_suffix[suffix] = table
            if table.gzipped:
                by_suffix[suffix + ".gz"] = table
    return by_suffix
