"""How fast files are read, and in how much memory: `python -m bench.extraction` prints a table.

Each file is read as in the archive, in a process of its own. The same PDF read by PDFium alone, page text after page
text with no geometry, is the floor every figure is held against in the same run; runs alternate.
"""

from __future__ import annotations

import html
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile

import pypdfium2
import weasyprint

from archive.importing.extraction import Limits

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "reports" / "sample-country-2021-kk.txt"
SHEET = "@page{size:A4;margin:2cm;@bottom-center{content:counter(page)}} body{font:11pt/1.4 'DejaVu Serif'}"
RUNS = 3
GIVEN = {"limits": asdict(Limits()), "memory": 1_500_000_000}
READER = [sys.executable, "-m", "archive.importing.extraction", json.dumps(GIVEN)]
FLOOR = [
    sys.executable,
    "-c",
    "import sys, pypdfium2\n"
    "for page in pypdfium2.PdfDocument(sys.stdin.buffer.read()): page.get_textpage().get_text_range()",
]


def pdf_of(pages: int) -> bytes:
    """A text PDF of so many A4 pages: a sample report, over and over."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in SAMPLE.read_text("utf-8").splitlines() if line)
    once = weasyprint.HTML(string=f"<style>{SHEET}</style>{paragraphs * 3}").write_pdf()
    source, target = pypdfium2.PdfDocument(once), pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    buffer = io.BytesIO()
    target.save(buffer)
    return buffer.getvalue()


def measured(command: list[str], data: bytes) -> tuple[float, float]:
    """Seconds and megabytes (resident, at most) of a process that reads `data`."""
    with TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, f"the reader ended with {status}"
        return time.perf_counter() - began, used.ru_maxrss / 1024


def row(pages: int) -> str:
    data = pdf_of(pages)
    ours, floor, memory = [], [], 0.0
    for _ in range(RUNS):
        seconds, megabytes = measured(READER, data)
        ours.append(seconds)
        memory = max(memory, megabytes)
        floor.append(measured(FLOOR, data)[0])
    took, least = statistics.median(ours), statistics.median(floor)
    figures = f"{took:>9.2f} {took / pages * 1000:>8.1f} {took / least:>8.1f} {memory:>7.0f}"
    return f"{pages:>6} {len(data) / 1e6:>7.1f} {figures}"


def main() -> None:
    print(f"{'pages':>6} {'MB':>7} {'seconds':>9} {'ms/page':>8} {'x floor':>8} {'MB RAM':>7}")
    for pages in map(int, sys.argv[1:] or ["10", "100", "1000"]):
        print(row(pages), flush=True)
    print(f"This process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
