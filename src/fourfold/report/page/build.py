"""A result as a report: the board's page first, then what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fourfold.mapping.result import PackageMap, PartnershipMap
from fourfold.position.shown import Wave
from fourfold.report.names import unique_names
from fourfold.report.page import fact_tables, figures, member_tables
from fourfold.report.page.blocks import (
    Beside,
    Block,
    Bullets,
    Chapter,
    Figure,
    Paragraph,
    Report,
    Section,
    Table,
)
from fourfold.report.page.missing import missing
from fourfold.report.words.facts import enacted_details, enacted_sentence, gap_sentences
from fourfold.report.words.members import drift_sentence, wanted_sentence
from fourfold.report.words.text import say, sentence

MOST_DRAWN = 50
RESERVED = ("overview", "programmes", "method", "contents", "top")


def build_report(result: PackageMap) -> Report:
    """The whole report; above MOST_DRAWN partnerships, an overview in place of chapters."""
    chapters: list[Chapter] = []
    if len(result.partnerships) > 1:
        chapters.append(_overview(result))
    if len(result.partnerships) <= MOST_DRAWN:
        names = chapter_names(result)
        chapters += [
            _chapter(result, found, key)
            for found, key in zip(result.partnerships, names, strict=True)
        ]
    if result.programmes or result.regime:
        chapters.append(_programmes(result))
    chapters.append(_method(result))
    return Report(result.title, result.stamp, result.marks, tuple(chapters))


def chapter_names(result: PackageMap) -> list[str]:
    """The key of each partnership's chapter, and of its files."""
    return unique_names((found.id for found in result.partnerships), taken=RESERVED)


def _overview(result: PackageMap) -> Chapter:
    blocks: list[Block] = [fact_tables.overview_table(result.partnerships)]
    if len(result.partnerships) > MOST_DRAWN:
        blocks.insert(0, Paragraph(say("missing.overview", limit=MOST_DRAWN)))
    section = Section(say("heading.places"), tuple(blocks))
    return Chapter("overview", say("heading.overview"), (section,))


def _chapter(result: PackageMap, found: PartnershipMap, key: str) -> Chapter:
    words = figures.subtitle(result, found)
    wave = found.current
    sections = [_board(found, key, words), _missing(found)]
    if wave:
        sections += _wave_sections(found, wave, (key, words))
    sections += [*_drift(found), *_enacted(found, key, words)]
    if found.warnings:
        warned = Bullets(tuple(map(sentence, found.warnings)))
        sections.append(Section(say("heading.warnings"), (warned,)))
    filled = (section for section in sections if section.blocks)
    return Chapter(key, found.name, tuple(filled))


def _board(found: PartnershipMap, key: str, words: Sequence[str]) -> Section:
    figure = figures.map_figure(found, key=key, words=words)
    members, facts = figures.map_sentences(found)
    lead = " ".join(part for part in (members, wanted_sentence(found.current)) if part)
    beside: list[Paragraph | Table | Bullets] = []
    if table := _kept(member_tables.positions_table(found)):
        beside.append(table)
    if found.enacted and (table := _kept(fact_tables.instruments_table(found.enacted.now))):
        beside.append(table)
    said = [Paragraph(lead, "lead"), Paragraph(facts, "lead")]
    said += [Paragraph(text) for text in gap_sentences(found.experienced_enacted)]
    return Section(say("heading.map"), (Beside(figure, tuple(beside), tuple(said)),))


def _missing(found: PartnershipMap) -> Section:
    return Section(say("missing.title"), (Bullets(missing(found)),))


def _wave_sections(
    found: PartnershipMap, wave: Wave, drawn: tuple[str, Sequence[str]]
) -> list[Section]:
    key, words = drawn
    now = wave.experienced
    shares = figures.shares_figure(wave, key=key, words=words)
    tensions = figures.tensions_figure(wave, key=key, words=words)
    groups = figures.groups_figure(wave.groups, key=key, words=words)
    tense = [Paragraph(say("tension.lead"), "note")] if tensions else []
    tables = member_tables
    return [
        Section(
            say("heading.shares"),
            _beside(shares, tables.shares_table(wave)) if shares else (),
        ),
        Section(
            say("heading.tensions"),
            (*tense, *_beside(tensions, tables.tensions_table(now))),
        ),
        Section(say("heading.gaps"), _only(tables.gaps_table(wave))),
        Section(
            say("heading.groups"),
            (
                *_beside(groups, tables.groups_table(wave)),
                *_only(tables.contrasts_table(wave)),
            ),
        ),
        Section(say("heading.waves"), _only(tables.waves_table(found.waves))),
        Section(
            say("heading.agreement"),
            (*_only(tables.agreement_table(now)), *_only(tables.distribution_table(now))),
        ),
        Section(say("heading.aspects"), _only(tables.aspects_table(wave))),
        Section(
            say("heading.ratings"),
            (*_only(tables.ratings_table(wave)), *_only(tables.vignettes_table(wave))),
        ),
    ]


def _drift(found: PartnershipMap) -> Iterable[Section]:
    blocks: list[Block] = []
    for drift in found.drift:
        blocks.append(Paragraph(drift_sentence(drift)))
        if drift.shown != "withheld" and drift.total:
            blocks.append(member_tables.drift_table(drift))
    return [Section(say("heading.drift"), tuple(blocks))]


def _enacted(found: PartnershipMap, key: str, words: Sequence[str]) -> Iterable[Section]:
    if found.enacted is None:
        return []
    now = found.enacted.now
    path = figures.path_figure(found, key=key, words=words)
    tables = fact_tables
    blocks: list[Block] = [
        Paragraph(enacted_details(now)),
        *_only(tables.extent_table(now)),
    ]
    if path:
        blocks += _beside(path, tables.history_table(found.enacted.history))
    if found.experienced_enacted:
        blocks += _only(tables.source_gap_table(found.experienced_enacted))
    blocks += _only(tables.facts_table(now.facts))
    return [Section(say("heading.enacted"), tuple(blocks))]


def _programmes(result: PackageMap) -> Chapter:
    said: list[Block] = [
        Paragraph(f"{p.programme}: {enacted_sentence(p.enacted)}")
        for p in result.programmes
    ]
    table = fact_tables.programmes_table(result)
    section = Section(say("heading.regimes"), (*said, table))
    return Chapter("programmes", say("heading.programmes"), (section,))


def _method(result: PackageMap) -> Chapter:
    rows = (
        (say("method.program"), f"Fourfold {result.version}"),
        (say("method.theory"), result.theory),
        (say("method.seed"), str(result.seed)),
        (say("method.draws"), str(result.draws)),
        (say("method.at"), result.at or say("method.latest")),
        (say("method.package"), result.package),
    )
    made = Table(say("caption.method"), ("What", "Value"), rows)
    sections = [Section(say("heading.made"), (Paragraph(say("method.text")), made))]
    if result.warnings:
        warned = Bullets(tuple(map(sentence, result.warnings)))
        sections.append(Section(say("heading.warnings"), (warned,)))
    return Chapter("method", say("heading.method"), tuple(sections))


def _kept(table: Table) -> Table | None:
    return table if table.rows else None


def _only(table: Table) -> tuple[Block, ...]:
    return (table,) if table.rows else ()


def _beside(figure: Figure | None, table: Table) -> tuple[Block, ...]:
    if figure is None or not table.rows:
        return _only(table)
    return (Beside(figure, (table,)),)
