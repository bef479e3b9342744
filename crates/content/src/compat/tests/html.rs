use super::*;

#[test]
fn indented_html_is_html_in_an_element_that_is_open() {
    check(
        "<div>\n\n    <p>a</p>\n\n    <div>\n        ![b](x)\n\n        <p>$y$</p>\n    </div>\n</div>\n\n    <p>code</p>",
        expect![[r#"
            <div>
            <p>a</p>
            <div>
            <figure class="figure"><img src="../../posts/x" alt="b"></figure>
            <p><span class="math math-inline">y</span></p>
            </div>
            </div>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>&lt;p&gt;code&lt;/p&gt;</code></pre>
        "#]],
    );
    check(
        "<div class=\"row\">\n\n\t<div>\n        {% include figure.html path=\"a.png\" %}\n    </div>\n\n    x = 1\n\n</div>",
        expect![[r#"
            <div class="row">
            <div>
            <figure class="figure"><img src="../../a.png" alt="" loading="lazy" decoding="async"></figure>
            </div>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>x = 1</code></pre>
            </div>"#]],
    );
}

#[test]
fn indented_html_stays_code_where_no_element_is_closed() {
    check(
        "<div>\n\n    <p>a</p>",
        expect![[r#"
        <div>
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>&lt;p&gt;a&lt;/p&gt;</code></pre>
        </div>"#]],
    );
    check(
        "- <div>\n\n      <p>a</p>\n\n  </div>\n\n      <p>b</p>",
        expect![[r#"
        <ul>
        <li><div>
        <p>a</p>
        </div>
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>&lt;p&gt;b&lt;/p&gt;</code></pre>
        </li>
        </ul>
    "#]],
    );
    check(
        "<div>\n\n```html\n<div>\n\n    <p>a</p>\n</div>\n```\n\n</div>",
        expect![[r#"
        <div>
        <div class="code-bar"><span class="code-language">HTML</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-html">&lt;div&gt;

            &lt;p&gt;a&lt;/p&gt;
        &lt;/div&gt;</code></pre>
        </div>"#]],
    );
}

#[test]
fn markdown_goes_on_behind_an_element_of_html_in_one_of_markdown() {
    check(
        "<details markdown=\"1\"><summary>S</summary>\nBody `c`\n\n- x\n</details>\n\n<div markdown=\"1\">\n<div>raw *x*</div>\nAfter *b*, <b>c</b>\n*d*\n</div>",
        expect![[r#"
            <details>
            <summary>S</summary>
            <p>Body <code>c</code></p>
            <ul>
            <li>x</li>
            </ul>
            </details>
            <div>
            <div>raw *x*</div>
            <p>After <em>b</em>, <b>c</b>
            <em>d</em></p>
            </div>"#]],
    );
}

#[test]
fn lines_of_markdown_in_html_need_no_blank_line() {
    check(
        "<center>\n![a](b.png)\n</center>\n\n> <div class=\"x\">\n> <b>It</b>\n> is **bold**, a [link](u) and `c`.\n> </div>\n\n- <details>\n  <summary>S</summary>\n  **b** *c*\n  </details>\n\n<pre>\n**a** [b](c)\n</pre>\n\n<div>\n2 ** 3, a[i] (j)\n</div>",
        expect![[r#"
            <center>
            <figure class="figure"><img src="../../posts/b.png" alt="a"></figure>
            </center>
            <blockquote>
            <div class="x">
            <b>It</b>
            <p>is <strong>bold</strong>, a <a href="../../posts/u">link</a> and <code>c</code>.</p>
            </div>
            </blockquote>
            <ul>
            <li><details>
            <summary>S</summary>
            <p><strong>b</strong> <em>c</em></p>
            </details>
            </li>
            </ul>
            <pre>
            **a** [b](c)
            </pre>
            <div>
            2 ** 3, a[i] (j)
            </div>"#]],
    );
}

#[test]
fn tokens_of_language_models_are_no_struck_text() {
    check(
        "It starts with <s> and **goes <s> on**.",
        expect![[r#"
        <p>It starts with &lt;s&gt; and <strong>goes &lt;s&gt; on</strong>.</p>
    "#]],
    );
    check(
        "The tokens <s>, </s> and <pad>; \"<s> Hi </s>\". It ends with </s>",
        expect![[r#"
        <p>The tokens &lt;s&gt;, &lt;/s&gt; and &lt;pad&gt;; "&lt;s&gt; Hi &lt;/s&gt;". It ends with &lt;/s&gt;</p>
    "#]],
    );
    check(
        "<s>old *price*</s> <S>x</S> <s class=\"a\">y",
        expect![[r#"
        <p><s>old <em>price</em></s> <s>x</s> <s class="a">y</s></p>
    "#]],
    );
    check(
        "<div><s>a</div>\n\n<s>\n\n## H\n\n</s>",
        expect![[r##"
        <div>&lt;s&gt;a</div>
        <s>
        <h2 id="h">H<a class="heading-anchor" href="#h" tabindex="-1" aria-hidden="true"></a></h2>
        </s>"##]],
    );
}

#[test]
fn markdown_in_the_line_needs_no_paragraphs_of_its_own() {
    check(
        "<b markdown=1 style=\"color:red\">Quiz *one*:</b> Then **two**.\n\n<p markdown=1>**a**</p>",
        expect![[r#"
            <p><b style="color:red">Quiz <em>one</em>:</b> Then <strong>two</strong>.</p>
            <div>
            <p><strong>a</strong></p>
            </div>"#]],
    );
}

#[test]
fn controls_are_html_too_where_an_element_is_open() {
    check(
        "<div>\n\t<b>a</b>\n\n\t<button onclick=\"x()\">Show</button>\n\t<img src=\"a.png\">\n</div>",
        expect![[r#"
            <div>
            	<b>a</b>
            <img src="../../posts/a.png" loading="lazy" decoding="async">
            </div>!! html/element at 18..53: a button that runs a script is left out
        "#]],
    );
}

#[test]
fn bold_words_and_links_between_tags_are_none_to_show() {
    check(
        "<center>**a** and [b](c.html)</center>\n\n<p align=\"center\"><em>Fig. **1**: ![x|300](a.png)</em></p>\n\n\
         <table><tr><td>**a** $x**2$</td><td title=\"**t**\">2**3 and 4**5</td></tr></table>\n\n\
         <details><summary>**More**</summary>\n\nb\n</details>\n\n\
         <div><code>a **b** c</code> ** d ** f[i](j) **a <b>b</b>**</div>\n\n<pre>**a** [b](c.html)</pre>",
        expect![[r#"
            <center><strong>a</strong> and <a href="../../posts/c.html">b</a></center>
            <p align="center"><em>Fig. <strong>1</strong>: <img src="../../posts/a.png" alt="x|300" loading="lazy" decoding="async"></em></p>
            <table><tr><td><strong>a</strong> <span class="math math-inline">x**2</span></td><td title="**t**">2**3 and 4**5</td></tr></table>
            <details><summary><strong>More</strong></summary>
            <p>b</p>
            </details>
            <div><code>a **b** c</code> ** d ** f[i](j) **a <b>b</b>**</div>
            <pre>**a** [b](c.html)</pre>"#]],
    );
}

#[test]
fn films_and_sounds_have_players() {
    check(
        "![A \"b\" $x$](a/clip.mp4)\n\n![](b.WEBM#t=3 \"Caption\") and ![s](https://x.org/c.mp3?d=1)\n\n![e|300](../e.mov)\n*Below*\n\n![f](f.ogg){#f width=50% .g}\n\n![[h i.wav]]\n\n![j](k l.mp4)\n\n[m](n.mp4) ![mp4](mp4) ![o](o.mp4.png) ![p](javascript:a.mp4) `![q](q.mp4)`",
        expect![[r#"
            <figure class="figure"><video src="../../posts/a/clip.mp4" aria-label="A &quot;b&quot; x" controls=""></video></figure>
            <p><video src="../../posts/b.WEBM#t=3" title="Caption" controls=""></video> and <audio src="https://x.org/c.mp3?d=1" aria-label="s" controls=""></audio></p>
            <figure class="figure"><video src="../../e.mov" aria-label="e" width="300" controls=""></video><figcaption>Below</figcaption></figure>
            <figure class="figure" id="f"><audio src="../../posts/f.ogg" aria-label="f" class="g" controls=""></audio></figure>
            <figure class="figure"><audio src="../../posts/h%20i.wav" controls=""></audio></figure>
            <figure class="figure"><video src="../../posts/k%20l.mp4" aria-label="j" controls=""></video></figure>
            <p><a href="../../posts/n.mp4">m</a> <img src="../../posts/mp4" alt="mp4" loading="lazy" decoding="async"> <img src="../../posts/o.mp4.png" alt="o" loading="lazy" decoding="async"> p <code>![q](q.mp4)</code></p>
        "#]],
    );
}

#[test]
fn a_first_heading_in_html_is_one_of_markdown() {
    for (html, markdown) in [
        ("<h1>A *b*</h1>\n\ntext", "# A *b*\n\ntext"),
        ("\n<h1>\n\tThe Annotated Model\n</h1>\ntext", "\n# The Annotated Model\ntext"),
        ("<h1 class=\"no-top-margin\">A</h1>\n\ntext", "# A\n\ntext"),
        ("<h1 align='center' style=\"color: red\">A</h1>", "# A"),
        ("<h1 id=\"x\">A</h1>", "<h1 id=\"x\">A</h1>"),
        ("<h1 class=\"a\" id=\"x\">A</h1>", "<h1 class=\"a\" id=\"x\">A</h1>"),
        ("<h1>A</h1> B", "<h1>A</h1> B"),
        ("<h1>A\nB</h1>", "<h1>A\nB</h1>"),
        ("<h1 align=\"center\"><img src=\"a.png\"></h1>", "<h1 align=\"center\"><img src=\"a.png\"></h1>"),
        ("<h1></h1>", "<h1></h1>"),
        ("<h1>A", "<h1>A"),
        ("text\n\n<h1>A</h1>", "text\n\n<h1>A</h1>"),
        ("<!-- a -->\n<html>\n<h1>A</h1>", "<!-- a -->\n<html>\n\n\n# A"),
        ("<div>\n<h1>A</h1>", "<div>\n<h1>A</h1>"),
        ("<style>", "<style>"),
    ] {
        assert_eq!(
            crate::compat::translate(html, 0, place(&|_: &str| None::<Slug>)).text,
            markdown,
            "{html}"
        );
    }
}

#[test]
fn the_title_of_a_whole_page_is_not_shown_twice() {
    let body = "<html>\n<head>\n<style>\n.center {\n  display: block;\n}\n\n</style>\n<h1>Proximal Policy Optimization (PPO)</h1>\n\
                <h2>Unit 8, of the <a href=\"https://github.com\">Class</a></h2>\n\n<!-- {authors} -->\n\n</head>\n\n<body>\n\n\
                Text.\n\n</body>\n</html>\n";
    let document =
        parse_body(body, 0, Some("Proximal Policy Optimization (PPO)"), place(&|_: &str| None::<Slug>));
    expect![[r#"



        <h2 id="unit-8-of-the-class">Unit 8, of the <a href="https://github.com">Class</a></h2>



        <p>Text.</p>


    "#]]
    .assert_eq(&document.body_html(&mut SourceHost));
    let outline: Vec<_> = document.toc.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(outline, ["Unit 8, of the Class"]);
    let said: Vec<_> = document.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert_eq!(said, ["`<style>` is not shown: it is not on the list of allowed HTML"]);
}

#[test]
fn elements_may_end_in_the_last_item_of_a_list() {
    check(
        "<details>\n<summary>a</summary>\n\n- b\n  - c\n  </details>\n\nd\n\n<div>\n\n> - e</div>\n\nf</div>",
        expect![[r#"
            <details>
            <summary>a</summary>
            <ul>
            <li>b<ul>
            <li>c</li>
            </ul>

            </li>
            </ul>
            </details><p>d</p>
            <div>
            <blockquote>
            <ul>
            <li>e</li>
            </ul>
            </blockquote>
            </div><p>f</p>
        "#]],
    );
}

#[test]
fn markdown_that_is_indented_in_html_is_no_code() {
    check(
        "<div>\n  <svg\n    viewBox='0 0 1 1'\n  >\n  </svg>\n  <span>\n    **Do** it, and\n    **then** see [x](/y).\n  </span>\n</div>\n\n- <div>\n    **a** b\n  </div>",
        expect![[r#"
            <div>
              <svg viewbox="0 0 1 1">
              </svg>
              <span>
            <p><strong>Do</strong> it, and
            <strong>then</strong> see <a href="../../y">x</a>.
            </p>
            </span></div>
            <ul>
            <li><div>
            <p><strong>a</strong> b</p>
            </div></li>
            </ul>
        "#]],
    );
}

#[test]
fn an_element_of_text_ends_where_its_author_ends_it() {
    check(
        "<font color=\"red\">\n**two** words, [l](https://x.y)\n</font>\n\nAfter.\n\n<small>\n\nA *b*\n</small>\n\n<u>**c** and\n\nd</u> e\n\nEnd.",
        expect![[r#"
            <font color="red">
            <p><strong>two</strong> words, <a href="https://x.y">l</a>
            </p>
            </font><p>After.</p>
            <small>
            <p>A <em>b</em>
            </p>
            </small><p><u><strong>c</strong> and</u></p>
            <p>d e</p>
            <p>End.</p>
        "#]],
    );
}
