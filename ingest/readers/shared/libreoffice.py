"""Files brought into another format by LibreOffice, which is a program of its own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ReadingError

_SECONDS = 90
_NOTHING_FROM_ELSEWHERE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""The settings by which a file runs nothing, and shows neither files of this machine nor those of others that it names."""


def is_installed() -> bool:
    """Say whether LibreOffice is there."""
    return _program() is not None


def converted(content: bytes, suffix: str, target: str) -> bytes:
    """Give the bytes of a file, whose name ends in `suffix`, in the format `target`; raises ReadingError where that cannot be done."""
    program = _program()
    if program is None:
        raise ReadingError("Older Word files (.doc) need LibreOffice, which is not installed here. Install it, or save the file as .docx.")
    with tempfile.TemporaryDirectory(prefix="policy-assistant-") as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(content)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_NOTHING_FROM_ELSEWHERE, encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", target, "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, cwd=folder)
            return source.with_suffix(f".{target}").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise ReadingError("LibreOffice could not read the file: it is damaged, or needs a password.") from error


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
