"""Runs the blocks of a post in one module, and marks where the output of each ends.

Arguments: the secret of the marks, the post's name, and for each block the line of the post on which it starts.
The blocks lie beside this file as 1.py, 2.py and so on.
"""
import functools
import importlib.util
import json
import linecache
import os
import platform
import sys
import traceback
import types

SECRET, POST, *LINES = sys.argv[1:]
FOLDER = os.path.dirname(os.path.abspath(__file__))
PROCESS = os.getpid()
BEFORE = set(sys.modules)


def mark(said, streams=(1, 2)):
    for stream in streams:
        os.write(stream, f"\x1e{SECRET} {said}\n".encode())


def flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:  # The block may have put anything in their place, or closed them.
            pass


@functools.cache
def versions_of(imported):
    """The distributions that have these top-level modules, with their versions."""
    if not imported:
        return {}
    from importlib import metadata

    owners = metadata.packages_distributions()
    names = {owner for name in imported for owner in owners.get(name, ())}
    return {name: metadata.version(name) for name in names}


def packages():
    """What blocks have imported so far that does not come with Python."""
    imported = {name.partition(".")[0] for name in set(sys.modules) - BEFORE}
    return versions_of(frozenset(imported - sys.stdlib_module_names))


def missing_package(error):
    """The package that would have to be installed, if that is what went wrong."""
    name = (error.name or "").partition(".")[0]
    try:
        is_there = importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        is_there = False
    return None if is_there else name


def run(source, line, module):
    # Places in tracebacks are places in the post.
    code = "\n" * (line - 1) + source
    linecache.cache[POST] = (len(code), None, code.splitlines(True), POST)
    try:
        exec(compile(code, POST, "exec"), module.__dict__)
    except SystemExit as error:
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
        return "ok" if error.code in (None, 0) else "failed"
    except BaseException as error:
        own = error.__traceback__.tb_next
        traceback.print_exception(type(error), error, own)
        if isinstance(error, ModuleNotFoundError) and (name := missing_package(error)):
            mark(f"missing the Python package {name}", (2,))
        return "failed"
    return "ok"


def main():
    sys.argv, sys.path[0] = [POST], ""
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    mark("ready")
    for number, line in enumerate(LINES, 1):
        with open(os.path.join(FOLDER, f"{number}.py"), encoding="utf-8", newline="") as file:
            source = file.read()
        status = run(source, int(line), module)
        if os.getpid() != PROCESS:
            os._exit(0)  # A fork of the block came out of it, too.
        flush()
        mark("versions " + json.dumps({"Python": platform.python_version(), **packages()}), (2,))
        mark("end " + status)


main()
