//! What is understood, key by key. What is told about mistakes is in `mistakes`, what is guessed in `guesses`.

mod guesses;
mod mends;
mod mistakes;

use expect_test::{Expect, expect};

use super::*;

/// The fields that are set, and what is said.
#[track_caller]
fn check(source: &str, expect: Expect) {
    expect.assert_eq(&describe(source));
}

fn describe(source: &str) -> String {
    let Parsed { front_matter, body_start, diagnostics } = parse("posts/x.md", source);
    assert!(source.is_char_boundary(body_start));
    let serde_json::Value::Object(fields) = serde_json::to_value(&front_matter).unwrap() else {
        unreachable!()
    };
    let serde_json::Value::Object(defaults) = serde_json::to_value(FrontMatter::default()).unwrap() else {
        unreachable!()
    };
    let mut lines: Vec<String> = fields
        .iter()
        .filter(|(key, value)| defaults.get(*key) != Some(*value))
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    lines.sort();
    lines.extend(diagnostics.iter().map(|diagnostic| diagnostic.render("posts/x.md", source)));
    lines.join("\n")
}

/// A YAML header as the whole file.
#[track_caller]
fn check_yaml(header: &str, expect: Expect) {
    check(&format!("---\n{header}\n---\nBody\n"), expect);
}

