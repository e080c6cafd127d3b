"""What newcomers have read and answered, and in which role users work."""

from sqlalchemy import delete, insert, select

from assistant.records.database import Store
from assistant.records.schema import learned

_ROLE = "role"


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

    def role(self, user: str) -> str:
        """Give the role in which `user` said to work, empty where they did not."""
        return self.learned(user).get(_ROLE, "")

    def work_in(self, user: str, role: str) -> None:
        """Keep in which role `user` works; "" takes it back."""
        self.learn(user, _ROLE, role)

    def learned(self, user: str) -> dict[str, str]:
        """Give what `user` has read or answered, by item."""
        with self._store.reading() as connection:
            return {row.item: row.value for row in connection.execute(select(learned).where(learned.c.user == user))}
