use super::*;

#[test]
fn classes_that_themes_draw_as_callouts_and_theorems_are_alerts() {
    check(
        "{: .note }\n> Words.\n\n{: .warning-title }\n> My *title*\n>\n> Words.\n\nA **paragraph**\nof two.\n{: .important }\n\n\
         {: .tip}\nAbove\nit.\n\n**NOTE:** quiet\n{: .notice--info}\n\n- a\n\n  {: .caution}\n  > in an item\n\n\
         {: .theorem theorem-name=\"Bayes\"}\nfor any $h$\n\n{: .proof}\n> let $x$\n\n> So.\n{: .lemma}\n\n\
         **Theorem**. Own name.\n{: .theorem}\n\n#### Claim\n\n{: .theorem}\n> Below it.\n\n{: .note}\n- no text\n\n{: .quote}\nNone.\n\n\
         > ### The *rule*\n>\n> $y$\n{: .definition}\n\n> Empty end.\n>\n{: .prompt-tip }\n\nText.",
        expect![[r##"
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>Words.</p>
            </div>
            <div class="alert alert-warning" role="note"><p class="alert-title">My <em>title</em></p>
            <p>Words.</p>
            </div>
            <div class="alert alert-important" role="note"><p class="alert-title">Important</p>
            <p>A <strong>paragraph</strong>
            of two.</p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>Above
            it.</p>
            </div>
            <div class="alert alert-note" role="note">
            <p><strong>NOTE:</strong> quiet</p>
            </div>
            <ul>
            <li><p>a</p>
            <div class="alert alert-caution" role="note"><p class="alert-title">Caution</p>
            <p>in an item</p>
            </div>
            </li>
            </ul>
            <div class="alert alert-note" role="note"><p class="alert-title">Theorem (Bayes)</p>
            <p>for any <span class="math math-inline">h</span></p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Proof</p>
            <p>let <span class="math math-inline">x</span></p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Lemma</p>
            <p>So.</p>
            </div>
            <div class="theorem">
            <p><strong>Theorem</strong>. Own name.</p>
            </div>
            <h4 id="claim">Claim<a class="heading-anchor" href="#claim" tabindex="-1" aria-hidden="true"></a></h4>
            <blockquote>
            <p>Below it.</p>
            </blockquote>
            <ul>
            <li>no text</li>
            </ul>
            <p>None.</p>
            <div class="alert alert-note" role="note"><p class="alert-title">The <em>rule</em></p>
            <p><span class="math math-inline">y</span></p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <p>Empty end.</p>
            </div>
            <p>Text.</p>
        "##]],
    );
}

#[test]
fn what_is_indented_in_an_element_of_jekyll_is_no_code() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "<div class=\"caption\">\n    Left: *values*.\n\n    The high values of $x$.\n</div>\n\n\
                <div class=\"row\">\n\n    {% include figure.html path=\"a.png\" %}\n\n    {% include b.html %}\n\n</div>\n\n    code = 1";
    expect![[r#"
        <div class="caption">
            Left: *values*.
        <p>The high values of <span class="math math-inline">x</span>.</p>
        </div>
        <div class="row">
        <figure class="figure"><img src="../../a.png" alt="" loading="lazy" decoding="async"></figure>
        <p>{% include b.html %}</p>
        </div>
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>code = 1</code></pre>
    "#]].assert_eq(&parse_body(body, 0, None, place).body_html(&mut SourceHost));
}

#[test]
fn addresses_may_have_blanks_in_posts_of_jekyll() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "[pdf](/files/my file.pdf), [notes](my notes (v2).pdf), ![r](/a b (1).jpg), [t](/a 'T'), [no](a b) ![]({% asset e.png @path %})";
    expect![[r#"
        <p><a href="../../files/my%20file.pdf">pdf</a>, <a href="../../posts/my%20notes%20(v2).pdf">notes</a>, <img src="../../a%20b%20(1).jpg" alt="r">, <a href="../../a" title="T">t</a>, [no](a b) ![]({% asset e.png @path %})</p>
    "#]].assert_eq(&parse_body(body, 0, None, place).body_html(&mut SourceHost));
}

#[test]
fn a_bar_in_brackets_alone_is_a_condition_in_posts_of_jekyll() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = r"$\pi(s\|a)$ $p(x\|y) p(y\|z_{\|w\|})$ $\|x\| + p(\|y\|)$ $D_{KL}(p\|q)$ $$p(x\|y)$$ $f(\|x$ $a\|b)$";
    let formulas = parse_body(body, 0, None, place).formulas;
    let tex: Vec<_> = formulas.iter().map(|formula| &*formula.tex).collect();
    let expected = [
        r"\pi(s|a)",
        r"p(x|y) p(y|z_{\|w\|})",
        r"\|x\| + p(\|y\|)",
        r"D_{KL}(p\|q)",
        r"p(x\|y)",
        "f(|x",
        "a|b)",
    ];
    assert_eq!(tex, expected);
    assert_eq!(parse(r"$\pi(s\|a)$").formulas[0].tex, r"\pi(s\|a)");
}

#[test]
fn a_paragraph_has_its_look_wherever_it_begins() {
    check(
        "| A |\n|---|\n| 1 |\n{: .table }\n__Table 1:__ _caption_\n{: style=\"text-align: center;\"}\n\n<div>\n<img src=\"/a.png\" alt=\"x\">\n</div>\n_From left._\n{: .c}\n\n## H\nText\n{: .d}\n\nLead.\n{: .lead #intro}\n\n<small>\n*Figure 1.* made with `plot.py`\n</small>\n\n<svg>\n<text>\na *b*\n</text>\n</svg>\n\n<code>\na *b*\n</code>\n\nEnd",
        expect![[r##"
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">A</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td></tr>
            </tbody>
            </table></div>
            <div style="text-align:center">
            <p><strong>Table 1:</strong> <em>caption</em></p>
            </div>
            <div>
            <img src="../../a.png" alt="x" loading="lazy" decoding="async">
            </div>
            <div class="c">
            <p><em>From left.</em></p>
            </div>
            <h2 id="h">H<a class="heading-anchor" href="#h" tabindex="-1" aria-hidden="true"></a></h2>
            <div class="d">
            <p>Text</p>
            </div>
            <div id="intro" class="lead">
            <p>Lead.</p>
            </div>
            <small>
            <p><em>Figure 1.</em> made with <code>plot.py</code>
            </p>
            </small><svg>
            <text>
            a *b*
            </text>
            </svg>
            <code>
            a *b*
            </code>
            <p>End</p>
        "##]],
    );
}
