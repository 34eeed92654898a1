"""The networks and updates against numbers recorded from the published code, and the photo update against tfjs's."""

from __future__ import annotations

import re
import unittest
from math import prod, sqrt

from material import FIXTURES, MATERIAL, Numbers, relative_difference

import torch
from torch import Tensor

from checkpoint import architecture_of, published_name, published_values, read_latest_checkpoint, to_torch
from data import CPU
from losses import Generation, Moment, Terms, Update, adversarial_loss, generator_loss, latent_loss
from networks import Architecture, Growth, Params, ParamSpec, discriminate, encode, generate, map_latents, param_specs
from trainer import Precision, Trainer

OUTPUTS, GRADIENTS = 1e-4, 1e-3
R1_GAMMA, LEARNING_RATE = 10.0, 0.002
NETWORKS = {"E": "encoder", "D": "mapping_d", "G": "decoder", "F": "mapping_f"}
NAMES = ("style32", "style16wide", "style128")


class Case:
    """A fixture, and the three updates on what was recorded for them."""

    def __init__(self, name: str, dtype: torch.dtype = torch.float32) -> None:
        self.numbers, self.dtype = Numbers(FIXTURES / name), dtype
        checkpoint = read_latest_checkpoint(MATERIAL / name)
        self.a = architecture_of(checkpoint.options)
        self.trainer = Trainer(checkpoint.options, checkpoint.state, CPU, Precision(dtype, dtype))
        mask = torch.ones(1, self.a.style_count, 1, dtype=dtype)

        def generation(number: int) -> Generation:
            z = self.get(f"train.z{number}")
            noise = [plane.to(dtype) for plane in self.numbers.all(f"train.update{number}.noise")]
            return Generation(z, z, mask, noise)

        second, third = generation(2), generation(3)
        self.moment = Moment(
            self.a,
            Growth(self.a.layer_count - 1),
            self.get("train.real"),
            (second, second, third),
            (),
            torch.empty_like(third.z),
            R1_GAMMA,
        )
        fake = self.get("train.fake")

        def first_loss(params: Params, live: Params, at: Moment) -> Terms:
            return {"discriminator": adversarial_loss(params, at, fake)}

        self.updates = [
            Update("discriminator", "ED", first_loss),
            Update("generator", "GF", generator_loss),
            Update("latent", "EGF", latent_loss),
        ]

    def get(self, name: str) -> Tensor:
        return self.numbers.get(name, self.dtype)

    def compute(self, number: int) -> tuple[dict[str, Tensor], Tensor]:
        """Flat gradients by network, and the loss."""
        if number == 3:
            with torch.no_grad():
                self.moment.target.copy_(map_latents(self.trainer.params(), self.a, self.moment.generations[2].z))
        gradients, terms = self.trainer.compute(self.updates[number - 1], self.moment)
        return gradients, next(iter(terms.values()))

    def reached(self, letter: str) -> list[str]:
        return self.trainer.reached(letter, self.moment.growth)

    def recorded(self, prefix: str, name: str) -> Tensor:
        return self.get(f"{prefix}.{NETWORKS[name[0]]}.{published_name(name)}")


