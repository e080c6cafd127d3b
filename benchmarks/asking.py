"""Measures the processor time of a question, warm, beside another checkout of the project: in one run, by turns.

python -m benchmarks.asking LIBRARY QUESTIONS [CHECKOUT...]     QUESTIONS as `ask --questions` reads them, at least 120 lines

What a command needs to start is taken off: the time of 20 questions from that of 120, on copies of LIBRARY. The smallest of
three rounds counts; the machine may be shared.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
FEW, MANY, ROUNDS = 20, 120, 3


def processor_seconds(checkout: Path, library: Path, questions: list[str]) -> float:
    """Let the command of `checkout` answer `questions` from a copy of `library`."""
    scripts = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, _, function = scripts["policy-assistant"].partition(":")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(library, Path(folder, "library"))
        Path(folder, "questions.jsonl").write_text("\n".join(questions), encoding="utf-8")
        program = f"import sys; from {module} import {function}; sys.exit({function}(sys.argv[1:]))"
        arguments = ["--data", f"{folder}/library", "ask", "--questions", f"{folder}/questions.jsonl", "--out", f"{folder}/answers.jsonl"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        subprocess.run([sys.executable, "-c", program, *arguments], cwd=checkout, env=environment, check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    library, file, *others = map(Path, sys.argv[1:])
    questions = file.read_text(encoding="utf-8").splitlines()[:MANY]
    checkouts = [ROOT, *(other.resolve() for other in others)]
    best = dict.fromkeys(checkouts, float("inf"))
    for _ in range(ROUNDS):
        for checkout in checkouts:
            many, few = (processor_seconds(checkout, library, questions[:count]) for count in (MANY, FEW))
            best[checkout] = min(best[checkout], (many - few) / (MANY - FEW))
    for checkout, seconds in best.items():
        print(f"{1000 * seconds:7.1f} ms a question, {seconds / best[checkouts[-1]]:.2f} of the last: {checkout.name}")


if __name__ == "__main__":
    main()
