"""What the operating system forbids a worker: connections, other programs, more memory than its share.

The filter is seccomp's (Linux, `seccomp(2)`, mode filter): a program for the
Berkeley Packet Filter that lets every system call pass but those that open or use
sockets, start processes or programs, trace others or send them signals. These fail
with EACCES. Nothing that the process starts, threads included, can take the filter away.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import NamedTuple

from ontology.errors import StoreError

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _SHARES, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in `struct seccomp_data`."""
_X32 = 0x40000000
_CLONE3, _CLONE_THREAD = 435, 0x10000
_DIES_WITH_PARENT, _DUMPABLE, _NO_NEW_PRIVILEGES, _SECCOMP, _MODE_FILTER = 1, 4, 38, 22, 2
_SIGKILL = 9
_STACK = 96 << 20
"""The engine reads long queries by recursion; the kernel keeps at least 128 MiB of addresses for the stack."""


class Machine(NamedTuple):
    """An architecture of Linux: its number for audits, that of `clone`, and those of the calls that are refused."""

    audit: int
    clone: int
    refused: dict[str, int]


_EVERYWHERE = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "pidfd_open": 434,
    "pidfd_getfd": 438,
}
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        56,
        {
            "socket": 41,
            "connect": 42,
            "accept": 43,
            "sendto": 44,
            "recvfrom": 45,
            "sendmsg": 46,
            "recvmsg": 47,
            "bind": 49,
            "listen": 50,
            "socketpair": 53,
            "fork": 57,
            "vfork": 58,
            "execve": 59,
            "kill": 62,
            "ptrace": 101,
            "rt_sigqueueinfo": 129,
            "tkill": 200,
            "accept4": 288,
            "rt_tgsigqueueinfo": 297,
            "recvmmsg": 299,
            "sendmmsg": 307,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "memfd_create": 319,
            "execveat": 322,
            **_EVERYWHERE,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        220,
        {
            "ptrace": 117,
            "kill": 129,
            "tkill": 130,
            "rt_sigqueueinfo": 138,
            "socket": 198,
            "socketpair": 199,
            "bind": 200,
            "listen": 201,
            "accept": 202,
            "connect": 203,
            "sendto": 206,
            "recvfrom": 207,
            "sendmsg": 211,
            "recvmsg": 212,
            "execve": 221,
            "rt_tgsigqueueinfo": 240,
            "accept4": 242,
            "recvmmsg": 243,
            "sendmmsg": 269,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "memfd_create": 279,
            "execveat": 281,
            **_EVERYWHERE,
        },
    ),
}
"""The machines for which there is a filter. Numbers after the kernel's `syscall_64.tbl` and `unistd.h`."""


def available() -> bool:
    """Tell whether this system can confine workers."""
    return sys.platform == "linux" and platform.machine() in MACHINES


def confine(memory: int) -> None:
    """Confine this process for good; call it before any thread begins. `memory` is in bytes of address space.

    Raises StoreError when the system refuses.
    """
    limit_resources(memory)
    libc = ctypes.CDLL(None, use_errno=True)
    _call(libc, _DIES_WITH_PARENT, _SIGKILL)
    _call(libc, _DUMPABLE, 0)
    _call(libc, _NO_NEW_PRIVILEGES, 1)
    _call(libc, _SECCOMP, _MODE_FILTER, _program(MACHINES[platform.machine()]))


def keep_private() -> None:
    """Let no process of the same user read or write this one's memory, where the system can forbid it (not root's)."""
    if sys.platform == "linux":
        _call(ctypes.CDLL(None, use_errno=True), _DUMPABLE, 0)


def limit_resources(memory: int) -> None:
    """Limit the address space, leave no core file, let no file grow beyond bounds, and give recursion some room."""
    import resource

    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: memory,
        resource.RLIMIT_STACK: _STACK,
    }
    for which, most in bounds.items():
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (bound, bound))


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _program(machine: Machine) -> ctypes._Pointer[_Program]:
    text = instructions(machine)
    program = _Program(len(text) // 8, ctypes.cast(ctypes.create_string_buffer(text, len(text)), ctypes.c_void_p))
    return ctypes.pointer(program)


def instructions(machine: Machine) -> bytes:
    """Return the filter as an array of `struct sock_filter`: eight bytes each.

    `clone` may start threads and nothing else; `clone3`, whose arguments a filter cannot
    read, is said not to be there, so that the C library uses the former.
    """
    numbers = sorted(machine.refused.values())
    ahead = len(numbers)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, ahead + 5, 0, _X32),
        *((_EQUAL, ahead - place + 4, 0, number) for place, number in enumerate(numbers)),
        (_EQUAL, 5, 0, _CLONE3),
        (_EQUAL, 0, 2, machine.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_SHARES, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERRNO | errno.EACCES),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _call(libc: ctypes.CDLL, *arguments: object) -> None:
    converted = [each if isinstance(each, ctypes._Pointer) else ctypes.c_ulong(int(str(each))) for each in arguments]
    padded = [*converted, *([ctypes.c_ulong(0)] * (5 - len(converted)))]
    if libc.prctl(*padded) != 0:
        reason = os.strerror(ctypes.get_errno())
        raise StoreError(f"the system does not let a worker be confined: {reason}; see --no-sandbox")