class ModulatedTest(unittest.TestCase):
    def test_stylegan2(self) -> None:
        """StyleGAN2's generator against its public implementation: images, gradients, gradients of a penalty on a gradient."""
        numbers = Numbers(FIXTURES / "stylegan2")
        a = Architecture(3, 4, 8, 12, 1, 3, generator="stylegan2")
        specs = [spec for spec in param_specs(a) if spec.network == "G"]
        theirs = {spec.name: theirs_of(spec.name) for spec in specs}
        recorded = {key[len("weight.") :] for key in numbers.index if key.startswith("weight.")}
        self.assertEqual(set(theirs.values()), {name for name in recorded if not re.search("filter|noise_const", name)})

        def ours(spec: ParamSpec, prefix: str, is_gradient: bool = False) -> Tensor:
            """In our layout and units: theirs are multiplied by 1 / √(fan in) when they are used."""
            values = numbers.get(f"{prefix}.{theirs[spec.name]}")
            values = values.flip(2, 3) if "/conv1/" in spec.name else values  # as transposed convolutions store them
            fan_in = prod(spec.shape[1:]) if spec.name.endswith("/weight") else 1
            return values.view(spec.shape) * sqrt(fan_in) ** (1 if is_gradient else -1)

        params = {spec.name: ours(spec, "weight").requires_grad_() for spec in specs}
        ws = numbers.get("ws").requires_grad_()
        layers = ["b4.conv1", "b4.conv1", "b8.conv0", "b8.conv1", "b16.conv0", "b16.conv1"]
        noise = [numbers.get(f"weight.{layer}.noise_const")[None, None] for layer in layers]
        images = {"noNoise": None, "constNoise": noise}
        for kind, planes in images.items():
            image = generate(params, a, ws, Growth(2), planes)
            self.assertLess(relative_difference(image, numbers.get(f"image.{kind}")), OUTPUTS, kind)
        loss = image.square().mean()
        self.assertLess(relative_difference(loss.view(1), numbers.get("loss")), OUTPUTS)
        found = torch.autograd.grad(loss, [ws, *params.values()], create_graph=True)
        self.assertLess(relative_difference(found[0], numbers.get("grad.ws")), GRADIENTS)
        for spec, gradient in zip(specs, found[1:]):
            with self.subTest(weight=spec.name):
                self.assertLess(relative_difference(gradient, ours(spec, "grad", is_gradient=True)), GRADIENTS)
        penalty = found[0].square().sum()
        self.assertLess(relative_difference(penalty.view(1), numbers.get("penalty")), GRADIENTS)
        convolutions = [spec for spec in specs if f"penaltyGrad.{theirs[spec.name]}" in numbers.index]
        self.assertEqual(len(convolutions), 3)
        second = torch.autograd.grad(penalty, [params[spec.name] for spec in convolutions])
        for spec, gradient in zip(convolutions, second):
            self.assertLess(relative_difference(gradient, ours(spec, "penaltyGrad", is_gradient=True)), GRADIENTS)


def theirs_of(name: str) -> str:
    """What StyleGAN2's implementation calls a weight of G: its conv0 doubles the size."""
    if name == "G/constant":
        return "b4.const"
    match = re.fullmatch(r"G/(block|toRgb|toRgbStyle)(\d+)/(?:(conv|noise|bias|style)([12])/?)?(weight|bias)?", name)
    assert match, name
    scope, block, kind, half, part = match.groups()
    side = f"b{4 * 2 ** int(block)}"
    if scope != "block":
        return f"{side}.torgb." + ("affine." if scope == "toRgbStyle" else "") + part
    layer = f"{side}.conv{int(half) - 1}"
    inside = {"conv": "weight", "noise": "noise_strength", "bias": "bias", "style": f"affine.{part}"}
    return f"{layer}.{inside[kind]}"


