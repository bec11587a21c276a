"""The version of the program that results carry."""

from importlib.metadata import version

VERSION = version("fourfold")
