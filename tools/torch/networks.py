"""StyleALAE's networks (Pidhorskyi, Adjeroh, Doretto, CVPR 2020) as pure functions of (params, ..., x).

The same functions, names and weights as in the studio's src/networks, in PyTorch's layouts: feature maps are
[N, C, H, W], convolutions [out, in, h, w], fully connected layers [out, in]. Weights are effective weights. A convolution
computes in the precision of its weight; statistics, styles, F and D stay in that of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import pi, prod, sqrt

import torch
import torch.nn.functional as F
from torch import Tensor

Params = Mapping[str, Tensor]

LEAKY_SLOPE = 0.2
DISCRIMINATOR_LAYERS = 3
GENERATOR_NORM_EPSILON = 1e-8
ENCODER_NORM_EPSILON = 1e-5
DEMODULATION_EPSILON = 1e-8
"""What brings features of StyleGAN2's generator back to variance 1 after a leaky ReLU."""
ACTIVATION_GAIN = sqrt(2)


@dataclass(frozen=True)
class Architecture:
    """What every width and depth follows from (paper §5). Images have 4·2^(layer_count - 1) pixels a side."""

    layer_count: int
    start_channels: int
    max_channels: int
    latent_size: int
    mapping_layers: int
    channels: int
    """Which network G is: "stylegan", or "stylegan2" (Karras et al. 2020)."""
    generator: str = "stylegan"

    @property
    def is_modulated(self) -> bool:
        return self.generator == "stylegan2"

    @property
    def style_count(self) -> int:
        return 2 * self.layer_count

    def generator_channels(self, block: int) -> int:
        """Channels put out by block `block` of G (0 = coarsest)."""
        return min(self.max_channels, self.start_channels * 2 ** (self.layer_count - 1 - block))

    def encoder_channels(self, block: int) -> tuple[int, int]:
        """Channels (in, out) of block `block` of E (0 = finest: E counts from the image inwards)."""
        return (
            min(self.max_channels, self.start_channels * 2**block),
            min(self.max_channels, self.start_channels * 2 ** (block + 1)),
        )


def block_resolution(block: int) -> int:
    """Pixels a side of what block `block` of G puts out."""
    return 4 * 2**block


@dataclass(frozen=True)
class Growth:
    """How far the networks have grown: the last block of G that is used, and how far it has faded in.

    `blend` is None for a block that has faded in wholly, else a scalar tensor, so that a compiled graph keeps it variable.
    """

    lod: int
    blend: Tensor | None = None


@dataclass(frozen=True)
class ParamSpec:
    """One weight: where it lives, how it starts, and the coefficient c of its learning rate (equalised learning rate)."""

    name: str
    shape: tuple[int, ...]
    learning_rate_scale: float
    initial_std: float = 0.0
    initial_mean: float = 0.0

    @property
    def network(self) -> str:
        return self.name[0]


