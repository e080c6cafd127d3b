"""What users may do."""

ROLES = ("reader", "editor", "administrator")
"""A reader asks and looks up, an editor also marks requirements, an administrator also keeps documents and sees Insights."""
