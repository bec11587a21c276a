"""The result as a document: the JSON that `fourfold map --json` writes, and its schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import TypeAdapter

from fourfold.enacted.result import Enacted
from fourfold.mapping.result import PackageMap, PartnershipMap, ProgrammeMap, SourceGap
from fourfold.position.shown import Drift, Group, Move, Position, Wave


@dataclass(frozen=True)
class EnactedDocument(Enacted):
    """The enacted position at the date of the result, and at every date facts changed."""

    history: tuple[Enacted, ...] = ()


@dataclass(frozen=True)
class Gaps:
    """Differences between frames, paired within members; and between sources."""

    within_members: dict[str, Move]
    experienced_enacted: SourceGap | None


@dataclass(frozen=True)
class PartnershipDocument:
    """One partnership; its first positions are those of the wave that stands for now."""

    id: str
    name: str
    programme: str | None
    at: str | None
    wave: str | None
    experienced: Position | None
    wanted: Position | None
    enacted: EnactedDocument | None
    espoused: None
    waves: tuple[Wave, ...]
    drift: tuple[Drift, ...]
    groups: tuple[Group, ...]
    gaps: Gaps
    relations: None
    findings: tuple[()]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class SystemDocument:
    """What programmes, and the regime as a whole, pull towards."""

    programmes: tuple[ProgrammeMap, ...]
    regime: Enacted | None


@dataclass(frozen=True)
class Document:
    """A mapped package. `stamp` is set when figures are exact and must not be published."""

    fourfold: str
    theory: str
    seed: int
    draws: int
    package: str
    title: str
    at: str | None
    stamp: str | None
    marks: tuple[str, ...]
    partnerships: tuple[PartnershipDocument, ...]
    system: SystemDocument | None
    warnings: tuple[str, ...]


def document(result: PackageMap) -> Document:
    """The result in the shape that is published."""
    system = SystemDocument(result.programmes, result.regime)
    return Document(
        fourfold=result.version,
        theory=result.theory,
        seed=result.seed,
        draws=result.draws,
        package=result.package,
        title=result.title,
        at=result.at,
        stamp=result.stamp,
        marks=result.marks,
        partnerships=tuple(partnership_document(p) for p in result.partnerships),
        system=system if result.programmes or result.regime else None,
        warnings=result.warnings,
    )


def partnership_document(found: PartnershipMap) -> PartnershipDocument:
    wave = found.current
    return PartnershipDocument(
        id=found.id,
        name=found.name,
        programme=found.programme,
        at=found.at,
        wave=found.wave,
        experienced=wave.experienced if wave else None,
        wanted=wave.wanted if wave else None,
        enacted=enacted_document(found),
        espoused=None,
        waves=found.waves,
        drift=found.drift,
        groups=wave.groups if wave else (),
        gaps=Gaps(wave.gaps if wave else {}, found.experienced_enacted),
        relations=None,
        findings=(),
        warnings=found.warnings,
    )


def enacted_document(found: PartnershipMap) -> EnactedDocument | None:
    if found.enacted is None:
        return None
    now = vars(found.enacted.now)
    return EnactedDocument(**now, history=found.enacted.history)


def as_json(found: Document, *, indented: bool = True) -> bytes:
    """The document as JSON in UTF-8, ending in a line break."""
    spaces = orjson.OPT_INDENT_2 if indented else 0
    return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE | spaces)


def document_schema() -> dict[str, Any]:
    """The JSON Schema of the document (draft 2020-12)."""
    schema = TypeAdapter(Document).json_schema(mode="serialization")
    for definition in schema["$defs"].values():
        definition.get("properties", {}).pop("_cloud", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A package mapped by Fourfold",
        **schema,
    }
