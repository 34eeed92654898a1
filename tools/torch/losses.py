"""The updates of one iteration (paper algorithm 1), and the photo update.

Each loss is a function of (params, live, ...): `params` are the weights that the update moves, with gradients, beside
those that it does not; `live` are all weights as constants.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from networks import (
    Architecture,
    Growth,
    Params,
    discriminate,
    encode,
    generate,
    map_latents,
    repeat_styles,
)


@dataclass(frozen=True)
class PhotoOptions:
    """Weights of the photo update's terms, and the pixels a side down to which its first term averages."""

    pooledPixels: int = 16
    pooled: float = 1.0
    pixels: float = 0.2
    code: float = 0.1
    adversarial: float = 0.1


@dataclass(frozen=True)
class Generation:
    """Latents and noise of one generated batch. Styles from `mix_from` on come from the second latents [N, S]."""

    z: Tensor
    mix_z: Tensor
    """[1, 2L, 1]: 1 where a style comes from z, 0 where it comes from mix_z."""
    mix_mask: Tensor
    noise: Sequence[Tensor]


def mixed_styles(params: Params, architecture: Architecture, generation: Generation) -> Tensor:
    """F of both draws: [N, 2L, S]."""
    w = map_latents(params, architecture, torch.cat([generation.z, generation.mix_z]))
    first, second = w.unsqueeze(1).chunk(2)
    return first * generation.mix_mask + second * (1 - generation.mix_mask)


def fake_images(params: Params, architecture: Architecture, growth: Growth, generation: Generation) -> Tensor:
    return generate(params, architecture, mixed_styles(params, architecture, generation), growth, generation.noise)


def score(params: Params, architecture: Architecture, growth: Growth, images: Tensor) -> Tensor:
    return discriminate(params, architecture, encode(params, architecture, images, growth))


def discriminator_loss(
    params: Params, architecture: Architecture, growth: Growth, real: Tensor, fake: Tensor, r1_gamma: float
) -> Tensor:
    """Update 1: softplus(D(E(fake))) + softplus(-D(E(real))) + (γ/2)·‖∇ₓ ΣD(E(real))‖², mean over the batch."""
    if r1_gamma == 0:
        fake_scores, real_scores = score(params, architecture, growth, torch.cat([fake, real])).chunk(2)
        return F.softplus(fake_scores).mean() + F.softplus(-real_scores).mean()
    real = real.detach().requires_grad_()
    real_scores = score(params, architecture, growth, real)
    (gradient,) = torch.autograd.grad(real_scores.sum(), real, create_graph=True)
    penalty = gradient.square().sum((1, 2, 3)).mean() * (r1_gamma / 2)
    fake_scores = score(params, architecture, growth, fake)
    return F.softplus(fake_scores).mean() + F.softplus(-real_scores).mean() + penalty


def generator_loss(params: Params, architecture: Architecture, growth: Growth, generation: Generation) -> Tensor:
    """Update 2: softplus(-D(E(G(F(z))))), mean over the batch."""
    fake = fake_images(params, architecture, growth, generation)
    return F.softplus(-score(params, architecture, growth, fake)).mean()


def latent_loss(
    params: Params, architecture: Architecture, growth: Growth, generation: Generation, target: Tensor
) -> Tensor:
    """Update 3: mean of (E(G(w)) - w)² over batch and components, the second w = F(z) as a constant; latents not mixed."""
    styles = repeat_styles(map_latents(params, architecture, generation.z), architecture.style_count)
    fake = generate(params, architecture, styles, growth, generation.noise)
    return (encode(params, architecture, fake, growth) - target).square().mean()


def photo_loss(
    params: Params,
    live: Params,
    architecture: Architecture,
    growth: Growth,
    options: PhotoOptions,
    real: Tensor,
    noise: Sequence[Tensor],
) -> Tensor:
    """The photo update, y = G(E(x)): pooled and full squares, the code's distance, and realism, E and D of y being constants."""
    styles = repeat_styles(encode(params, architecture, real, growth), architecture.style_count)
    redrawn = generate(params, architecture, styles, growth, noise)
    with torch.no_grad():
        target = encode(live, architecture, real, growth)
    code = encode(live, architecture, redrawn, growth)
    return (
        options.pooled * (pooled(redrawn, options.pooledPixels) - pooled(real, options.pooledPixels)).square().mean()
        + options.pixels * (redrawn - real).square().mean()
        + options.code * (code - target).square().mean()
        + options.adversarial * F.softplus(-discriminate(live, architecture, code)).mean()
    )


def pooled(images: Tensor, pixels: int) -> Tensor:
    """Averages squares down to min(pixels, r) a side."""
    return images if images.shape[-1] <= pixels else F.avg_pool2d(images, images.shape[-1] // pixels)
