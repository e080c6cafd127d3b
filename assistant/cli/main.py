"""The commands of `policy-assistant`, a file for each group. What is heavy is imported by the command that needs it."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from assistant.cli import asking, documents, keys, maintenance, mcp, requirements, users, worker
from assistant.cli.options import Data, app, keep_data
from assistant.cli.output import complain
from assistant.errors import UnknownNameError
from language.messages import PolicyError

_commands = app("Answers from policy documents, with quotes that stand in them.", completes=True)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"policy-assistant {version('policy-assistant')}")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="tell the version")]


@_commands.callback()
def _before_all(context: typer.Context, data: Data = None, _version: _Version = False) -> None:
    keep_data(context, data)


for _group in (asking, documents, requirements, mcp, worker, maintenance):
    _commands.add_typer(_group.commands)
_commands.add_typer(users.commands, name="user")
_commands.add_typer(keys.commands, name="key")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 1 after an error, told in one line on stderr, 2 after wrong usage or an unknown name."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the few numbers of a question more threads only wait, busily
    try:
        _commands(args=arguments, prog_name="policy-assistant")
    except SystemExit as ended:
        return int(ended.code or 0)
    except UnknownNameError as error:
        complain(str(error))
        return 2
    except PolicyError as error:
        complain(str(error))
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # such as too many open files, or a disk that fails
        complain(f"The system refuses: {error}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
