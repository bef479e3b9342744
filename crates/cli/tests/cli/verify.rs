use super::support::Site;

fn verify(posts: &[(&str, &str)], options: &[&str]) -> Site {
    let site = posts.iter().fold(Site::new(), |site, (name, body)| site.post(name, "", body));
    site.command(&[&["verify"], options].concat())
}

const ALL_LANGUAGES: &str = r#"
```python
import sys
total = sum(range(5))
print(sorted({"b", "a"}), file=sys.stderr)
```

```python
print(total)
print("done", end="")
```

```output
10
done
```

```bash
name=world
greet() { echo "hello $1" > /dev/stdout; }
```

```bash
greet $name
```

```output
hello world
```

```js
const start = 1;
setTimeout(() => console.log(start + 1), 20);
```

```output
2
```

```js
import { sep } from "node:path";
await null;
console.log(start, sep);
```

```output
1 /
```

```rust
fn twice(x: i32) -> i32 {
    x * 2
}
let one = 1;
println!("{}", twice(one));
```

```output
2
```

```rust
fn main() {
    println!("{}", twice(4));
}
```

```output
8
```
"#;

#[test]
fn blocks_of_a_language_share_a_session() {
    let ran = verify(&[("a", ALL_LANGUAGES)], &["--require-all"]).succeeds();
    assert_eq!(ran.stdout, "ran 8 blocks of 1 post: 8 passed, 0 failed, 0 skipped\n");
    ran.expect_stderr("posts/a.md:7: Python: passed in ")
        .expect("posts/a.verified.json", "\"status\": \"passed\"")
        .expect("posts/a.verified.json", "\"output\": \"10\\ndone\"");
}

#[test]
fn what_differs_is_named_with_its_place() {
    let body = "```bash\necho 1.0005 a\n```\n\n```output tolerance=1e-3\n1 a\n```\n\n```bash\necho b\n```\n\n```output\nc\n```";
    let ran = verify(&[("a", body)], &[]).fails();
    assert_eq!(ran.stdout, "ran 2 blocks of 1 post: 1 passed, 1 failed, 0 skipped\n");
    ran.expect_stderr("posts/a.md:18:1: error: the output differs: line 1 is `b`, not `c` [verify/output]")
        .expect("posts/a.verified.json", "\"status\": \"failed\"");
}

#[test]
fn failures_are_named_in_every_language() {
    for (block, message) in [
        ("```python\ndef f():\n    return 1 / 0\nf()\n```", "fails: ZeroDivisionError: division by zero"),
        ("```bash\nfalse\n```", "the block fails"),
        ("```bash\nexit 3\n```", "ends the session with exit code 3"),
        ("```js\nnull.x\n```", "the block fails"),
        ("```js\nPromise.reject(new Error(\"late\"))\n```", "the block fails"),
        ("```rust\nlet x: i32 = \"a\";\n```", "the block fails"),
        ("```rust\npanic!(\"no\");\n```", "the block fails"),
        ("```rust\nfn main() -> Result<(), String> { Err(\"no\".into()) }\n```", "fails: Error: \"no\""),
    ] {
        verify(&[("a", block)], &[]).fails().expect_stderr(message);
        let should_fail = block.replacen('\n', " should-fail\n", 1);
        verify(&[("a", &should_fail)], &[]).succeeds();
    }
}

#[test]
fn places_in_messages_are_those_of_the_post() {
    let body = "```python\nx = 1\n```\n\n```python should-fail\nraise ValueError(x)\n```\n\n```output\n```\n";
    verify(&[("a", body)], &["--update", "--yes"]).succeeds().expect(
        "posts/a.md",
        "  File \"posts/a.md\", line 11, in <module>\n    raise ValueError(x)\nValueError: 1\n```",
    );
    verify(&[("a", "```rust\nlet x = 1;\n```\n\n```rust\nlet y = x + \"\";\n```\n")], &["--format", "json"])
        .fails()
        .expect_stdout("--> posts/a.md:11:11");
}

#[test]
fn a_block_that_should_fail_and_does_not_is_an_error() {
    verify(&[("a", "```bash should-fail\ntrue\n```")], &[]).fails().expect_stderr("[verify/should-fail]");
}

#[test]
fn what_is_not_installed_is_no_failure_of_the_post() {
    let body = "```python\nimport no_such_package\n```\n\n```python\nno_such_package.run()\n```\n\n```bash\nno-such-program\n```\
                \n\n```js\nrequire(\"no-such-module\")\n```\n\n```rust\nuse no_such_crate::X;\n```\n\n```bash no-run\nfalse\n```";
    let ran = verify(&[("a", body)], &[]).succeeds();
    assert_eq!(ran.stdout, "ran 5 blocks of 1 post: 0 passed, 0 failed, 5 skipped\n");
    ran.expect_stderr("warning: the block was not run: the Python package no_such_package is not installed")
        .expect_stderr("it follows a block that could not be run")
        .expect_stderr("the program no-such-program is not installed")
        .expect_stderr("the npm package no-such-module is not installed")
        .expect_stderr("the crate no_such_crate is not installed");
    verify(&[("a", body)], &["--require-all"]).fails().expect_stderr("error: the block was not run");
    let missing = ["--python", "no-such-python"];
    verify(&[("a", "```python\n1\n```")], &missing)
        .succeeds()
        .expect_stderr("`no-such-python` is no Python that runs");
}

