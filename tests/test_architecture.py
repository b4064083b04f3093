"""The shape of the project: what may import what, how long things may be, what pages may load."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 4
RUN_OF_WORDS = 8  # so many words in a row are a quotation, not chance

# Methods that take the parameters of the library method they override, and why no fewer will do.
LIBRARY_SIGNATURES: dict[str, str] = {}

# Pages load nothing from elsewhere; these addresses may stand in them: links a reader may follow, and the name of SVG.
LINKED_HOSTS = ("docs.un.org", "adilet.zan.kz", "www.w3.org")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_files(*folders: str) -> list[Path]:
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


OURS = code_files("archive", "search")
WRITTEN = [*OURS, *code_files("tests", "bench", "scripts", "docker")]


def imported(path: Path) -> set[str]:
    """Modules a file imports, wherever in the file; relative imports are resolved."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).with_suffix("").parts[: -node.level] if node.level else ()
            modules.add(".".join([*package, *filter(None, [node.module])]))
    return modules


def imports_any(path: Path, packages: set[str]) -> list[str]:
    return sorted(module for module in imported(path) if module.partition(".")[0] in packages)


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a file with its dotted name."""

    def walk(node: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, ast.ClassDef | Function)
            inner = (*names, child.name) if isinstance(child, ast.ClassDef | Function) else names
            if named and isinstance(child, Function):
                yield ".".join(inner), child
            yield from walk(child, inner)

    return walk(ast.parse(path.read_text(encoding="utf-8")), ())


def parameters(function: Function) -> list[ast.arg]:
    """Parameters but self and cls."""
    given = function.args
    everything = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    return [parameter for parameter in everything if parameter.arg not in {"self", "cls"}]


def test_it_lets_imports_flow_one_way() -> None:
    wrong = {name_of(p): imports_any(p, {"search"}) for p in code_files("archive") if imports_any(p, {"search"})}
    assert not wrong, "archive is the record and knows nothing of search"


@pytest.mark.parametrize(
    ("folder", "foreign"),
    [
        ("archive/importing", {"django", "celery", "haystack", "whoosh"}),
        ("search/analysis", {"django", "celery", "haystack", "whoosh"}),
    ],
)
def test_it_keeps_text_work_free_of_frameworks(folder: str, foreign: set[str]) -> None:
    files = code_files(folder)
    assert files
    assert not {name_of(path): imports_any(path, foreign) for path in files if imports_any(path, foreign)}


def test_it_keeps_test_tools_out_of_the_program() -> None:
    tools = {"pytest", "hypothesis", "playwright", "polib", "tests", "bench"}
    assert not {name_of(path): imports_any(path, tools) for path in OURS if imports_any(path, tools)}


def test_it_keeps_files_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_it_keeps_functions_short() -> None:
    long = {
        f"{name_of(path)}: {name}": lines
        for path in WRITTEN
        for name, node in functions(path)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_it_keeps_parameters_few() -> None:
    crowded = {
        f"{name_of(path)}: {name}"
        for path in OURS
        for name, node in functions(path)
        if len(parameters(node)) > MOST_PARAMETERS
    }
    assert crowded == set(LIBRARY_SIGNATURES), "name an override of a library's method, with the reason"


def test_it_annotates_every_function() -> None:
    bare = [
        f"{name_of(path)}: {name}"
        for path in WRITTEN
        for name, node in functions(path)
        if node.returns is None or any(parameter.annotation is None for parameter in parameters(node))
    ]
    assert not bare


def test_it_speaks_through_logs_and_commands() -> None:
    """`print` belongs to command lines alone; everything else logs, or returns what it has to say."""
    prints = [
        f"{name_of(path)}:{node.lineno}"
        for path in OURS
        if "commands" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints


def test_it_loads_nothing_from_elsewhere() -> None:
    address = re.compile(r"""(?:https?:)?//(?=[\w-]+(?:\.[\w-]+)+)([\w.-]+)""")
    pages = [path for folder in ("templates", "static") for path in (ROOT / folder).rglob("*")]
    texts = {
        path: path.read_text(encoding="utf-8") for path in pages if path.suffix in {".html", ".css", ".js", ".svg"}
    }
    assert texts
    hosts = {(name_of(path), host) for path, text in texts.items() for host in address.findall(text)}
    assert not {(name, host) for name, host in hosts if host not in LINKED_HOSTS}


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    """Words of two letters and more: numbers, list letters and s t r e t c h e d words are nobody's sentence."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return {tuple(words[n : n + RUN_OF_WORDS]) for n in range(len(words) - RUN_OF_WORDS + 1)}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the texts that may not be copied are not beside this checkout")
def test_it_copies_no_sentence_of_the_corpus() -> None:
    quoted: set[tuple[str, ...]] = set()
    for text in CORPUS.glob("*.txt"):
        quoted |= runs_of_words(text.read_text(encoding="utf-8", errors="replace"))
    for name in ("instruments.json", "laws.json"):  # the official names of treaties and laws are law, and long
        quoted -= runs_of_words((ROOT / "fixtures" / "vocabulary" / name).read_text(encoding="utf-8"))
    kinds = {".txt", ".json", ".md", ".py", ".csv", ".html"}
    files = [path for folder in ("fixtures", "tests", "docs") for path in (ROOT / folder).rglob("*")]
    copies = {
        name_of(path): " ".join(min(shared))
        for path in files
        if path.suffix in kinds and (shared := runs_of_words(path.read_text(encoding="utf-8")) & quoted)
    }
    assert not copies