#[test]
fn all_keys_are_read() {
    check_yaml(
        r"title:   Bayes' rule
summary: In short
date: 2024-03-01
updated: 2024-04-01
categories: [Deep Dives]
tags: [rust, ml]
author: Ada Lovelace
draft: true
toc: {depth: 3}
math: true
macros: {RR: '\mathbb{R}', '\E': ['\mathbb{E}[#1]', 1], n: 3}
slug: bayes
aliases: [/old/, /older/]
image: {path: a.png, alt: A}
series: Basics
series_order: 2
weight: -5
pin: true
canonical_url: https://example.org/x
noindex: yes
lang: de
bibliography: refs.bib
comments: false
search: false",
        expect![[r#"
            aliases: ["/old/","/older/"]
            authors: [{"name":"Ada Lovelace"}]
            bibliography: ["refs.bib"]
            canonical: "https://example.org/x"
            categories: ["Deep Dives"]
            comments: false
            date: "2024-03-01"
            description: "In short"
            image: {"alt":"A","path":"a.png"}
            lang: "de"
            macros: {"\\E":"\\mathbb{E}[#1]","\\RR":"\\mathbb{R}","\\n":"3"}
            math: true
            noindex: true
            pin: true
            search: false
            series: "Basics"
            series_order: 2
            slug: "bayes"
            tags: ["rust","ml"]
            title: "Bayes' rule"
            toc: {"depth":3,"enabled":true}
            updated: "2024-04-01"
            visibility: "draft"
            weight: -5"#]],
    );
    check("no front matter\n", expect![""]);
    check("---\n---\n", expect![""]);
    check("---\ntitle:\ndate: null\ntags: ~\n---\n", expect![""]);
}

#[test]
fn toml_of_zola_and_hugo_is_read() {
    check(
        "+++\ntitle = \"Bayes\"\ndate = 2024-03-01T10:00:00+02:00\nupdated = 2024-04-01\ndraft = true\nweight = 3\n\
         aliases = [\"old\"]\n[taxonomies]\ntags = [\"rust\", \"ml\"]\ncategories = [\"Notes\"]\n[extra]\nmath = true\n\
         toc = true\ncomments = \"disqus\"\n+++\nBody\n",
        expect![[r#"
            aliases: ["old"]
            categories: ["Notes"]
            date: "2024-03-01T10:00:00+02:00"
            math: true
            tags: ["rust","ml"]
            title: "Bayes"
            toc: {"enabled":true}
            updated: "2024-04-01"
            visibility: "draft"
            weight: 3"#]],
    );
}

#[test]
fn aliases_of_other_engines_are_understood() {
    for (header, expect) in [
        (
            "excerpt: A\nsubtitle: B",
            expect![[r#"
            description: "A"
            subtitle: "B""#]],
        ),
        ("publishDate: 2023-06-01", expect![[r#"date: "2023-06-01""#]]),
        (
            "pubDate: 2023-06-01\nlastmod: 2023-07-01",
            expect![[r#"
            date: "2023-06-01"
            updated: "2023-07-01""#]],
        ),
        (
            "date: {created: 2024-01-01, updated: 2024-02-01}",
            expect![[r#"
            date: "2024-01-01"
            updated: "2024-02-01""#]],
        ),
        ("published: 2024-01-01", expect![[r#"date: "2024-01-01""#]]),
        ("published: False", expect![[r#"visibility: "draft""#]]),
        ("publish: no", expect![[r#"visibility: "draft""#]]),
        ("visible: false", expect![[r#"visibility: "hidden""#]]),
        ("hidden: true\ndraft: true", expect![[r#"visibility: "draft""#]]),
        ("visible: true\nhidden: false\npublished: true", expect![]),
        ("mathjax: true", expect!["math: true"]),
        ("ShowToc: true\nTocOpen: false", expect![[r#"toc: {"enabled":true}"#]]),
        ("TocOpen: false", expect![]),
        ("toc: false\ntoc-depth: 2", expect![[r#"toc: {"depth":2,"enabled":false}"#]]),
        (
            "toc:\n  - name: Intro\n    subsections:\n      - name: More",
            expect![[r#"toc: {"enabled":true}"#]],
        ),
        (
            "toc: 9",
            expect![
                "posts/x.md:2:6: warning: `toc` is `9`, expected true, false, or a map with `depth` (1 to 6) [keys/type]"
            ],
        ),
        ("outline: [2, 3]", expect![[r#"toc: {"depth":3,"enabled":true}"#]]),
        (
            "permalink: /2020/01/bayes.html",
            expect![[r#"
                aliases: ["/2020/01/bayes.html"]
                is_jekyll: true
                slug: "bayes""#]],
        ),
        ("permalink: /:title/", expect!["is_jekyll: true"]),
        (
            "date: 2019-08-08 14:10:00 +0800",
            expect![[r#"
            date: "2019-08-08T14:10:00+08:00"
            is_jekyll: true"#]],
        ),
        ("date: 2019-08-08T14:10:00+08:00", expect![[r#"date: "2019-08-08T14:10:00+08:00""#]]),
        ("url: https://example.org/x", expect![]),
        (
            "slug: a/b c\nredirect_from: /old",
            expect![[r#"
                aliases: ["/old"]
                slug: "a-b-c"
                posts/x.md:2:7: warning: a slug is one segment of an address: `a/b c` becomes `a-b-c` [front-matter/slug]
                  help: write `slug: a-b-c`, or the segment that you mean"#]],
        ),
        (
            "cover: {image: a.png, caption: C, relative: true}",
            expect![[r#"image: {"alt":"C","path":"a.png"}"#]],
        ),
        ("image: false\nthumbnail: /b.png", expect![[r#"image: {"path":"/b.png"}"#]]),
        (
            "Title: Upper\nTAGS: [a]",
            expect![[r#"
            tags: ["a"]
            title: "Upper""#]],
        ),
        ("comments: {provider: x}", expect!["comments: true"]),
        ("layout: post\ngiscus_comments: true\nnav: 3\nmodel: x", expect!["is_jekyll: true"]),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn taxonomies_are_read_in_every_form() {
    for (header, expect) in [
        (
            "tags: [2024, true, ml, no, null, 1.10, 'a, b', ML]",
            expect![[r#"tags: ["2024","true","ml","no","1.10","a, b"]"#]],
        ),
        ("tags: foundation tutorial", expect![[r#"tags: ["foundation","tutorial"]"#]]),
        ("tags: machine learning, nlp,, NLP", expect![[r#"tags: ["machine learning","nlp"]"#]]),
        ("tag: machine learning", expect![[r#"tags: ["machine learning"]"#]]),
        ("tags:\n- C++\n- C#\n- .NET\n-", expect![[r#"tags: ["C++","C#",".NET"]"#]]),
        ("tags: 2024", expect![[r#"tags: ["2024"]"#]]),
        ("tags: []", expect![]),
        ("tags: a\ntag: b\nkeywords: c", expect![[r#"tags: ["a","b"]"#]]),
        ("keywords: neural networks, x", expect![[r#"tags: ["neural networks","x"]"#]]),
        ("categories: machine learning", expect![[r#"categories: ["machine learning"]"#]]),
        ("category: a\ncategories: [b, A]", expect![[r#"categories: ["b","A"]"#]]),
        (
            "tags: {a: b}",
            expect![[r#"
                tags: ["b"]
                posts/x.md:2:7: warning: `tags` is a map, expected a list of texts [keys/type]
                  help: it is read as `b`"#]],
        ),
        (
            "tags: [[a], b]",
            expect![[r#"
            tags: ["a","b"]
            posts/x.md:2:7: warning: `tags` is a list with lists or maps in it, expected a list of texts [keys/type]
              help: it is read as `a`, `b`"#]],
        ),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn authors_are_read_in_every_form() {
    for (header, expect) in [
        ("author: Ada Lovelace", expect![[r#"authors: [{"name":"Ada Lovelace"}]"#]]),
        (
            "authors: Lovelace, Ada; Hopper, Grace",
            expect![[r#"authors: [{"name":"Lovelace, Ada"},{"name":"Hopper, Grace"}]"#]],
        ),
        (
            "authors: Ada, Grace, and Mary",
            expect![[r#"authors: [{"name":"Ada"},{"name":"Grace"},{"name":"Mary"}]"#]],
        ),
        (
            "authors: [Ada, 'Lovelace, Ada', null]",
            expect![[r#"authors: [{"name":"Ada"},{"name":"Lovelace, Ada"}]"#]],
        ),
        (
            "authors:\n- user: ada\n- {guest: true, org: x, user: grace}",
            expect![[r#"authors: [{"name":"ada"},{"name":"grace"}]"#]],
        ),
        (
            "authors:\n  - name: Ada\n    url: https://a.org\n    affiliations:\n      name: MIT\n  - name: Grace\n    \
             affiliation: [Navy, Yale]",
            expect![[
                r#"authors: [{"affiliation":"MIT","name":"Ada","url":"https://a.org"},{"affiliation":"Navy, Yale","name":"Grace"}]"#
            ]],
        ),
        (
            "authors:\n- name: Ada Lovelace<sup>1,†</sup>\n- Grace Hopper*\n- <b>Mary</b>",
            expect![[r#"authors: [{"name":"Ada Lovelace"},{"name":"Grace Hopper"},{"name":"Mary"}]"#]],
        ),
        (
            r#"author: <a href="x">Ada Lovelace</a>$^*$, Grace Hopper$^{1,2}$, and Mary<sup>1,2</sup>, Ke$ha"#,
            expect![[
                r#"authors: [{"name":"Ada Lovelace"},{"name":"Grace Hopper"},{"name":"Mary"},{"name":"Ke$ha"}]"#
            ]],
        ),
        (
            "author: [\"Ada Lovelace, Grace Hopper\"]",
            expect![[r#"authors: [{"name":"Ada Lovelace"},{"name":"Grace Hopper"}]"#]],
        ),
        (
            "author: Ada Lovelace, Chi Jin and Michael Jordan",
            expect![[r#"authors: [{"name":"Ada Lovelace"},{"name":"Chi Jin"},{"name":"Michael Jordan"}]"#]],
        ),
        (
            "author: Ada Lovelace (FAIR, Inria & MIT), Grace (Brewster) Hopper and Mary Ann (Navy)",
            expect![[
                r#"authors: [{"affiliation":"FAIR, Inria & MIT","name":"Ada Lovelace"},{"name":"Grace (Brewster) Hopper"},{"affiliation":"Navy","name":"Mary Ann"}]"#
            ]],
        ),
        ("author: Johnson & Johnson", expect![[r#"authors: [{"name":"Johnson & Johnson"}]"#]]),
        ("author: [\"Lovelace, Ada\"]", expect![[r#"authors: [{"name":"Lovelace, Ada"}]"#]]),
        ("author: {name: Ada, homepage: x}", expect![[r#"authors: [{"name":"Ada","url":"x"}]"#]]),
        (
            "author: [{url: x}]",
            expect![
                "posts/x.md:2:9: warning: `author` is a list, expected a name, or maps with `name` [keys/type]"
            ],
        ),
        ("author: [ ]", expect![]),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn texts_are_kept_as_written() {
    for (header, expect) in [
        ("title: 'The <em>$L_2$</em> norm & more'", expect![[r#"title: "The <em>$L_2$</em> norm & more""#]]),
        (
            "title: >-\n  Two\n  lines\ndescription: |\n  One  two\n  three",
            expect![[r#"
            description: "One two three"
            title: "Two lines""#]],
        ),
        (
            "title: 1.10\ndescription: 007",
            expect![[r#"
            description: "007"
            title: "1.10""#]],
        ),
        (
            "title: yes\nlang: no",
            expect![[r#"
            lang: "no"
            title: "yes""#]],
        ),
        (
            "title:\u{a0}Blank\n\u{a0}\u{a0}goes on\ntags:\n\t- a\n\t- b",
            expect![[r#"
            tags: ["a","b"]
            title: "Blank goes on""#]],
        ),
        (
            "title: \u{a0}Blank\u{a0}\u{a0}kept \u{a0}\ndescription: [a, b]",
            expect![[r#"
            description: "a b"
            title: "Blank  kept""#]],
        ),
        (
            "title: !quoted \"x\"\ntags: !list [a]",
            expect![[r#"
                tags: ["a"]
                title: "x""#]],
        ),
    ] {
        check_yaml(header, expect);
    }
}

#[test]
fn macros_may_be_definitions() {
    for macros in [
        r"'\newcommand{\RR}{\mathbb{R}} \def\half#1{\frac{#1}{2}}'",
        r"['\newcommand{\RR}{\mathbb{R}}', '\newcommand{\half}[1]{\frac{#1}{2}}']",
    ] {
        let parsed = parse("x.md", &format!("---\nmacros: {macros}\n---\n"));
        let seen: Vec<_> = parsed.front_matter.macros.into_iter().collect();
        let expected = [("\\RR", "\\mathbb{R}"), ("\\half", "\\frac{#1}{2}")];
        assert_eq!(seen, expected.map(|(name, tex)| (name.to_owned(), tex.to_owned())), "{macros}");
        assert!(parsed.diagnostics.is_empty());
    }
}

#[test]
fn json_is_read_and_salvaged() {
    check(
        "{\n  \"title\": \"A \\u00e9 \\ud83d\\ude00\",\n  \"date\": \"2024-01-02\",\n  \"tags\": [\"a\", 2024],\n  \"params\": {\"math\": true}\n}\n\nBody\n",
        expect![[r#"
            date: "2024-01-02"
            math: true
            tags: ["a","2024"]
            title: "A é 😀""#]],
    );
    check(
        ";;;\n\"title\": \"A\",\n\"date\": \"2024-01-02\",\n;;;\nBody\n",
        expect![[r#"
        date: "2024-01-02"
        title: "A""#]],
    );
    check(
        "{\n  \"title\": \"A\",\n  \"draft\": true\n  \"date\": \"2024-01-02\",\n  \"tags\": [\"a\"],\n}\nBody\n",
        expect![[r#"
            date: "2024-01-02"
            tags: ["a"]
            title: "A"
            visibility: "draft"
            posts/x.md:4:3: error: front matter, line 4, column 3: expected `,` or `}` [json/syntax]
              help: write `"key": "value"`, with a comma between two keys and none behind the last"#]],
    );
    check(
        "---json\n{\"titel\": 1, \"date\": \"x\"}\n---\nBody\n",
        expect![[r#"
        posts/x.md:2:1: error: `date`: `x` is not a date [front-matter/date]
          help: write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like
        posts/x.md:2:1: warning: unknown key `titel`, did you mean `title`? [keys/unknown]"#]],
    );
}
