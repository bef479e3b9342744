#!/usr/bin/env python3
"""Peak memory of a build of a folder of posts from scratch.

    build_memory.py POSTS WORK -- BUILD…

BUILD… is the command that builds, without its --posts, --dist and --cache. Builds in the folder WORK and tells peak memory, CPU
seconds and time. Fails if the build takes more than 500 MB.
"""
import argparse
import pathlib
import resource
import shutil
import subprocess
import sys
import time

LIMIT = 500


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("build", nargs="+")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    start = time.monotonic()
    command = [*options.build, "--posts", options.posts, "--dist", options.work / "dist", "--cache", options.work / "cache"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - start
    # No other child was started: the peak is that of the build (in kB; macOS counts bytes).
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    shutil.rmtree(options.work)
    posts = len(list(options.posts.glob("*.md")))
    print(f"{posts} posts: {peak:.0f} MB of {LIMIT}, {used.ru_utime + used.ru_stime:.1f} CPU s, {wall:.1f} s")
    sys.exit(peak > LIMIT)


main()
