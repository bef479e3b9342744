//! Values of another kind than their key is for: what is taken from them, and what is said.

use expect_test::expect;

use super::*;

#[test]
fn several_bibliographies_stay_apart_and_keep_their_places() {
    let expect = |header: &str, files: &[&str]| {
        let source = format!("---\ntitle: b.bib\n{header}\n---\nBody b.bib\n");
        let parsed = parse("posts/x.md", &source);
        assert_eq!(parsed.front_matter.bibliography, files, "{header}");
        for file in files {
            let span = span_of_item(&source, "bibliography", file);
            assert_eq!(&source[span.clone()], *file, "{header}");
            assert!(span.start > source.find("bibliography").unwrap(), "{header}");
        }
    };
    expect("bibliography: b.bib", &["b.bib"]);
    expect("bibliography: \"my b.bib\"", &["my b.bib"]);
    expect("bibliography: [ab.bib, 'b.bib']", &["ab.bib", "b.bib"]);
    expect("bibliography:\n  - ab.bib\n  # b.bib is old\n  - \"b.bib\"\ntags: x", &["ab.bib", "b.bib"]);
    expect("bibliography:\n- a b.bib\n- b.bib", &["a b.bib", "b.bib"]);
    expect("bibliography:", &[]);
}

#[test]
fn what_is_guessed_is_kept_and_told() {
    for (header, expect) in [
        (
            "title: {en: Hello, de: Hallo}",
            expect![[r#"
                title: "Hello"
                posts/x.md:2:8: warning: `title` is a map, expected text [keys/type]
                  help: it is read as `Hello`; put text that starts with a bracket in quotes: `title: "…"`"#]],
        ),
        (
            "title: {BERT}",
            expect![[r#"
                title: "BERT"
                posts/x.md:2:8: warning: `title` is a map, expected text [keys/type]
                  help: it is read as `BERT`; put text that starts with a bracket in quotes: `title: "…"`"#]],
        ),
        (
            "title: [A, [B, C]]",
            expect![[r#"
            title: "A B C"
            posts/x.md:2:8: warning: `title` is a list with lists or maps in it, expected text [keys/type]
              help: it is read as `A`, `B`, `C`; put text that starts with a bracket in quotes: `title: "…"`"#]],
        ),
        (
            "title:\n  - A\n  - {b: c}",
            expect![[r#"
                title: "A c"
                posts/x.md:2:1: warning: `title` is a list with lists or maps in it, expected text [keys/type]
                  help: it is read as `A`, `c`; put text that starts with a bracket in quotes: `title: "…"`"#]],
        ),
        (
            "title: {{ .Title }}",
            expect![[r#"
                title: "{{ .Title }}"
                posts/x.md:2:8: warning: front matter, line 2, column 8: YAML does not read `{{ .Title }}` as these letters [yaml/syntax]
                  help: put the value in quotes: `"{{ .Title }}"`"#]],
        ),
        (
            "date: 2024-03",
            expect![[r#"
            date: "2024-03-01"
            posts/x.md:2:7: warning: `date`: `2024-03` is not a date [front-matter/date]
              help: it is read as 1 March 2024; write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        (
            "date: 2024-03-01 10:00 Europe/Berlin",
            expect![[r#"
            date: "2024-03-01T10:00:00"
            posts/x.md:2:7: warning: `date`: `2024-03-01 10:00 Europe/Berlin` is not a date: the zone `Europe/Berlin` is not known [front-matter/date]
              help: it is read as 1 March 2024, 10:00:00; write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        ("date: [2024-03-01]", expect![[r#"date: "2024-03-01""#]]),
        (
            "date: today",
            expect![[r#"
                posts/x.md:2:7: warning: `date`: `today` is for another tool to fill in [front-matter/date]
                  help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        (
            "date-modified: last-modified",
            expect![[r#"
                posts/x.md:2:16: warning: `date-modified`: `last-modified` is for another tool to fill in [front-matter/date]
                  help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        (
            "date: \"`r Sys.Date()`\"",
            expect![[r#"
                posts/x.md:2:7: warning: `date`: ``r Sys.Date()`` is for another tool to fill in [front-matter/date]
                  help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        ("draft: \"true\"", expect![[r#"visibility: "draft""#]]),
        ("draft: y", expect![[r#"visibility: "draft""#]]),
        (
            "tags: [[a, b], c, [[d]]]",
            expect![[r#"
            tags: ["a","b","c","d"]
            posts/x.md:2:7: warning: `tags` is a list with lists or maps in it, expected a list of texts [keys/type]
              help: it is read as `a`, `b`, `c`, `d`"#]],
        ),
        (
            "tags: {a: 1, b: 2}",
            expect![[r#"
                tags: ["a","b"]
                posts/x.md:2:7: warning: `tags` is a map, expected a list of texts [keys/type]
                  help: it is read as `a`, `b`"#]],
        ),
        (
            "tags:\n  - name: a\n  - name: b c",
            expect![[r#"
                tags: ["a","b c"]
                posts/x.md:2:1: warning: `tags` is a list with lists or maps in it, expected a list of texts [keys/type]
                  help: it is read as `a`, `b c`"#]],
        ),
        ("tags: \"[a, [[b]]]\"", expect![[r#"tags: ["a","b"]"#]]),
        ("tags: \"#a #b/c c#\"", expect![[r#"tags: ["a","b/c","c#"]"#]]),
        ("tags: a; b c", expect![[r#"tags: ["a","b c"]"#]]),
        (
            "authors: [{first_name: Ada, last_name: L}, {name: {given: B, family: C}}, {name: {literal: D}}]",
            expect![[r#"authors: [{"name":"Ada L"},{"name":"B C"},{"name":"D"}]"#]],
        ),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn quarto_reads_the_month_first() {
    for (file, written, expected) in [
        ("posts/x.qmd", "07-08-2023", "2023-07-08"),
        ("posts/x.qmd", "25-07-2023", "2023-07-25"),
        ("posts/x.md", "07-08-2023", "2023-08-07"),
    ] {
        let parsed = parse(file, &format!("---\ndate: {written}\n---\n"));
        assert_eq!(parsed.front_matter.date.map(|date| date.iso_date()).as_deref(), Some(expected), "{file}");
    }
}