class GoldenTest(unittest.TestCase):
    def test_outputs(self) -> None:
        for name in NAMES:
            case = Case(name)
            params, a, get = case.trainer.params(), case.a, case.get
            compared = 0
            for output in case.numbers.index:
                match = re.fullmatch(
                    r"(lod(\d+))\.(?:blend([\d.]+)\.)?(encoded|score|generated\.(?:noN|n)oise)", output
                )
                if output == "w":
                    ours = map_latents(params, a, get("z"))
                elif not match:
                    continue
                else:
                    scope, lod, blend, kind = match.groups()
                    growth = Growth(int(lod), torch.tensor(float(blend)) if blend else None)
                    if kind == "encoded":
                        ours = encode(params, a, get(f"{scope}.image"), growth)
                    elif kind == "score":
                        ours = discriminate(params, a, get(output.replace("score", "encoded")))
                    else:
                        noise = case.numbers.all(f"{scope}.noise") if kind == "generated.noise" else None
                        ours = generate(params, a, get(f"{scope}.styles"), growth, noise)
                with self.subTest(name=name, output=output):
                    self.assertLess(relative_difference(ours, get(output)), OUTPUTS)
                compared += 1
            self.assertGreater(compared, 5)

    def test_gradients(self) -> None:
        for name in NAMES:
            case = Case(name)
            for number in (1, 2, 3):
                gradients, loss = case.compute(number)
                prefix = f"train.update{number}"
                self.assertLess(relative_difference(loss.view(-1), case.get(f"{prefix}.loss").view(-1)), GRADIENTS)
                recorded = [key for key in case.numbers.index if key.startswith(f"{prefix}.grad.")]
                self.assertEqual(len(recorded), sum(len(case.reached(letter)) for letter in gradients))
                for letter, flat in gradients.items():
                    by_name = case.trainer.networks[letter].views(flat)
                    for weight in case.reached(letter):
                        with self.subTest(name=name, update=number, weight=weight):
                            ours = published_values(weight, by_name[weight])
                            theirs = case.recorded(f"{prefix}.grad", weight).float()
                            self.assertLess(relative_difference(ours, theirs), GRADIENTS)

    def test_steps(self) -> None:
        for name in NAMES:
            # With β₁ = 0 a step is about lr·sign(gradient): where a gradient is nearly zero, an error in its last digits
            # turns a whole step round. In 64 bits there is none on this side.
            case = Case(name, torch.float64)
            scales = {spec.name: spec.learning_rate_scale for spec in param_specs(case.a)}
            before = {k: v.clone() for k, v in case.trainer.state().live.items()}
            for number in (1, 2, 3):
                gradients, loss = case.compute(number)
                theirs = case.get(f"train.step{number}.loss")
                self.assertLess(relative_difference(loss.view(-1), theirs.view(-1)), 1e-3)
                for letter, flat in gradients.items():
                    case.trainer.networks[letter].step(flat, case.reached(letter), LEARNING_RATE)
            for weight, ours in case.trainer.state().live.items():
                with self.subTest(name=name, weight=weight):
                    start, after = published_values(weight, before[weight]), case.recorded("train.after", weight)
                    moved = published_values(weight, ours)
                    allowed = 0.02 * LEARNING_RATE * scales[weight] + 1e-3 * (after - start).abs()
                    differing = ((moved - after).abs() > allowed).float().mean()
                    self.assertLessEqual(float(differing), 0.02)
                    self.assertEqual(bool((after.float() != start).any()), bool((moved != start).any()))

    def test_photo_update(self) -> None:
        case, recorded = Case("style16wide"), Numbers(MATERIAL / "photo")
        options = {"pooledPixels": 8, "pooled": 1.0, "pixels": 0.2, "code": 0.1, "adversarial": 0.1}
        trainer = Trainer({**case.trainer.options, "photo": options}, case.trainer.state(), CPU)
        noise = case.numbers.all("train.update2.noise")
        blend = recorded.get("blend").view(())
        growth = Growth(case.a.layer_count - 1, blend)
        moment = Moment(case.a, growth, case.moment.real, (), noise, torch.empty(0))
        gradients, terms = trainer.compute(trainer.updates[-1], moment)
        self.assertLess(relative_difference(terms["photo"].view(1), recorded.get("loss").view(1)), GRADIENTS)
        specs = {spec.name: spec for spec in param_specs(case.a)}
        names = [name for letter in gradients for name in trainer.reached(letter, growth)]
        self.assertEqual(sorted(names), sorted(key for key in recorded.index if "/" in key))
        for letter, flat in gradients.items():
            by_name = trainer.networks[letter].views(flat)
            for weight in trainer.reached(letter, growth):
                with self.subTest(weight=weight):
                    theirs = to_torch(specs[weight], recorded.get(weight))
                    self.assertLess(relative_difference(by_name[weight], theirs), GRADIENTS)


if __name__ == "__main__":
    unittest.main()