#[test]
fn real_outputs_are_written_and_nothing_else_changes() {
    let old = "---\r\ntitle: \"A\"\r\n---\r\nA tab\t, trailing blanks  \r\n\r\n> ```bash\r\n> echo one; echo; echo two\r\n> ```\r\n>\r\n\
               > ```output\r\n> old\r\n> ```\r\n\r\nThe \u{feff} end without a line break";
    let new = old.replace("> old\r\n", "> one\r\n>\r\n> two\r\n");
    let site = || Site::new().file("posts/a.md", old);
    let ran = site().command(&["verify", "--update", "--yes"]).succeeds();
    assert_eq!(ran.read("posts/a.md"), new);
    ran.expect_stderr("-> old").expect_stderr("+> two").expect("posts/a.verified.json", "\"passed\"");
    let ran = site().command(&["verify", "--update"]).fails().expect_stderr("say --yes");
    assert_eq!(ran.read("posts/a.md"), old);
}

#[test]
fn a_failing_block_leaves_the_post_as_it_is() {
    let body = "```bash\necho half; false\n```\n\n```output\nwhole\n```";
    verify(&[("a", body)], &["--update", "--yes"]).fails().expect("posts/a.md", "\nwhole\n");
}

#[test]
fn records_are_for_the_author_only() {
    let site = Site::new().post("a", "", "[x](a.verified.json)").file("posts/a.verified.json", "{}");
    let ran = site.file("posts/b/index.md", "# B").file("posts/b/index.verified.json", "{}").succeeds();
    ran.expect_absent("dist/posts/a.verified.json").expect_absent("dist/posts/b/index.verified.json");
    verify(&[("a", "```bash\n:\n```")], &["--no-record"]).succeeds().expect_absent("posts/a.verified.json");
    verify(&[("a", "no code")], &[]).succeeds().expect_absent("posts/a.verified.json");
}

#[test]
fn programs_may_read_the_answer() {
    let ran = verify(&[("a", "```bash\necho x; echo y >&2\n```")], &["--format", "json"]).succeeds();
    let facts: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let block = &facts[0]["blocks"][0];
    assert_eq!((&facts[0]["file"], &block["line"]), (&"posts/a.md".into(), &6.into()));
    assert_eq!(
        (&block["status"], &block["stdout"], &block["stderr"]),
        (&"passed".into(), &"x\n".into(), &"y\n".into())
    );
}

#[test]
fn randomness_that_can_be_fixed_is_fixed() {
    let body = "```python\nprint(hash(\"a\"), {\"x\", \"y\", \"z\"})\n```\n\n```output\n```";
    let ran = verify(&[("a", body)], &["--update", "--yes"]).succeeds();
    let other = verify(&[("a", body)], &["--update", "--yes"]).succeeds();
    assert_eq!(ran.read("posts/a.md"), other.read("posts/a.md"));
}

#[test]
fn pages_tell_of_runs_that_still_hold() {
    let body = "```bash\necho a\n```\n\n```output\na\n```\n\n```python\nprint(\"<b>\")\n```";
    let ran = verify(&[("a", body)], &[]).succeeds().again().succeeds();
    let page = ran.read("dist/posts/a/index.html");
    assert_eq!(page.matches("<summary>Verified</summary>").count(), 2);
    assert!(page.contains(" with Bash ") && page.contains("It printed what is shown below."));
    assert!(page.contains("It printed:</p><pre>&lt;b&gt;</pre>"));
    // The app draws the same page from the manifest.
    let ran = ran.expect("dist/posts/manifest.json", "\"code_runs\":[{\"block\":0,\"date\":");

    let changed = body.replace("echo a", "echo b");
    let ran = ran.again().post("a", "", &changed).succeeds();
    assert_eq!(ran.read("dist/posts/a/index.html").matches("<summary>Verified</summary>").count(), 1);
    let ran = ran.again().command(&["check"]).succeeds();
    ran.expect_stderr("posts/a.md:6:1: warning: the block, or one before it, has changed since it was last run [verify/stale]");
}

#[test]
fn feeds_show_code_without_badges() {
    let site = verify(&[("a", "```bash title=\"a.sh\"\necho a\n```")], &[]).succeeds().again();
    site.file("site.yaml", "url: https://example.org/\n")
        .succeeds()
        .expect("dist/feed.xml", "echo a")
        .expect_not("dist/feed.xml", "Verified");
}
