//! What Quarto, Pandoc and bookdown have of their own.

use expect_test::expect;

use super::check;
use crate::{document::SourceHost, link::PostPlace, markdown::parse_body, slug::Slug};

#[test]
fn what_is_for_other_kinds_of_output_goes() {
    check(
        "::: {.content-hidden when-format=\"html\"}\na\n\n::: {.callout-note}\ninner\n:::\n:::\n\n::: {.content-visible when-format=\"pdf\"}\nb\n:::\n\n::: {.content-hidden unless-format=\"pdf\"}\nc\n:::\n\n::: content-hidden\nd\n:::\n\n::: {.content-visible unless-format=\"pdf\"}\nSeen.\n:::\n\n::: {.content-visible when-meta=\"x\"}\nSeen, too.\n:::\n\n[e]{.content-visible when-format=\"docx\"}[f]{.content-visible when-format=\"html:js\"} `[g]{.content-hidden}`",
        expect![[r#"
            <div class="content-visible">
            <p>Seen.</p>
            </div>
            <div class="content-visible">
            <p>Seen, too.</p>
            </div>
            <p><span class="content-visible">f</span> <code>[g]{.content-hidden}</code></p>
        "#]],
    );
    // One that is never closed takes nothing along.
    check(
        "::: {.content-hidden}\na\n\nb",
        expect![[r#"
        <p>::: {.content-hidden}
        a</p>
        <p>b</p>
    "#]],
    );
}

#[test]
fn callouts_of_quarto_fold() {
    check(
        "::: {.callout-tip collapse=\"true\" title=\"My *title*\"}\nText\n:::\n\n::: {.callout-note collapse=\"false\"}\n## Head\n\nText\n:::\n\n::: {.callout-warning appearance=\"simple\" icon=false}\nSimple.\n:::",
        expect![[r#"
            <details class="alert alert-tip">
            <summary class="alert-title">My <em>title</em></summary>
            <p>Text</p>
            </details>
            <details class="alert alert-note" open=""><summary class="alert-title">Head</summary>
            <p>Text</p>
            </details>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>Simple.</p>
            </div>"#]],
    );
}

#[test]
fn labels_of_bookdown_are_referred_to() {
    check(
        "\\begin{equation}\nx = 1 (\\#eq:x)\n\\end{equation}\n\n$$y = 2 (\\#eq:yy)$$\n\nSee \\@ref(eq:x), \\@ref(eq:yy), Figure \\@ref(fig:plot), Table \\@ref(tab:t), Section \\@ref(intro), \\@ref(nope), `\\@ref(eq:x)`.\n\n![(\\#fig:plot) A *caption*.](a.png)\n\nTable: (\\#tab:t) Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## The intro {#intro}",
        expect![[r##"
            <div class="math math-display math-numbered" id="eq:x">\begin{equation*}
            x = 1 \tag{1}
            \end{equation*}</div>
            <div class="math math-display math-numbered" id="eq:yy">y = 2 \tag{2}</div>
            <p>See <a href="#eq:x">(1)</a>, <a href="#eq:yy">(2)</a>, Figure <a href="#fig:plot">1</a>, Table <a href="#tab:t">t</a>, Section <a href="#intro">intro</a>, <a href="#nope">nope</a>, <code>\@ref(eq:x)</code>.</p>
            <figure class="figure" id="fig:plot"><img src="../../posts/a.png" alt="A caption." loading="lazy" decoding="async"><figcaption>
            Figure 1: A <em>caption</em>.
            </figcaption></figure>
            <p><a id="tab:t"></a> Words.</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th><th scope="col">b</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td><td>2</td></tr>
            </tbody>
            </table></div>
            <h2 id="intro">The intro<a class="heading-anchor" href="#intro" tabindex="-1" aria-hidden="true"></a></h2>
        "##]],
    );
}

#[test]
fn lists_are_numbered_by_letters_and_roman_numbers() {
    check(
        "a. first\n\n    ```py\n    x\n    ```\n\nb. second\n   - nested\n\n1. outer\n   i) inner $x$\n   ii) inner\n\n(A) one\n(B) two\n    goes on\n\n> I.  one\n> II.  two",
        expect![[r#"

            <ol type="a">
            <li><p>first</p>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-py">x</code></pre>
            </li>
            <li><p>second</p>
            <ul>
            <li>nested</li>
            </ul>
            </li>
            </ol>

            <ol type="1">
            <li>outer
            <ol type="i">
            <li>inner <span class="math math-inline">x</span></li>
            <li>inner</li>
            </ol>
            </li>
            </ol>

            <ol type="A">
            <li>one</li>
            <li>two
            goes on</li>
            </ol>
            <blockquote>

            <ol type="I">
            <li>one</li>
            <li>two</li>
            </ol>
            </blockquote>
        "#]],
    );
    check(
        "#. one\n#. two\n\nText\n\n(@) Example one\n(@good) Example two\n\nText\n\n(@) Three\n\nAs (@good) shows, (@nope), `(@good)`.",
        expect![[r#"
            <ol>
            <li>one</li>
            <li>two</li>
            </ol>
            <p>Text</p>
            <ol>
            <li>Example one</li>
            <li>Example two</li>
            </ol>
            <p>Text</p>
            <ol start="3">
            <li>Three</li>
            </ol>
            <p>As (2) shows, (@nope), <code>(@good)</code>.</p>
        "#]],
    );
}

#[test]
fn prose_that_begins_like_a_list_is_none() {
    check(
        "A. Einstein was a man.\nB. Russell also was.\n\nI. Introduction\n\n(a) single only\n\n(1) paragraph\n\n(2) paragraph\n\nAt point a. first\nb. second not\n\n```\na. code\nb. code\n```",
        expect![[r#"
            <p>A. Einstein was a man.
            B. Russell also was.</p>
            <p>I. Introduction</p>
            <p>(a) single only</p>
            <p>(1) paragraph</p>
            <p>(2) paragraph</p>
            <p>At point a. first
            b. second not</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>a. code
            b. code</code></pre>
        "#]],
    );
}

#[test]
fn theorems_have_numbers_and_are_referred_to() {
    check(
        "::: {#thm-line}\n\n## Line $x$\n\nText.\n:::\n\n::: {.theorem #pyth name=\"Pythagoras\"}\nText.\n:::\n\n::: {#def-x}\nText.\n:::\n\n::: {.proof}\nText.\n:::\n\n```{prf:lemma} Title\n:label: my-lemma\n\nText.\n```\n\nSee @thm-line, \\@ref(thm:pyth), [@def-x], {prf:ref}`my-lemma`, @thm-none.",
        expect![[r##"
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="thm-line"></a>Theorem 1 (Line <span class="math math-inline">x</span>)</p>
            <p>Text.</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="thm:pyth"></a>Theorem 2 (Pythagoras)</p>
            <p>Text.</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="def-x"></a>Definition 1</p>
            <p>Text.</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Proof</p>
            <p>Text.</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="my-lemma"></a>Lemma (Title)</p>
            <p>Text.</p>
            </div>
            <p>See <a href="#thm-line">Theorem 1</a>, <a href="#thm:pyth">2</a>, <a href="#def-x">Definition 1</a>, <a href="#my-lemma">my-lemma</a>, @thm-none.</p>
        "##]],
    );
}

#[test]
fn equations_and_tables_of_quarto_are_numbered() {
    check(
        "$$\nx\n$$ {#eq-x}\n\n- item\n  $$\n  w\n  $$ {#eq-w}\n\nSee @eq-x, [-@eq-w], @eq-none, @tbl-y.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: My caption {#tbl-y}\n\n``` {#lst-x .python lst-cap=\"Cap\"}\nx\n```\n\n![Cap](a.png){#fig-a fig-alt=\"Alt\"}",
        expect![[r##"
            <div class="math math-display math-numbered" id="eq-x">x
            \tag{1}</div>
            <ul>
            <li>item
            <span class="math math-display math-numbered" id="eq-w">w
            \tag{2}</span></li>
            </ul>
            <p>See Equation <a href="#eq-x">1</a>, <a href="#eq-w">2</a>, @eq-none, <a href="#tbl-y">Table 1</a>.</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th><th scope="col">b</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td><td>2</td></tr>
            </tbody>
            </table></div>
            <p>Table 1: My caption <a id="tbl-y"></a></p>
            <div class="code-bar"><span class="code-title">Cap</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x</code></pre>
            <figure class="figure" id="fig-a"><img src="../../posts/a.png" alt="Alt" loading="lazy" decoding="async"><figcaption>Figure 1: Cap</figcaption></figure>"##]],
    );
}

#[test]
fn headings_with_ids_are_named_by_their_words() {
    check(
        "## T {#tbl-x}\n\nSee @tbl-x and [-@tbl-x].",
        expect![[r##"
            <h2 id="tbl-x">T<a class="heading-anchor" href="#tbl-x" tabindex="-1" aria-hidden="true"></a></h2>
            <p>See <a href="#tbl-x">T</a> and <a href="#tbl-x">T</a>.</p>
        "##]],
    );
}

#[test]
fn pictures_of_quarto_have_captions_and_sizes_in_any_unit() {
    let body = "![An *elephant*](a.png)\n\n[![Linked](b.png)](c.html)\n\nText ![small](d.png) text.\n\n![](e.png)\n\n\
        ![Wide](f.png){width=4in fig-alt=\"A picture\"}\n\n![Not alone](g.png)\ntext\n\n![Other](h.png)\n*Its caption*";
    let document = parse_body(body, 0, None, PostPlace::new("x.qmd", "../../", &|_: &str| None::<Slug>));
    expect![[r#"
        <figure class="figure"><img src="../../posts/a.png" alt="An elephant" loading="lazy" decoding="async"><figcaption>
        An <em>elephant</em>
        </figcaption></figure>
        <figure class="figure"><a href="../../posts/c.html"><img src="../../posts/b.png" alt="Linked" loading="lazy" decoding="async"></a><figcaption>Linked</figcaption></figure>
        <p>Text <img src="../../posts/d.png" alt="small" loading="lazy" decoding="async"> text.</p>
        <figure class="figure"><img src="../../posts/e.png" alt="" loading="lazy" decoding="async"></figure>
        <figure class="figure"><img src="../../posts/f.png" alt="A picture" style="width:4in" loading="lazy" decoding="async"><figcaption>Wide</figcaption></figure>
        <p><img src="../../posts/g.png" alt="Not alone" loading="lazy" decoding="async">
        text</p>
        <figure class="figure"><img src="../../posts/h.png" alt="Other" loading="lazy" decoding="async"><figcaption>Its caption</figcaption></figure>"#]].assert_eq(&document.body_html(&mut SourceHost));
    check(
        "![Plain](a.png)\n\n![Wide](f.png){width=4in height=20px}\n\n![Own](g.png){fig-alt=\"A picture\"}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="Plain"></figure>
            <figure class="figure"><img src="../../posts/f.png" alt="Wide" style="width:4in" height="20" loading="lazy" decoding="async"></figure>
            <figure class="figure"><img src="../../posts/g.png" alt="A picture" loading="lazy" decoding="async"><figcaption>Own</figcaption></figure>"#]],
    );
}

#[test]
fn cells_in_double_braces_are_shown() {
    check(
        "```{{python}}\n#| label: fig-a\nx\n```\n\n- ```{{r}}\n  #| y\n  ```\n  z\n\n```{{r}}\n```\n\n| a |\n|---|\n| 1 |\n\n: Cap {.striped}\n\n\
         | a |\n|---|\n| 1 |\n\n: {tbl-colwidths=\"[9]\"}",
        expect![[r#"
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>```{python}
            #| label: fig-a
            x
            ```</code></pre>
            <ul>
            <li><div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>```{r}
            #| y
            ```</code></pre>
            z</li>
            </ul>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>```{r}
            ```</code></pre>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td></tr>
            </tbody>
            </table></div>
            <p>Cap</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td></tr>
            </tbody>
            </table></div>
        "#]],
    );
}

#[test]
fn cells_that_are_not_included_go_and_pictures_have_words_for_references() {
    check(
        "```{r setup, include=FALSE}\nx\n```\n\n- ```{python}\n  #| echo: false\n  #| include: false\n  y\n  ```\n  item\n\n\
         ```{python}\n#| include: true\nz\n```\n\n```r\ninclude=FALSE\n```\n\n![as @fig-a, [@fig-a]](a.png){#fig-a}",
        expect![[r##"
            <ul>
            <li>item</li>
            </ul>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">z</code></pre>
            <div class="code-bar"><span class="code-language">R</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-r">include=FALSE</code></pre>
            <figure class="figure" id="fig-a"><img src="../../posts/a.png" alt="as Figure 1, Figure 1" loading="lazy" decoding="async"><figcaption>Figure 1: as <a href="#fig-a">Figure 1</a>, <a href="#fig-a">Figure 1</a></figcaption></figure>"##]],
    );
}

#[test]
fn hyphens_are_dashes_and_icons_are_no_text() {
    let document = parse_body(
        "One -- or *two* --- `--x` --flag; {{< fa star >}}[{{< fa brands github >}}](u)",
        0,
        Some("X"),
        PostPlace::new("x.qmd", "../../", &|_: &str| None::<Slug>),
    );
    expect![[r#"
        <p>One – or <em>two</em> — <code>--x</code> --flag; <a href="../../posts/u">github</a></p>
    "#]]
    .assert_eq(&document.body_html(&mut SourceHost));
}

#[test]
fn attribute_lists_may_go_over_lines() {
    check(
        "See @fig-scaling, @fig-d and @sec-finite.\n\n![Some caption\nover lines.](\nfigures/scaling.png){\nwidth=90% #fig-scaling}\n\n![D](d.png){#fig-d\n  width=\"90%\"}\n\n[span text]{.cls\n key=\"v\"} and (x){a\nb}\n\n::: {.callout-note\n     collapse=\"true\"}\nBody\n:::\n\n## Finite { #sec-finite }\n\n[no]{.a\n\n.b}",
        expect![[r##"
            <p>See <a href="#fig-scaling">Figure 1</a>, <a href="#fig-d">Figure 2</a> and <a href="#sec-finite">Finite</a>.</p>
            <figure class="figure" id="fig-scaling"><img src="../../posts/figures/scaling.png" alt="Some caption over lines." width="90%" loading="lazy" decoding="async"><figcaption>Figure 1: Some caption
            over lines.</figcaption></figure>
            <figure class="figure" id="fig-d"><img src="../../posts/d.png" alt="D" width="90%" loading="lazy" decoding="async"><figcaption>Figure 2: D</figcaption></figure>
            <p><span class="cls">span text</span> and (x){a
            b}</p>
            <details class="alert alert-note"><summary class="alert-title">Note</summary>
            <p>Body</p>
            </details>
            <h2 id="sec-finite">Finite<a class="heading-anchor" href="#sec-finite" tabindex="-1" aria-hidden="true"></a></h2>
            <p>[no]{.a</p>
            <p>.b}</p>
        "##]],
    );
}

#[test]
fn only_labels_of_figures_are_numbered() {
    check(
        "![Notebook](a.png){#corvallis-ipynb}\n\n![Elephant](b.png){#fig-elephant}\n\nSee @fig-elephant.",
        expect![[r##"
            <figure class="figure" id="corvallis-ipynb"><img src="../../posts/a.png" alt="Notebook" loading="lazy" decoding="async"></figure>
            <figure class="figure" id="fig-elephant"><img src="../../posts/b.png" alt="Elephant" loading="lazy" decoding="async"><figcaption>Figure 1: Elephant</figcaption></figure>
            <p>See <a href="#fig-elephant">Figure 1</a>.</p>
        "##]],
    );
}

#[test]
fn references_have_words_of_their_own_and_name_what_has_blanks_around_its_id() {
    super::check_text(
        "See [Fig @fig-b], [@fig-b, left], [Theorem @thm-x], @Fig-b, @sec-c, [see @none] and [see @fig-b; @sec-c].\n\n![A](a.png){#a-place}\n\n\
         ![B](\nb.png){\n#fig-b width=90%}\n\n::: {#thm-x}\nT\n:::\n\n## C { #sec-c }",
        expect![[r#"
            See Fig [1](#fig-b), [Figure 1](#fig-b), left, Theorem [1](#thm-x), [Figure 1](#fig-b), [C](#sec-c), [see @none] and see [Figure 1](#fig-b); [C](#sec-c).

            <figure class="figure" id="a-place"><img src="a.png" alt="A"></figure>

            <figure class="figure" id="fig-b"><img src="b.png" alt="B" width="90%"><figcaption>Figure 1: B</figcaption></figure>

            <div class="alert alert-note" role="note"><p class="alert-title"><a id="thm-x"></a>Theorem 1</p>

            T

            </div>

            ## C {#sec-c }"#]],
    );
}
