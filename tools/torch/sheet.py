"""The sample sheet, laid out as that of `alae train`."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from data import CPU, generator_of
from networks import Architecture, Growth, Params, block_resolution, encode, generate, map_latents, repeat_styles
from checkpoint import State
from schedule import Stage

COLUMNS = 12
"""Sheets of low levels of detail are enlarged to this, pixel by pixel."""
CELL_PIXELS = 64
SEED = 7


@torch.no_grad()
def sample_sheet(architecture: Architecture, state: State, stage: Stage, test_images: Tensor) -> np.ndarray:
    """What the networks can do now, in five bands: uint8 [H, W, 3].

    Real test images, their reconstructions by the averaged and by the live networks, samples of the averaged and of the
    live networks. The images, latents and noise are the same every time.
    """
    device, dtype = state.latent_average.device, state.latent_average.dtype
    blend = torch.tensor(stage.blend, device=device, dtype=dtype) if stage.is_fading else None
    growth = Growth(stage.lod, blend)
    random = generator_of(CPU, SEED)

    def normals(*shape: int) -> Tensor:
        return torch.randn(shape, generator=random).to(device, dtype)

    real = test_images[:COLUMNS].to(device, dtype) / 127.5 - 1
    noise = [normals(1, 1, r, r) for r in (block_resolution(place // 2) for place in range(2 * stage.lod + 2))]
    z = normals(len(real), architecture.latent_size)

    def draw(params: Params, w: Tensor) -> Tensor:
        return generate(params, architecture, repeat_styles(w, architecture.style_count), growth, noise)

    copies = (state.averaged, state.live)
    bands = [
        real,
        *(draw(params, encode(params, architecture, real, growth)) for params in copies),
        *(draw(params, map_latents(params, architecture, z)) for params in copies),
    ]
    picture = torch.cat([torch.cat(list(band), 2) for band in bands], 1)
    scale = max(1, CELL_PIXELS // real.shape[-1])
    pixels = ((picture.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0).cpu().numpy()
    pixels = pixels.repeat(scale, 0).repeat(scale, 1)
    return np.repeat(pixels, 3, 2) if pixels.shape[2] == 1 else pixels
