"""Measures how long `serve` takes until it answers HTTP, shows the page, and answers questions, three times each.

python -m benchmarks.start [DATA]        default: the sample library, of which one document is superseded
"""

import subprocess
import sys
import tempfile
import time
import urllib.request

PORT = 7999
MILESTONES = (("", "Policy Assistant"), ("", "gradio"), ("health", "ready"))


def seconds_until(path: str, expected: str, began: float) -> float:
    """Wait at most two minutes until the server's `path` holds `expected`; give the seconds since `began`."""
    while time.perf_counter() - began < 120:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=5) as reply:
                if expected in reply.read().decode():
                    return time.perf_counter() - began
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"/{path} never held {expected}")


def main() -> None:
    data = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()
    for _ in range(3):
        began = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "assistant.cli.main", "--data", data, "serve", "--port", str(PORT)]) as server:
            told = [seconds_until(path, expected, began) for path, expected in MILESTONES]
            server.terminate()
        print("answers HTTP after {:.1f} s, shows the page after {:.1f} s, answers questions after {:.1f} s".format(*told))


if __name__ == "__main__":
    main()
