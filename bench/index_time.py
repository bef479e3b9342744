#!/usr/bin/env python3
"""CPU seconds that the index of the search adds to a build of a folder of posts from scratch.

    index_time.py POSTS WORK [--runs N] -- BUILD…

BUILD… is the command that builds, without its --posts, --dist and --cache. Builds the posts, and the same posts with
`search: false`, in turns, in the folder WORK; tells the medians of user and system time and their difference. What the words of
the index are used for besides (related posts) is in it. Fails if that is more than 2 seconds for each 1,000 posts, or part of it.
"""
import argparse
import math
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys

LIMIT = 2.0


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def unsearchable(posts, target):
    """Copies posts, with `search: false` in each header."""
    target.mkdir(parents=True)
    files = sorted(posts.glob("*.md"))
    for file in files:
        text = file.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            sys.exit(f"{file}: has no YAML header")
        (target / file.name).write_text(text.replace("---\n", "---\nsearch: false\n", 1), encoding="utf-8")
    return len(files)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("build", nargs="+")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    without = options.work / "posts"
    count = unsearchable(options.posts, without)
    times = {options.posts: [], without: []}
    for _ in range(options.runs):
        for posts, seconds in times.items():
            dist, cache = options.work / "dist", options.work / "cache"
            seconds.append(cpu_seconds([*options.build, "--posts", posts, "--dist", dist, "--cache", cache]))
            for folder in (dist, cache):
                shutil.rmtree(folder)
    shutil.rmtree(options.work)
    whole, rest = (statistics.median(seconds) for seconds in times.values())
    limit = LIMIT * math.ceil(count / 1000)
    print(f"{count} posts: {whole:.2f} CPU s, without search {rest:.2f}: the index {whole - rest:.2f} of {limit:.0f} CPU s")
    sys.exit(whole - rest > limit)


main()
