//! MyST: directives that hold others, and roles.

use expect_test::expect;

use super::check;

#[test]
fn directives_hold_markdown_and_each_other() {
    check(
        "```{dropdown} The *title*\nText\n```\n\n````{tab-set}\n```{tab-item} Tab 1\nFirst\n```\n```{tab-item} Tab 2\n~~~python\nx = \"```{note}\"\n~~~\n```\n````\n\n```{margin} Look\nAt $x$.\n```\n\n- item\n\n  ```{warning}\n  In a list\n  ```\n\n```{epigraph}\nWords.\n```",
        expect![[r#"
            <details>
            <summary>The <em>title</em></summary>
            <p>Text</p>
            </details>
            <div>
            <div>
            <p><strong>Tab 1</strong></p>
            <p>First</p>
            </div>
            <div>
            <p><strong>Tab 2</strong></p>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x = "```{note}"</code></pre>
            </div>
            </div>
            <aside>
            <p><strong>Look</strong></p>
            <p>At <span class="math math-inline">x</span>.</p>
            </aside>
            <ul>
            <li><p>item</p>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>In a list</p>
            </div>
            </li>
            </ul>
            <blockquote>
            <p>Words.</p>
            </blockquote>"#]],
    );
    check(
        "::::{tab-set}\n:::{tab-item} A\na\n:::\n:::{tab-item} B\nb\n:::\n::::\n\n:::{dropdown} Title\nText\n:::",
        expect![[r#"
            <div>
            <div>
            <p><strong>A</strong></p>
            <p>a</p>
            </div>
            <div>
            <p><strong>B</strong></p>
            <p>b</p>
            </div>
            </div>
            <details><summary>Title</summary>
            <p>Text</p>
            </details>"#]],
    );
}

#[test]
fn classes_of_admonitions_say_what_they_are_and_whether_they_fold() {
    check(
        "```{admonition} My title\n:class: tip, dropdown\n\nBody\n```\n\n```{note}\n:class: dropdown\nHidden\n```\n\n:::{admonition} Seen\n:class: warning\nBody\n:::",
        expect![[r#"
            <details class="alert alert-tip"><summary class="alert-title">My title</summary>
            <p>Body</p>
            </details>
            <details class="alert alert-note"><summary class="alert-title">Note</summary>
            <p>Hidden</p>
            </details>
            <div class="alert alert-warning" role="note"><p class="alert-title">Seen</p>
            <p>Body</p>
            </div>"#]],
    );
}

#[test]
fn figures_have_captions_and_roles_lead_to_titles() {
    check(
        "See {ref}`sec`, {ref}`that <sec>`, {numref}`fig-a`, {doc}`b`, {doc}`T <b.md>`, {term}`word`, {download}`f <a.zip>`, `{ref}`.\n\n(sec)=\n## A *section*\n\n```{figure} a.png\n:name: fig-a\n:width: 200px\n\nThe *caption*\nwith $x$.\n\nLegend.\n```\n\n:::{figure} b.png\nPlain\n:::",
        expect![[r##"
            <p>See <a href="#sec">A <em>section</em></a>, <a href="#sec">that</a>, <a href="#fig-a">Figure 1</a>, <a href="../../posts/b.md">b</a>, <a href="../../posts/b.md">T</a>, <em>word</em>, <a href="../../posts/a.zip">f</a>, <code>{ref}</code>.</p>
            <p><a id="sec"></a></p>
            <h2 id="a-section">A <em>section</em><a class="heading-anchor" href="#a-section" tabindex="-1" aria-hidden="true"></a></h2>
            <figure class="figure" id="fig-a"><img src="../../posts/a.png" alt="" width="200" loading="lazy" decoding="async"><figcaption>
            Figure 1: The <em>caption</em>
            with <span class="math math-inline">x</span>.
            </figcaption></figure>
            <p>Legend.</p>
            <figure class="figure"><img src="../../posts/b.png" alt="" loading="lazy" decoding="async"><figcaption>Plain</figcaption></figure>
            !! link/post at 52..60: no post stands in `b.md`
            !! link/post at 62..77: no post stands in `b.md`
        "##]],
    );
}

#[test]
fn cells_of_notebooks_are_code_without_options_and_borders() {
    check(
        "```{code-cell} ipython3\n:tags: [hide-input]\n\nprint(1)\n```\n\n+++\n\nText\n\n+++ {\"tags\": []}\n\n```{tableofcontents}\n```\n\n```{code-block} rust\n:linenos:\n:caption: a.rs\nlet x\n```",
        expect![[r#"
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python3">print(1)</code></pre>
            <p>Text</p>
            <div class="code-bar"><span class="code-title">a.rs</span><span class="code-language">Rust</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-rust">let x</code></pre>
        "#]],
    );
}

#[test]
fn comments_go_and_classes_say_what_an_admonition_is() {
    check(
        "Text {math}`x`\n% gone\n\n% gone, too\nbehind\n\n`% a` and 5 % b\n\n```\n% c\n```\n\n$$\n% d\n$$\n\n:::{admonition} T *t*\n:name: n\n:class: tip\nBody\n:::\n\n:::{note}\n:class: dropdown\nHidden\n:::",
        expect![[r#"
            <p>Text <span class="math math-inline">x</span></p>
            <p>behind</p>
            <p><code>% a</code> and 5 % b</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>% c</code></pre>
            <div class="math math-display">% d</div>
            <div class="alert alert-tip" role="note">
            <p class="alert-title">T <em>t</em></p>
            <p>Body</p>
            </div>
            <details class="alert alert-note"><summary class="alert-title">Note</summary>
            <p>Hidden</p>
            </details>"#]],
    );
    check(
        "50\n% of it\n\n% b\n\n:::{note} T\n:::",
        expect![[r#"
        <p>50
        % of it</p>
        <p>% b</p>
        <div class="alert alert-note" role="note"><p class="alert-title">T</p>
        </div>"#]],
    );
}

#[test]
fn options_may_stand_between_dashes_and_books_call_things_by_their_names() {
    check(
        "(a)=\n## Part *one*\n\n```{figure} b.png\n---\nname: fig-b\nalt: B\n---\nWhat it shows\n```\n\n```{note}\n---\nclass: dropdown\n---\nHidden\n```\n\n```{note}\n---\nOne: a rule\n```\n\n```{exercise}\n:label: e\nDo\n```\n\n````{solution} e\n:class: dropdown\n```{code-block} python\n---\nlinenos: true\n---\nx\n```\n````\n\n$$\na &= b\n$$ (eq:far)\n\nSee {ref}`a` and {ref}`e`.",
        expect![[r##"
            <p><a id="a"></a></p>
            <h2 id="part-one">Part <em>one</em><a class="heading-anchor" href="#part-one" tabindex="-1" aria-hidden="true"></a></h2>
            <figure class="figure" id="fig-b"><img src="../../posts/b.png" alt="B" loading="lazy" decoding="async"><figcaption>Figure 1: What it shows</figcaption></figure>
            <details class="alert alert-note"><summary class="alert-title">Note</summary>
            <p>Hidden</p>
            </details>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <hr>
            <p>One: a rule</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="e"></a>Exercise</p>
            <p>Do</p>
            </div>
            <details class="alert alert-note"><summary class="alert-title">Solution</summary>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x</code></pre>
            </details>
            <div class="math math-display math-numbered" id="eq:far">\begin{aligned}a &amp;= b
            \end{aligned}\tag{1}</div>
            <p>See <a href="#a">Part <em>one</em></a> and <a href="#e">e</a>.</p>
        "##]],
    );
}
