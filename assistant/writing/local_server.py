"""The process in which a model file answers: `python -m assistant.writing.local_server`, started by `LocalModel`.

The first line of its input is a JSON object: `path`, `key`, `window` in tokens, `threads`, and `memory` in bytes, 0 for no bound. It prints
the address of the server that it runs on this machine, which asks for the key, and ends with its input.
"""

import json
import resource
import sys


def main() -> None:
    """Serve until the input ends."""
    given = json.loads(sys.stdin.readline())
    if given["memory"]:
        resource.setrlimit(resource.RLIMIT_DATA, (given["memory"], given["memory"]))
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = given["path"]
    asked.n_ctx, asked.n_parallel = given["window"], 1
    asked.cpuparams.n_threads = asked.cpuparams_batch.n_threads = given["threads"]
    asked.hostnames, asked.port, asked.api_keys = ["127.0.0.1"], 0, [given["key"]]
    asked.ui = asked.endpoint_metrics = asked.endpoint_slots = asked.endpoint_props = False
    asked.use_jinja = True  # the template of the model's own file
    server = xllamacpp.Server(asked)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
