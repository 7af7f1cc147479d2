"""What confines a worker: the filter instruction by instruction, and a confined process that tries everything."""

from __future__ import annotations

import errno
import json
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from alliance.server.work.sandbox import MACHINES, available, instructions

HEADERS = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000

pytestmark = pytest.mark.skipif(not available(), reason="workers are confined on Linux only")


def verdict(text: bytes, audit: int, number: int, argument: int = 0) -> int:
    """Run a filter as the kernel would, on the words of its input that it reads."""
    memory = {0: number, 4: audit, 16: argument}
    accumulator, place = 0, 0
    while True:
        code, if_true, if_false, operand = struct.unpack_from("=HBBI", text, 8 * place)
        place += 1
        if code == 0x20:
            accumulator = memory[operand]
        elif code == 0x15:
            place += if_true if accumulator == operand else if_false
        elif code == 0x35:
            place += if_true if accumulator >= operand else if_false
        elif code == 0x45:
            place += if_true if accumulator & operand else if_false
        else:
            assert code == 0x06
            return int(operand)


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_the_filter_refuses_these_calls_and_no_other(name: str) -> None:
    machine = MACHINES[name]
    text = instructions(machine)
    found = {number: told for number in range(1024) if (told := verdict(text, machine.audit, number)) != ALLOW}
    assert found == {
        **dict.fromkeys((*machine.refused.values(), machine.clone), REFUSE),
        435: 0x00050000 | errno.ENOSYS,
    }
    assert verdict(text, machine.audit, machine.clone, 0x10000) == ALLOW, "a thread"
    assert verdict(text, machine.audit, machine.clone, 17) == REFUSE, "a process"
    assert verdict(text, machine.audit, 0x40000000 + 41) == REFUSE, "a call of the x32 interface"
    assert verdict(text, 0x40000003, 102) == KILL, "a call of another architecture"


@pytest.mark.skipif(not HEADERS.exists(), reason="the kernel's headers are not installed")
def test_the_numbers_are_those_of_the_kernels_headers() -> None:
    told = {name: int(n) for name, n in re.findall(r"#define __NR_(\w+) (\d+)", HEADERS.read_text(encoding="ascii"))}
    refused = {**MACHINES["x86_64"].refused, "clone": MACHINES["x86_64"].clone, "clone3": 435}
    assert {name: told.get(name, number) for name, number in refused.items()} == refused


def confined(code: str) -> object:
    """Run code in a process that has confined itself; it fills `seen`, which comes back."""
    script = "import json\nfrom alliance.server.work.sandbox import confine\nseen = {}\n"
    script += dedent(code) + "\nprint(json.dumps(seen))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def test_a_confined_process_opens_no_socket_and_runs_nothing() -> None:
    seen = confined(
        """
        import ctypes, os, socket, subprocess, threading
        libc = ctypes.CDLL(None, use_errno=True)
        confine(1 << 31)
        def told(name, what):
            try:
                what()
                seen[name] = "done"
            except OSError as error:
                seen[name] = error.errno
        def ring():
            if libc.syscall(425, 1, None) < 0:
                raise OSError(ctypes.get_errno(), "")
        tries = {
            "tcp": lambda: socket.socket(),
            "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": lambda: socket.socket(socket.AF_UNIX),
            "pair": lambda: socket.socketpair(),
            "process": lambda: os.fork(),
            "raw signal": lambda: os.pidfd_open(os.getppid()),
            "program": lambda: subprocess.run(["/bin/true"]),
            "signal": lambda: os.kill(os.getppid(), 0),
            "ring": ring,
        }
        for name, what in tries.items():
            told(name, what)
        thread = threading.Thread(target=told, args=("tcp in a thread", tries["tcp"]))
        thread.start()
        thread.join()
        """
    )
    names = ("tcp", "udp", "unix", "pair", "process", "raw signal", "program", "signal", "ring", "tcp in a thread")
    assert seen == dict.fromkeys(names, errno.EACCES)


def test_a_confined_process_has_no_more_memory_than_its_share() -> None:
    seen = confined(
        """
        confine(512 << 20)
        for size in (64, 600):
            try:
                bytearray(size << 20)
                seen[str(size)] = "had"
            except MemoryError:
                seen[str(size)] = "refused"
        """
    )
    assert seen == {"64": "had", "600": "refused"}


@pytest.mark.parametrize(("confines", "connections"), [("confine(1 << 31)", 0), ("pass", 1)])
def test_the_engine_of_a_confined_process_calls_no_endpoint_and_of_another_it_does(
    confines: str, connections: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        code = f"""
        import threading
        import pyoxigraph as ox
        {confines}
        def call():
            try:
                list(ox.Store().query("SELECT * {{ SERVICE <http://127.0.0.1:PORT/sparql> {{ ?s ?p ?o }} }}"))
            except OSError as error:
                seen["said"] = str(error)
        thread = threading.Thread(target=call, daemon=True)
        thread.start()
        thread.join(1)
        """
        confined(code.replace("PORT", str(listener.getsockname()[1])))
        found = 0
        try:
            listener.accept()[0].close()
            found = 1
        except TimeoutError:
            pass
        assert found == connections
