"""What newcomers have read and answered."""

from sqlalchemy import delete, insert, select

from assistant.records.database import Store
from assistant.records.schema import learned


class LearningProgress:
    """The progress of each user."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def learn(self, user: str, item: str, value: str) -> None:
        """Keep what `user` has read or answered; "" takes it back."""
        with self._store.changing() as connection:
            connection.execute(delete(learned).where(learned.c.user == user, learned.c.item == item))
            if value:
                connection.execute(insert(learned).values(user=user, item=item, value=value))

    def learned(self, user: str) -> dict[str, str]:
        """Give what `user` has read or answered, by item."""
        with self._store.reading() as connection:
            return {row.item: row.value for row in connection.execute(select(learned).where(learned.c.user == user))}
