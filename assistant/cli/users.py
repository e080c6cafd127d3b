"""The commands by which users are kept, also while a server runs."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import app, command, keep_data, one_of
from assistant.cli.tables import in_columns, show_table
from assistant.errors import AssistantError
from assistant.user_roles import ROLES

if TYPE_CHECKING:
    from assistant.settings import Settings

commands = app("Add, remove and list those who may log in.")
commands.callback(short_help="add, remove and list those who may log in")(keep_data)
Name = Annotated[str, typer.Argument(metavar="NAME")]
Role = Annotated[
    str,
    typer.Option("--role", parser=one_of(*ROLES), metavar=f"[{'|'.join(ROLES)}]", help="what they may do"),
]
NoPassword = Annotated[bool, typer.Option("--no-password", help="for one whom a proxy names")]


@command(commands, "add", "add a user; the password is asked for")
def add(settings: "Settings", name: Name, role: Role = ROLES[0], no_password: NoPassword = False) -> None:
    from assistant.bootstrap import open_records
    from assistant.records.users import plain_name

    with open_records(settings) as records:
        plain_name(name)
        user = records.accounts.add(name, role, None if no_password else _password())
        records.audit.note("command", "add user", f"{user.name}, {user.role}")
    print(f"{user.name} is a user now: {user.role}.")


@command(commands, "remove", "remove a user with all conversations")
def remove(settings: "Settings", name: Name) -> None:
    from assistant.bootstrap import open_records

    with open_records(settings) as records:
        records.accounts.remove(name)
        records.audit.note("command", "remove user", name)
    print(f"{name} is no user any more.")


@command(commands, "passwd", "change a password, which ends the user's sessions")
def change_password(settings: "Settings", name: Name) -> None:
    from assistant.bootstrap import open_records
    from assistant.records.users import plain_name

    with open_records(settings) as records:
        if records.accounts.known(plain_name(name)) is None:
            raise AssistantError("There is no user {name}.", name=name)
        records.accounts.change_password(name, _password())
        records.audit.note("command", "change password", name)
    print(f"{name} has another password now.")


@command(commands, "list", "list the users")
def list_users(settings: "Settings") -> None:
    from assistant.bootstrap import open_records

    with open_records(settings) as records:
        users = records.accounts.all()
    if in_columns():
        rows = [[user.name, user.role] for user in users]
        show_table({"headings": ["Name", "Role"], "widest": "Name", "rows": rows, "below": []})
    else:
        print("".join(f"{user.name}: {user.role}\n" for user in users), end="")


def _password() -> str:
    """Ask for a password twice; where nobody can be asked, read it from the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise AssistantError("The two passwords differ.")
    return password
