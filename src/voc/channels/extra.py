"""What collecting needs beyond voc itself."""

from importlib.util import find_spec

from voc.errors import SettingsError


def require(*packages: str) -> None:
    """Raises SettingsError where one of ``packages`` is not installed."""
    for package in packages:
        if find_spec(package) is None:
            raise missing(package)


def missing(package: str | None) -> SettingsError:
    return SettingsError(
        f"Collecting needs the Python package {package}: pip install 'voc[collect]'."
    )
