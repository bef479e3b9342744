use super::*;

#[test]
fn alerts_in_all_forms() {
    check(
        "> [!NOTE] One $x$\n> more\n\n> [!tip]\n> two\n> [!WARNING]\n> three\n\n> a\n> > [!note] nested\n\n> [!info]- Folded\n> four\n\n> [!example]\n> five\n\n- > [!NOTE] six\n\n> [!unknown] seven",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>One <span class="math math-inline">x</span>
            more</p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>two</p>
            </div>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>three</p>
            </div>
            <blockquote>
            <p>a</p>
            <div class="alert alert-note" role="note"><p class="alert-title">nested</p>
            </div>
            </blockquote>
            <details class="alert alert-note"><summary class="alert-title">Folded</summary>
            <p>four</p>
            </details>
            <div class="alert alert-note" role="note"><p class="alert-title">Example</p>
            <p>five</p>
            </div>
            <ul>
            <li><div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>six</p>
            </div>
            </li>
            </ul>
            <div class="alert alert-note" role="note"><p class="alert-title">seven</p>
            </div>
            !! compat/callout at 153..169: `[!unknown]` is no alert that we know: it is drawn as a note
        "#]],
    );
}

#[test]
fn callouts_have_titles_and_fold() {
    check(
        "> [!note] My title with $x$ and *em*\n> Body\n\n> [!warning]- Closed\n> - item\n\n> [!tip]+\n> open\n\n> [!question]- Nested?\n> > [!todo] Yes\n> > > [!cite|wide] deeper\n> > > text\n\n- item\n  > [!bug] In a list\n  > text\n\n> [!my-kind]\n> own kind\n\n> [!info] A whole sentence.\n\n> [!note](link)\n\n> text\n> [!unknown] not first\n\n`> [!note] code`",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">My title with <span class="math math-inline">x</span> and <em>em</em></p>
            <p>Body</p>
            </div>
            <details class="alert alert-warning"><summary class="alert-title">Closed</summary>
            <ul>
            <li>item</li>
            </ul>
            </details>
            <details class="alert alert-tip" open><summary class="alert-title">Tip</summary>
            <p>open</p>
            </details>
            <details class="alert alert-note"><summary class="alert-title">Nested?</summary>
            <div class="alert alert-note" role="note"><p class="alert-title">Yes</p>
            <div class="alert alert-note" role="note"><p class="alert-title">deeper</p>
            <p>text</p>
            </div>
            </div>
            </details>
            <ul>
            <li>item<div class="alert alert-caution" role="note"><p class="alert-title">In a list</p>
            <p>text</p>
            </div>
            </li>
            </ul>
            <div class="alert alert-note" role="note"><p class="alert-title">My-kind</p>
            <p>own kind</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>A whole sentence.</p>
            </div>
            <blockquote>
            <p><a href="../../posts/link">!note</a></p>
            </blockquote>
            <blockquote>
            <p>text
            [!unknown] not first</p>
            </blockquote>
            <p><code>&gt; [!note] code</code></p>
            !! compat/callout at 211..221: `[!my-kind]` is no alert that we know: it is drawn as a note
        "#]],
    );
}

#[test]
fn text_on_the_line_of_an_alert_is_a_title_or_its_text() {
    check(
        "> [!NOTE] Title\n> Body\n\n> [!NOTE] goes on\n> with this line\n\n> [!TIP] A sentence.\n> Another.\n\n> [!WARNING]\n> Body",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">Title</p>
            <p>Body</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>goes on
            with this line</p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>A sentence.
            Another.</p>
            </div>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>Body</p>
            </div>
        "#]],
    );
}

