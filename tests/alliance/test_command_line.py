"""The command line as its users meet it: in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BAD_STATEMENT = """
source: three-realms-20250709
statements:
  - kind: membership
    member: luxed
    organization: hima
    status: background
    source: background
    summary: A brand with a slip of the pen.
"""
GOOD_STATEMENT = BAD_STATEMENT.replace("luxed", "luxeed").replace("slip of the pen", "name")


def alliance(*arguments: str, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-m", "alliance", *arguments],
        capture_output=True,
        text=True,
        input=stdin,
        cwd=cwd,
        env=environment,
        check=False,
        encoding="utf-8",
    )


def test_ask_without_a_name_lists_the_questions() -> None:
    done = alliance("ask")
    assert done.returncode == 0
    assert "who-leads            Who leads a stage for a brand, and who else takes part in it" in done.stdout


def test_the_question_of_the_readme_is_answered_with_its_sources() -> None:
    done = alliance("ask", "who-leads", "-p", "brand=luxeed", "-p", "role=sales", "--as-of", "2025-08-01", "-F", "csv")
    assert done.returncode == 0
    header, first, *_ = done.stdout.splitlines()
    assert header.startswith("brand,role,holder,involvement,certainty,basis,phase,status,speaker,publisher,published")
    assert first.startswith("Luxeed,sales,Chery,leads,possible,stated,in progress,reported,,reprint site of July 2025")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "table"])
def test_query_answers_in_every_format(form: str) -> None:
    done = alliance("query", "SELECT ?x { ?x a org:OrganizationalCollaboration }", "-F", form)
    assert done.returncode == 0
    assert "hima" in done.stdout


def test_query_reads_a_file_and_standard_input(tmp_path: Path) -> None:
    sparql = "CONSTRUCT { ?b org:memberOf ent:hima } WHERE { ?b org:memberOf ent:hima ; a schema:Brand }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    from_file = alliance("query", str(tmp_path / "q.rq"), "-F", "turtle")
    assert from_file.stdout.count("org:memberOf ent:hima") == 5
    assert alliance("query", "-", "-F", "turtle", stdin=sparql).stdout == from_file.stdout


def test_show_goes_by_any_name_and_tells_the_sources() -> None:
    done = alliance("show", "Thalys")
    assert done.returncode == 0
    assert done.stdout.startswith("Seres (organization, seres)\n")
    assert "赛力斯 [zh-Hans]" in done.stdout
    assert "also found by: " in done.stdout
    assert "[reported] reprint site of July 2025 2025-07-09" in done.stdout


def test_show_json_is_json() -> None:
    data = json.loads(alliance("show", "jupiter-project", "-F", "json").stdout)
    assert data["id"] == "jupiter-project"
    assert {"Event", "Figure"} <= {s["kind"].title() for s in data["statements"]}


def test_build_then_ask_gives_the_same_as_the_bundled_facts(tmp_path: Path) -> None:
    built = alliance("build", "--store", str(tmp_path / "store"))
    assert re.fullmatch(
        r".*store: \d+ entities, \d+ sources, \d+ statements \(\d+ with evidence, \d+ derived\); written\n",
        built.stdout,
    )
    question = ("ask", "posts", "-F", "csv")
    assert alliance(*question, "--store", str(tmp_path / "store")).stdout == alliance(*question).stdout
    assert alliance("build", "--store", str(tmp_path / "store")).stdout.endswith("; was up to date\n")


def test_every_export_of_a_built_store_equals_that_of_the_facts(tmp_path: Path) -> None:
    alliance("build", "--store", str(tmp_path / "store"))
    for form in ("turtle", "nquads", "jsonld", "graphml"):
        from_store, from_facts = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
        assert alliance("export", form, "-o", str(from_store), "--store", str(tmp_path / "store")).returncode == 0
        assert alliance("export", form, "-o", str(from_facts)).returncode == 0
        assert from_store.read_bytes() == from_facts.read_bytes()


def test_explore_says_where_the_page_is(tmp_path: Path) -> None:
    done = alliance("explore", "-o", "page.html", cwd=tmp_path)
    assert done.stdout == f"the explorer page is {(tmp_path / 'page.html').resolve()}\n"
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_rejected_fact_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BAD_STATEMENT, encoding="utf-8")
    done = alliance("build", "mine.yaml", "--store", "store", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    first, last = done.stderr.splitlines()
    assert first.startswith("mine.yaml:5:5: statements[0].member: ")
    assert "luxeed" in first
    assert last == "alliance: 1 problem found; nothing was written"
    assert not (tmp_path / "store").exists()


def test_keep_going_loads_the_good_and_writes_the_rejects(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD_STATEMENT, encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD_STATEMENT, encoding="utf-8")
    done = alliance("build", "bad.yaml", "good.yaml", "--store", "store", "--keep-going", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("rejects.txt: 1 rejections\n")
    assert (tmp_path / "rejects.txt").read_text(encoding="utf-8").startswith("bad.yaml:5:5: statements[0].member: ")
    found = alliance(
        "query", 'ASK { ?s dcterms:description "A brand with a name."@en }', "--store", "store", cwd=tmp_path
    )
    assert found.stdout == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "who-led"), 2, "alliance: no query is called 'who-led'; did you mean who-leads"),
        (("ask", "who-leads", "-p", "brand"), 2, "alliance: 'brand' is not a parameter; expected name=value"),
        (("ask", "posts", "--as-of", "2025-13"), 2, "alliance: as-of: '2025-13' is not a date such as 2025-07-09"),
        (("show", "Sreres"), 2, "alliance: no entity is called 'Sreres'; did you mean seres"),
        (("query", "SELECT * { ?s"), 1, "alliance: the query does not parse: error at 1:"),
        (("query", "missing.rq"), 1, "alliance: missing.rq: No such file or directory; expected SPARQL text or a file"),
        (("query", "SELECT * {}", "-F", "turtle"), 2, "alliance: this query's answer cannot be written as turtle"),
        (
            ("ask", "posts", "--store", "nowhere"),
            1,
            "alliance: nowhere: there is no store; make one with: alliance build",
        ),
        (("ask", "posts", "--facts", "nowhere.yaml"), 1, "alliance: nowhere.yaml: "),
        (
            ("export", "turtle", "-o", "no/such/folder/x.ttl"),
            1,
            "alliance: no/such/folder/x.ttl: cannot be written: No such",
        ),
        (("export", "turtle", "-o", "/dev/full"), 1, "alliance: /dev/full: cannot be written: No space left on device"),
        (("evidence", "verify", "-a", "nowhere"), 2, "alliance: nowhere: there is no such folder"),
    ],
)
def test_every_mistake_is_one_line_and_an_exit_code(
    arguments: tuple[str, ...], code: int, message: str, tmp_path: Path
) -> None:
    done = alliance(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["ask", "show luxeed", "check", "export turtle"])
def test_a_full_disk_behind_standard_output_is_one_line(command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m alliance {command} > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 1
    assert done.stderr == "alliance: standard output: cannot be written: No space left on device\n"


def test_a_terminal_without_chinese_still_shows_the_rest() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "alliance", "show", "luxeed"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0
    assert "\\u667a\\u754c [zh-Hans]" in done.stdout


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("INSERT DATA { ent:a a ent:b }", "alliance: this is an update; only queries are answered here\n"),
        (" ", "alliance: the query is empty; expected SPARQL text, a file that holds it, or -\n"),
    ],
)
def test_what_is_no_query_is_told_from_one(sparql: str, message: str) -> None:
    assert alliance("query", sparql).stderr == message


def test_a_row_without_a_value_is_counted() -> None:
    assert alliance("query", "SELECT (1/0 AS ?x) {}").stdout == "1 row\n"


def test_an_unknown_option_is_a_usage_error_without_a_traceback() -> None:
    done = alliance("ask", "--colour")
    assert done.returncode == 2
    assert "No such option" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m alliance query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' -F csv | head -1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "s,p,o"
    assert done.stderr == ""


INTERRUPTED = """
import sys
from alliance.cli import run
from graph import building

def interrupt(*_):
    raise KeyboardInterrupt

building._swap = interrupt
sys.exit(run(["build", "--store", sys.argv[1]]))
"""


def test_an_interrupted_build_says_so_and_leaves_no_store(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path / "store")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "alliance: interrupted; nothing was written"
    assert alliance("ask", "posts", "--store", str(tmp_path / "store")).returncode == 1
