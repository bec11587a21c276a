"""Reads the theory's TOML, ours and a user's, and reports every fault at once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
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
DIGEST_LENGTH = 16  # hexadecimal digits; enough to tell two theories apart


@lru_cache(maxsize=8)
def load_theory(folder: Path | None = None) -> Theory:
    """The built-in theory, overridden and extended by the TOML files of `folder`.

    A file with the same path as a built-in one replaces it; any other file under
    `instruments/` or `casebook/` adds to them. Raises TheoryFaulty with all faults.
    """
    texts = built_in_texts()
    if folder is not None:
        texts |= users_texts(folder)
    faults: list[str] = []
    documents = {path: parsed(path, text, faults) for path, text in sorted(texts.items())}
    content = checked_content(documents, faults)
    faults += broken_references(content) if not faults else []
    if faults:
        raise TheoryFaulty(faults_message(faults))
    return Theory(**content, digest=digest(texts))


def built_in_texts() -> dict[str, str]:
    """Path under `content/` → text, of every TOML file we ship."""
    with resources.as_file(resources.files("fourfold.theory") / "content") as root:
        return texts_under(root)


def users_texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise TheoryFaulty(
            f"The theory folder {folder} is not there. Give --theory a folder that holds TOML "
            "files laid out as `fourfold theory DIR` writes them."
        )
    texts = texts_under(folder)
    if not texts:
        raise TheoryFaulty(
            f"The theory folder {folder} holds no .toml file. Add one, or leave --theory out."
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


def parsed(path: str, text: str, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        faults.append(f"{path}: this is not valid TOML: {fault}. Correct that place.")
        return {}


def checked_content(
    documents: Mapping[str, dict[str, Any]], faults: list[str]
) -> dict[str, Any]:
    content: dict[str, Any] = {plural: [] for plural, _ in FOLDERS.values()}
    content |= {name: [] for name in FILES_OF_MANY}
    for path, document in documents.items():
        stem, _, rest = path.removesuffix(".toml").partition("/")
        if rest and stem in FOLDERS:
            plural, model = FOLDERS[stem]
            content[plural] += checked(path, [document], model, faults)
        elif stem in FILES_OF_MANY and not rest:
            key, model = FILES_OF_MANY[stem]
            content[stem] += checked(path, document.get(key, []), model, faults, key)
            faults += unknown_keys(path, document, key)
        elif path == "questionnaire.toml":
            content["questionnaire"] = next(
                iter(checked(path, [document], Questionnaire, faults)), None
            )
        else:
            faults.append(
                f"{path}: no such file belongs to a theory. {where_files_belong()}"
            )
    for name, values in content.items():
        faults += repeated_ids(name, values if isinstance(values, list) else [])
    return {name: tuple(v) if isinstance(v, list) else v for name, v in content.items()}


def checked(
    path: str,
    tables: Iterable[Any],
    model: type[TheoryValue],
    faults: list[str],
    key: str = "",
) -> list[TheoryValue]:
    values = []
    for number, table in enumerate(tables, 1):
        where = f"{path}, {key} {number}" if key else path
        try:
            values.append(model.model_validate(table))
        except ValidationError as invalid:
            faults += [one_fault(where, dict(error)) for error in invalid.errors()]
    return values


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
    """Names that point at nothing: techniques, instruments, cases, anchored ratings."""
    techniques = {t.id for t in content["techniques"]}
    instruments = {i.id for i in content["instruments"]}
    cases = {c.id for c in content["cases"]}
    questions = content["questionnaire"].questions
    ratings = {q.id for q in questions if q.kind == "rating"}
    pointers = [
        *(
            (f"instrument {i.id}", t, techniques)
            for i in content["instruments"]
            for t in i.techniques
        ),
        *(
            (f"case {c.id}", f.instrument, instruments)
            for c in content["cases"]
            for f in c.facts
        ),
        *((f"expectation of {e.case}", e.case, cases) for e in content["expectations"]),
        *(
            (f"vignette {q.id}", q.anchors, ratings)
            for q in questions
            if q.kind == "vignette"
        ),
    ]
    faults = [
        f"{where}: {name!r} is not in the theory. It knows {', '.join(sorted(known)) or 'none'}."
        for where, name, known in pointers
        if name not in known
    ]
    faults += repeated_ids("questionnaire.toml", questions)
    faults += [
        f"{name}.toml: {len(content[name])} entries; there are exactly {count}."
        for name, count in (("imperatives", 4), ("axes", 2))
        if len(content[name]) != count
    ]
    return faults


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
