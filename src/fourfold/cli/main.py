"""`fourfold`: every command, and how errors are told."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from fourfold.cli.casebook import casebook
from fourfold.cli.check import check
from fourfold.cli.demo import demo
from fourfold.cli.map import map_command
from fourfold.cli.new import example, new, theory
from fourfold.cli.questionnaire import questionnaire
from fourfold.errors import FourfoldError
from fourfold.mapping.version import VERSION

app = typer.Typer(
    name="fourfold",
    help="Shows how a partnership between organisations really works.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 done; 2 something in the input or the command to mend; "
    "3 the result cannot be written; 130 stopped by you.",
)
for command in (new, check, map_command, example, casebook, questionnaire, theory, demo):
    app.command("map" if command is map_command else None)(command)


def print_version(asked: bool) -> None:
    if asked:
        print(f"fourfold {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=print_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Shows how a partnership between organisations really works."""


def main() -> None:
    """Run a command; what a user can mend is told in a sentence, without a traceback."""
    try:
        app(prog_name="fourfold")
    except FourfoldError as error:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(
            str(error)
        )
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("Stopped. Nothing half-done was left.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        sys.exit(0)
