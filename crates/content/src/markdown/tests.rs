use expect_test::{Expect, expect};

use crate::{
    document::{Document, SourceHost},
    link::PostPlace,
    slug::Slug,
};

fn parse(body: &str) -> Document {
    let posts = |file: &str| (file == "b.md").then(|| Slug::new("b")).flatten();
    super::parse_body(body, 0, Some("X"), PostPlace::new("x.md", "../../", &posts))
}

fn check(body: &str, expect: Expect) {
    expect.assert_eq(&parse(body).body_html(&mut SourceHost));
}

#[test]
fn formulas_stand_in_elements_of_their_own() {
    check(
        "The loss is $a_b*c*d$:\n\n$$\nE\n$$\n\n- item\n  $$x$$\n- $|y|$ and *$z$*",
        expect![[r#"
        <p>The loss is <span class="math math-inline">a_b*c*d</span>:</p>
        <div class="math math-display">E</div>
        <ul>
        <li>item
        <span class="math math-display">x</span></li>
        <li><span class="math math-inline">|y|</span> and <em><span class="math math-inline">z</span></em></li>
        </ul>
    "#]],
    );
}

#[test]
fn carriage_returns_end_lines() {
    for body in ["# \r\ralembic}\n", "# \ralembic}\r", "#\r\nalembic}\r\n"] {
        let html = parse(body).body_html(&mut SourceHost);
        assert!(html.contains("<p>alembic}</p>"), "{body:?}: {html}");
    }
    let document = parse("a\r\rb $x$ c\r");
    assert_eq!(document.formulas[0].span, 5..8);
}

#[test]
fn tables_hold_formulas_and_alignment() {
    check(
        "| a | $\\|x\\|$ |\n|:-:|--|\n| $|y|$ | `a\\|b` |",
        expect![[r#"
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col" class="align-center">a</th><th scope="col"><span class="math math-inline">\|x\|</span></th></tr>
        </thead>
        <tbody>
        <tr><td class="align-center"><span class="math math-inline">|y|</span></td><td><code>a|b</code></td></tr>
        </tbody>
        </table></div>
    "#]],
    );
}

#[test]
fn headings_have_ids_and_anchors() {
    check(
        "# X\n\n## The $L_2$ `norm`\n\n## The loss {#loss .big onclick=x}\n\n## The set {a, b}\n\n## Setup\n## Setup",
        expect![[r##"
            <h2 id="the-l_2-norm">The <span class="math math-inline">L_2</span> <code>norm</code><a class="heading-anchor" href="#the-l_2-norm" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="loss" class="big">The loss<a class="heading-anchor" href="#loss" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="the-set-a-b">The set {a, b}<a class="heading-anchor" href="#the-set-a-b" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="setup">Setup<a class="heading-anchor" href="#setup" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="setup-1">Setup<a class="heading-anchor" href="#setup-1" tabindex="-1" aria-hidden="true"></a></h2>
        "##]],
    );
}

#[test]
fn notes_are_numbered_by_first_reference() {
    check(
        "A[^b] B[^a] C[^b].\n\n[^a]: first $x$\n[^b]: second[^c]\n\n    more\n\n[^c]: third\n[^d]: nobody",
        expect![[r##"
            <p>A<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup> B<sup class="footnote-ref"><a href="#fn:2" id="fnref:2">2</a></sup> C<sup class="footnote-ref"><a href="#fn:1" id="fnref:1:2">1</a></sup>.</p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1"><p>second<sup class="footnote-ref"><a href="#fn:3" id="fnref:3">3</a></sup></p>
            <p>more <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a> <a class="footnote-backref" href="#fnref:1:2" aria-label="Back to reference 1-2">↩<sup>2</sup></a></p></li>
            <li id="fn:2">first <span class="math math-inline">x</span> <a class="footnote-backref" href="#fnref:2" aria-label="Back to reference 2">↩</a></li>
            <li id="fn:3">third <a class="footnote-backref" href="#fnref:3" aria-label="Back to reference 3">↩</a></li>
            <li id="fn:4">nobody</li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn a_note_with_a_paragraph_of_html_closes_what_it_opens() {
    let html = parse("a[^1]\n\n[^1]: s\n    <p style=\"width:1em\">\n").body_html(&mut SourceHost);
    assert!(html.contains("<li id=\"fn:1\"><p>s</p>\n<p style=\"width:1em\">"), "{html}");
    assert!(html.contains("</a></p></li>"), "{html}");
    let html = parse("a[^1]\n\n[^1]: s <p style=\"width:1em\">d</p>\n    <p class=\"b\">\n")
        .body_html(&mut SourceHost);
    assert!(!html.contains("<li id=\"fn:1\">s <p"), "{html}");
    let html = parse("a[^1]\n\n[^1]: s <p>d\n").body_html(&mut SourceHost);
    assert!(html.contains("<li id=\"fn:1\">s <p>d</p> <a "), "{html}");
}

#[test]
fn code_is_framed_and_left_alone() {
    check(
        "```python title=\"a.py\" {2} linenos\nx = \"$1$\"\ny < 2\n```\n\n    $indented$\n\n`$x$`",
        expect![[r#"
        <div class="code-bar"><span class="code-title">a.py</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code code-lines code-numbered" tabindex="0"><code class="language-python"><span class="line">x = "$1$"
        </span><span class="line line-marked">y &lt; 2</span></code></pre>
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>$indented$</code></pre>
        <p><code>$x$</code></p>
    "#]],
    );
}

#[test]
fn images_alone_are_figures() {
    check(
        "![a $x$](img/a.png \"Caption *with* $y$.\")\n\ntext ![b](b.png)\n\n[![c](c.png)](https://x.org)",
        expect![[r#"
            <figure class="figure"><img src="../../posts/img/a.png" alt="a x"><figcaption>Caption *with* <span class="math math-inline">y</span>.</figcaption></figure>
            <p>text <img src="../../posts/b.png" alt="b" loading="lazy" decoding="async"></p>
            <figure class="figure"><a href="https://x.org"><img src="../../posts/c.png" alt="c" loading="lazy" decoding="async"></a></figure>
        "#]],
    );
}

#[test]
fn fragments_of_other_engines_find_their_headings() {
    check(
        "## Using 🤗 Transformers\n\n## 2. LLM engine & core\n\n## A b\n\n## Ab\n\n[a](#using-🤗-transformers) [b](#llm-engine-core) [c](#a--b) [d](#ab) [e](#1) [f](#Using--Transformers)",
        expect![[r##"
            <h2 id="using--transformers">Using 🤗 Transformers<a class="heading-anchor" href="#using--transformers" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="2-llm-engine--core">2. LLM engine &amp; core<a class="heading-anchor" href="#2-llm-engine--core" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="a-b">A b<a class="heading-anchor" href="#a-b" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="ab">Ab<a class="heading-anchor" href="#ab" tabindex="-1" aria-hidden="true"></a></h2>
            <p><a href="#using--transformers">a</a> <a href="#2-llm-engine--core">b</a> <a href="#a--b">c</a> <a href="#ab">d</a> <a href="#1">e</a> <a href="#using--transformers">f</a></p>
        "##]],
    );
}

#[test]
fn captions_below_images_do_not_announce_what_follows() {
    check(
        "![a](a.png)\n\n*Figure 1*\n\n![b](b.png)\n\n_Output:_\n\n- x",
        expect![[r#"
        <figure class="figure"><img src="../../posts/a.png" alt="a"><figcaption>Figure 1</figcaption></figure>
        <figure class="figure"><img src="../../posts/b.png" alt="b" loading="lazy" decoding="async"></figure>
        <p><em>Output:</em></p>
        <ul>
        <li>x</li>
        </ul>
    "#]],
    );
}

#[test]
fn links_are_resolved_and_scripts_are_refused() {
    check(
        "[b](b.md#s) [x](javascript:y) <https://e.org/q_> www.example.com/p, a@b.org",
        expect![[r#"
            <p><a href="../../posts/b/#s">b</a> x <a class="autolink" href="https://e.org/q_">https://e.org/q_</a> <a class="autolink" href="http://www.example.com/p">www.example.com/p</a>, <a class="autolink" href="mailto:a@b.org">a@b.org</a></p>
        "#]],
    );
}

#[test]
fn alerts_tasks_and_breaks() {
    check(
        "> [!NOTE]\n> Body\n\n- [ ] todo $x$\n- [x] done\n\na\\\nb  \nc",
        expect![[r#"
        <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
        <p>Body</p>
        </div>
        <ul>
        <li class="task"><input type="checkbox" disabled aria-label="To do"> todo <span class="math math-inline">x</span></li>
        <li class="task"><input type="checkbox" disabled checked aria-label="Done"> done</li>
        </ul>
        <p>a<br>
        b<br>
        c</p>
    "#]],
    );
}

#[test]
fn raw_html_is_kept_safe_and_closed() {
    check(
        "<details>\n<summary>More $x$</summary>\n\n- a\n\n</details>\n\n<b onclick=x>bold *and*</b> <EOS> <script>evil()</script> <sub>2",
        expect![[r#"
        <details>
        <summary>More <span class="math math-inline">x</span></summary>
        <ul>
        <li>a</li>
        </ul>
        </details>
        <p><b>bold <em>and</em></b> &lt;EOS&gt;  <sub>2</sub></p>
    "#]],
    );
    check(
        "<div align=\"center\">\n<img src=\"./a.png\" onerror=x style=\"width:50%;position:fixed\">\n\ntext</p>",
        expect![[r#"
            <div align="center">
            <img src="../../posts/a.png" style="width:50%" loading="lazy" decoding="async">
            <p>text</p>
            </div>"#]],
    );
}

#[test]
fn outline_follows_headings() {
    let toc = parse("# X\n\n## A $x$ [l](b.md)[^1]\n\n#### B\n\n[^1]: n").toc;
    expect![[r#"
        [
            TocEntry {
                level: 2,
                id: "a-x-l",
                text: "A x l",
                html: "A <span class=\"math math-inline\">\u{f8f0}0\u{f8f2}</span> l",
                children: [
                    TocEntry {
                        level: 4,
                        id: "b",
                        text: "B",
                        html: "B",
                        children: [],
                    },
                ],
            },
        ]
    "#]]
    .assert_debug_eq(&toc);
}

#[test]
fn an_address_in_a_raw_link_is_not_linked_again() {
    check(
        "<a href=\"https://a.org\">https://a.org</a> </nosuch> </svg>",
        expect![[r#"
        <p><a href="https://a.org">https://a.org</a> &lt;/nosuch&gt; </p>
    "#]],
    );
}

#[test]
fn headings_in_html_are_read_from_the_text_that_they_stand_in() {
    let outline = |body: &str| {
        let texts = parse(body).toc.into_iter().map(|entry| entry.text);
        texts.collect::<Vec<_>>()
    };
    // A note is written to a text of its own, which is shorter than the body or longer.
    assert_eq!(
        outline("A[^1] long body.\n\n<h2 id=a>Open\n\n[^1]: <h2 id=b>In a note</h2>\n"),
        ["In a note"]
    );
    assert_eq!(
        outline("A[^1] <h2 id=a>In the line</h2>\n\n[^1]: N\n\n    <h2>In a note</h2>\n"),
        ["In the line", "In a note"]
    );
    assert_eq!(
        outline("A[^1].[^2]\n\n[^1]: <h2 id=a>Öpen\n\n[^2]: <h2>é</h2>\n\n    <h2>c</h2>"),
        ["é", "c"]
    );
}

#[test]
fn headings_without_a_place_in_the_outline() {
    let document = parse("## A {.no_toc}\n\n## B\n\n{:.x}\n## C\n{: .unlisted}");
    let listed: Vec<_> = document.toc.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(listed, ["B"]);
}

#[test]
fn fragments_find_headings_in_letters_of_another_case() {
    check(
        "## A {#Own}\n\n[a](#own) [b](#OWN) [c](#B) [d](#none)\n\n<a id=\"B\"></a>\n\n## b",
        expect![[r##"
            <h2 id="Own">A<a class="heading-anchor" href="#Own" tabindex="-1" aria-hidden="true"></a></h2>
            <p><a href="#Own">a</a> <a href="#Own">b</a> <a href="#B">c</a> <a href="#none">d</a></p>
            <p><a id="B"></a></p>
            <h2 id="b">b<a class="heading-anchor" href="#b" tabindex="-1" aria-hidden="true"></a></h2>
        "##]],
    );
}

#[test]
fn drawings_hold_nothing_but_drawing() {
    check(
        "<svg><text>x $y$</text><a href=\"b.md\">link</a>\n\n*em* <svg><style>x</style><circle r=\"1\"/> [a](b.md) `c`",
        expect![[r#"
            <p><svg><text>x y</text></svg><a href="../../posts/b/">link</a></p>
            <p><em>em</em> <svg><circle r="1"></circle> </svg><a href="../../posts/b/">a</a> <code>c</code></p>
        "#]],
    );
}

#[test]
fn quotes_and_lists_nest_to_a_bound() {
    for (sign, element) in [("> ", "<blockquote"), ("- ", "<li")] {
        let document = parse(&format!("{}deep\n\nend\n", sign.repeat(5000)));
        let levels = document.html.matches(element).count();
        assert!((100..=200).contains(&levels), "{levels}");
        assert!(document.html.contains("deep") && document.html.contains("<p>end</p>"));
        assert!(document.diagnostics.iter().any(|diagnostic| diagnostic.code == "markup/depth"));
    }
}

#[test]
fn common_nesting_is_as_written() {
    let document = parse(&format!("{}deep\n", "> ".repeat(200)));
    assert_eq!(document.html.matches("<blockquote").count(), 200);
    assert!(document.diagnostics.is_empty());
}

#[test]
fn signs_in_addresses_are_no_emphasis() {
    check(
        "https://x.org/A_(b)_c https://x.org/a*b*c, *https://x.org/a* **https://x.org/b**后 https://x.org/~a~b~ [https://x.org/_a_](https://x.org/_b_) <https://x.org/a*b*c> <p>\n\n<p>https://x.org/_a_*b*</p>\n\n| https://x.org/_a_|*b* |\n|-|-|\n\n[r]: https://x.org/_r_*s*\n\n[r] (https://x.org/a),$x$ <me@x.org> www.x.org/_a_b",
        expect![[r#"
            <p><a class="autolink" href="https://x.org/A_(b)_c">https://x.org/A_(b)_c</a> <a class="autolink" href="https://x.org/a*b*c">https://x.org/a*b*c</a>, <em><a class="autolink" href="https://x.org/a">https://x.org/a</a></em> <strong><a class="autolink" href="https://x.org/b">https://x.org/b</a></strong>后 <a class="autolink" href="https://x.org/~a~b">https://x.org/~a~b</a>~ <a href="https://x.org/_b_">https://x.org/_a_</a> <a class="autolink" href="https://x.org/a*b*c">https://x.org/a*b*c</a> <p></p></p>
            <p>https://x.org/&#95;a&#95;&#42;b*</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col"><a class="autolink" href="https://x.org/_a">https://x.org/_a</a>_</th><th scope="col"><em>b</em></th></tr>
            </thead>
            <tbody>
            </tbody>
            </table></div>
            <p><a href="https://x.org/_r_*s*">r</a> (<a class="autolink" href="https://x.org/a">https://x.org/a</a>),<span class="math math-inline">x</span> <a class="autolink" href="mailto:me@x.org">me@x.org</a> <a class="autolink" href="http://www.x.org/_a_b">www.x.org/_a_b</a></p>
        "#]],
    );
}

#[test]
fn a_tab_behind_a_closing_fence_is_none() {
    check(
        "```\na$x$\n```\t\n*b* $x$\n\n- ~~~\n  c\n  ~~~ \t\r\n  d",
        expect![[r#"
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>a$x$</code></pre>
        <p><em>b</em> <span class="math math-inline">x</span></p>
        <ul>
        <li><div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>c</code></pre>
        d</li>
        </ul>
    "#]],
    );
}

#[test]
fn a_colon_with_dashes_aligns_a_column() {
    check(
        "A | B\n:---|:-:\n1 | $x$",
        expect![[r#"
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col" class="align-left">A</th><th scope="col" class="align-center">B</th></tr>
        </thead>
        <tbody>
        <tr><td class="align-left">1</td><td class="align-center"><span class="math math-inline">x</span></td></tr>
        </tbody>
        </table></div>
    "#]],
    );
}

#[test]
fn a_colon_without_a_blank_defines_nothing() {
    check(
        "Text\n:rocket: go\n\n:tada: more\n\n- a\n  :tip: b\n\nTerm\n: definition\n\n`:code:`\n:x",
        expect![[r#"
            <p>Text
            🚀 go</p>
            <p>🎉 more</p>
            <ul>
            <li>a
            :tip: b</li>
            </ul>
            <dl>
            <dt>Term</dt>
            <dd>definition</dd>
            </dl>
            <p><code>:code:</code>
            :x</p>
        "#]],
    );
}

#[test]
fn obsidian_says_the_size_of_an_image_behind_its_text() {
    check(
        "![A|300](a.png) ![B|300x200](a.png) ![C|x](a.png) ![D|1](a.png)",
        expect![[r#"
        <p><img src="../../posts/a.png" alt="A" width="300"> <img src="../../posts/a.png" alt="B" width="300" height="200" loading="lazy" decoding="async"> <img src="../../posts/a.png" alt="C|x" loading="lazy" decoding="async"> <img src="../../posts/a.png" alt="D|1" loading="lazy" decoding="async"></p>
    "#]],
    );
}
