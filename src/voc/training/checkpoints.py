"""Where an interrupted training goes on from: weights and moments, no pickle."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

_CHECKPOINT = "checkpoint.safetensors"


def save(
    folder: Path, network: nn.Module, optimizer: torch.optim.AdamW, fingerprint: str, step: int
) -> None:
    """In place of the one before; a killed run leaves one of the two whole."""
    tensors = {f"weight.{name}": p.detach() for name, p in network.named_parameters()}
    for name, parameter in network.named_parameters():
        state = optimizer.state.get(parameter, {})
        for moment in ("exp_avg", "exp_avg_sq"):
            if moment in state:
                tensors[f"{moment}.{name}"] = state[moment]
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f"{_CHECKPOINT}.new"
    contiguous = {name: tensor.cpu().contiguous() for name, tensor in tensors.items()}
    save_file(contiguous, waiting, {"step": str(step), "fingerprint": fingerprint})
    waiting.replace(folder / _CHECKPOINT)


def restore(
    folder: Path, network: nn.Module, optimizer: torch.optim.AdamW, fingerprint: str
) -> int:
    """Steps done; 0 where there is no checkpoint of the same fingerprint."""
    path = folder / _CHECKPOINT
    if not path.exists():
        return 0
    with safe_open(path, "pt") as stored:
        about = stored.metadata()
        if about["fingerprint"] != fingerprint:
            return 0
        names = set(stored.keys())
        step = int(about["step"])
        for name, parameter in network.named_parameters():
            parameter.data.copy_(stored.get_tensor(f"weight.{name}"))
            moments = [m for m in ("exp_avg", "exp_avg_sq") if f"{m}.{name}" in names]
            if moments:
                optimizer.state[parameter] = {
                    "step": torch.tensor(float(step), device=parameter.device),
                    **{m: stored.get_tensor(f"{m}.{name}").to(parameter.device) for m in moments},
                }
    return step
