use super::*;

#[test]
fn images_take_their_attributes() {
    check(
        "![a](b.png \"The *title* $x$\"){: width=\"50%\" .center}\n\ntext ![a](b.png){: height=\"20px\"} text\n\n![c](/c.png)\n{: style=\"width: 80%;\" class=\"center\"}\nnext\n\n[![d](d.png)](https://e.org){:.x}\n\n![e](e.png){: width=\"9\"}\n*Caption with $y$*\n\n{:r: .wide}\n{:.c}\n![f](f.png)\n{: r}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/b.png" alt="a" class="center" width="50%" loading="lazy" decoding="async"><figcaption>
            The <em>title</em> <span class="math math-inline">x</span>
            </figcaption></figure>
            <p>text <img src="../../posts/b.png" alt="a" height="20" loading="lazy" decoding="async"> text</p>
            <figure class="figure"><img src="../../c.png" alt="c" class="center" style="width:80%" loading="lazy" decoding="async"></figure>
            <p>next</p>
            <figure class="figure"><a href="https://e.org"><img src="../../posts/d.png" alt="d" class="x" loading="lazy" decoding="async"></a></figure>
            <figure class="figure"><img src="../../posts/e.png" alt="e" width="9" loading="lazy" decoding="async"><figcaption>Caption with <span class="math math-inline">y</span></figcaption></figure>
            <figure class="figure"><img src="../../posts/f.png" alt="f" class="c wide" loading="lazy" decoding="async"></figure>"#]],
    );
}

