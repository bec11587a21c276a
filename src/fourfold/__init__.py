"""Fourfold shows how a partnership between organisations really works.

    import fourfold
    result = fourfold.map_package("my-partnership")

`result` is a tree of frozen values; `fourfold.mapping.result` says what is in it.
"""

from fourfold.api import MapOptions, PackageMap, check_package, load_theory, map_package

__all__ = ["MapOptions", "PackageMap", "check_package", "load_theory", "map_package"]
