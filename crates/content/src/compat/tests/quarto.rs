//! What Quarto, Pandoc and bookdown have of their own.

use expect_test::expect;

use super::check;

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
            <p>See <a href="#eq:x">(1)</a>, <a href="#eq:yy">(2)</a>, Figure <a href="#fig:plot">1</a>, Table <a href="#tab:t">t</a>, Section <a href="#intro">The intro</a>, @ref(nope), <code>\@ref(eq:x)</code>.</p>
            <figure class="figure" id="fig:plot"><img src="../../posts/a.png" alt="A caption." loading="lazy" decoding="async"><figcaption>
            <p>Figure 1: A <em>caption</em>.</p>
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
