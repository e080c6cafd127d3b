"""The SQL databases that can hold a library: each module declares one as its DIALECT."""
