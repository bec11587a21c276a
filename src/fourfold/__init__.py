"""Fourfold shows how a partnership between organisations really works.

    import fourfold
    result = fourfold.map_package("my-partnership")

`result` is a tree of frozen values; `fourfold.mapping.result` says what is in it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fourfold.api import MapOptions, PackageMap, check_package, load_theory, map_package

__all__ = ["MapOptions", "PackageMap", "check_package", "load_theory", "map_package"]


def __getattr__(name: str) -> object:
    """Loads the interface when it is first used, so that commands start quickly."""
    if name not in __all__:
        raise AttributeError(f"module 'fourfold' has no attribute {name!r}")
    from fourfold import api

    return getattr(api, name)
