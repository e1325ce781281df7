"""What ships beside the code: models and samples, in a wheel and in a clone."""

from pathlib import Path

import voc
from voc.errors import VocError

_PACKAGE = Path(voc.__file__).parent


def folder(name: str) -> Path:
    """``models`` or ``samples``: inside the package of a wheel, else beside ``src`` of a clone."""
    places = (
        _PACKAGE / "assets" / name,
        _PACKAGE.parents[1] / name,
        _PACKAGE.parents[1] / "data" / name,
    )
    for place in places:
        if place.is_dir():
            return place
    raise VocError(f"The {name} folder is missing from this installation. Install voc anew.")
