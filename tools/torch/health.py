"""Whether a training goes well: the rules of `alae train` (its divergence.ts), on the losses of every iteration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

BALANCE = {"discriminator": 2 * math.log(2), "generator": math.log(2)}
GENERATOR_LOSS, DISCRIMINATOR_LOSS, MEAN_DECAY, ITERATIONS = 7, 0.2, 0.98, 1000
"""D has won for good when G's loss stays above 7 and D's below 0.2 (running means) for 1000 iterations in a row."""
LEARNING_RATE_FACTOR = 0.5
"""After each return to a good checkpoint the learning rate is multiplied by this once more."""
MAX_ROLLBACKS = 3

Health = dict[str, Any]
HEALTHY: Health = {**BALANCE, "lostIterations": 0, "rollbacks": 0, "returnedTo": -1}


class Divergence(Exception):
    """A training that more of the same does not mend: it can go back to a good checkpoint and try another way."""


def judge(health: Health, losses: Mapping[str, float], images_seen: int) -> Health:
    """Takes the losses of one more iteration into account. Raises Divergence; `images_seen` is for its sentence."""
    if not all(math.isfinite(loss) for loss in losses.values()):
        named = ", ".join(f"{name} {loss}" for name, loss in losses.items())
        raise Divergence(f"The losses are no longer numbers after {images_seen} images ({named})")
    means = {name: MEAN_DECAY * health[name] + (1 - MEAN_DECAY) * losses[name] for name in BALANCE}
    is_winning = means["generator"] > GENERATOR_LOSS and means["discriminator"] < DISCRIMINATOR_LOSS
    lost = health["lostIterations"] + 1 if is_winning else 0
    if lost >= ITERATIONS:
        raise Divergence(
            f"D has won after {images_seen} images (for {lost} iterations D's loss has been "
            f"{means['discriminator']:.3f} and G's {means['generator']:.1f})"
        )
    return {**health, **means, "lostIterations": lost}


def learning_rate_factor(health: Health) -> float:
    return float(LEARNING_RATE_FACTOR ** health["rollbacks"])


def seed_of(seed: int, health: Health) -> int:
    """After a rollback other draws, so that the same path is not taken again."""
    return seed + 1_000_003 * int(health["rollbacks"])
