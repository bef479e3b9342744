use super::*;

/// Header and body, and whether something is wrong.
#[track_caller]
fn check(source: &str, kind: HeaderKind, header: &str, body: &str, is_broken: bool) {
    let split = split(source);
    assert_eq!(split.kind, kind, "{source:?}");
    assert_eq!(&source[split.header.clone()], header, "{source:?}");
    assert_eq!(&source[split.body_start..], body, "{source:?}");
    assert_eq!(split.problem.is_some(), is_broken, "{source:?}");
}

#[test]
fn header_ends_at_the_first_closing_fence() {
    use HeaderKind::{Json, None, Toml, Yaml};
    for (source, kind, header, body) in [
        ("---\ntitle: T\n---\nB\n", Yaml, "title: T\n", "B\n"),
        ("---\ntitle: T\n...\nB", Yaml, "title: T\n", "B"),
        ("--- \t\ntitle: T\n---  \nB", Yaml, "title: T\n", "B"),
        ("---\r\ntitle: T\r\n---\r\n\r\nB", Yaml, "title: T\r\n", "\r\nB"),
        ("---\ntitle: T\n---", Yaml, "title: T\n", ""),
        ("---\n---\n\nB", Yaml, "", "\nB"),
        ("---\n\n# nothing yet\n---\nB", Yaml, "\n# nothing yet\n", "B"),
        ("\u{feff}---\ntitle: T\n---\nB", Yaml, "title: T\n", "B"),
        ("\n \n---\ntitle: T\n---\nB", Yaml, "title: T\n", "B"),
        ("<!-- a -->\n---\ntitle: T\n---\nB", Yaml, "title: T\n", "B"),
        ("<!--\n a\n-->\n\n<!-- b -->\n---\ntitle: T\n---\nB", Yaml, "title: T\n", "B"),
        ("---\ntitle: T\n---\none\n\n---\n\ntwo\n", Yaml, "title: T\n", "one\n\n---\n\ntwo\n"),
        ("---\n标题: T\n---\nB", Yaml, "标题: T\n", "B"),
        ("---\n'title' : T\n---\nB", Yaml, "'title' : T\n", "B"),
        ("---\ntitle: \"a\n\nb\"\n---\nB", Yaml, "title: \"a\n\nb\"\n", "B"),
        ("+++\ntitle = 'T'\n+++\nB", Toml, "title = 'T'\n", "B"),
        ("+++\n[extra]\na = 1\n+++\nB", Toml, "[extra]\na = 1\n", "B"),
        ("---toml\ntitle = 'T'\n---\nB", Toml, "title = 'T'\n", "B"),
        ("--- yaml\ntitle: T\n---\nB", Yaml, "title: T\n", "B"),
        ("---json\n{ \"title\": \"T\" }\n---\nB", Json, "{ \"title\": \"T\" }\n", "B"),
        ("---\n{\"title\": \"T\"}\n---\nB", Json, "{\"title\": \"T\"}\n", "B"),
        (";;;\n\"title\": \"T\"\n;;;\nB", Json, "\"title\": \"T\"\n", "B"),
        ("{\n \"a\": {\"b\": \"}\\\"\"}\n}\n\nB", Json, "{\n \"a\": {\"b\": \"}\\\"\"}\n}", "\nB"),
        ("{\"title\": \"T\"}\r\nB", Json, "{\"title\": \"T\"}", "B"),
        ("Title: T\nDate: 2024-01-02\n  more\n\nB", Yaml, "Title: T\nDate: 2024-01-02\n  more\n", "\nB"),
        ("Title: T\nTags: a\n", Yaml, "Title: T\nTags: a\n", ""),
        ("Title: T\nTags: a\n# B\nC", Yaml, "Title: T\nTags: a\n", "# B\nC"),
        (".. title: T\n.. tags: a\n\nB", Yaml, ".. title: T\n.. tags: a\n", "\nB"),
        ("<!--\n.. title: T\n.. tags: a\n-->\n\nB", Yaml, ".. title: T\n.. tags: a\n", "\nB"),
        (
            "<!--\ntitle: T\ntags: a\nand so on\n-->\nB",
            None,
            "",
            "<!--\ntitle: T\ntags: a\nand so on\n-->\nB",
        ),
        ("Title: a word\n\nB", None, "", "Title: a word\n\nB"),
        ("Title: T\nDate: 2024-01-02\nB", None, "", "Title: T\nDate: 2024-01-02\nB"),
        ("{\"a\": 1} is JSON\n", None, "", "{\"a\": 1} is JSON\n"),
        ("{{< x >}}\n", None, "", "{{< x >}}\n"),
        ("{: .a}\n", None, "", "{: .a}\n"),
        ("\u{feff}B", None, "", "B"),
        ("", None, "", ""),
        ("B\n\n---\ntitle: T\n---\n", None, "", "B\n\n---\ntitle: T\n---\n"),
        ("<!-- a\n---\ntitle: T\n---\n", None, "", "<!-- a\n---\ntitle: T\n---\n"),
        ("<!-- a --> b\n---\nt: T\n---\n", None, "", "<!-- a --> b\n---\nt: T\n---\n"),
    ] {
        check(source, kind, header, body, false);
    }
}

#[test]
fn thematic_break_is_not_a_fence() {
    for source in [
        "---\n\nHello world.\n\n---\n\nMore: here.\n",
        "---\nHello world, this\nis: a text\nof many lines\n---\n",
        "---\n",
        "---",
        "---\nNote: a word first.\n\nNo fence follows, and no key of ours: fine.\nText\n---\nMore text\n",
        "---\nsee https://example.org\n",
        "+++\ntext\n+++\n",
    ] {
        check(source, HeaderKind::None, "", source, false);
    }
}

#[test]
fn missing_closing_fence_loses_nothing() {
    for (source, header, body) in [
        ("---\ntitle: T\ndate: 2024-01-01\n\nBody text.\n", "title: T\ndate: 2024-01-01\n", "\nBody text.\n"),
        ("---\ntitle: T\ntags:\n- a\n  - b\nBody text.\n", "title: T\ntags:\n- a\n  - b\n", "Body text.\n"),
        ("---\ntitle: T\n\nBody.\n\n---\n\nMore.\n", "title: T\n", "\nBody.\n\n---\n\nMore.\n"),
        ("---\ntitle:T\ntext", "title:T\n", "text"),
        ("---\ntitle: T", "title: T", ""),
    ] {
        check(source, HeaderKind::Yaml, header, body, true);
    }
    check("{\n\"title\": \"T\"\n\nB", HeaderKind::Json, "{\n\"title\": \"T\"\n", "\nB", true);
    check("+++\ntitle = 'T'\n\nB", HeaderKind::Toml, "title = 'T'\n", "\nB", true);
}

#[test]
fn missing_fence_is_named_with_its_line() {
    let source = "\n---\ntitle: T\n\nBody text.\n";
    let problem = split(source).problem.unwrap();
    assert_eq!(
        problem.render("posts/x.md", source),
        "posts/x.md:2:1: error: the front matter that `---` opens on line 2 is never closed \
         [front-matter/unclosed]\n  help: write `---` on a line of its own between the last key and the text"
    );
}