#[test]
fn admonitions_are_indented() {
    check(
        "!!! note \"Title *here*\"\n    Body with $x$.\n\n    - item\n\n    ```py\n    !!! note\n        x = 1\n    ```\n\n    ??? danger\n        inner\n\n    back\nafter\n\n???+ tip \"Open\"\n\ttab\n\n!!! warning \"\"\n    no title\n\n- item\n\n    !!! quote inline end\n        in a list\n\n> !!! my-kind\n>     in a quote\n> after\n\ntext\n!!! info \"Only a title\"\n",
        expect![[r#"
            <div class="alert alert-note" role="note">
            <p class="alert-title">Title <em>here</em></p>
            <p>Body with <span class="math math-inline">x</span>.</p>
            <ul>
            <li>item</li>
            </ul>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-py">!!! note
                x = 1</code></pre>
            <details class="alert alert-caution"><summary class="alert-title">Danger</summary>
            <p>inner</p>
            </details>
            <p>back</p>
            </div>
            <p>after</p>
            <details class="alert alert-tip" open=""><summary class="alert-title">Open</summary>
            <p>tab</p>
            </details>
            <div class="alert alert-warning" role="note">
            <p>no title</p>
            </div>
            <ul>
            <li><p>item</p>
              <div class="alert alert-note" role="note"><p class="alert-title">Quote</p>
            <p>in a list</p>
              </div>
            </li>
            </ul>
            <blockquote>
            <div class="alert alert-note" role="note"><p class="alert-title">My-kind</p>
            <p>in a quote</p>
            </div>
            <p>after</p>
            </blockquote>
            <p>text</p>
            <div class="alert alert-note" role="note"><p class="alert-title">Only a title</p>
            </div>
        "#]],
    );
    check(
        "=== \"C *x*\"\n\n    one\n\n=== \"D\"\n\n    ``` c\n    two\n    ```\n\nafter",
        expect![[r#"
            <p><strong>C <em>x</em></strong></p>
            <p>one</p>
            <p><strong>D</strong></p>
            <div class="code-bar"><span class="code-language">C</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-c">two</code></pre>
            <p>after</p>
        "#]],
    );
}

#[test]
fn exclamations_are_no_admonitions() {
    check(
        "!!! what is this\n    text\n\n!!! note\nnot indented\n\n!!! \"x\"\n    y\n\n???\n\n    !!! note\n        code\n\n```\n!!! note\n    code\n```\n\na === \"b\"",
        expect![[r#"
            <p>!!! what is this
            text</p>
            <p>!!! note
            not indented</p>
            <p>!!! "x"
            y</p>
            <p>???</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>!!! note
                code</code></pre>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>!!! note
                code</code></pre>
            <p>a === "b"</p>
        "#]],
    );
}

#[test]
fn titles_of_directives_are_markdown() {
    check(
        ":::tip[Use `x` and **y**]\nBody\n:::\n\n> <sb-title>typed\n\n<sb-title>a</sb-title> b\n\n> [!NOTE]\n> <sb-title x>y</sb-title>",
        expect![[r#"
            <div class="alert alert-tip" role="note">
            <p class="alert-title">Use <code>x</code> and <strong>y</strong></p>
            <p>Body</p>
            </div>
            <blockquote>
            <p>&lt;sb-title&gt;typed</p>
            </blockquote>
            <p>&lt;sb-title&gt;a&lt;/sb-title&gt; b</p>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>&lt;sb-title x&gt;y&lt;/sb-title&gt;</p>
            </div>
        "#]],
    );
}

#[test]
fn summaries_and_titles_of_themes() {
    check(
        "{% details Click **here** %}\nx\n{% enddetails %}\n\n{{< details \"Sum *mary*\" >}}\ny\n{{< /details >}}\n\n{{< admonition tip \"A title\" >}}\nz\n{{< /admonition >}}\n\n> ##### TIP\n>\n> text\n{: .block-tip }\n\n> plain\n{: .block-warning }",
        expect![[r#"
            <details>
            <summary>Click <strong>here</strong></summary>
            <p>x</p>
            </details>
            <details>
            <summary>Sum <em>mary</em></summary>
            <p>y</p>
            </details>
            <div class="alert alert-tip" role="note"><p class="alert-title">A title</p>
            <p>z</p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">TIP</p>
            <p>text</p>
            </div>
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>plain</p>
            </div>
        "#]],
    );
}

#[test]
fn callouts_of_fastpages_are_alerts() {
    check(
        "> Note: a *b*\n> c\n\n> Tip: x\n\ntext\n> Warning: y\n\n> a\n> Note: b\n\n- > Important: z\n\n> Notes: w\n\n`> Note: v`",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>a <em>b</em>
            c</p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>x</p>
            </div>
            <p>text</p>
            <blockquote>
            <p>Warning: y</p>
            </blockquote>
            <blockquote>
            <p>a
            Note: b</p>
            </blockquote>
            <ul>
            <li><blockquote>
            <p>Important: z</p>
            </blockquote>
            </li>
            </ul>
            <blockquote>
            <p>Notes: w</p>
            </blockquote>
            <p><code>&gt; Note: v</code></p>
        "#]],
    );
}

#[test]
fn embeds_of_fastpages_are_players_and_links() {
    check(
        "text\n\n> youtube: https://youtu.be/abc\n\n> twitter: https://twitter.com/a/status/1\nbehind\n\n> youtube: what it is\n\n> youtube: https://youtu.be/d\n> more\n\n> a\n> youtube: https://youtu.be/e\n\n- > youtube: https://youtu.be/f\n\n```\n\n> youtube: https://youtu.be/g\n```\n\n> twitter: https://x.org/a b\n\n> youtube: <https://youtu.be/h>\n\n> youtube: https://www.youtube.com/@i",
        expect![[r#"
            <p>text</p>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <p><a href="https://twitter.com/a/status/1">twitter.com/a/status/1</a></p>
            <p>behind</p>
            <blockquote>
            <p>youtube: what it is</p>
            </blockquote>
            <blockquote>
            <p>youtube: <a class="autolink" href="https://youtu.be/d">https://youtu.be/d</a>
            more</p>
            </blockquote>
            <blockquote>
            <p>a
            youtube: <a class="autolink" href="https://youtu.be/e">https://youtu.be/e</a></p>
            </blockquote>
            <ul>
            <li><blockquote>
            <p>youtube: <a class="autolink" href="https://youtu.be/f">https://youtu.be/f</a></p>
            </blockquote>
            </li>
            </ul>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>
            &gt; youtube: https://youtu.be/g</code></pre>
            <blockquote>
            <p>twitter: <a class="autolink" href="https://x.org/a">https://x.org/a</a> b</p>
            </blockquote>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/h" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <p><a href="https://www.youtube.com/@i">www.youtube.com/@i</a></p>
        "#]],
    );
}

#[test]
fn attributes_of_directives_are_no_titles() {
    check(
        ":::danger{#mind}\na\n:::\n\n:::note{.cls title=\"A *t*\"}\nb\n:::\n\n::: tip[A `b`]{#c-d .e}\nc\n:::\n\n:::note Title {x}\nd\n:::\n\n::: warning Of $x^{#}$\ne\n:::\n\n::: {.callout-tip #tip-a collapse=\"true\"}\nf\n:::\n\n:::columns{.wide}\ng\n:::\n\n:::what is{.this}\nh\n:::\n\n[l](#mind)\n\n`:::note{#x}`\n\n    :::note{#y}",
        expect![[r##"
            <div id="mind" class="alert alert-caution" role="note"><p class="alert-title">Danger</p>
            <p>a</p>
            </div>
            <div class="alert alert-note" role="note">
            <p class="alert-title">A <em>t</em></p>
            <p>b</p>
            </div>
            <div id="c-d" class="alert alert-tip" role="note">
            <p class="alert-title">A <code>b</code></p>
            <p>c</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Title {x}</p>
            <p>d</p>
            </div>
            <div class="alert alert-warning" role="note"><p class="alert-title">Of <span class="math math-inline">x^{#}</span></p>
            <p>e</p>
            </div>
            <details id="tip-a" class="alert alert-tip"><summary class="alert-title">Tip</summary>
            <p>f</p>
            </details>
            <div class="columns wide">
            <p>g</p>
            </div>
            <p>:::what is{.this}
            h
            :::</p>
            <p><a href="#mind">l</a></p>
            <p><code>:::note{#x}</code></p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>:::note{#y}</code></pre>
        "##]],
    );
}

#[test]
fn text_of_a_callout_may_go_on_without_signs() {
    check(
        "> [!example] Title\nThe *text*\nof it.\n\n> [!note]- Folded\nHidden.\n\n> [!tip] Only a title\n# Heading",
        expect![[r##"
            <div class="alert alert-note" role="note"><p class="alert-title">Title</p>
            <p>The <em>text</em>
            of it.</p>
            </div>
            <details class="alert alert-note"><summary class="alert-title">Folded</summary>
            <p>Hidden.</p>
            </details>
            <div class="alert alert-tip" role="note"><p class="alert-title">Only a title</p>
            </div>
            <h1 id="heading">Heading<a class="heading-anchor" href="#heading" tabindex="-1" aria-hidden="true"></a></h1>
        "##]],
    );
}
