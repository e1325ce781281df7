"""Any sentence-transformers or transformers model as an encoder, on a GPU where there is one.

Needs the extra ``models``. A model that is plain transformers is pooled by the mean of its tokens.
"""

import hashlib
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from voc.errors import ModelError
from voc.types.issue import Vectors

_LETTER = re.compile(r"\w")
_BATCH = 64
# What a model needs of its hub folder: no second copy of the weights in another format, no code.
_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]


class TorchEncoder:
    """Implements voc.ports.models.SentenceEncoder.

    Texts share batches with others of like length and are padded to the longest: neighbours move a
    vector by rounding, never by more.
    """

    def __init__(self, model: Any, name: str) -> None:
        """``model``: a sentence_transformers.SentenceTransformer."""
        self._model = model
        self._name = name

    @classmethod
    def load(cls, named: str) -> "TorchEncoder":
        """``named``: a folder or the name of a model. Raises ModelError."""
        folder = located(named)
        try:
            import torch
            from safetensors import SafetensorError
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ImportError as err:
            raise _missing() from err
        # Both tell on stderr how they load; the CLI owns the terminal.
        for library in ("transformers", "sentence_transformers"):
            logging.getLogger(library).setLevel(logging.ERROR)
        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers has no types for it
        device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            model = SentenceTransformer(str(folder), device=device, local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as err:
            raise ModelError(
                f"VOC_ENCODER names {named}, which does not load: {err}. It must be a model of "
                "sentence-transformers or transformers with safetensors weights."
            ) from err
        return cls(model, _name(named, folder))

    @property
    def name(self) -> str:
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, rows of unit length; zero for texts without letters."""
        vectors = np.zeros((len(texts), self._model.get_embedding_dimension()), dtype=np.float32)
        spoken = [i for i, text in enumerate(texts) if _LETTER.search(text)]
        if spoken:
            vectors[spoken] = self._model.encode(  # sorts by length
                [texts[i] for i in spoken],
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return vectors


def encoder_name(named: str) -> str:
    """What TorchEncoder.load would call the model, without loading it. Raises ModelError."""
    return _name(named, located(named))


def located(named: str) -> Path:
    """The folder a model lies in; one that is named and not at hand is downloaded.

    The only place that may ask the network, and never where HF_HUB_OFFLINE is set. Raises
    ModelError.
    """
    folder = Path(named).expanduser()
    if folder.is_dir():
        return folder.resolve()
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError
    except ImportError as err:
        raise _missing() from err
    try:
        return Path(snapshot_download(named, allow_patterns=_FILES))
    except (OSError, ValueError, HfHubHTTPError) as err:
        raise ModelError(
            f"VOC_ENCODER names {named}, which is no folder, nor a model that could be downloaded: "
            f"{err}. Check the name, or download the model and name its folder."
        ) from err


def _missing() -> ModelError:
    return ModelError("VOC_ENCODER needs torch. Run `pip install 'voc[models]'`, or unset it.")


def _name(named: str, folder: Path) -> str:
    """Last part of the name and a digest over the files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts):
            continue  # of git or of a download, not of the model
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
        digest.update(f"{inside.as_posix()}\0{content.hexdigest()}\n".encode())
    last = folder.name if Path(named).expanduser().is_dir() else named.rpartition("/")[2]
    return f"{last}@{digest.hexdigest()[:12]}"