def param_specs(architecture: Architecture) -> list[ParamSpec]:
    """Every weight of a model, network by network (F, D, G, E)."""
    a = architecture
    specs: list[ParamSpec] = []

    def vector(name: str, channels: int) -> None:
        specs.append(ParamSpec(name, (channels,), 1.0))

    def weight(name: str, shape: tuple[int, ...], gain: float = sqrt(2), lr_mul: float = 1.0) -> None:
        std = gain / sqrt(prod(shape[1:]))
        specs.append(ParamSpec(name, shape, std * lr_mul, initial_std=std))

    def layer(name: str, shape: tuple[int, ...], gain: float = sqrt(2), lr_mul: float = 1.0) -> None:
        weight(f"{name}/weight", shape, gain, lr_mul)
        specs.append(ParamSpec(f"{name}/bias", shape[:1], lr_mul))

    for i in range(a.mapping_layers):
        layer(f"F/layer{i}", (a.latent_size, a.latent_size), lr_mul=0.1)
    for i in range(DISCRIMINATOR_LAYERS):
        is_last = i == DISCRIMINATOR_LAYERS - 1
        layer(f"D/layer{i}", ((2 if is_last else 1) * a.latent_size, a.latent_size), lr_mul=0.1)

    def modulation(name: str, channels: int) -> None:
        weight(f"{name}/weight", (channels, a.latent_size), gain=1)
        specs.append(ParamSpec(f"{name}/bias", (channels,), 1.0, initial_mean=1.0))

    std, mean = (1.0, 0.0) if a.is_modulated else (0.0, 1.0)
    specs.append(ParamSpec("G/constant", (1, a.generator_channels(0), 4, 4), 1.0, initial_std=std, initial_mean=mean))
    for block in range(a.layer_count):
        c, scope = a.generator_channels(block), f"G/block{block}"
        c_in = a.generator_channels(max(0, block - 1))
        if a.is_modulated:
            for half in (1, 2) if block > 0 else (2,):
                into = c_in if half == 1 else c
                weight(f"{scope}/conv{half}/weight", (c, into, 3, 3), gain=1)
                vector(f"{scope}/noise{half}", 1)
                vector(f"{scope}/bias{half}", c)
                modulation(f"{scope}/style{half}", into)
            layer(f"G/toRgb{block}", (a.channels, c, 1, 1), gain=1)
            modulation(f"G/toRgbStyle{block}", c)
            continue
        if block > 0:
            weight(f"{scope}/conv1/weight", (c, c_in, 3, 3))
        weight(f"{scope}/conv2/weight", (c, c, 3, 3))
        for half in (1, 2):
            vector(f"{scope}/noise{half}", c)
            vector(f"{scope}/bias{half}", c)
            layer(f"{scope}/style{half}", (2 * c, a.latent_size), gain=1)
        layer(f"G/toRgb{block}", (a.channels, c, 1, 1), gain=0.03)

    for block in range(a.layer_count):
        c_in, c_out = a.encoder_channels(block)
        scope = f"E/block{block}"
        layer(f"E/fromRgb{block}", (c_in, a.channels, 1, 1))
        weight(f"{scope}/conv1/weight", (c_in, c_in, 3, 3))
        vector(f"{scope}/bias1", c_in)
        layer(f"{scope}/style1", (a.latent_size, 2 * c_in))
        weight(f"{scope}/conv2/weight", (c_out, c_in, 3, 3))
        vector(f"{scope}/bias2", c_out)
        layer(f"{scope}/style2", (a.latent_size, 2 * c_out))
    return specs


def is_convolution(spec: ParamSpec) -> bool:
    """Whether a weight is the kernel of a 3x3 convolution, which may compute in a lower precision."""
    return spec.shape[2:] == (3, 3)


def dense(params: Params, scope: str, x: Tensor) -> Tensor:
    """Fully connected layer: [N, in] → [N, out]."""
    return F.linear(x, params[f"{scope}/weight"], params[f"{scope}/bias"])


