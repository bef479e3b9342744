use super::*;

#[test]
fn paragraphs_and_headings_of_html_hold_no_paragraphs() {
    check(
        "<p align=\"center\">\n A caption with **bold** and $x$\n</p>\n\n<h3>\nA **heading** $y$\n</h3>\n\n\
         <p>\n\nFirst\n\nSecond\n</p>\n\n<p>\nplain\nand **bold** [x](a.html)\n</p>\n\n\
         <p class=\"x\">\n![a](a.png)\n*Caption*\n</p>\n\n<p>\n\n$$\nz\n$$\n\n</p>\n\n\
         <p>Never closed\n\n- list\n\n`c`\n\n<p>\n\n---\n\n<p>\n\n## H",
        expect![[r##"
            <p align="center">
            A caption with <strong>bold</strong> and <span class="math math-inline">x</span>
            </p>
            <h3 id="a-heading-y">
            A <strong>heading</strong> <span class="math math-inline">y</span>
            </h3>
            <p>
            First
            </p><p>Second</p>

            <p>
            plain
            and <strong>bold</strong> <a href="../../posts/a.html">x</a>
            </p>
            <figure class="figure"><img src="../../posts/a.png" alt="a"><figcaption>Caption</figcaption></figure>

            <p>
            <span class="math math-display">z</span>
            </p>
            <p>Never closed
            </p><ul>
            <li>list</li>
            </ul>
            <p><code>c</code></p>
            <hr>
            <h2 id="h">H<a class="heading-anchor" href="#h" tabindex="-1" aria-hidden="true"></a></h2>
        "##]],
    );
}

#[test]
fn elements_that_are_closed_in_their_tag_hold_nothing() {
    check(
        "<a name=\"x\" />\n![a](a.png){: width=\"50%\"}\n*Caption*\n\n<a id=\"y\"/>A [link](u).\n\n<p class=\"gap\"/>\n\n\
         <!-- c -->\n![b](b.png){: .wide}\n\n<div id=\"z\" markdown=\"1\"/>\n\n*a*<br/><span id=\"k\" />\n\n\
         <h3 id=\"h\"/>\n\n<s/> <svg><g/><path d=\"M0 0\"/></svg>\n\n<table><tr><td/><td>b</td></tr></table>",
        expect![[r#"
            <a name="x"></a>
            <figure class="figure"><img src="../../posts/a.png" alt="a" width="50%" loading="lazy" decoding="async"><figcaption>Caption</figcaption></figure>
            <p><a id="y"></a>A <a href="../../posts/u">link</a>.</p>
            <p class="gap"></p>

            <figure class="figure"><img src="../../posts/b.png" alt="b" class="wide" loading="lazy" decoding="async"></figure>
            <div id="z"></div>
            <p><em>a</em><br><span id="k"></span></p>
            <h3 id="h"></h3>
            <p><s></s> <svg><g></g><path d="M0 0"></path></svg></p>
            <table><tr><td></td><td>b</td></tr></table>"#]],
    );
}

#[test]
fn what_stands_in_pre_is_no_markdown_wherever_it_begins() {
    let indented = parse("<div>\n    <pre>\n    a\n    \n    b\n\n1. $c$\n    </pre>\n</div>\n\n*d*");
    let html = indented.body_html(&mut SourceHost);
    assert!(html.contains("1. $c$\n    </pre>\n</div>\n<p><em>d"), "{html}");
    check(
        "<details>\n<summary>s</summary>\n<pre><code class=\"language-md\">\n    a:\n\n     # no *heading*\n\n1. b $5 and $6\n\n\
         </code></pre>\n</details>\n\n> <div>\n> <pre>\n> a\n>\n> **b** {{ c }}\n> </pre>\n> </div>\n>\n> *d*\n\n\
         - <div>\n  <pre>\n\n  - a\n  </pre>\n  </div>\n\n  *b*\n\n<pre>\n\n*c*\n</pre>\n*d* `<pre>`\n\n<div>\n<pre>\n\n*open*",
        expect![[r#"
            <details>
            <summary>s</summary>
            <pre><code class="language-md">
                a:

                 # no *heading*

            1. b $5 and $6

            </code></pre>
            </details>
            <blockquote>
            <div>
            <pre>
            a

            **b** {{ c }}
            </pre>
            </div>
            <p><em>d</em></p>
            </blockquote>
            <ul>
            <li><div>
            <pre>

            - a
            </pre>
            </div>
            <p><em>b</em></p>
            </li>
            </ul>
            <pre>

            *c*
            </pre>
            <p><em>d</em> <code>&lt;pre&gt;</code></p>
            <div>
            <pre>
            <p><em>open</em></p>
            </pre></div>"#]],
    );
}

#[test]
fn raw_html_of_pandoc_is_no_markdown() {
    check(
        "```{=html}\n<div>\n    <h3>T $x$ **b**</h3>\n\n    <b style=\"color:red\">\\(y\\) *c* `d` [e](f) @fig-a</b>\n<script>\n    let a = {b: 1};\n\n    \
         if (a < b) c()\n    </script>\n</div>\n```\ntext\n\n```{=html}\n\nno *element*\n\n<b>c</b>\n```\n\n> ```{=html5}\n> <p>\n>\n>     a</p>\n> ```\n\n\
         ```{=latex}\n\\x\n```\n\n```{=html}\n```\n\n`<b>x</b>`{=html} `\\y`{=tex} `z`{=a b}",
        expect![[r#"
            <div>
                <h3 id="t-x-b">T &#36;x&#36; &#42;&#42;b&#42;&#42;</h3>

                <b style="color:red">&#92;(y&#92;) &#42;c&#42; &#96;d&#96; &#91;e&#93;(f) &#64;fig-a</b>

            </div>
            <p>text</p>
            <div>no &#42;element&#42;

            <b>c</b>
            </div>
            <blockquote>
            <p>

                a</p>
            </blockquote>
            <p><b>x</b>  <code>z</code>{=a b}</p>
            !! html/element at 100..107: `<script>` is not shown: it is not on the list of allowed HTML
        "#]],
    );
}

#[test]
fn sizes_of_images_stand_behind_an_equals_sign() {
    check(
        "![](https://x.org/a.png =500x200)\n\n![b](b.png =750x \"T\") ![c](c.png?x=1 =x20) ![d](d.png \"T\" =30x40)\n\n\
         ![e](e.png =x) ![f](f.png =1xa) [g](g =h) `![i](i.png =1x1)`",
        expect![[r#"
            <figure class="figure"><img src="https://x.org/a.png" alt="" width="500" height="200" loading="lazy" decoding="async"></figure>
            <p><img src="../../posts/b.png" alt="b" title="T" width="750" loading="lazy" decoding="async"> <img src="../../posts/c.png?x=1" alt="c" height="20" loading="lazy" decoding="async"> <img src="../../posts/d.png" alt="d" title="T" width="30" height="40" loading="lazy" decoding="async"></p>
            <p>![e](e.png =x) ![f](f.png =1xa) [g](g =h) <code>![i](i.png =1x1)</code></p>
        "#]],
    );
}

#[test]
fn what_a_button_would_show_is_a_disclosure() {
    check(
        "<div>\n\t<button onclick=\"toggle1()\">Show *more*</button>\n\t<div id=\"a\" style=\"display:none\">\n\t\t<div><img src=\"a.png\"></div>\n\t</div>\n</div>\n\n\
         <button onclick=\"play()\">Play</button>\n\ntext <button onclick=\"window.open('https://x.org/a')\">**Go**</button> <button>stay</button>\n\n\
         <div style=\"color:red; display: none;\" id='b'>\n\n*b*\n\n</div>\n<button onclick=\"show('b')\">Later</button>\n\n\
         <span id=\"s\" style=\"display:none\">shown</span> <i style=\"display:none\">hidden</i> <button onclick=\"location='javascript:x()'\">x</button>\n\n\
         <div id=\"c\" style=\"display:none\">c</div>",
        expect![[r#"
            <div>
            	<details><summary>Show *more*</summary><div id="a">
            		<div><img src="../../posts/a.png" loading="lazy" decoding="async"></div>
            	</div></details>
            </div>
            <p>text <a href="https://x.org/a"><strong>Go</strong></a> stay</p>
            <details><summary>Later</summary><div style="color:red" id="b">
            <p><em>b</em></p>
            </div></details>
            <p><span id="s">shown</span> <i style="display:none">hidden</i> <a>x</a></p>
            <div id="c">c</div>!! html/element at 248..255: `<button>` is not shown: it is not on the list of allowed HTML
            !! html/element at 138..176: a button that runs a script is left out
        "#]],
    );
}

#[test]
fn sentences_indented_in_an_element_of_jekyll_are_no_code() {
    let body = "<div>\n    <p>a</p>\n\n    $$\n    x\n    $$\n\n    Then solving for *y*:\n\n    y = 1 + 2\n\n    <p>b</p>\n</div>";
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let html = parse_body(body, 0, Some("X"), place).body_html(&mut SourceHost);
    assert!(html.contains("<p>Then solving for <em>y</em>:</p>"), "{html}");
    assert!(html.contains("<code>y = 1 + 2</code>"), "{html}");
    assert!(parse(body).body_html(&mut SourceHost).contains("<code>Then solving"));
}

#[test]
fn tags_of_no_element_are_words_of_headings() {
    let toc = parse("## <Subtitle>\n\n## The <EOS> <a name=\"x\"></a>*token*").toc;
    let seen: Vec<_> = toc.iter().map(|entry| [&*entry.id, &*entry.text, &*entry.html]).collect();
    let expected = [
        ["subtitle", "<Subtitle>", "&lt;Subtitle&gt;"],
        ["the-eos-token", "The <EOS> token", "The &lt;EOS&gt; <em>token</em>"],
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_figure_shows_several_pictures() {
    check(
        "{% include figure.html src=\"/a.png, /b c.jpg\" width=\"9\" caption=\"C\" %}\n\n![x](a,b.png){: .c}",
        expect![[r#"
            <figure class="figure"><img src="../../a.png" alt="" width="9" loading="lazy" decoding="async"><img src="../../b%20c.jpg" alt="" width="9" loading="lazy" decoding="async"><figcaption>C</figcaption></figure>
            <figure class="figure"><img src="../../posts/a,b.png" alt="x" class="c" loading="lazy" decoding="async"></figure>"#]],
    );
}

#[test]
fn blocks_end_the_paragraph_that_they_stand_in() {
    check(
        "<p>a <b>c\n<div>x</div>\n</b></p>\n<p align=\"center\"><figure><img src=\"a.png\"></figure></p>\n<p id=\"x\"><ul><li>b</li></ul></p>\n\
         <table><tr><td><p>c<p>d</td></tr></table>\n<p><span>e</span></p>",
        expect![[r#"
            <p>a <b>c
            </b></p><div>x</div>

            <figure><img src="../../posts/a.png" loading="lazy" decoding="async"></figure>
            <p id="x"></p><ul><li>b</li></ul>
            <table><tr><td><p>c</p><p>d</p></td></tr></table>
            <p><span>e</span></p>"#]],
    );
}

#[test]
fn pictures_of_markdown_stand_in_figures_of_html() {
    check(
        "<figure markdown>\n\n![a](a.png)\n\n<figcaption markdown>\n\nThe *first*.\n\n</figcaption>\n</figure>\n\n\
         <figure>\n\n![b](b.png)\n*Cap*\n\n</figure>",
        expect![[r#"
            <figure>
            <img src="../../posts/a.png" alt="a">
            <figcaption>
            The <em>first</em>.
            </figcaption>
            </figure>
            <figure>
            <img src="../../posts/b.png" alt="b" loading="lazy" decoding="async"><figcaption>Cap</figcaption>
            </figure>"#]],
    );
}

#[test]
fn pictures_in_elements_of_others_are_images() {
    check(
        "<center>\n<object data=\"/a.svg\" type=\"image/svg+xml\" width=\"95%\" onload=\"x()\">none</object>\n<embed src=\"b.PNG?x\"/>\n\
         <object data=\"c.pdf\">d</object>\n<object data=\"javascript:x.svg\"></object>\n</center>\n\n\
         <figure>\n<medium-zoom background=\"rgba(0,0,0,.7)\" alt=\"D\" src=\"/d.png\" class=\"e\"></medium-zoom>\n\
         <figcaption>E</figcaption>\n</figure>\n\n<div>\n<image src=\"/f.png\"/>\n</div>",
        expect![[r#"
            <center>
            <img src="../../a.svg" alt="" width="95%" loading="lazy" decoding="async">
            <img src="../../posts/b.PNG?x" alt="" loading="lazy" decoding="async">
            <a class="embed-link" href="../../posts/c.pdf">c.pdf</a>d
            <img alt="" loading="lazy" decoding="async">
            </center>
            <figure>
            <img src="../../d.png" alt="D" class="e" loading="lazy" decoding="async">
            <figcaption>E</figcaption>
            </figure>
            <div>
            <img src="../../f.png" loading="lazy" decoding="async">
            </div>!! html/element at 9..16: `<object>` is not shown: it is not on the list of allowed HTML
        "#]],
    );
}

#[test]
fn formulas_in_a_paragraph_of_html_stay_in_it() {
    check(
        "<p class=\"x\">It is:\n\n\\begin{equation*}\ny\n\\end{equation*}\n</p>\n\na<d-footnote><span markdown=\"1\">b\nc</span></d-footnote>",
        expect![[r##"
            <p class="x">It is:
            <span class="math math-display">\begin{equation*}
            y
            \end{equation*}</span>
            </p>
            <p>a<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup></p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1"><span>b
            c</span> <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn hyphens_are_dashes_in_posts_of_jekyll() {
    let body = "a -- b---c $x$---d `--e` [--f](#--f) <code>f -- g</code><!-- g -->\n\n## h -- i\n\n| j -- k |\n|---|\n| 1--2 |\n\n---";
    check(
        body,
        expect![[r##"
            <p>a -- b---c <span class="math math-inline">x</span>---d <code>--e</code> <a href="#--f">--f</a> <code>f -- g</code></p>
            <h2 id="h----i">h -- i<a class="heading-anchor" href="#h----i" tabindex="-1" aria-hidden="true"></a></h2>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">j -- k</th></tr>
            </thead>
            <tbody>
            <tr><td>1--2</td></tr>
            </tbody>
            </table></div>
            <hr>
        "##]],
    );
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let document = parse_body(body, 0, Some("X"), place);
    assert_eq!((&*document.toc[0].id, &*document.toc[0].text), ("h----i", "h -- i"));
    expect![[r##"
        <p>a – b—c <span class="math math-inline">x</span>—d <code>--e</code> <a href="#--f">--f</a> <code>f -- g</code></p>
        <h2 id="h----i">h – i<a class="heading-anchor" href="#h----i" tabindex="-1" aria-hidden="true"></a></h2>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">j – k</th></tr>
        </thead>
        <tbody>
        <tr><td>1–2</td></tr>
        </tbody>
        </table></div>
        <hr>
    "##]].assert_eq(&document.body_html(&mut SourceHost));
    for (body, expected) in [
        ("a -- b {{< x >}}", "a \u{2013} b"),
        ("$$x$$ {#eq:x}\n\na -- b", "a \u{2013} b"),
        ("`{{< x >}}` a -- b", "a -- b"),
        ("a -- b\n\n    :label:`x` {#eq:x}", "a -- b"),
    ] {
        assert!(parse(body).body_html(&mut SourceHost).contains(expected), "{body}");
    }
}

#[test]
fn a_line_without_a_bar_ends_a_table() {
    let body = "- |a|b|\n  |-|-|\n  |c|d|\n  Table 1 -- e\n\n|a|b|\n|-|-|\n|c|d|\ne|f";
    check(
        body,
        expect![[r#"
        <ul>
        <li><div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>c</td><td>d</td></tr>
        <tr><td>Table 1 -- e</td><td></td></tr>
        </tbody>
        </table></div>
        </li>
        </ul>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>c</td><td>d</td></tr>
        <tr><td>e</td><td>f</td></tr>
        </tbody>
        </table></div>
    "#]],
    );
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    expect![[r#"
        <ul>
        <li><div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>c</td><td>d</td></tr>
        </tbody>
        </table></div>
        <p>Table 1 – e</p>
        </li>
        </ul>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>c</td><td>d</td></tr>
        <tr><td>e</td><td>f</td></tr>
        </tbody>
        </table></div>
    "#]]
    .assert_eq(&parse_body(body, 0, Some("X"), place).body_html(&mut SourceHost));
}
