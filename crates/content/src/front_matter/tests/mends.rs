//! What YAML or TOML reads in another way than the author means it, and what comes of it here.

use expect_test::expect;

use super::{check, check_yaml};
use crate::{diagnostic::Severity, front_matter::parse};

/// Title, date and tags of a file.
fn facts(source: &str) -> String {
    let head = parse("posts/x.md", source).front_matter;
    let date = head.date.map(|date| date.to_string()).unwrap_or_default();
    [head.title.unwrap_or_default(), date, head.tags.join("|")].join(" / ")
}

#[track_caller]
fn check_facts(cases: &[(&str, &str)]) {
    for (header, expected) in cases {
        assert_eq!(facts(&format!("---\n{header}\n---\nBody\n")), *expected, "{header}");
    }
}

#[test]
fn references_of_html_are_the_signs_that_they_mean() {
    let header =
        "title: A&#58; B &amp; C&mdash;d &lt;i&gt; & e\ndescription: F&hellip;\nauthor: [Ada, (all equal)]";
    let front_matter = parse("x.md", &format!("---\n{header}\n---\n")).front_matter;
    assert_eq!(front_matter.title.as_deref(), Some("A: B & C\u{2014}d <i> & e"));
    assert_eq!(front_matter.description.as_deref(), Some("F\u{2026}"));
    assert_eq!(front_matter.authors.len(), 1);
}

#[test]
fn titles_are_the_letters_that_the_author_wrote() {
    for title in [
        "&amp",
        "&t Tea",
        "!bang",
        "!bang now",
        "# x",
        "#100DaysOfCode day 1",
        "Issue #5 explained",
        "{{ x }}",
        "{{ page.x }} and more",
        "{% x %} a",
        "*x*",
        "*x* and y",
        "@x",
        "`x`",
        "%x",
        "[WIP] foo",
        "[a](b)",
        "\"a\" b",
        "\"a\" and \"b\"",
        "'a' and 'b'",
        "a: b",
        "a: b: c",
        "a:",
        "- x",
        "? x",
        ": x",
        "> 90% right",
        "|x| as a norm",
        "{BERT}: a study",
        ",x",
        "0x10",
        ".inf",
        "1e3",
        "007",
        "1_000",
        "12:30:45",
        "1.10",
        "+1",
        "True",
    ] {
        let expected = format!("{title} / 2020-01-02 / ");
        check_facts(&[(&format!("title: {title}\ndate: 2020-01-02"), &expected)]);
        let parsed = parse("x.md", &format!("---\ntitle: T\ndescription: {title}\n---\n"));
        let description = parsed.front_matter.description.unwrap_or_default();
        // Where it is not the title, this is a note to the author.
        assert_eq!(description, if title == "# x" { "" } else { title });
    }
    check_facts(&[
        ("title: 'it's'", "it's /  / "),
        ("title: \"She said \"no\" twice\"", "She said \"no\" twice /  / "),
        ("title: A # comment", "A /  / "),
        ("title: \"A\" # comment", "A /  / "),
        ("title: \"A\",\ndate: 2020-01-02,\ntags: [a],", "A / 2020-01-02 / a"),
        ("title: \"The $\\alpha$-divergence\"", "The $\\alpha$-divergence /  / "),
        ("title: \"a\\tb\"", "a b /  / "),
        ("title: !!str 5", "5 /  / "),
        ("title: `A` long\n  title", "`A` long title /  / "),
        ("title: A long:\r\n  title\r\ndate: 2020-01-02", "A long: title / 2020-01-02 / "),
        ("title:\n  Attention: a review\ntags: [a]", "Attention: a review /  / a"),
        ("title:\n  *A* b\ntags: [a]", "*A* b /  / a"),
        ("title:\n  en: A", "A /  / "),
        ("title:\n  - A", "A /  / "),
    ]);
}

