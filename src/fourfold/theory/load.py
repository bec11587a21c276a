"""Reads the theory's TOML, ours and a user's, and reports every fault at once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fourfold.errors import TheoryFaulty
from fourfold.theory.model import (
    Axis,
    Case,
    Expectation,
    Facet,
    Imperative,
    Instrument,
    Objective,
    Questionnaire,
    Technique,
    Theory,
    TheoryValue,
)

# A file of many values holds them under one key; a folder holds one value a file.
FILES_OF_MANY: dict[str, tuple[str, type[TheoryValue]]] = {
    "imperatives": ("imperative", Imperative),
    "axes": ("axis", Axis),
    "facets": ("facet", Facet),
    "techniques": ("technique", Technique),
    "objectives": ("objective", Objective),
    "expectations": ("expectation", Expectation),
}
FOLDERS: dict[str, tuple[str, type[TheoryValue]]] = {
    "instruments": ("instruments", Instrument),
    "casebook": ("cases", Case),
}
QUESTIONNAIRE = "questionnaire.toml"
DIGEST_LENGTH = 16  # hexadecimal digits; enough to tell two theories apart


def load_theory(folder: Path | None = None) -> Theory:
    """The built-in theory, overridden and extended by the TOML files of `folder`.

    A file with the same path as a built-in one replaces it; any other file under
    `instruments/` or `casebook/` adds to them. Raises TheoryFaulty with all faults.
    """
    texts = built_in_texts()
    if folder is not None:
        texts |= users_texts(folder)
    return theory_of(tuple(sorted(texts.items())))


@lru_cache(maxsize=8)
def theory_of(texts: tuple[tuple[str, str], ...]) -> Theory:
    """The theory that (path, text) pairs make; the same texts are read only once."""
    faults: list[str] = []
    content = Content(faults)
    for path, text in texts:
        content.add(path, text)
    faults += broken_references(content.values) if not faults else []
    if faults:
        raise TheoryFaulty(faults_message(faults))
    return Theory(**content.values, digest=digest(dict(texts)))


def built_in_texts() -> dict[str, str]:
    """Path under `content/` → text, of every TOML file we ship."""
    with resources.as_file(resources.files("fourfold.theory") / "content") as root:
        return texts_under(root)


def users_texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise TheoryFaulty(
            f"The theory folder {folder} is not there. Give --theory a folder of TOML "
            "files laid out as `fourfold theory DIR` writes them."
        )
    texts = texts_under(folder)
    if not texts:
        raise TheoryFaulty(
            f"The theory folder {folder} holds no .toml file. Add one, or leave --theory "
            "out."
        )
    return texts


def texts_under(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): text_of(path)
        for path in sorted(root.rglob("*.toml"))
    }


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise TheoryFaulty(
            f"{path} cannot be read as UTF-8 text ({fault}). Save it again as UTF-8."
        ) from None


class Content:
    """The values read so far, by the name of their field in Theory, and the faults met."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        self.values: dict[str, Any] = {
            **dict.fromkeys(FILES_OF_MANY, ()),
            **{plural: () for plural, _ in FOLDERS.values()},
        }

    def add(self, path: str, text: str) -> None:
        """Reads one file into the field that its path says."""
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            self.faults.append(
                f"{path}: this is not valid TOML: {fault}. Correct that place."
            )
            return
        stem, _, rest = path.removesuffix(".toml").partition("/")
        if rest and stem in FOLDERS:
            plural, model = FOLDERS[stem]
            self.values[plural] += self.checked(path, [document], model)
        elif stem in FILES_OF_MANY and not rest:
            self.values[stem] = self.many(path, document, FILES_OF_MANY[stem])
        elif path == QUESTIONNAIRE:
            found = self.checked(path, [document], Questionnaire)
            self.values["questionnaire"] = found[0] if found else None
        else:
            self.faults.append(
                f"{path}: no such file belongs to a theory. {where_files_belong()}"
            )

    def many(
        self, path: str, document: dict[str, Any], kind: tuple[str, type[TheoryValue]]
    ) -> tuple[TheoryValue, ...]:
        key, model = kind
        self.faults += unknown_keys(path, document, key)
        tables = document.get(key, [])
        if not isinstance(tables, list):
            self.faults.append(
                f"{path}: `{key}` is not a list. Start each entry with [[{key}]]."
            )
            return ()
        return self.checked(path, tables, model)

    def checked(
        self, path: str, tables: list[Any], model: type[TheoryValue]
    ) -> tuple[TheoryValue, ...]:
        values = []
        for number, table in enumerate(tables, 1):
            where = f"{path}, entry {number}" if len(tables) > 1 else path
            try:
                values.append(model.model_validate(table))
            except ValidationError as invalid:
                self.faults += [one_fault(where, dict(error)) for error in invalid.errors()]
        return tuple(values)


