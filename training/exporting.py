"""An adapter as llama.cpp reads it: a GGUF file that says which base model it is for and what it was trained on."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

from .base import ARCHITECTURE
from .checkpoints import Checkpoint

BASE_SHA256, BASE_NAME, TRAINED_ON = "thumbwright.base_sha256", "thumbwright.base_name", "thumbwright.trained_on"


def export(checkpoint: Checkpoint, path: Path) -> int:
    """Write the adapter in half precision, whole or not at all; return the file's bytes."""
    import gguf

    origin = checkpoint.origin
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    writer = gguf.GGUFWriter(new, ARCHITECTURE)
    writer.add_type("adapter")
    writer.add_name(f"thumbwright apprentice for {origin.base_name}")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(checkpoint.plan["alpha"]))
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
