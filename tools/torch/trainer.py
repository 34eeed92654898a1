"""The networks while they learn: gradients of each update, Adam, averages, and their exchange among processes.

Each network is one flat vector. The updates move different networks, two or three of the four, so that
DistributedDataParallel, which expects one loss that reaches every weight, would be in the way: the gradients of a network
are exchanged by one all_reduce over its vector, once an update. Sums are the same on all processes, and so are weights,
averages and w̄.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
import torch.distributed as dist
from torch import Tensor

import networks
from checkpoint import State, architecture_of
from data import IterationDraw
from losses import Generation, Moment, Terms, Update, updates_of
from networks import Architecture, Growth, Params, ParamSpec, is_convolution, param_specs
from schedule import Options, Stage

BETA2 = 0.99
EPSILON = 1e-8


def mean_of_processes(values: Tensor) -> Tensor:
    """In place."""
    if dist.is_initialized():
        dist.all_reduce(values)
        values.div_(dist.get_world_size())
    return values


def is_reached(name: str, architecture: Architecture, growth: Growth) -> bool:
    """Whether a weight takes part in computing at this stage of growth."""
    is_fading = growth.blend is not None
    first = architecture.layer_count - 1 - growth.lod
    scope = name.split("/")[1]
    index = int("".join(c for c in scope if c.isdigit()) or 0)
    if name.startswith("G/block") or (architecture.is_modulated and name.startswith("G/toRgb")):
        return index <= growth.lod
    if name.startswith("G/toRgb"):
        return index == growth.lod or (is_fading and index == growth.lod - 1)
    if name.startswith("E/block"):
        return index >= first
    if name.startswith("E/fromRgb"):
        return index == first or (is_fading and index == first + 1)
    return True


class FlatNetwork:
    """One network's weights in one vector, with its average and Adam's memory beside it."""

    def __init__(self, specs: Sequence[ParamSpec], state: State, device: torch.device, dtype: torch.dtype) -> None:
        self.specs = specs
        self.lengths = [math.prod(spec.shape) for spec in specs]

        def join(values: Mapping[str, Tensor]) -> Tensor:
            parts = [
                values[s.name].reshape(-1) if s.name in values else torch.zeros(n) for s, n in zip(specs, self.lengths)
            ]
            return torch.cat([part.to(dtype) for part in parts]).to(device)

        self.live = join(state.live)
        self.averaged = join(state.averaged)
        self.second_moment = join(state.second_moments)
        self.scale = join({s.name: torch.full(s.shape, s.learning_rate_scale) for s in specs})
        self.step_counts = {s.name: state.step_counts[s.name] for s in specs if s.name in state.step_counts}
        self.params = self.views(self.live)

    def views(self, vector: Tensor) -> dict[str, Tensor]:
        return {s.name: part.view(s.shape) for s, part in zip(self.specs, vector.split(self.lengths))}

    def flatten(self, gradients: Mapping[str, Tensor]) -> Tensor:
        """In the order of the weights, with zeros for those that have no gradient."""
        parts = [
            gradients[s.name].reshape(-1) if s.name in gradients else self.live.new_zeros(n)
            for s, n in zip(self.specs, self.lengths)
        ]
        return torch.cat(parts)

    def step(self, gradient: Tensor, reached: Iterable[str], learning_rate: float) -> None:
        """`v ← β₂v + (1-β₂)g²; p ← p - lr·c·√(1-β₂ᵗ)·g / (√v + ε)`, where g is 0 for weights that are not reached."""
        names = list(reached)
        # Adam starts anew at each level of detail, where all that is reached is reached at once: one count serves all.
        count = self.step_counts.get(names[0], 0) + 1
        self.second_moment.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        step = (gradient * self.scale).div_(self.second_moment.sqrt().add_(EPSILON))
        self.live.sub_(step, alpha=learning_rate * math.sqrt(1 - BETA2**count))
        self.step_counts.update(dict.fromkeys(names, count))

    def update_average(self, keep: float) -> None:
        self.averaged.lerp_(self.live, 1 - keep)

    def reset_optimiser(self) -> None:
        self.second_moment.zero_()
        self.step_counts = {}


Gradients = tuple[dict[str, Tensor], Terms]
"""Flat gradients by network, and the loss terms."""


class CapturedGradients:
    """An update's gradients as a CUDA graph, which the card goes through by itself instead of kernel by kernel.

    It reads weights and draw where they lay when it was captured, so that they must be changed in place.
    """

    def __init__(self, compute: Callable[[], Gradients]) -> None:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):  # libraries choose their kernels before the capture
            for _ in range(2):
                _, expected = compute()
        torch.cuda.current_stream().wait_stream(side)
        self.graph = torch.cuda.CUDAGraph()
        # NCCL's watchdog calls CUDA from a thread of its own, which would spoil a capture in the usual mode.
        mode = {"capture_error_mode": "thread_local"} if dist.is_initialized() else {}
        with torch.cuda.graph(self.graph, **mode):
            self.result = compute()
        self.replay()
        for name, term in self.result[1].items():
            if not torch.allclose(term, expected[name], rtol=0.02, atol=1e-3):
                raise RuntimeError(f"the loss {name} is {float(term)} in the graph and {float(expected[name])} without")

    def replay(self) -> Gradients:
        self.graph.replay()
        return self.result


@dataclass(frozen=True)
class Precision:
    """What weights, statistics, losses and Adam are in, and what 3x3 convolutions compute in."""

    exact: torch.dtype = torch.float32
    convolutions: torch.dtype = torch.float32


class Trainer:
    """The networks, and one iteration after another over them."""

    def __init__(
        self,
        options: Options,
        state: State,
        device: torch.device,
        precision: Precision = Precision(),
        is_capturing: bool = False,
        log: Callable[[str], None] = print,
    ) -> None:
        self.options = options
        self.architecture = architecture_of(options)
        self.device = device
        self.precision = precision
        self.log = log
        specs = param_specs(self.architecture)
        self.convolutions = {spec.name for spec in specs if is_convolution(spec)}
        self.updates = updates_of(options["photo"], options["sharedPasses"])
        self.is_capturing = is_capturing
        self.restore(state)

    def restore(self, state: State) -> None:
        specs, dtype = param_specs(self.architecture), self.precision.exact
        self.networks = {
            letter: FlatNetwork([s for s in specs if s.network == letter], state, self.device, dtype)
            for letter in "FDGE"
        }
        self.latent_average = state.latent_average.to(self.device, dtype)
        self.forget_graphs()

    def forget_graphs(self) -> None:
        self.graphs: dict[str, CapturedGradients] = {}
        self.captured_at: tuple[int, bool, int] | None = None
        self.moment: Moment | None = None

    @torch.no_grad()
    def iterate(self, draw: IterationDraw, stage: Stage, r1_gamma: float) -> Tensor:
        """The updates, Adam, the averages.

        Returns the loss terms in the order of `loss_names`, as a tensor that nobody has waited for.
        """
        moment = self.moment_of(draw, stage)
        found: Terms = {}
        for update in self.updates:
            if update.name == "latent":
                moment.target.copy_(networks.map_latents(self.params(), self.architecture, moment.generations[2].z))
            is_exact = update.name == "discriminator" and r1_gamma > 0
            gradients, terms = self.gradients(
                update, replace(moment, r1_gamma=r1_gamma) if is_exact else moment, is_exact=is_exact
            )
            for letter, gradient in gradients.items():
                names = self.reached(letter, moment.growth)
                self.networks[letter].step(mean_of_processes(gradient), names, stage.learning_rate)
            found.update({name: term.clone() for name, term in terms.items()})
        w = mean_of_processes(moment.target.mean(0))
        self.latent_average.lerp_(w, 1 - self.options["latentAverageDecay"])
        for network in self.networks.values():
            network.update_average(stage.average_keep)
        return torch.stack([found[name] for name in self.loss_names])

    @property
    def loss_names(self) -> list[str]:
        return ["discriminator", "generator", "latent"] + (["photo"] if self.options["photo"] else [])

    def moment_of(self, draw: IterationDraw, stage: Stage) -> Moment:
        """What the losses are computed on: the draw, or while graphs are captured the tensors that they read, with its values."""
        here = (stage.lod, stage.is_fading, len(draw.real))
        if self.moment is None or self.captured_at != here or not self.is_capturing:
            self.graphs, self.captured_at = {}, here
            blend = (
                torch.tensor(stage.blend, device=self.device, dtype=self.precision.exact) if stage.is_fading else None
            )
            target = torch.empty_like(draw.generations[2].z)
            growth = Growth(stage.lod, blend)
            self.moment = Moment(self.architecture, growth, draw.real, draw.generations, draw.photo_noise, target)
            self.read_by_graphs = draw.tensors()
            return self.moment
        for place, value in zip(self.read_by_graphs, draw.tensors()):
            place.copy_(value)
        if self.moment.growth.blend is not None:
            self.moment.growth.blend.fill_(stage.blend)
        return self.moment

    def gradients(self, update: Update, moment: Moment, is_exact: bool = False) -> Gradients:
        """`is_exact` asks for second derivatives and for convolutions in full precision, kernel by kernel."""
        if not self.is_capturing or is_exact:
            return self.compute(update, moment, is_exact)
        try:
            if update.name not in self.graphs:
                self.graphs[update.name] = CapturedGradients(lambda: self.compute(update, moment))
            return self.graphs[update.name].replay()
        except RuntimeError as cause:
            if "out of memory" in str(cause):
                raise
            self.is_capturing = False
            self.graphs = {}
            self.log(f"CUDA graphs cannot be used here ({cause}): the training goes on without, and slower.")
            return self.compute(update, moment)

    @torch.enable_grad()
    def compute(self, update: Update, moment: Moment, is_exact: bool = False) -> Gradients:
        leaves = {
            name: self.networks[letter].params[name].detach().requires_grad_()
            for letter in update.moved
            for name in self.reached(letter, moment.growth)
        }
        live = self.params(is_exact)
        params = {**live, **self.lowered(leaves, is_exact)}
        terms = update.loss(params, live, moment)
        total = torch.stack(list(terms.values())).sum()
        found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        by_name = {name: gradient for name, gradient in zip(leaves, found) if gradient is not None}
        flat = {letter: self.networks[letter].flatten(by_name) for letter in update.moved}
        return flat, {name: term.detach() for name, term in terms.items()}

    def reached(self, letter: str, growth: Growth) -> list[str]:
        return [name for name in self.networks[letter].params if is_reached(name, self.architecture, growth)]

    def params(self, is_exact: bool = False) -> dict[str, Tensor]:
        """All weights as constants, ready to compute with."""
        return self.lowered({k: v for network in self.networks.values() for k, v in network.params.items()}, is_exact)

    def lowered(self, params: Params, is_exact: bool = False) -> dict[str, Tensor]:
        """With convolutions in the layout and, unless `is_exact`, in the precision that they compute in."""
        dtype = self.precision.exact if is_exact else self.precision.convolutions
        return {
            k: v.to(dtype).contiguous(memory_format=torch.channels_last) if k in self.convolutions else v
            for k, v in params.items()
        }

    def reset_optimiser(self) -> None:
        for network in self.networks.values():
            network.reset_optimiser()

    def is_finite(self) -> bool:
        """Whether all weights are numbers."""
        return all(bool(torch.isfinite(network.live).all()) for network in self.networks.values())

    def state(self) -> State:
        def merged(pick: Callable[[FlatNetwork], Mapping[str, Tensor]]) -> dict[str, Tensor]:
            return {name: values for network in self.networks.values() for name, values in pick(network).items()}

        return State(
            live=merged(lambda n: n.params),
            averaged=merged(lambda n: n.views(n.averaged)),
            second_moments=merged(lambda n: {k: v for k, v in n.views(n.second_moment).items() if k in n.step_counts}),
            step_counts={name: count for n in self.networks.values() for name, count in n.step_counts.items()},
            latent_average=self.latent_average,
        )