#[test]
fn anchors_that_are_used_are_anchors() {
    check_yaml(
        "base: &b\n  x: 1\ntitle: &t My title\ndescription: *t\ntags: &l\n  - a\ncategories: *l\nseries: &q \"S\"",
        expect![[r#"
            categories: ["a"]
            description: "My title"
            series: "S"
            tags: ["a"]
            title: "My title""#]],
    );
}

#[test]
fn tags_keep_their_letters() {
    check_facts(&[
        ("tags: [c++, c#, @x, *y, 0x10, 1e3, null, 'a, b']", " /  / c++|c#|@x|*y|0x10|1e3|a, b"),
        ("tags: [007, 1.10, True]", " /  / 007|1.10|True"),
        ("tags: [#a, #b]", " /  / a|b"),
        ("tags: #a #b", " /  / a|b"),
        ("tags: # none yet\ntitle: T", "T /  / "),
        ("tags: [\"a\" \"b, c\"]", " /  / a|b, c"),
        ("tags: [a,\n@b]\ntitle: T", "T /  / a|@b"),
        ("tags: [a, b\ntitle: T", "T /  / a|b"),
        (
            "tags:\n- @x\n- *y\n- c#\n- #z\n- `q`\n- !w\n- {{ x }}\n- Rust: async\n- \"a\" b\n- 'it's'\ntitle: T",
            "T /  / @x|*y|c#|z|`q`|!w|{{ x }}|Rust: async|\"a\" b|it's",
        ),
        ("tags:\n- name: ml\n  slug: x\ntitle: T", "T /  / ml"),
        ("tags:\n  -b\n  -c\ntitle: T", "T /  / b|c"),
        ("tags:\n  - a\n  -c\ntitle: T", "T /  / a|c"),
        ("tags:\n-a\n-c\ntitle: T", "T /  / a|c"),
        ("tags:\n * a\n * b\ntitle: T", "T /  / a|b"),
        ("tags:\n - a\n  - b\n - c\ntitle: T", "T /  / a|b|c"),
        ("tags:\n  - a\n - b\ntitle: T", "T /  / a|b"),
    ]);
}

#[test]
fn keys_that_slipped_under_another_stand_beside_it() {
    let expected = "X / 2020-01-02 / a|b";
    check_facts(&[
        ("title: X\n date: 2020-01-02\n tags: [a, b]", expected),
        ("title: X\n\tdate: 2020-01-02\n\ttags: [a, b]", expected),
        ("title: \"X\"\n  date: 2020-01-02\n  tags:\n    - a\n    - b", expected),
        ("layout: post\n   title: X\n   date: 2020-01-02\n   tags: [a, b]", expected),
        (" title: X\ndate: 2020-01-02\ntags: [a, b]", expected),
        ("  title: X\n  date: 2020-01-02\n  tags:\n  - a\n  - b", expected),
        ("title: X\ntags:\n  - a\n  - b\n  date: 2020-01-02", expected),
        ("tags: a b\ntitle:\n date: 2020-01-02\n title: X", expected),
        ("title: X\ndate: 2020-01-02\n  theme: x\ntags: [a, b]", expected),
        // Maps and texts of their own.
        ("title: X\nresources:\n  - src: a\n    title: b\nmenu:\n  main:\n    title: c", "X /  / "),
        ("description: |\n  title: Y\n  tags: [z]\ntitle: X", "X /  / "),
        ("description: 'a\n  title: Y'\ntitle: X", "X /  / "),
        ("seo:\n  title: Y", " /  / "),
    ]);
}

#[test]
fn a_colon_deep_inside_costs_nothing() {
    check_yaml(
        "image:\n  path: a.png\n  alt: B: c\nauthors:\n  - name: A: B\n    url: x\n  - name: \"C\"",
        expect![[r#"
            authors: [{"name":"A: B","url":"x"},{"name":"C"}]
            image: {"alt":"B: c","path":"a.png"}
            posts/x.md:4:9: error: front matter, line 4, column 9: the value of `alt` has a colon in it and no quotes around it [yaml/syntax]
              help: put the value in quotes: `alt: "B: c"`
            posts/x.md:6:3: error: front matter, line 6, column 3: `- name: A: B` is not of the form `key: value` [yaml/syntax]
              help: write a key, a colon and a blank before the value, or indent the line under its key"#]],
    );
}

#[test]
fn the_language_is_told_by_its_keys() {
    let expected = "X / 2020-01-02 / a|b";
    for (source, severities) in [
        ("---\ntitle = \"X\"\ndate = 2020-01-02\ntags = ['a', 'b']\n---\n", vec![Severity::Warning]),
        (
            "---\n# c\n[taxonomies]\ntags = ['a', 'b']\n[extra]\ndate = 2020-01-02\ntitle = 'X'\n---\n",
            vec![Severity::Warning],
        ),
        ("+++\ntitle: X\ndate: 2020-01-02\ntags:\n- a\n- b\n+++\n", vec![Severity::Warning]),
        ("---\ntitle: X\ndate = \"2020-01-02\"\ntags: [a, b]\n---\n", vec![Severity::Error]),
        ("+++\ntitle = 'X'\ndate: 2020-01-02\ntags: [a, b]\n+++\n", vec![Severity::Error, Severity::Error]),
        ("---\ntitle：X\ndate： 2020-01-02\ntags: a b\n---\n", vec![Severity::Error, Severity::Error]),
        ("---\ntitle:: X\ndate: 2020-01-02\ntags: a b\n---\n", vec![]),
        ("---\n{title: X, date: 2020-01-02, tags: [a, b]}\n---\n", vec![]),
        ("title: X\ndate: 2020-01-02\ntags: a b\n---\n", vec![]),
        ("---\ntitle: X\ndate: 2020-01-02\ntags: a b\n----\n", vec![Severity::Error]),
        ("+++\ntitle = 'X'\ndate = 2020-01-02\ntags = ['a', 'b']\n---\n", vec![Severity::Error]),
    ] {
        let source = format!("{source}Body\n");
        assert_eq!(facts(&source), expected, "{source}");
        let parsed = parse("x.md", &source);
        assert_eq!(&source[parsed.body_start..], "Body\n", "{source}");
        assert_eq!(
            parsed.diagnostics.iter().map(|found| found.severity).collect::<Vec<_>>(),
            severities,
            "{source}"
        );
    }
    for source in ["---\nx = 3 is what\nwe want\n---\n", "---\n[see](x)\n---\n", "---\n[1]\n\ny = 2\n---\n"] {
        assert_eq!(parse("x.md", source).body_start, 0, "{source}");
    }
}

#[test]
fn toml_is_read_like_yaml() {
    for (header, expected) in [
        ("title = 'X'\ntags = [\"a\" \"b\"]\ndate = 2020-01-02", "X / 2020-01-02 / a|b"),
        ("title = 0x10\ntags = [1.10, 1e3, 1_000]", "0x10 /  / 1.10|1e3|1_000"),
        ("title = 'it's'", "it's /  / "),
        ("title = \"X\";\ndate = 2020-01-02;", "X / 2020-01-02 / "),
        ("title = 'X'\nbad = yes\n[extra]\ntitle = 'Y'\n[taxonomies]\ntags = ['a']", "X /  / a"),
        ("title = 'X'\ntitle = 'Y'", "Y /  / "),
        ("tags = ['a']\n[extra]\ntitle = 'X'\ntitle = 'Y'", "Y /  / a"),
        ("title = 'X'\n[author]\ndate = 2020-01-02\ntitle = 'Y'\ntitle = 'Z'", "X /  / "),
    ] {
        assert_eq!(facts(&format!("+++\n{header}\n+++\n")), expected, "{header}");
    }
    assert_eq!(parse("x.md", "+++\nweight = 1_000\n+++\n").front_matter.weight, Some(1000));
}

#[test]
fn what_yaml_does_not_mind_is_told_all_the_same() {
    check_yaml(
        "title: !bang\ndescription: {{ x }}\ntags:\n  -b\n    - c\ndraft:\n date: 2020-01-02",
        expect![[r#"
            date: "2020-01-02"
            description: "{{ x }}"
            tags: ["b","c"]
            title: "!bang"
            posts/x.md:2:8: warning: front matter, line 2, column 8: YAML does not read `!bang` as these letters [yaml/syntax]
              help: put the value in quotes: `"!bang"`
            posts/x.md:3:14: warning: front matter, line 3, column 14: YAML does not read `{{ x }}` as these letters [yaml/syntax]
              help: put the value in quotes: `"{{ x }}"`
            posts/x.md:5:3: warning: front matter, line 5, column 3: an item of a list starts with a dash and a blank [yaml/syntax]
              help: write `- b`
            posts/x.md:6:5: warning: front matter, line 6, column 5: `- c` is indented under what stands above it [yaml/syntax]
              help: put its dash below the others
            posts/x.md:8:2: warning: front matter, line 8, column 2: `date` is indented under what stands above it [yaml/syntax]
              help: start the line at the margin"#]],
    );
    check(
        "---\ntitle = 'X'\n---\n",
        expect![[r#"
        title: "X"
        posts/x.md:1:1: warning: the front matter is TOML, and its fence says otherwise [front-matter/fence]
          help: write `+++` above and below it"#]],
    );
}