#[test]
fn images_of_pandoc_are_figures_with_ids() {
    check(
        "![The *cat* $x$](b.png){#fig:cat width=50%}\n\nSee @fig:cat and [@fig:cat], or @nobody.\n\n$$x$$ {#eq:one}\n\nBy @eq:one and a@fig:cat.",
        expect![[r##"
            <figure class="figure" id="fig:cat"><img src="../../posts/b.png" alt="The cat x" width="50%" loading="lazy" decoding="async"><figcaption>
            Figure 1: The <em>cat</em> <span class="math math-inline">x</span>
            </figcaption></figure>
            <p>See <a href="#fig:cat">Figure 1</a> and <a href="#fig:cat">Figure 1</a>, or @nobody.</p>
            <div class="math math-display math-numbered" id="eq:one">x\tag{1}</div>
            <p>By Equation <a href="#eq:one">1</a> and a@fig:cat.</p>
        "##]],
    );
}

#[test]
fn images_in_blocks_of_pandoc_are_figures() {
    check(
        "::: {layout-ncol=2}\n![A](a.png){#fig-a}\n\n![B](b.png){#fig-b}\n:::\n\n:::: {.columns}\n::: {.column width=\"40%\"}\nleft\n:::\n::: {.column width=60% style=\"padding-top: 1em\"}\nright\n:::\n::::\n\n::: {.x layout=\"[[1,2,1],[1]]\"}\ny\n:::\n\n<div style=\"display: flex; justify-content: center; border-style: solid\">x</div>",
        expect![[r#"
            <div class="columns-2">
            <figure class="figure" id="fig-a"><img src="../../posts/a.png" alt="A" loading="lazy" decoding="async"><figcaption>A</figcaption></figure>
            <figure class="figure" id="fig-b"><img src="../../posts/b.png" alt="B" loading="lazy" decoding="async"><figcaption>B</figcaption></figure>
            </div>
            <div class="columns">
            <div class="column" style="width:40%">
            <p>left</p>
            </div>
            <div class="column" style="width:60%;padding-top:1em">
            <p>right</p>
            </div>
            </div>
            <div class="x columns-3">
            <p>y</p>
            </div>
            <div style="display:flex;justify-content:center;border-style:solid">x</div>"#]],
    );
}

#[test]
fn tables_of_contents_go() {
    check(
        "* TOC\n{:toc}\n\ntext\n\n1. x\n{: toc .y}\n\n{:toc}",
        expect![[r#"
        <p>text</p>
    "#]],
    );
}

#[test]
fn lists_below_blocks_are_applied_or_dropped() {
    check(
        "## One\n{: #uno .big}\n\nTwo\n---\n{: .c}\n\n## Three {: #tres}\n\n{: .no_toc}\n## Four\n\ntext\n{: .lead}\nmore\n\ntext\n{: #here style=\"color:red\"}\n\n| a |\n|---|\n| b |\n{: .table #tab}\n\n- item\n  {: .x}\n- {: .y} item\n\n> quote\n{: .prompt-tip }\n\n```py\nx\n```\n{: file='a.py' .nolineno}",
        expect![[r##"
            <h2 id="uno" class="big">One<a class="heading-anchor" href="#uno" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="two" class="c">Two<a class="heading-anchor" href="#two" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="tres">Three<a class="heading-anchor" href="#tres" tabindex="-1" aria-hidden="true"></a></h2>
            <h2 id="four" class="no_toc">Four<a class="heading-anchor" href="#four" tabindex="-1" aria-hidden="true"></a></h2>
            <div class="lead">
            <p>text</p>
            </div>
            <p>more</p>
            <div id="here" style="color:red">
            <p>text</p>
            </div>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p><a id="tab"></a></p>
            <ul>
            <li>item</li>
            <li>item</li>
            </ul>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>quote</p>
            </div>
            <div class="code-bar"><span class="code-title">a.py</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-py">x</code></pre>
        "##]],
    );
}

#[test]
fn lists_behind_words_go() {
    check(
        "[a](https://b.org){:target=\"_blank\"} *b*{: .c} `d`{:.language-py} $x${: .f} <b>h</b>{: #i} but {: not a list :} and f{:x}\n\n{::nomarkdown}\n<b>x</b>\n{:/nomarkdown}\n\na {::comment}gone{:/comment} b $\\left\\{: x :}\\right.$",
        expect![[r#"
            <p><a href="https://b.org">a</a> <em>b</em> <code>d</code> <span class="math math-inline">x</span> <b>h</b><a id="i"></a> but {: not a list :} and f{:x}</p>
            <p><b>x</b></p>
            <p>a  b <span class="math math-inline">\left\{: x :}\right.</span></p>
        "#]],
    );
}

#[test]
fn html_with_markdown_in_it() {
    check(
        "<div class=\"a\" markdown=\"1\">\n    *one* $x$\n\n    - two\n</div>\nafter\n\n<p markdown=\"span\" class=\"b\">*three*</p>\n\n<table><tr><td markdown=\"1\">**four**</td></tr></table>",
        expect![[r#"
            <div class="a">
            <p><em>one</em> <span class="math math-inline">x</span></p>
            <ul>
            <li>two</li>
            </ul>
            </div>
            <p>after</p>
            <div class="b">
            <p><em>three</em></p>
            </div>
            <table><tr><td>
            <p><strong>four</strong></p>
            </td></tr></table>"#]],
    );
}

#[test]
fn sizes_of_images_are_written_short() {
    check(
        "![x](/a.png){: w=\"700\" h=\"400\" }",
        expect![[
            r#"<figure class="figure"><img src="../../a.png" alt="x" width="700" height="400" loading="lazy" decoding="async"></figure>"#
        ]],
    );
}

#[test]
fn the_look_of_a_paragraph_is_kept() {
    check(
        "![](a.png){:width=\"40px\"}  \n<br />\n**Figure:** A *set*.\n{: style=\"text-align: center;\"}\nnext\n\n- item\n\n    ![](b.png){:width=\"40px\"}  \n    <br />\n    **Figure:** B.\n    {: .x}",
        expect![[r#"
            <div style="text-align:center">
            <img src="../../posts/a.png" alt="" width="40" loading="lazy" decoding="async">  
            <br>
            <p><strong>Figure:</strong> A <em>set</em>.</p>
            </div>
            <p>next</p>
            <ul>
            <li><p>item</p>
              <img src="../../posts/b.png" alt="" width="40" loading="lazy" decoding="async">  
              <br>
            <p><strong>Figure:</strong> B.</p>
            </li>
            </ul>
        "#]],
    );
}

#[test]
fn dollars_in_text_are_inline_in_posts_of_jekyll() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "By $x$ and $$a + b = c$$ we get\n\n$$d$$\n\n| $$e$$ |\n|---|\n\n1. \\$$ f $$\n2. $$g$$.\n3. $$h$$\n\n$$i$$.";
    let document = parse_body(body, 0, None, place);
    let formulas = document.formulas.iter().map(|formula| format!("{:?} {}", formula.style, formula.tex));
    expect![[r#"
        Inline x
        Inline a + b = c
        Display d
        Inline e
        Inline f
        Inline g
        Display h
        Display i"#]]
    .assert_eq(&formulas.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_only_jekyll_has_tells_that_dollars_in_text_are_inline() {
    for (sign, expected) in [
        ("![x]({{ site.baseurl }}/x.png)", "Inline"),
        ("[x]({{ '/x' | relative_url }})", "Inline"),
        ("{% include figure.html src=\"x.png\" %}", "Inline"),
        ("{% math %}\n\\newcommand{\\a}{b}\n{% endmath %}", "Inline"),
        ("A `file`{: .filepath}", "Inline"),
        ("* TOC\n{:toc}", "Inline"),
        ("{::comment}x{:/comment}", "Inline"),
        ("1. \\$$ f $$", "Inline"),
        ("`{% raw %}` and `{: .x}`", "Display"),
        ("```\n{{ site.baseurl }}\n```", "Display"),
        ("{{% include x %}}", "Display"),
        ("{% note(x=1) %}\na\n{% end %}", "Display"),
        ("{{ .Site.BaseURL }} and {{ x }}", "Display"),
        ("$\\bigl\\{{: .x}\\bigr.$", "Display"),
    ] {
        let document = parse(&format!("{sign}\n\nBy $$a + b = c$$ we get it.\n"));
        let last = document.formulas.last().expect("a formula");
        assert_eq!(format!("{:?}", last.style), expected, "{sign}");
    }
}

#[test]
fn rows_without_a_head_are_a_table() {
    check(
        "| <b>a</b> | $|x|$ |\n| (a) | `|` |\n\nif |x| + |y|\nis |z|\n\n|[Index](../) | next|\n\n| | |\n|---|---|\n| a | b |",
        expect![[r#"
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <tbody>
            <tr><td><b>a</b></td><td><span class="math math-inline">|x|</span></td></tr>
            <tr><td>(a)</td><td>`</td></tr>
            </tbody>
            </table></div>
            <p>if |x| + |y|
            is |z|</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <tbody>
            <tr><td><a href="../../">Index</a></td><td>next</td></tr>
            </tbody>
            </table></div>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <tbody>
            <tr><td>a</td><td>b</td></tr>
            </tbody>
            </table></div>
        "#]],
    );
}

#[test]
fn bars_in_code_are_in_a_cell() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "| a | b |\n|---|---|\n| `x|y` | `x\\|y` |\n\n`a|b`";
    let document = parse_body(body, 0, None, place);
    assert!(
        document.html.contains("<tr><td><code>x|y</code></td><td><code>x|y</code></td></tr>"),
        "{}",
        document.html
    );
    assert!(document.html.contains("<p><code>a|b</code></p>"), "{}", document.html);
}

#[test]
fn a_caption_below_an_image_with_a_look_is_one_in_html_too() {
    check(
        "<div style=\"text-align:center\" markdown=\"1\">\n![x](a.png){:width=\"30%\"}\n*caption*\n</div>\n\n\
         <center>\n![y](b.png){: .c}\n*also*\n</center>",
        expect![[r#"
            <div style="text-align:center">
            <figure class="figure"><img src="../../posts/a.png" alt="x" width="30%" loading="lazy" decoding="async"><figcaption>caption</figcaption></figure>
            </div>
            <center>
            <figure class="figure"><img src="../../posts/b.png" alt="y" class="c" loading="lazy" decoding="async"><figcaption>also</figcaption></figure>
            </center>"#]],
    );
}

#[test]
fn rules_between_rows_are_no_rows() {
    check(
        "| H1 | H2 |\n|----|:--:|\n| a  | b  |\n|----|----|\n| c  | --- |\n|====+====|\n| - | - |",
        expect![[r#"
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">H1</th><th scope="col" class="align-center">H2</th></tr>
            </thead>
            <tbody>
            <tr><td>a</td><td class="align-center">b</td></tr>
            <tr><td>c</td><td class="align-center">---</td></tr>
            <tr><td>-</td><td class="align-center">-</td></tr>
            </tbody>
            </table></div>
        "#]],
    );
    check(
        "|---|---|\n| a | b |\n|---+---|\n| c | d |\n|---|---|\n\n|---|---|\n| a | b |",
        expect![[r#"
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>c</td><td>d</td></tr>
        </tbody>
        </table></div>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <tbody>
        <tr><td>a</td><td>b</td></tr>
        </tbody>
        </table></div>
    "#]],
    );
}

#[test]
fn lists_start_where_kramdown_says() {
    check(
        "text\n1. a\n2. b\n   - c\n{: start=\"3\" .x}\n\n{:start=\"12\"}\n1. d\n\n   e\n\n2. f\n\npara\n\n1. g\n\n   h\n{: start=\"5\"}\nnext\n\n- i\n{: start=\"6\"}\n\n1. j\n   {: start=\"7\"}\n\nk\n{: start=\"8\"}\n\n`{: start=\"9\"}`\n\n{: start=\"x\"}\n1. l\n{: start=\"2\"}\n1. m\n{: start=\"4\"}",
        expect![[r#"
            <p>text</p>

            <ol type="1" start="3">
            <li>a</li>
            <li>b<ul>
            <li>c</li>
            </ul>
            </li>
            </ol>

            <ol type="1" start="12">
            <li><p>d</p>
            <p>e</p>
            </li>
            <li><p>f</p>
            </li>
            </ol>
            <p>para</p>

            <ol type="1" start="5">
            <li><p>g</p>
            <p>h
            next</p>
            </li>
            </ol>
            <ul>
            <li>i</li>
            </ul>
            <ol>
            <li>j</li>
            </ol>
            <p>k</p>
            <p><code>{: start="9"}</code></p>

            <ol type="1" start="2">
            <li>l</li>
            </ol>

            <ol type="1" start="4">
            <li>m</li>
            </ol>
        "#]],
    );
}

#[test]
fn strong_text_ends_at_its_stars_whatever_stands_around() {
    let posts = |_: &str| None;
    let body = "<span style=\"color:#0060C6\">**Lemma 1:**Given a matrix $\\boldsymbol{A}$, if</span>\n\n\
                A **bold.**next and **(b)**x\nnot ** a.**b\nor 2*(3)*4, `**c.**d` and \\(**e.**f\\)\nnor **g.**h** i";
    for (is_kramdown, expect) in [
        (
            true,
            expect![[r#"
        <p><span style="color:#0060C6"><strong>Lemma 1:</strong>Given a matrix <span class="math math-inline">\boldsymbol{A}</span>, if</span></p>
        <p>A <strong>bold.</strong>next and <strong>(b)</strong>x
        not ** a.*<em>b
        or 2</em>(3)*4, <code>**c.**d</code> and <span class="math math-inline">**e.**f</span>
        nor **g.<strong>h</strong> i</p>
    "#]],
        ),
        (
            false,
            expect![[r#"
        <p><span style="color:#0060C6">**Lemma 1:**Given a matrix <span class="math math-inline">\boldsymbol{A}</span>, if</span></p>
        <p>A **bold.**next and **(b)**x
        not ** a.*<em>b
        or 2</em>(3)*4, <code>**c.**d</code> and <span class="math math-inline">**e.**f</span>
        nor **g.<strong>h</strong> i</p>
    "#]],
        ),
    ] {
        let place = PostPlace { is_kramdown, ..place(&posts) };
        expect.assert_eq(&parse_body(body, 0, Some("X"), place).body_html(&mut SourceHost));
    }
}

#[test]
fn a_display_formula_with_an_id_is_displayed() {
    check(
        "$$\nx\n$$\n{: #eq1}\n\nSee [it](#eq1).",
        expect![[r##"
        <p><a id="eq1"></a></p>
        <div class="math math-display">x</div>
        <p>See <a href="#eq1">it</a>.</p>
    "##]],
    );
}