def one_fault(where: str, error: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    reason = str(error["msg"]).removeprefix("Value error, ")
    found = (
        "" if isinstance(error["input"], dict | list) else f" (found {error['input']!r})"
    )
    return f"{where}: {f'`{place}`: ' if place else ''}{reason}{found}."


def unknown_keys(path: str, document: dict[str, Any], key: str) -> list[str]:
    return [
        f"{path}: the key `{other}` is not known here; each entry starts with [[{key}]]."
        for other in document
        if other != key
    ]


def where_files_belong() -> str:
    files = ", ".join(f"{name}.toml" for name in FILES_OF_MANY)
    folders = ", ".join(f"{name}/*.toml" for name in FOLDERS)
    return f"Files are {files}, questionnaire.toml, {folders}."


def repeated_ids(name: str, values: Iterable[Any]) -> list[str]:
    seen: set[str] = set()
    faults = []
    for value in values:
        value_id = getattr(value, "id", None)
        if value_id in seen:
            faults.append(f"{name}: the id {value_id!r} is given twice. Rename one.")
        if value_id is not None:
            seen.add(value_id)
    return faults


def broken_references(content: Mapping[str, Any]) -> list[str]:
    """Ids given twice, names that point at nothing, and entries that are too few."""
    questions = content["questionnaire"].questions
    faults = [
        f"{where}: {name!r} is not in the theory. It knows {', '.join(sorted(known))}."
        for where, name, known in pointers(content)
        if name not in known
    ]
    faults += repeated_ids("questionnaire", questions)
    for name, values in content.items():
        faults += repeated_ids(name, values if isinstance(values, tuple) else ())
    return faults + [
        f"{name}.toml: {len(content[name])} entries; there are exactly {count}."
        for name, count in (("imperatives", 4), ("axes", 2))
        if len(content[name]) != count
    ]


def pointers(content: Mapping[str, Any]) -> Iterator[tuple[str, str, set[str]]]:
    """Where a name is used, the name, and the names it may be."""
    techniques = {t.id for t in content["techniques"]}
    instruments = {i.id for i in content["instruments"]}
    cases = {c.id for c in content["cases"]}
    questions = content["questionnaire"].questions
    ratings = {q.id for q in questions if q.kind == "rating"}
    for instrument in content["instruments"]:
        yield from (
            (f"instrument {instrument.id}", t, techniques) for t in instrument.techniques
        )
    for case in content["cases"]:
        yield from ((f"case {case.id}", f.instrument, instruments) for f in case.facts)
    for expected in content["expectations"]:
        yield f"expectation of {expected.case}", expected.case, cases
    for question in questions:
        if question.anchors is not None:
            yield f"vignette {question.id}", question.anchors, ratings


def faults_message(faults: list[str]) -> str:
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return f"The theory has {count}:\n" + "\n".join(f"  - {fault}" for fault in faults)


def digest(texts: Mapping[str, str]) -> str:
    """The same theory has the same digest on every machine: paths and texts, in order."""
    sums = hashlib.sha256()
    for path, text in sorted(texts.items()):
        for part in (path, text.replace("\r\n", "\n")):
            sums.update(part.encode())
            sums.update(b"\0")
    return sums.hexdigest()[:DIGEST_LENGTH]
