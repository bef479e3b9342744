use super::*;

#[test]
fn distill_elements() {
    check(
        "As<d-cite key=\"a1, b2\"></d-cite> says<d-footnote>A *note* with $x_1$ and <d-cite key=\"c\"></d-cite>.\n\nTwo</d-footnote>, <d-math>n</d-math>2.\n\n<d-math block>\na_b\n</d-math>\n\n<d-code block language=\"python\">\nx &lt; 1\n</d-code>\n\n<div>\nin html<d-footnote>aside</d-footnote>\n</div>",
        expect![[r##"
            <p>As<span class="citation">[a1, b2]</span> says<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup>, <span class="math math-inline">n</span>2.</p>
            <div class="math math-display">a_b</div>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x &lt; 1</code></pre>
            <div>
            in html<small> (aside)</small>
            </div>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1"><p>A <em>note</em> with <span class="math math-inline">x_1</span> and <span class="citation">[c]</span>.</p>
            <p>Two <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></p></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn pandoc_citations() {
    check(
        "See [@doe99], [@a_b; @c, p. 3], [-@d] but [@user](https://x.org) and mail a@b.org, \\[@e].",
        expect![[r#"
            <p>See <span class="citation">[doe99]</span>, <span class="citation">[a_b; c, p. 3]</span>, <span class="citation">[d]</span> but <a href="https://x.org">@user</a> and mail <a class="autolink" href="mailto:a@b.org">a@b.org</a>, [@e].</p>
        "#]],
    );
}

#[test]
fn a_bibliography_makes_more_of_them_citations() {
    let body = "As [see @doe99, p. 3; also -@c] and @doe99 [p. 5], @c said, @someone; @smith2020. [mail @x](u) a@b2.org `@d1` \\@e1 [wrapped\nin @f, here] @{https://x.org/g_h} [@someone1](u)";
    for (has_bibliography, expect) in [
        (
            true,
            expect![[r#"
        <p>As <span class="citation">[see doe99, p. 3; also c]</span> and <span class="citation">doe99 [p. 5]</span>, <span class="citation">c</span> said, @someone; <span class="citation">smith2020</span>. <a href="../../posts/u">mail @x</a> <a class="autolink" href="mailto:a@b2.org">a@b2.org</a> <code>@d1</code> @e1 <span class="citation">[wrapped
        in f, here]</span> <span class="citation"><a class="autolink" href="https://x.org/g_h">https://x.org/g_h</a></span> <a href="../../posts/u">@someone1</a></p>
    "#]],
        ),
        (
            false,
            expect![[r#"
        <p>As [see @doe99, p. 3; also -@c] and @doe99 [p. 5], @c said, @someone; @smith2020. <a href="../../posts/u">mail @x</a> <a class="autolink" href="mailto:a@b2.org">a@b2.org</a> <code>@d1</code> @e1 [wrapped
        in @f, here] @{https://x.org/g_h} <a href="../../posts/u">@someone1</a></p>
    "#]],
        ),
    ] {
        let posts = |_: &str| None;
        let place = PostPlace { has_bibliography, ..place(&posts) };
        expect.assert_eq(&parse_body(body, 0, Some("X"), place).body_html(&mut SourceHost));
    }
}

#[test]
fn fenced_divs() {
    check(
        "::: {.callout-note title=\"A $x$\"}\n- one\n\n:::: warning\ntwo\n::::\n:::\nafter\n\n::: {.callout-tip}\n## Head\nthree\n:::\n\n::: {#box .columns}\n*four*\n:::\n\n:::note My title\nfive\n:::\n\n```\n::: note\n```\n\n::: not a div\n",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">A <span class="math math-inline">x</span></p>
            <ul>
            <li>one</li>
            </ul>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>two</p>
            </div>
            </div>
            <p>after</p>
            <div class="alert alert-tip" role="note"><p class="alert-title">Head</p>
            <p>three</p>
            </div>
            <div id="box" class="columns">
            <p><em>four</em></p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">My title</p>
            <p>five</p>
            </div>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>::: note</code></pre>
            <p>::: not a div</p>
        "#]],
    );
}

#[test]
fn cells_of_d2l_are_called_by_their_framework() {
    check(
        "```{.python .input}\n%load_ext d2lbook.tab\ntab.interact_select('mxnet', 'pytorch')\n```\n\n# Title\n:label:`sec_title`\n\n```{.python .input  n=3}\n%%tab mxnet\nx = 1\n```\n\n```{.python .input}\n#@tab tensorflow, jax\nx = 2\n```\n\n```{.python .input}\n%%tab all\nx = 3\n```\n\nSee :numref:`sec_title`.",
        expect![[r##"
            <h1 id="title">Title <a id="sec_title"></a><a class="heading-anchor" href="#title" tabindex="-1" aria-hidden="true"></a></h1>
            <div class="code-bar"><span class="code-title">mxnet</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x = 1</code></pre>
            <div class="code-bar"><span class="code-title">tensorflow, jax</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x = 2</code></pre>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x = 3</code></pre>
            <p>See <a href="#sec_title">Section Title</a>.</p>
        "##]],
    );
}

#[test]
fn cells_of_d2l_that_are_shown_or_not_closed_stay() {
    check(
        "````\n```{.python .input}\n%load_ext d2lbook.tab\n```\n````\n\n```{.python .input}\n%load_ext d2lbook.tab\nx",
        expect![[r#"
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>```{.python .input}
            %load_ext d2lbook.tab
            ```</code></pre>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">%load_ext d2lbook.tab
            x</code></pre>
        "#]],
    );
}

#[test]
fn equations_of_d2l_have_numbers() {
    check(
        "$$ a(\\mathbf{q}) = b/ \\sqrt{d}.$$\n:eqlabel:`eq_a`\n\n$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$\n:eqlabel:`eq_b`\ntext\n\n### Batch Multiplication\n:label:`subsec_x`\n\nBy :eqref:`eq_a` and :numref:`eq_b` in :numref:`subsec_x`, :eqref:`eq_other`.",
        expect![[r##"
            <div class="math math-display math-numbered" id="eq_a">a(\mathbf{q}) = b/ \sqrt{d}.\tag{1}</div>
            <p><span class="math math-display math-numbered" id="eq_b">\begin{aligned} a &amp;= b \\ c &amp;= d \end{aligned}
            \tag{2}</span>
            text</p>
            <h3 id="batch-multiplication">Batch Multiplication <a id="subsec_x"></a><a class="heading-anchor" href="#batch-multiplication" tabindex="-1" aria-hidden="true"></a></h3>
            <p>By <a href="#eq_a">(1)</a> and Equation <a href="#eq_b">2</a> in <a href="#subsec_x">Section Batch Multiplication</a>, Equation other.</p>
        "##]],
    );
}

#[test]
fn roles_of_d2l() {
    check(
        "## Head\n:label:`sec_head`\n\n![The caption.](img/a.svg)\n:width:`400px`\n:label:`fig_a`\n\n$$x = 1$$\n:eqlabel:`eq_x`\n\nSee :numref:`sec_head`, :numref:`fig_a`, :eqref:`eq_x`, :numref:`sec_elsewhere` and :cite:`Doe.1999,Roe_2`.\n\n:begin_tab:`mxnet`\ntab\n:end_tab:\n\n: Sizes---and more\n:label:`tab_t`\n\n|a|\n|--|\n|b|\n:label:`tab_b`\n\n:Times\n\n|a|\n|--|\n|b|\n:label:`tab_c`\n\nIn :numref:`tab_t` and :numref:`tab_c` -- not `a -- b`.",
        expect![[r##"
            <h2 id="head">Head <a id="sec_head"></a><a class="heading-anchor" href="#head" tabindex="-1" aria-hidden="true"></a></h2>
            <figure class="figure" id="fig_a"><img src="../../posts/img/a.svg" alt="The caption." width="400" loading="lazy" decoding="async"><figcaption>Figure 1: The caption.</figcaption></figure>
            <div class="math math-display math-numbered" id="eq_x">x = 1\tag{1}</div>
            <p>See <a href="#sec_head">Section Head</a>, <a href="#fig_a">Figure 1</a>, <a href="#eq_x">(1)</a>, Section elsewhere and <span class="citation">[Doe.1999, Roe_2]</span>.</p>
            <p><strong>mxnet</strong></p>
            <p>tab</p>
            <p>Table 1: Sizes—and more <a id="tab_t"></a></p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p><a id="tab_b"></a></p>
            <p>Table 2: Times</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p><a id="tab_c"></a></p>
            <p>In <a href="#tab_t">Table 1</a> and <a href="#tab_c">Table 2</a> – not <code>a -- b</code>.</p>
        "##]],
    );
}

#[test]
fn emphasis_next_to_cjk_punctuation() {
    check(
        "**强调。**后面 and 前面**“强调”**后面 and 前**强**后\n\n`**强。**后` $a**强。**b$ [x](https://b.org/**强。**后)\n\n**a** ***强。***后 **强。**后\n\nplain**(not)**cjk\n\n- **「引用」**：*单*",
        expect![[r#"
            <p><strong>强调。</strong>后面 and 前面<strong>“强调”</strong>后面 and 前<strong>强</strong>后</p>
            <p><code>**强。**后</code> $a<strong>强。</strong>b$ <a href="https://b.org/**强。**后">x</a></p>
            <p><strong>a</strong> <em><strong>强。</strong></em>后 <strong>强。</strong>后</p>
            <p>plain**(not)**cjk</p>
            <ul>
            <li><strong>「引用」</strong>：<em>单</em></li>
            </ul>
        "#]],
    );
}

#[test]
fn spans_with_attributes_and_blocks_for_one_output() {
    check(
        "[small *caps*]{.smallcaps} [m]{.mark} [u]{.underline} `x`{.python} [^1]{.x} [a](b){.c} ![d](e.png){.f} [g] {h} [k]{1} $[x]{.y}$ {{`{`}}\n\n```{=html}\n<b>raw</b>\n```\n\n```{=latex}\n\\newpage\n```\n\nend[^1]\n\n[^1]: n",
        expect![[r##"
            <p><span class="smallcaps">small <em>caps</em></span> <mark>m</mark> <u>u</u> <code>x</code> <sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup>{.x} <a href="../../posts/b">a</a> <img src="../../posts/e.png" alt="d" class="f" loading="lazy" decoding="async"> [g] {h} [k]{1} <span class="math math-inline">[x]{.y}</span> {{<code>{</code>}}</p>
            <div><b>raw</b>
            </div>
            <p>end<sup class="footnote-ref"><a href="#fn:1" id="fnref:1:2">1</a></sup></p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1">n <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a> <a class="footnote-backref" href="#fnref:1:2" aria-label="Back to reference 1-2">↩<sup>2</sup></a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn citations_in_the_text_are_those_that_are_cited_elsewhere() {
    check_text(
        "As [@doe99] shows, @doe99 says; @other2020, me@x.org.",
        expect![
            r#"As <span class="citation">[doe99]</span> shows, <span class="citation">doe99</span> says; @other2020, me@x.org."#
        ],
    );
}

#[test]
fn references_to_notes_are_found_in_links_and_in_any_case() {
    check_text(
        "[a link[^1]](https://x.org), ![a picture[^b]](a.png), [^B], `[x[^1]](u)`, [x[^2]](u) and [^1](u).\n\n[^1]: One\n[^b]: Two",
        expect![[r#"
            [a link](https://x.org)[^1], ![a picture](a.png)[^b], [^b], `[x[^1]](u)`, [x[^2]](u) and [^1](u).

            [^1]: One
            [^b]: Two"#]],
    );
}

#[test]
fn myst() {
    check(
        ":::{admonition} My *title*\n:class: tip\nBody with {math}`x_1`.\n:::\n\n- ```{warning} Hot\n  :class: a\n\n  Text `{eq}`.\n  ```\n\n```{math}\n:label: one\na\n```\n\nSee {eq}`one`, {cite:p}`a1, b` and {ref}`x`.\n\n```{code-cell} ipython3\n:tags: [hide]\nx = 1\n```\n\n```{python}\ny\n```",
        expect![[r##"
            <div class="alert alert-tip" role="note">
            <p class="alert-title">My <em>title</em></p>
            <p>Body with <span class="math math-inline">x_1</span>.</p>
            </div>
            <ul>
            <li><div class="alert alert-warning" role="note"><p class="alert-title">Hot</p>
            <p>Text <code>{eq}</code>.</p>
            </div>
            </li>
            </ul>
            <div class="math math-display math-numbered" id="one">a\tag{1}</div>
            <p>See <a href="#one">(1)</a>, <span class="citation">[a1, b]</span> and x.</p>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python3">x = 1</code></pre>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">y</code></pre>
        "##]],
    );
}

#[test]
fn captions_stand_above_tables_too() {
    check_text(
        "Table: A\n\n| a |\n|---|\n\n: B {#tbl-b}\n\n| a |\n|---|\n\nTerm\n\n: Definition\n\n| a |\n|---|\n",
        expect![[r#"
            A

            | a |
            |---|

            Table 1: B <a id="tbl-b"></a>

            | a |
            |---|

            Term

            : Definition

            | a |
            |---|
        "#]],
    );
}

#[test]
fn other_emphasis_next_to_cjk_punctuation() {
    check(
        "他说*你好。*然后，***粗。***后 ~~删。~~后 2*3*4\n\n价格*（含税），重量*（净重）和 3 * 4 ~5~6\n\n**开。后 *a。*b\n\n`*a。*后` **a*b。**后 한국**\"어\"**는",
        expect![[r#"
            <p>他说<em>你好。</em>然后，<em><strong>粗。</strong></em>后 <del>删。</del>后 2<em>3</em>4</p>
            <p>价格*（含税），重量*（净重）和 3 * 4 ~5~6</p>
            <p>**开。后 *a。*b</p>
            <p><code>*a。*后</code> <strong>a*b。</strong>后 한국<strong>"어"</strong>는</p>
        "#]],
    );
}

#[test]
fn figures_of_books_are_numbered() {
    check(
        "![One](a.svg)\n:label:`fig_one`\n\n![Fig. 2: Two](b.svg)\n:label:`fig_two`\n\nSee :numref:`fig_two`, :numref:`fig_one` and :numref:`sec_far`.\n\n:Its caption\n\n| a |\n|---|\n:label:`tab_x`",
        expect![[r##"
            <figure class="figure" id="fig_one"><img src="../../posts/a.svg" alt="One" loading="lazy" decoding="async"><figcaption>Figure 1: One</figcaption></figure>
            <figure class="figure" id="fig_two"><img src="../../posts/b.svg" alt="Fig. 2: Two" loading="lazy" decoding="async"><figcaption>Fig. 2: Two</figcaption></figure>
            <p>See <a href="#fig_two">Figure 2</a>, <a href="#fig_one">Figure 1</a> and Section far.</p>
            <p>Table 1: Its caption</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            </tbody>
            </table></div>
            <p><a id="tab_x"></a></p>
        "##]],
    );
}

#[test]
fn marks_for_slides_are_left_out() {
    check(
        "# A\n:label:`sec_a`\n\n[**We *can* see.**] And (**more**) (~~not this~~), [**a**](b.md), [x](**y**).",
        expect![[r##"
            <h1 id="a">A <a id="sec_a"></a><a class="heading-anchor" href="#a" tabindex="-1" aria-hidden="true"></a></h1>
            <p><strong>We <em>can</em> see.</strong> And <strong>more</strong> , <a href="../../posts/b.md"><strong>a</strong></a>, <a href="../../posts/**y**">x</a>.</p>
            !! link/post at 71..84: no post stands in `b.md`
        "##]],
    );
}

#[test]
fn figures_targets_and_roles_of_myst() {
    check(
        "(top)=\n## Head\n\n```{figure} a.png\n:name: fig1\n:width: 50%\n\nCaption *x* $y$.\n```\n\n```{image} b.png\n:alt: B\n```\n\n\
         See {ref}`top`, {ref}`the top <top>`, {numref}`fig1`, {eq}`e1`, H{sub}`2`O, `{x}` and {doc}`other`.\n\n$$\nx = 1\n$$ (e1)\n\n$$y$$ (is y)",
        expect![[r##"
            <p><a id="top"></a></p>
            <h2 id="head">Head<a class="heading-anchor" href="#head" tabindex="-1" aria-hidden="true"></a></h2>
            <figure class="figure" id="fig1"><img src="../../posts/a.png" alt="" width="50%" loading="lazy" decoding="async"><figcaption>
            Figure 1: Caption <em>x</em> <span class="math math-inline">y</span>.
            </figcaption></figure>
            <figure class="figure"><img src="../../posts/b.png" alt="B" loading="lazy" decoding="async"></figure>
            <p>See <a href="#top">Head</a>, <a href="#top">the top</a>, <a href="#fig1">Figure 1</a>, <a href="#e1">(1)</a>, H<sub>2</sub>O, <code>{x}</code> and <a href="../../posts/other.md">other</a>.</p>
            <div class="math math-display math-numbered" id="e1">x = 1
            \tag{1}</div>
            <p><span class="math math-display">y</span> (is y)</p>
            !! link/post at 197..209: no post stands in `other.md`
        "##]],
    );
}

#[test]
fn references_are_numbers_alone_where_that_is_meant() {
    check_text(
        "![A](a.png){#fig-a}\n\n@fig-a and Fig. [-@fig-a], [@fig-a], @thm-x.\n\n::: {#thm-x}\nT\n:::",
        expect![[r#"
            <figure class="figure" id="fig-a"><img src="a.png" alt="A"><figcaption>Figure 1: A</figcaption></figure>

            [Figure 1](#fig-a) and Fig. [1](#fig-a), [Figure 1](#fig-a), [Theorem 1](#thm-x).

            <div class="alert alert-note" role="note"><p class="alert-title"><a id="thm-x"></a>Theorem 1</p>

            T

            </div>"#]],
    );
}

#[test]
fn a_label_beside_its_equation_names_it() {
    check(
        "$$f(x) = w^{\\top} \\phi(x),$$ :eqlabel:`eq_gp`\n\nBy :eqref:`eq_gp` and $$b$$ :eqlabel:`eq_b`",
        expect![[r##"
            <div class="math math-display math-numbered" id="eq_gp">f(x) = w^{\top} \phi(x),\tag{1}</div>
            <p>By <a href="#eq_gp">(1)</a> and <span class="math math-display">b</span> <a id="eq_b"></a></p>
        "##]],
    );
}

#[test]
fn the_text_of_a_picture_has_its_formulas_as_tex() {
    check_text(
        "![The *one* \\[of\\] $|\\mathbf{v}|\\cos^*(\\theta) \\| x$ and \\\\(y\\\\).](a.png)\n:label:`fig_a`\n\n<div>\n![$z$](b.png)\n</div>",
        expect![[r#"
            <figure class="figure" id="fig_a"><img src="a.png" alt="The one [of] |\mathbf{v}|\cos^*(\theta) \| x and y."><figcaption>

            The *one* \[of\] $|\mathbf{v}|\cos^*(\theta) \| x$ and \\(y\\).

            </figcaption></figure>

            <div>

            ![$z$](b.png)
            </div>"#]],
    );
}
