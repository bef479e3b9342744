//! What is told about mistakes, and what is saved from them.

use expect_test::expect;

use super::{check, check_yaml, describe};
use crate::{diagnostic::Severity, front_matter::parse};

#[test]
fn dates_are_checked() {
    for (header, expect) in [
        (
            "title: T\ndate: 2024-02-30",
            expect![[r#"
            title: "T"
            posts/x.md:3:7: error: `date`: `2024-02-30` is not a date: February 2024 has 29 days [front-matter/date]
              help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        (
            "date: 07-06-2023",
            expect![[r#"
            date: "2023-06-07"
            posts/x.md:2:7: warning: `date`: day and month of `07-06-2023` could be the other way round [front-matter/date]
              help: it is read as 7 June 2023; write `2023-06-07` if that is right"#]],
        ),
        (
            "date: soon\nupdated: [1]",
            expect![[r#"
                posts/x.md:2:7: error: `date`: `soon` is not a date [front-matter/date]
                  help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like
                posts/x.md:3:10: error: `updated`: `1` is not a date [front-matter/date]
                  help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        (
            "date: {on: 2024-01-01}",
            expect![
                "posts/x.md:2:7: warning: `date` is a map, expected a date, or a map with `created` and `updated` [keys/type]"
            ],
        ),
        (
            "title: *New\ndate: 2024-03-01 25:00",
            expect![[r#"
                date: "2024-03-01"
                title: "*New"
                posts/x.md:2:8: error: front matter, line 2, column 8: the value of `title` starts with `*`, which means something else in YAML [yaml/syntax]
                  help: put the value in quotes: `title: "*New"`
                posts/x.md:3:7: warning: `date`: `2024-03-01 25:00` is not a date: there is no such time of day [front-matter/date]
                  help: it is read as 1 March 2024; write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like"#]],
        ),
        ("date: 20240301", expect![[r#"date: "2024-03-01""#]]),
        ("created: 2024-01-01\ndate:", expect![[r#"date: "2024-01-01""#]]),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn wrong_types_and_slips_are_told() {
    for (header, expect) in [
        (
            "title: [a, [b]]",
            expect![[r#"
            title: "a b"
            posts/x.md:2:8: warning: `title` is a list with lists or maps in it, expected text [keys/type]
              help: it is read as `a`, `b`; put text that starts with a bracket in quotes: `title: "…"`"#]],
        ),
        (
            "title: {{ page.title }}",
            expect![[r#"
                title: "{{ page.title }}"
                posts/x.md:2:8: warning: front matter, line 2, column 8: YAML does not read `{{ page.title }}` as these letters [yaml/syntax]
                  help: put the value in quotes: `"{{ page.title }}"`"#]],
        ),
        (
            "draft: maybe\nweight: heavy\nmacros: [a]\nmath: 3",
            expect![[r#"
            posts/x.md:2:8: warning: `draft` is `maybe`, expected true or false [keys/type]
            posts/x.md:3:9: warning: `weight` is `heavy`, expected a whole number [keys/type]
            posts/x.md:4:9: warning: `macros` is a list, expected a map from macros to their TeX, such as `\RR: \mathbb{R}` [keys/type]
            posts/x.md:5:7: warning: `math` is `3`, expected true or false [keys/type]"#]],
        ),
        (
            "toc: {depth: many}\nimage: {alt: x}\naliases: {a: b}",
            expect![[r#"
            posts/x.md:2:6: warning: `toc` is a map, expected true, false, or a map with `depth` (1 to 6) [keys/type]
            posts/x.md:3:8: warning: `image` is a map, expected the address of an image, or a map with `path` and `alt` [keys/type]
            posts/x.md:4:10: warning: `aliases` is a map, expected an address, or a list of addresses [keys/type]"#]],
        ),
        (
            "tilte: a\ndesciption: b\n'catagories': c",
            expect![[r#"
            posts/x.md:2:1: warning: unknown key `tilte`, did you mean `title`? [keys/unknown]
            posts/x.md:3:1: warning: unknown key `desciption`, did you mean `description`? [keys/unknown]
            posts/x.md:4:1: warning: unknown key `catagories`, did you mean `categories`? [keys/unknown]"#]],
        ),
        (
            "title: One\ndate: 2024-01-01\ntitle: Two",
            expect![[r#"
            date: "2024-01-01"
            title: "Two"
            posts/x.md:4:1: warning: duplicate key `title`: the last one counts [keys/duplicate]
              help: remove one of the two"#]],
        ),
        (
            "macros: {a: {b: c}}",
            expect![[r#"
            posts/x.md:2:9: warning: `a` is a map, expected text [keys/type]
              help: put text that starts with a bracket in quotes: `a: "…"`"#]],
        ),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn broken_yaml_is_explained_and_salvaged() {
    for (header, expect) in [
        (
            "date: 2024-03-01\ntitle: Attention: a review\ntags: [a, b]\ndraft: true",
            expect![[r#"
            date: "2024-03-01"
            tags: ["a","b"]
            title: "Attention: a review"
            visibility: "draft"
            posts/x.md:3:17: error: front matter, line 3, column 17: the value of `title` has a colon in it and no quotes around it [yaml/syntax]
              help: put the value in quotes: `title: "Attention: a review"`"#]],
        ),
        (
            "title: \"Never closed\ndate: 2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "Never closed"
            posts/x.md:2:8: error: front matter, line 2, column 8: the quote that opens the value of `title` is never closed [yaml/syntax]
              help: close the quote: `title: "Never closed"`"#]],
        ),
        (
            "title: \"Quoted\" and more\ndate: 2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "\"Quoted\" and more"
            posts/x.md:2:8: error: front matter, line 2, column 8: the value of `title` goes on after its closing quote or bracket [yaml/syntax]
              help: put the value in quotes: `title: '"Quoted" and more'`"#]],
        ),
        (
            "title: [Paper] Attention\ntags: [a, b",
            expect![[r#"
            tags: ["a","b"]
            title: "[Paper] Attention"
            posts/x.md:2:8: error: front matter, line 2, column 8: the value of `title` goes on after its closing quote or bracket [yaml/syntax]
              help: put the value in quotes: `title: "[Paper] Attention"`
            posts/x.md:3:7: error: front matter, line 3, column 7: the list that opens in the value of `tags` is not closed, or a comma is missing in it [yaml/syntax]
              help: close the list, or, if it is text, put the value in quotes: `tags: "[a, b"`"#]],
        ),
        (
            "title: @handle\ndescription: `code` first\nlang: *x*",
            expect![[r#"
            description: "`code` first"
            lang: "*x*"
            title: "@handle"
            posts/x.md:2:8: error: front matter, line 2, column 8: the value of `title` starts with `@`, which means something else in YAML [yaml/syntax]
              help: put the value in quotes: `title: "@handle"`
            posts/x.md:3:14: error: front matter, line 3, column 14: the value of `description` starts with a backtick, which means something else in YAML [yaml/syntax]
              help: put the value in quotes: `description: "`code` first"`
            posts/x.md:4:7: error: front matter, line 4, column 7: the value of `lang` starts with `*`, which means something else in YAML [yaml/syntax]
              help: put the value in quotes: `lang: "*x*"`"#]],
        ),
        (
            "title: \"\\mathbb{R}\"",
            expect![[r#"
            title: "\\mathbb{R}"
            posts/x.md:2:9: error: front matter, line 2, column 9: a backslash in double quotes starts an escape, and the value of `title` has one unknown [yaml/syntax]
              help: use single quotes: `title: '\mathbb{R}'`"#]],
        ),
        (
            "title: T\nno key here\ndate: 2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "T"
            posts/x.md:3:1: error: front matter, line 3, column 1: `no key here` is not of the form `key: value` [yaml/syntax]
              help: write a key, a colon and a blank before the value, or indent the line under its key"#]],
        ),
        (
            "title:T\ndate:2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "T"
            posts/x.md:2:1: error: front matter, line 2, column 1: there is no blank after the colon of `title` [yaml/syntax]
              help: write `title: T`
            posts/x.md:3:1: error: front matter, line 3, column 1: there is no blank after the colon of `date` [yaml/syntax]
              help: write `date: 2024-03-01`"#]],
        ),
        (
            "title: It's: \"both\"",
            expect![[r#"
            title: "It's: \"both\""
            posts/x.md:2:12: error: front matter, line 2, column 12: the value of `title` has a colon in it and no quotes around it [yaml/syntax]
              help: put the value in quotes: `title: "It's: \"both\""`"#]],
        ),
        (
            "title: a\n bad: indent\ndate: 2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "a"
            posts/x.md:3:2: error: front matter, line 3, column 2: `bad` is indented under a key that has a value already [yaml/syntax]
              help: start the line at the margin, or put the whole value above it in quotes"#]],
        ),
        (
            "- a\n- b\ntitle: x",
            expect![[r#"
            title: "x"
            posts/x.md:2:1: error: front matter, line 2, column 1: `- a` is not of the form `key: value` [yaml/syntax]
              help: write a key, a colon and a blank before the value, or indent the line under its key"#]],
        ),
        (
            "title: T\n--- x\ndate: 2024-03-01",
            expect![[r#"
            date: "2024-03-01"
            title: "T"
            posts/x.md:2:1: error: front matter, line 2, column 1: a line in it starts with `---`, which opens a second document [yaml/syntax]
              help: remove that line or indent it"#]],
        ),
        (
            "title: a: b\nbase: &x 1\nweight: *x",
            expect![[r#"
                title: "a: b"
                weight: 1
                posts/x.md:2:9: error: front matter, line 2, column 9: the value of `title` has a colon in it and no quotes around it [yaml/syntax]
                  help: put the value in quotes: `title: "a: b"`"#]],
        ),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn broken_toml_is_explained_and_salvaged() {
    check(
        "+++\ntitle = Bayes rule\ndate = 2024-03-01\n[taxonomies]\ntags = ['a']\n+++\nB",
        expect![[r#"
        date: "2024-03-01"
        tags: ["a"]
        title: "Bayes rule"
        posts/x.md:2:9: error: front matter, line 2, column 9: string values must be quoted, expected literal string [toml/syntax]
          help: put text in quotes: `title = "Bayes rule"`"#]],
    );
    check(
        "+++\ntitle = 'a'\ntitle = 'b'\n+++\n",
        expect![[r#"
            title: "b"
            posts/x.md:3:1: warning: duplicate key `title`: the last one counts [keys/duplicate]
              help: remove one of the two"#]],
    );
    check(
        "+++\ntitle = \"a\ndate = 2024-03-01\n\nBody\n",
        expect![[r#"
        date: "2024-03-01"
        title: "a"
        posts/x.md:1:1: error: the front matter that `+++` opens on line 1 is never closed [front-matter/unclosed]
          help: write `+++` on a line of its own between the last key and the text
        posts/x.md:2:11: error: front matter, line 2, column 11: invalid basic string, expected `"` [toml/syntax]
          help: write `key = value`, with text in quotes and each key once"#]],
    );
}

#[test]
fn missing_fence_keeps_keys_and_body() {
    let source = "---\ntitle: T\ndate: 2024-01-01\n\nBody text.\n";
    check(
        source,
        expect![[r#"
        date: "2024-01-01"
        title: "T"
        posts/x.md:1:1: error: the front matter that `---` opens on line 1 is never closed [front-matter/unclosed]
          help: write `---` on a line of its own between the last key and the text"#]],
    );
    assert_eq!(&source[parse("posts/x.md", source).body_start..], "\nBody text.\n");
}

#[test]
fn alias_bombs_fail_fast() {
    let mut bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, inner) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e"), ("g", "f")] {
        let repeated = format!("*{inner},").repeat(9);
        bomb += &format!("{name}: &{name} [{}]\n", repeated.trim_end_matches(','));
    }
    bomb += "tags: *g\ntitle: T\n---\nBody\n";
    check(
        &bomb,
        expect![[r#"
        title: "T"
        posts/x.md:2:1: error: the front matter of `posts/x.md` repeats itself through YAML aliases until it is too large [yaml/syntax]
          help: write the values out, without `&name` and `*name`"#]],
    );

    let text = "x".repeat(10_000);
    let aliases = "*a, ".repeat(10_000);
    let long = format!("---\na: &a {text}\ntags: [{aliases}]\ntitle: T\n---\n");
    assert_eq!(parse("x.md", &long).front_matter.title.as_deref(), Some("T"));
    assert_eq!(parse("x.md", &long).diagnostics.len(), 1);

    let deep = format!("---\ntitle: T\na: {}\n---\n", "[".repeat(5_000));
    check(
        &deep,
        expect![[r#"
        title: "T"
        posts/x.md:2:1: error: the front matter of `posts/x.md` nests lists or maps too deeply [yaml/syntax]
          help: write the values with fewer brackets inside brackets"#]],
    );
    check(
        "---\ntitle: T\na: &a [*a]\n---\n",
        expect![[r#"
        title: "T"
        posts/x.md:2:1: error: the front matter of `posts/x.md` nests lists or maps too deeply [yaml/syntax]
          help: write the values with fewer brackets inside brackets"#]],
    );
}

#[test]
fn no_input_panics_and_few_findings_are_kept() {
    let sources = [
        "\u{feff}<!-- c -->\n---\r\ntitle: \"Ünï: 'x'\"\r\ndate: 2024-03-01 10:00 +0800\r\ntags:\r\n  - á\r\n  - &x [b]\r\nq: *x\r\n\
         author: {name: é}\r\n---\r\nBody é\r\n",
        "---\ntitel: a: b\ndate: 07-07-2023\n\u{a0}toc: {depth: 9}\n\tmacros:\n  '\\é': !t [x, 1]\n? [a]\n: b\n<<: *z\n|: >\n---\nB",
        "+++\ntitle = \"é\"\ndate = 2024-03-01\n[taxonomies]\ntags = ['ß', 1.0, 0x1F]\n[extra]\na.b = {c = 1}\n+++\nB",
        "--- \n\n# é: x\n'tïtle' : >-\n  é\n \u{a0}é\n...\né",
    ];
    let mut state = 1_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap() % below
    };
    for source in sources {
        for (end, _) in source.char_indices() {
            describe(&source[..end]);
            describe(&source[end..]);
        }
        for _ in 0..500 {
            let mut bytes = source.as_bytes().to_vec();
            for _ in 0..=random(4) {
                let at = random(bytes.len() - 1);
                match random(3) {
                    0 if bytes.len() > 2 => drop(bytes.remove(at)),
                    1 => bytes[at] = b"\n:-'\"[]{}&*!|>%@#\t \0\x85"[random(21)],
                    _ => bytes.truncate(at + 2),
                }
            }
            describe(&String::from_utf8_lossy(&bytes));
        }
    }
    let many = format!("---\ntitle: a: b\n{}---\n", "tilte: a: b\n".repeat(2_000));
    assert!(parse("x.md", &many).diagnostics.len() <= 50);
}

#[test]
fn findings_start_and_end_between_characters() {
    // What is wrong is the last line, and the last byte of it is none of a character of its own.
    let source = "---\ntitle: T\ndate:+ 202[---\r\ntitle: Hello\r\u{723}";
    let found = parse("x.md", source).diagnostics;
    assert!(!found.is_empty());
    assert!(found.iter().all(|found| source.get(found.span.clone()).is_some()), "{found:?}");
}

#[test]
fn errors_are_errors_and_slips_are_warnings() {
    let severities = |header: &str| {
        let source = format!("---\n{header}\n---\n");
        parse("x.md", &source).diagnostics.iter().map(|found| found.severity).collect::<Vec<_>>()
    };
    for header in ["title: a: b", "date: 2024-02-30"] {
        assert_eq!(severities(header), [Severity::Error], "{header}");
    }
    for header in ["title: [[a]]", "tilte: a", "date: 07-07-2023", "title: a\ntitle: b"] {
        assert_eq!(severities(header), [Severity::Warning], "{header}");
    }
}
