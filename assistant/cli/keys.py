"""The commands by which keys of programs are kept, also while a server runs."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import app, command, keep_data, one_of
from assistant.cli.tables import in_columns, show_table
from assistant.user_roles import ROLES

if TYPE_CHECKING:
    from assistant.settings import Settings

commands = app("Give, end and list the keys with which programs ask.")
commands.callback(short_help="give, end and list the keys with which programs ask")(keep_data)
_Role = Annotated[
    str,
    typer.Option("--role", parser=one_of(*ROLES), metavar=f"[{'|'.join(ROLES)}]", help="the most that the key lets its user do"),
]


@command(commands, "add", "give a user a key, which is printed once")
def add(
    settings: "Settings",
    user: Annotated[str, typer.Argument(metavar="USER")],
    label: Annotated[str, typer.Argument(metavar="LABEL", help="what it is for")],
    role: _Role = ROLES[0],
) -> None:
    from assistant.bootstrap import open_records

    with open_records(settings) as records:
        key = records.api_keys.issue(user, label, role)
        records.audit.note("command", "add key", f"{user}, {label}")
    print(key)


@command(commands, "remove", "end a key")
def remove(settings: "Settings", id: Annotated[str, typer.Argument(metavar="ID", help="as `key list` prints it")]) -> None:
    from assistant.bootstrap import open_records

    with open_records(settings) as records:
        gone = records.api_keys.revoke(id)
        records.audit.note("command", "remove key", f"{gone.user}, {gone.label}")
    print(f"The key “{gone.label}” of {gone.user} opens nothing any more.")


@command(commands, "list", "list the keys")
def list_keys(settings: "Settings") -> None:
    from assistant.bootstrap import open_records

    with open_records(settings) as records:
        rows = [[one.id, one.user, one.label, one.role, one.used or "never"] for one in records.api_keys.all()]
    if in_columns():
        show_table({"headings": ["Id", "User", "For", "Role", "Last used"], "widest": "For", "rows": rows, "below": []})
    else:
        print("".join(f"{id}: {user}, {label}, {role}, last used: {used}\n" for id, user, label, role, used in rows), end="")
