"""Adapters by name: ours and those of installed packages, through entry points."""

from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Any

from voc.errors import PluginError


def names(group: str) -> list[str]:
    """Installed plugins of ``voc.<group>``, sorted."""
    return sorted({point.name for point in entry_points(group=f"voc.{group}")})


def load(group: str, name: str) -> Any:
    """The class behind ``name``. Raises PluginError listing what is installed."""
    points = [point for point in entry_points(group=f"voc.{group}") if point.name == name]
    if not points:
        installed = names(group)
        close = get_close_matches(name, installed, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise PluginError(
            f"No {group} plugin called {name!r}. Installed: {', '.join(installed) or 'none'}.{hint}"
        )
    return points[0].load()
