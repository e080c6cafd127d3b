"""The older Word format, which LibreOffice brings into the newer one."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ReadingError
from ingest.readers.draft import Draft
from ingest.readers.reader import Reader

_SECONDS = 90


def _read(content: bytes) -> Draft:
    """Read an older Word document with LibreOffice; raises ReadingError where that is not installed."""
    from ingest.readers.docx.text import read_docx

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadingError("Older Word files (.doc) need LibreOffice, which is not installed here. Install it, or save the file as .docx.")
    with tempfile.TemporaryDirectory(prefix="policy-assistant-") as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, cwd=folder)
            return read_docx(source.with_suffix(".docx").read_bytes())
        except (subprocess.SubprocessError, OSError) as error:
            raise ReadingError("LibreOffice could not read the file: it is damaged, or needs a password.") from error


READER = Reader((".doc",), _read)
