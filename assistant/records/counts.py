"""What was counted in the last minute, for limits that hold across all processes of an installation."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select

from assistant.records.database import Store
from assistant.records.schema import counted

_MINUTE = timedelta(minutes=1)


class Counts:
    """Counts events by their names, by the clock of the database. Safe to use from several threads, beside other processes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def admits(self, name: str, most: int) -> bool:
        """Say whether fewer than `most` events of `name` were admitted in the last minute, and count one if so; raises AssistantError."""
        with self._store.changing() as connection:
            moment: datetime = connection.execute(select(func.current_timestamp())).scalar_one()
            second = int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
            connection.execute(delete(counted).where(counted.c.second <= second - _MINUTE.seconds))
            chosen = select(func.count()).where(counted.c.name == name)
            if connection.execute(chosen).scalar_one() >= most:
                return False
            connection.execute(insert(counted).values(name=name, second=second))
            return True
