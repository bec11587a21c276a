"""What the book says, as TOML that anyone may read and argue with; and its loader."""

from fourfold.theory.load import load_theory
from fourfold.theory.model import IMPERATIVES, Theory

__all__ = ["IMPERATIVES", "Theory", "load_theory"]
