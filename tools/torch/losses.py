"""The updates of one iteration (paper algorithm 1), and the photo update.

Each loss is a function of (params, live, moment): `params` are the weights that the update moves, with gradients, beside
those that it does not; `live` are all weights as constants. It returns its terms by name; their sum is what it lowers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from networks import Architecture, Growth, Params, discriminate, encode, generate, map_latents, repeat_styles

Terms = dict[str, Tensor]


@dataclass(frozen=True)
class PhotoOptions:
    """Weights of the photo update's terms, and the pixels a side down to which its first term averages."""

    pooledPixels: int
    pooled: float
    pixels: float
    code: float
    adversarial: float


@dataclass(frozen=True)
class Generation:
    """Latents and noise of one generated batch."""

    z: Tensor
    mix_z: Tensor
    mix_mask: Tensor
    """[1, 2L, 1]: 1 where a style comes from z, 0 where it comes from mix_z."""
    noise: Sequence[Tensor]


@dataclass(frozen=True)
class Moment:
    """All that the losses of one iteration are computed on. `real` are images [N, channels, r, r] in [-1, 1]."""

    architecture: Architecture
    growth: Growth
    real: Tensor
    generations: Sequence[Generation]
    photo_noise: Sequence[Tensor]
    """For the reconstructions of the photo update; empty without it."""
    target: Tensor
    """F(z) of the third generation, as a constant."""
    r1_gamma: float = 0.0
    """γ of the R1 penalty; 0 leaves it and its second derivatives out."""


Loss = Callable[[Params, Params, Moment], Terms]


@dataclass(frozen=True)
class Update:
    name: str
    moved: str
    """First letters of the networks that it moves."""
    loss: Loss


def updates_of(photo: Mapping[str, float] | None, shared_passes: bool) -> list[Update]:
    """The updates of an iteration in their order. @param shared_passes whether one serves as the second and the third"""
    updates = [Update("discriminator", "ED", discriminator_loss)]
    if shared_passes:
        updates.append(Update("latent", "EGF", shared_loss))
    else:
        updates += [Update("generator", "GF", generator_loss), Update("latent", "EGF", latent_loss)]
    if photo:
        weights = PhotoOptions(**photo)  # type: ignore[arg-type]
        updates.append(Update("photo", "EG", lambda params, live, at: photo_loss(params, live, at, weights)))
    return updates


def discriminator_loss(params: Params, live: Params, at: Moment) -> Terms:
    """Update 1: softplus(D(E(fake))) + softplus(-D(E(real))) + (γ/2)·‖∇ₓ ΣD(E(real))‖², mean over the batch."""
    with torch.no_grad():
        fake = mixed_images(live, at, at.generations[0])
    return {"discriminator": adversarial_loss(params, at, fake)}


def adversarial_loss(params: Params, at: Moment, fake: Tensor) -> Tensor:
    if at.r1_gamma == 0:
        fake_scores, real_scores = score(params, at, torch.cat([fake, at.real])).chunk(2)
        return F.softplus(fake_scores).mean() + F.softplus(-real_scores).mean()
    real = at.real.detach().requires_grad_()
    real_scores = score(params, at, real)
    (gradient,) = torch.autograd.grad(real_scores.sum(), real, create_graph=True)
    penalty = gradient.square().sum((1, 2, 3)).mean() * (at.r1_gamma / 2)
    return F.softplus(score(params, at, fake)).mean() + F.softplus(-real_scores).mean() + penalty


def generator_loss(params: Params, live: Params, at: Moment) -> Terms:
    """Update 2: softplus(-D(E(G(F(z))))), mean over the batch."""
    return {"generator": F.softplus(-score(live, at, mixed_images(params, at, at.generations[1]))).mean()}


def latent_loss(params: Params, live: Params, at: Moment) -> Terms:
    """Update 3: mean of (E(G(w)) - w)² over batch and components, the second w as a constant; latents not mixed."""
    return {
        "latent": code_distance(encode(params, at.architecture, images_of_target(params, at), at.growth), at.target)
    }


def shared_loss(params: Params, live: Params, at: Moment) -> Terms:
    """Updates 2 and 3 on the same generated images."""
    fake = images_of_target(params, at)
    return {
        "generator": F.softplus(-score(live, at, fake)).mean(),
        "latent": code_distance(encode(params, at.architecture, fake, at.growth), at.target),
    }


def photo_loss(params: Params, live: Params, at: Moment, weights: PhotoOptions) -> Terms:
    """The photo update, y = G(E(x)): colours, pixels and code of x, and realism; the E and D that look at y are constants.

    `pooled·mean((P(y) - P(x))²) + pixels·mean((y - x)²) + code·mean((E(y) - E(x))²) + adversarial·mean softplus(-D(E(y)))`
    """
    a, growth = at.architecture, at.growth
    with torch.no_grad():
        code = encode(live, a, at.real, growth)
    styles = repeat_styles(encode(params, a, at.real, growth), a.style_count)
    redrawn = generate(params, a, styles, growth, at.photo_noise)
    difference = redrawn - at.real
    seen = encode(live, a, redrawn, growth)
    terms = (
        weights.pooled * pooled(difference, weights.pooledPixels).square().mean(),
        weights.pixels * difference.square().mean(),
        weights.code * code_distance(seen, code),
        weights.adversarial * F.softplus(-discriminate(live, a, seen)).mean(),
    )
    return {"photo": torch.stack(terms).sum()}


def mixed_images(params: Params, at: Moment, generation: Generation) -> Tensor:
    """G of F of both draws, the second where the mask is 0."""
    w = map_latents(params, at.architecture, torch.cat([generation.z, generation.mix_z]))
    first, second = w.unsqueeze(1).chunk(2)
    styles = first * generation.mix_mask + second * (1 - generation.mix_mask)
    return generate(params, at.architecture, styles, at.growth, generation.noise)


def images_of_target(params: Params, at: Moment) -> Tensor:
    w = map_latents(params, at.architecture, at.generations[2].z)
    return generate(
        params, at.architecture, repeat_styles(w, at.architecture.style_count), at.growth, at.generations[2].noise
    )


def score(params: Params, at: Moment, images: Tensor) -> Tensor:
    """D∘E: high for images that are taken for real."""
    return discriminate(params, at.architecture, encode(params, at.architecture, images, at.growth))


def code_distance(code: Tensor, target: Tensor) -> Tensor:
    return (code - target).square().mean()


def pooled(images: Tensor, pixels: int) -> Tensor:
    """Averages squares down to min(pixels, r) a side."""
    return images if images.shape[-1] <= pixels else F.avg_pool2d(images, images.shape[-1] // pixels)