def conv(params: Params, scope: str, x: Tensor) -> Tensor:
    """Convolution that keeps the size, zero padded, without bias: [N, in, H, W] → [N, out, H, W]."""
    weight = params[f"{scope}/weight"]
    return F.conv2d(x.to(weight.dtype), weight, padding=weight.shape[-1] // 2)


def conv1x1(params: Params, scope: str, x: Tensor) -> Tensor:
    """1x1 convolution with bias."""
    return exact(conv(params, scope, x)) + channelwise(params[f"{scope}/bias"])


def leaky_relu(x: Tensor) -> Tensor:
    return F.leaky_relu(x, LEAKY_SLOPE)


def channelwise(vector: Tensor) -> Tensor:
    """[C] → [1, C, 1, 1]"""
    return vector.view(1, -1, 1, 1)


def exact(x: Tensor) -> Tensor:
    """In 32 bits at least."""
    return x.float() if x.element_size() < 4 else x


def blur(x: Tensor) -> Tensor:
    """Smooths with the binomial kernel [1, 2, 1] ⊗ [1, 2, 1] / 16, channel by channel, zero padded."""
    channels = x.shape[1]
    return F.conv2d(x, binomial(x.dtype, x.device).expand(channels, 1, 3, 3), padding=1, groups=channels)


@lru_cache(maxsize=None)
def binomial(dtype: torch.dtype, device: torch.device) -> Tensor:
    line = torch.tensor([0.25, 0.5, 0.25], dtype=dtype, device=device)
    return torch.outer(line, line)


def upsample(x: Tensor) -> Tensor:
    """Doubles height and width by repeating pixels."""
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def downsample(x: Tensor) -> Tensor:
    """Halves height and width by 2x2 averages."""
    return F.avg_pool2d(x, 2)


def channel_moments(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Mean, centred values and variance (biased) of each channel of each image."""
    mean = x.mean((2, 3), keepdim=True)
    centred = x - mean
    return mean, centred, centred.square().mean((2, 3), keepdim=True)


def safe_sqrt(x: Tensor) -> Tensor:
    """Square root whose gradient stays finite (0) at 0: that of a channel that is constant."""
    is_positive = (x > 0).to(x.dtype)
    return (x + (1 - is_positive)).sqrt() * is_positive


def fade(old: Tensor, fresh: Tensor, blend: Tensor) -> Tensor:
    """(1-b)·old + b·new"""
    return old * (1 - blend) + fresh * blend


def map_latents(params: Params, architecture: Architecture, z: Tensor) -> Tensor:
    """F (paper §4): z [N, S], standard normal → w [N, S]."""
    w = z * (z.square().mean(1, keepdim=True) + 1e-8).rsqrt()
    for i in range(architecture.mapping_layers):
        w = leaky_relu(dense(params, f"F/layer{i}", w))
    return w


def discriminate(params: Params, architecture: Architecture, w: Tensor) -> Tensor:
    """D: w [N, S] → scores [N], high for latents of real images. No activations; component S of the last 2S."""
    x = w
    for i in range(DISCRIMINATOR_LAYERS):
        x = dense(params, f"D/layer{i}", x)
    return x[:, architecture.latent_size]


def repeat_styles(w: Tensor, style_count: int) -> Tensor:
    """One w for every style: [N, S] → [N, 2L, S]."""
    return w.unsqueeze(1).expand(-1, style_count, -1)


def generate(
    params: Params, architecture: Architecture, styles: Tensor, growth: Growth, noise: Sequence[Tensor] | None = None
) -> Tensor:
    """G (paper §5, or StyleGAN2's): styles [N, 2L, S] → images [N, channels, r, r], about [-1, 1].

    `noise` holds a plane [N or 1, 1, r, r] per noise input, two per block; none is the noise-free mode.
    """
    if architecture.is_modulated:
        return generate_modulated(params, styles, growth, noise)
    x = before = params["G/constant"]
    for block in range(growth.lod + 1):
        before = x
        x = generator_block(params, block, x, styles, noise)
    image = conv1x1(params, f"G/toRgb{growth.lod}", x)
    if growth.blend is None:
        return image
    return fade(upsample(conv1x1(params, f"G/toRgb{growth.lod - 1}", before)), image, growth.blend)


def generator_block(params: Params, block: int, x: Tensor, styles: Tensor, noise: Sequence[Tensor] | None) -> Tensor:
    scope = f"G/block{block}"

    def half(x: Tensor, index: int) -> Tensor:
        place = 2 * block + index - 1
        noisy = add_noise(exact(x), block, params[f"{scope}/noise{index}"], noise[place] if noise else None)
        active = leaky_relu(noisy + channelwise(params[f"{scope}/bias{index}"]))
        return apply_style(params, f"{scope}/style{index}", active, styles[:, place])

    if block > 0:
        x = blur(conv(params, f"{scope}/conv1", upsample(x)))
    return half(conv(params, f"{scope}/conv2", half(x, 1)), 2)


def apply_style(params: Params, scope: str, x: Tensor, w: Tensor) -> Tensor:
    """Adaptive instance normalisation: x [N or 1, C, H, W] normalised, then times (scale + 1) plus shift."""
    _, centred, variance = channel_moments(x)
    scale, shift = dense(params, scope, w)[:, :, None, None].chunk(2, 1)
    return torch.addcmul(shift, centred, (variance + GENERATOR_NORM_EPSILON).rsqrt() * (scale + 1))


def add_noise(x: Tensor, block: int, weight: Tensor, plane: Tensor | None) -> Tensor:
    """Adds a plane times a weight per channel; without a plane the fixed bump that stands in for the noise's mean effect."""
    if plane is not None:
        return x + plane * channelwise(weight)
    variance = block + 1
    return x + torch.exp(x.square() * (-1 / (2 * variance))) * (0.8 * sqrt(variance) / sqrt(2 * pi))


def generate_modulated(params: Params, styles: Tensor, growth: Growth, noise: Sequence[Tensor] | None) -> Tensor:
    """StyleGAN2's G (Karras et al. 2020, §2, §4.1): styles scale weights, and the image is the sum of what the blocks add.

    Styles are counted by convolutions, of which block 0 has one: block i takes 2i - 1 and 2i, and its colours 2i + 1.
    """
    x = params["G/constant"]
    image: Tensor | None = None
    for block in range(growth.lod + 1):
        if block > 0:
            x = modulated_conv(params, block, 1, x, styles, noise)
        x = modulated_conv(params, block, 2, x, styles, noise)
        scales = dense(params, f"G/toRgbStyle{block}", styles[:, 2 * block + 1])
        colours = conv1x1(params, f"G/toRgb{block}", x * scales[:, :, None, None])
        # A new block shows by its colours alone: the picture below them is the one that was there before it.
        if block == growth.lod and growth.blend is not None:
            colours = colours * growth.blend
        image = colours if image is None else blur(upsample(image)) + colours
    assert image is not None
    return image


def modulated_conv(
    params: Params, block: int, index: int, x: Tensor, styles: Tensor, noise: Sequence[Tensor] | None
) -> Tensor:
    """One convolution of a block, the first of which doubles the size with the filter [1, 3, 3, 1] ⊗ [1, 3, 3, 1] / 16.

    Its weights are scaled by the style for each channel that comes in, then by 1 / √(Σ weights² + ε) for each that goes
    out; the channels are scaled instead, which comes to the same, so that one convolution serves a batch of many styles.
    """
    scope, place = f"G/block{block}", 2 * block + index - 1
    scales = dense(params, f"{scope}/style{index}", styles[:, place - 1])
    weight = params[f"{scope}/conv{index}/weight"]
    sizes = (F.linear(scales.square(), exact(weight).square().sum((2, 3))) + DEMODULATION_EPSILON).rsqrt()
    scaled = (x * scales[:, :, None, None]).to(weight.dtype)
    # Smoothing after the convolution comes to the same, if the line beyond the border is there.
    features = (
        blur(F.conv2d(upsample(scaled), weight, padding=2))[:, :, 1:-1, 1:-1]
        if index == 1
        else F.conv2d(scaled, weight, padding=1)
    )
    features = exact(features) * (sizes * ACTIVATION_GAIN)[:, :, None, None]
    if noise:
        features = features + noise[place] * (params[f"{scope}/noise{index}"] * ACTIVATION_GAIN)
    return leaky_relu(features + channelwise(params[f"{scope}/bias{index}"] * ACTIVATION_GAIN))


def encode(params: Params, architecture: Architecture, images: Tensor, growth: Growth) -> Tensor:
    """E (paper §5): images [N, channels, r, r] in [-1, 1] → w [N, S], the sum of what every block reads off its statistics."""
    last = architecture.layer_count - 1
    first = last - growth.lod
    x = from_rgb(params, first, images)
    w: Tensor | None = None
    for block in range(first, last + 1):
        contribution, x = encoder_block(params, block, x)
        if block == first and growth.blend is not None:
            contribution = contribution * growth.blend
            x = fade(from_rgb(params, block + 1, downsample(images)), x, growth.blend)
        w = contribution if w is None else w + contribution
    assert w is not None
    return w


def from_rgb(params: Params, block: int, images: Tensor) -> Tensor:
    """The reference implementation applies leaky ReLU twice here; so do we."""
    return leaky_relu(leaky_relu(conv1x1(params, f"E/fromRgb{block}", images)))


def encoder_block(params: Params, block: int, x: Tensor) -> tuple[Tensor, Tensor]:
    """Its two contributions to w, summed [N, S], and features of half the size for the next block."""
    scope = f"E/block{block}"

    def half(x: Tensor, index: int) -> tuple[Tensor, Tensor]:
        active = leaky_relu(exact(x) + channelwise(params[f"{scope}/bias{index}"]))
        mean, centred, variance = channel_moments(active)
        statistics = torch.cat([mean, safe_sqrt(variance)], 1).flatten(1)
        return dense(params, f"{scope}/style{index}", statistics), centred * (variance + ENCODER_NORM_EPSILON).rsqrt()

    first, x = half(conv(params, f"{scope}/conv1", x), 1)
    second, x = half(downsample(conv(params, f"{scope}/conv2", blur(x))), 2)
    return first + second, x
