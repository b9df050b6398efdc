"""An adapter as llama.cpp reads it: a GGUF file that says which base model it is for and what it was trained on."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

from pydantic import TypeAdapter

from agent.files.gguf import read_head
from ground.errors import ModelError

from .base import ARCHITECTURE
from .checkpoints import Checkpoint, Origin

BASE_SHA256, BASE_NAME, TRAINED_ON = "thumbwright.base_sha256", "thumbwright.base_name", "thumbwright.trained_on"


def imported(path: Path) -> Checkpoint:
    """An exported adapter as the beginning of another run, with what it was trained on. Raises ModelError where it is none of ours,
    or damaged."""
    import gguf
    import torch

    try:
        head = read_head(path)
        if head.text("general.type") != "adapter" or path.stat().st_size < head.least_bytes:
            raise ValueError("no adapter, or cut off")
        reader = gguf.GGUFReader(path)
        said = {
            name: found.contents()
            for name in (BASE_NAME, BASE_SHA256, TRAINED_ON, "adapter.lora.alpha")
            if (found := reader.get_field(name)) is not None
        }
        tensors = {tensor.name: torch.from_numpy(tensor.data.copy()).float() for tensor in reader.tensors}
        rank = next(len(tensor) for name, tensor in tensors.items() if name.endswith("lora_a"))
        told = json.loads(said.get(TRAINED_ON, "null"))
        own = {"base_name": said[BASE_NAME], "base_sha256": said[BASE_SHA256]}
        origin = TypeAdapter(Origin).validate_python((told if isinstance(told, dict) else {}) | own)
        return Checkpoint(origin, {"rank": rank, "alpha": said["adapter.lora.alpha"], "dropout": 0.0}, tensors, 0)
    except (ModelError, OSError, ValueError, IndexError, KeyError, StopIteration) as error:
        raise ModelError(f"{path} is no adapter that training can begin with ({type(error).__name__}).") from None


def export(checkpoint: Checkpoint, path: Path, strength: float = 1.0) -> int:
    """Write the adapter in half precision, whole or not at all; return the file's bytes.

    `strength`: how much of what was learned counts, 1.0 all of it. Half of it lies between the model as it was and the adapter,
    and may do better than either on apps unlike those learned from (WiSE-FT, arXiv 2109.01903).
    """
    import gguf

    origin = checkpoint.origin
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    writer = gguf.GGUFWriter(new, ARCHITECTURE)
    writer.add_type("adapter")
    writer.add_name(f"thumbwright apprentice for {origin.base_name}")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(checkpoint.plan["alpha"]) * strength)
    writer.add_string(BASE_NAME, origin.base_name)
    writer.add_string(BASE_SHA256, origin.base_sha256)
    writer.add_string(TRAINED_ON, json.dumps(dataclasses.asdict(origin), ensure_ascii=False))
    try:
        for name, tensor in checkpoint.tensors.items():
            writer.add_tensor(name, tensor.detach().float().cpu().numpy().astype("float16"))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
    return path.stat().st_size
