"""A provider of OpenID Connect for the tests, in a process of its own: `python -m tests.sign_on_provider` prints its port and serves."""

from oidc_provider_mock import User, run_server_in_thread

USERS = [
    User(sub="anna", claims={"preferred_username": "Anna", "groups": ["staff", "policy-team"]}),
    User(sub="boss", claims={"preferred_username": "boss", "groups": ["it"]}),
    User(sub="nameless", claims={}),
]

if __name__ == "__main__":
    with run_server_in_thread(user_claims=USERS) as server:
        print(server.server_port, flush=True)  # noqa: T201 # what the tests read
        input()  # until the tests are through
