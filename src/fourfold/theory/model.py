"""The theory as frozen, typed values: one class for each kind of table under `content/`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

ImperativeId = Literal["accountability", "pragmatism", "flexibility", "sustainability"]
AxisId = Literal["x", "y"]
Frame = Literal["now", "wanted", "documents", "rewarded"]

# The order of every array of four shares in the program.
IMPERATIVES: tuple[ImperativeId, ...] = (
    "accountability",
    "pragmatism",
    "flexibility",
    "sustainability",
)
FRAMES: tuple[Frame, ...] = ("now", "wanted", "documents", "rewarded")
SHARE_TOLERANCE = 0.005

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]


class TheoryValue(BaseModel):
    """A frozen value read from TOML; keys it does not know are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Imperative(TheoryValue):
    """One of the four imperatives: a corner of the map."""

    id: ImperativeId
    name: Text
    gloss: Text
    governance_mode: Text
    dilemma: Text
    locator: Text


class Axis(TheoryValue):
    """One axis of the map, with what its two ends mean."""

    id: AxisId
    name: Text
    low: Text
    high: Text
    low_means: Text
    high_means: Text
    locator: Text


class Facet(TheoryValue):
    """What one facet of partnership working looks like under each imperative."""

    id: Id
    name: Text
    accountability: Text
    pragmatism: Text
    flexibility: Text
    sustainability: Text
    locator: Text


class Technique(TheoryValue):
    """A way in which government steers partnerships (after Stoker)."""

    id: Id
    name: Text
    meaning: Text
    locator: Text


class Objective(TheoryValue):
    """One of the seven objectives that partnerships are given."""

    id: Id
    name: Text
    meaning: Text
    locator: Text


class Direction(TheoryValue):
    """Where an instrument pulls: shares over the four imperatives, adding to 1."""

    accountability: float = Field(ge=0, le=1)
    pragmatism: float = Field(ge=0, le=1)
    flexibility: float = Field(ge=0, le=1)
    sustainability: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def adds_to_one(self) -> Direction:
        total = sum(self.shares())
        if abs(total - 1) > SHARE_TOLERANCE:
            raise ValueError(f"the four shares add to {total:g}; make them add to 1")
        return self

    def shares(self) -> tuple[float, float, float, float]:
        """The four shares in the order of IMPERATIVES."""
        return (self.accountability, self.pragmatism, self.flexibility, self.sustainability)


class Instrument(TheoryValue):
    """Something that pulls a partnership: a policy instrument, or a fact of its own making.

    `informs` names the axes that such a fact can place: policy facts the vertical one,
    internal facts the horizontal one, some both (Newman 2001, ch. 6, on the two axes).
    """

    id: Id
    name: Text
    kind: Literal["policy", "internal"]
    techniques: tuple[Id, ...] = ()
    informs: tuple[AxisId, ...] = Field(min_length=1)
    strength: Literal[1, 2, 3]
    direction: Direction
    meaning: Text
    locator: Text
    doubt: Text

    @model_validator(mode="after")
    def policy_has_a_technique(self) -> Instrument:
        if self.kind == "policy" and not self.techniques:
            raise ValueError("a policy instrument needs at least one steering technique")
        return self


class Options(TheoryValue):
    """The statement offered for each imperative in an allocation."""

    accountability: Text
    pragmatism: Text
    flexibility: Text
    sustainability: Text


class Question(TheoryValue):
    """One question of the questionnaire.

    `allocation`: share 100 points over four statements, once in each frame.
    `rating`: a number on a scale. `vignette`: a rating of a partnership we describe,
    on the scale of the rating it `anchors`.
    """

    id: Id
    kind: Literal["allocation", "rating", "vignette"]
    section: Text
    text: Text
    frames: tuple[Frame, ...] = ("now",)
    options: Options | None = None
    scale: tuple[int, int] | None = None
    low_label: Text | None = None
    high_label: Text | None = None
    angle: int | None = Field(default=None, ge=0, lt=360)
    theme: Id | None = None
    anchors: Id | None = None

    @model_validator(mode="after")
    def has_what_its_kind_needs(self) -> Question:
        needs = "options" if self.kind == "allocation" else "scale"
        if getattr(self, needs) is None:
            raise ValueError(f"a question of kind {self.kind} needs {needs}")
        if self.scale and self.scale[0] >= self.scale[1]:
            raise ValueError(f"the scale {list(self.scale)} does not rise")
        if self.kind == "vignette" and self.anchors is None:
            raise ValueError("a vignette needs `anchors`, the id of a rating")
        return self


class Questionnaire(TheoryValue):
    """What members are asked: aspects and an overall allocation, ratings, vignettes."""

    version: Text
    title: Text
    introduction: Text
    minutes: float = Field(gt=0, le=12)
    frame_texts: dict[Frame, Text]
    questions: tuple[Question, ...] = Field(min_length=1)

    def of_kind(self, kind: str) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.kind == kind)

    @property
    def aspects(self) -> tuple[Question, ...]:
        """Allocations asked about now only; averaged within a member."""
        return tuple(q for q in self.of_kind("allocation") if len(q.frames) == 1)

    @property
    def overall(self) -> tuple[Question, ...]:
        """Allocations asked in several frames."""
        return tuple(q for q in self.of_kind("allocation") if len(q.frames) > 1)

    @property
    def octants(self) -> tuple[Question, ...]:
        """Ratings that stand at an angle on the map."""
        return tuple(q for q in self.of_kind("rating") if q.angle is not None)


class CaseFact(TheoryValue):
    """A dated fact of a historical case; `start` and `end` are a fact's `from` and `to`."""

    instrument: Id
    start: date
    end: date | None = None
    state: Literal["true", "false", "unknown"] = "true"
    weight: Literal[1, 2, 3] | None = None
    family: Text | None = None
    issuer: Text | None = None
    source: Text
    note: Text | None = None


class Case(TheoryValue):
    """A case the book names, as dated facts with sources."""

    id: Id
    name: Text
    summary: Text
    started: date
    ended: date | None = None
    locator: Text
    facts: tuple[CaseFact, ...] = Field(min_length=1)


Region = Literal[
    "bottom-left",
    "bottom-right",
    "top-left",
    "top-right",
    "top",
    "bottom",
    "left",
    "right",
    "centre",
]


class Expectation(TheoryValue):
    """Where the book puts a case from a date on. Only the casebook comparison reads it."""

    case: Id
    start: date
    region: Region
    words: Text
    locator: Text
    discussion: Text | None = None


class Theory(TheoryValue):
    """Everything under `content/`, checked, with the digest that results carry."""

    imperatives: tuple[Imperative, ...]
    axes: tuple[Axis, ...]
    facets: tuple[Facet, ...]
    techniques: tuple[Technique, ...]
    objectives: tuple[Objective, ...]
    instruments: tuple[Instrument, ...]
    questionnaire: Questionnaire
    cases: tuple[Case, ...]
    expectations: tuple[Expectation, ...]
    digest: str

    def instrument(self, instrument_id: str) -> Instrument:
        return next(i for i in self.instruments if i.id == instrument_id)
