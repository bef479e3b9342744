//! Pictures with captions, and what else is shown in a page.

use super::*;

#[test]
fn a_caption_below_attributes_may_have_attributes_and_several_lines() {
    check(
        "![a](a.png)\n{: style=\"width: 30%;\" class=\"center\"}\n*Fig. 1. One line.*\n{:.image-caption}\n\n\
         ![a](a.png)\n{: style=\"width: 30%;\" class=\"center\"}\n*Fig. 2. Two\nlines, **bold**, $x_*$ and [a](b.html).*\n\n\
         ![b](b.png)\n*Without a look*\n{:.image-caption}\ntext\n\n\
         > ![c](c.png){: .c}\n> _Two lines_in\n> a quote_\n\n\
         ![d](d.png){:width=\"60%\"}\n\n*In a paragraph of its own*\n\n\
         ![e](e.png){:width=\"60%\"}\n\n*Output:*\n\n- x",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="a" class="center" style="width:30%" loading="lazy" decoding="async"><figcaption>Fig. 1. One line.</figcaption></figure>
            <figure class="figure"><img src="../../posts/a.png" alt="a" class="center" style="width:30%" loading="lazy" decoding="async"><figcaption>
            Fig. 2. Two
            lines, <strong>bold</strong>, <span class="math math-inline">x_*</span> and <a href="../../posts/b.html">a</a>.
            </figcaption></figure>
            <figure class="figure"><img src="../../posts/b.png" alt="b" loading="lazy" decoding="async"><figcaption>Without a look</figcaption></figure>
            <p>text</p>
            <blockquote>
            <figure class="figure"><img src="../../posts/c.png" alt="c" class="c" loading="lazy" decoding="async"><figcaption>Two lines_in
            a quote</figcaption></figure>
            </blockquote>
            <figure class="figure"><img src="../../posts/d.png" alt="d" width="60%" loading="lazy" decoding="async"><figcaption>In a paragraph of its own</figcaption></figure>
            <figure class="figure"><img src="../../posts/e.png" alt="e" width="60%" loading="lazy" decoding="async"></figure>
            <p><em>Output:</em></p>
            <ul>
            <li>x</li>
            </ul>
        "#]],
    );
}

#[test]
fn what_a_post_is_about_is_not_a_caption() {
    let document = parse("![a](a.png){:.c}\n*Caption [b](b.html)*\n\n<figure>c\n\nD\n</figure>\n\nText.");
    assert_eq!(document.excerpt, "Text.");
}

#[test]
fn what_is_not_all_emphasised_is_no_caption() {
    check(
        "![a](a.png){:.c}\n*One* and *two*\n\n![b](b.png)\n{:.c}\n- *item*\n\n![c](c.png){:.c}\n*a*\n# b*\n\n\
         > ![d](d.png){:.c}\n\n*behind the quote*",
        expect![[r##"
            <p><img src="../../posts/a.png" alt="a" class="c" loading="lazy" decoding="async"> <em>One</em> and <em>two</em></p>
            <figure class="figure"><img src="../../posts/b.png" alt="b" class="c" loading="lazy" decoding="async"></figure>
            <ul>
            <li><em>item</em></li>
            </ul>
            <p><img src="../../posts/c.png" alt="c" class="c" loading="lazy" decoding="async"> <em>a</em></p>
            <h1 id="b">b*<a class="heading-anchor" href="#b" tabindex="-1" aria-hidden="true"></a></h1>
            <blockquote>
            <figure class="figure"><img src="../../posts/d.png" alt="d" class="c" loading="lazy" decoding="async"></figure>
            </blockquote>
            <p><em>behind the quote</em></p>
        "##]],
    );
}

#[test]
fn text_below_an_image_with_attributes_stays_in_its_paragraph() {
    check(
        "![Fig 1](a.png \"Figure 1\"){:width=75%}     \nFigure 1 - Source [7]    \n\n\
         ![b](b.png){:width=75%}\ngoes on, **not** apart\n\n\
         ![c](c.png){:width=75%}  \n**Figure**: c\n\n\
         > ![d](d.png){:width=75%}\n> in a quote\n\n\
         ![e](e.png){:.c}\nFigure 1: e  \n![f](f.png){:.c}\nFigure 2: f\n\n\
         ![g](g.png){:.c}\n- item",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="Fig 1" title="Figure 1" width="75%" loading="lazy" decoding="async"><figcaption>Figure 1 - Source [7]</figcaption></figure>
            <p><img src="../../posts/b.png" alt="b" width="75%" loading="lazy" decoding="async"> goes on, <strong>not</strong> apart</p>
            <figure class="figure"><img src="../../posts/c.png" alt="c" width="75%" loading="lazy" decoding="async"><figcaption>
            <strong>Figure</strong>: c
            </figcaption></figure>
            <blockquote>
            <p><img src="../../posts/d.png" alt="d" width="75%" loading="lazy" decoding="async"> in a quote</p>
            </blockquote>
            <p><img src="../../posts/e.png" alt="e" class="c" loading="lazy" decoding="async"> Figure 1: e<br>
            <img src="../../posts/f.png" alt="f" class="c" loading="lazy" decoding="async">
            Figure 2: f</p>
            <figure class="figure"><img src="../../posts/g.png" alt="g" class="c" loading="lazy" decoding="async"></figure>
            <ul>
            <li>item</li>
            </ul>
        "#]],
    );
}

#[test]
fn text_that_begins_as_captions_do_is_one() {
    check(
        "![a](a.png)\nFigure 1: what *it* shows\n\n![b](b.png \"t\")\nFig. 2.1. The model\n\n\
         ![c](c.png)\nFigure 3 shows what\n\n![d](d.png)\nSince 2019 we\n\n\
         ![e](e.png)\nFigure 1: e\n![f](f.png)\nFigure 2: f",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="a"><figcaption>Figure 1: what <em>it</em> shows</figcaption></figure>
            <figure class="figure"><img src="../../posts/b.png" alt="b" title="t" loading="lazy" decoding="async"><figcaption>Fig. 2.1. The model</figcaption></figure>
            <p><img src="../../posts/c.png" alt="c" loading="lazy" decoding="async">
            Figure 3 shows what</p>
            <p><img src="../../posts/d.png" alt="d" loading="lazy" decoding="async">
            Since 2019 we</p>
            <p><img src="../../posts/e.png" alt="e" loading="lazy" decoding="async">
            Figure 1: e
            <img src="../../posts/f.png" alt="f" loading="lazy" decoding="async">
            Figure 2: f</p>
        "#]],
    );
}

#[test]
fn a_caption_in_a_paragraph_makes_it_a_figure() {
    check(
        "<p align=\"center\">\n<img src=\"a.png\" width=\"90%\">\n<figcaption>Figure 1. A</figcaption>\n</p>\n\n\
         <div align=\"center\"><img src=\"b.png\"><figcaption>B</figcaption></div>\n\n\
         <p id=\"c\"><picture><img src=\"c.png\"></picture><figcaption>C\n\n<figure><p>d</p><figcaption>D</figcaption></figure></p>\n\n\
         <p>e</p></p>",
        expect![[r#"
            <figure align="center">
            <img src="../../posts/a.png" width="90%" loading="lazy" decoding="async">
            <figcaption>Figure 1. A</figcaption>
            </figure>
            <div align="center"><img src="../../posts/b.png" loading="lazy" decoding="async"><figcaption>B</figcaption></div>
            <figure id="c"><picture><img src="../../posts/c.png" loading="lazy" decoding="async"></picture><figcaption>C
            <figure><p>d</p><figcaption>D</figcaption></figure></figcaption></figure>
            <p>e</p>"#]],
    );
}

#[test]
fn players_of_listed_hosts_are_shown_by_https() {
    check(
        "<iframe src=\"http://player.vimeo.com/video/4745847?title=0&amp;byline=0&amp;portrait=0\" width=\"400\" \
         height=\"372\" frameborder=\"0\" webkitAllowFullScreen mozallowfullscreen allowFullScreen></iframe>\n\n\
         <iframe width=\"560\" src='HTTP://www.youtube.com/embed/x'></iframe>\n\n\
         <gradio-app space=\"a/b\"></gradio-app>\n\n<iframe src=\"http://evil.example/\"></iframe>",
        expect![[r#"
            <iframe loading="lazy" src="https://player.vimeo.com/video/4745847?title=0&amp;byline=0&amp;portrait=0" width="400" height="372" allowfullscreen="" title="Embedded page"></iframe>
            <iframe loading="lazy" width="560" src="https://www.youtube.com/embed/x" title="Embedded page"></iframe>
            <p><a class="embed-link" href="https://huggingface.co/spaces/a/b">https://huggingface.co/spaces/a/b</a></p>
            <a class="embed-link" href="http://evil.example/">http://evil.example/</a>!! html/element at 0..7: `<iframe>` is not shown: it is not on the list of allowed HTML
        "#]],
    );
}

#[test]
fn films_can_be_started() {
    check(
        "<video id=\"v\" poster=\"a.jpg\">\n<source src=\"a.mp4\" type=\"video/mp4\">\n</video>\n\
         <button class=\"playbutton\" onclick=\"playPause()\">Play</button>\n\n\
         <video src=\"b.mp4\" autoplay loop muted playsinline></video>\n\n<video src=\"c.mp4\" autoplay></video>\n\n\
         <audio src=\"d.mp3\"></audio> <video src=\"e.mp4\" controls></video>",
        expect![[r#"
            <video id="v" poster="../../posts/a.jpg" controls="">
            <source src="../../posts/a.mp4" type="video/mp4">
            </video>
            <p><video src="../../posts/b.mp4" autoplay="" loop="" muted="" playsinline=""></video></p>
            <p><video src="../../posts/c.mp4" autoplay="" controls=""></video></p>
            <p><audio src="../../posts/d.mp3" controls=""></audio> <video src="../../posts/e.mp4" controls=""></video></p>
            !! html/element at 77..139: a button that runs a script is left out
        "#]],
    );
}

#[test]
fn formulas_in_code_are_formulas_where_no_others_are() {
    check(
        "We often deal with matrices like `\\(C(X'X)^{-1}X'\\)` in 511, `\\[\\sum x\\]` and `solve(x)`.\n\n\
         ## Testing `\\(C \\beta = d\\)` in a Linear Model\n\nWe simply write `$X'$`.",
        expect![[r##"
            <p>We often deal with matrices like <span class="math math-inline">C(X'X)^{-1}X'</span> in 511, <span class="math math-display">\sum x</span> and <code>solve(x)</code>.</p>
            <h2 id="testing-c-beta--d-in-a-linear-model">Testing <span class="math math-inline">C \beta = d</span> in a Linear Model<a class="heading-anchor" href="#testing-c-beta--d-in-a-linear-model" tabindex="-1" aria-hidden="true"></a></h2>
            <p>We simply write <code>$X'$</code>.</p>
        "##]],
    );
    for body in [
        "Write `\\(x^2\\)`, as in \\(x^2\\).",
        "Write `\\(x^2\\)`, between `\\(` and `\\)`.",
        "Write `\\(x^2\\)`: `\\(...\\)`.",
        "Find `\\(^a_b\\)`.",
        "Find `\\(\\w+ x_1\\)`.",
        "Find `\\(a\\|b\\)`.",
        "{: .x}\nWrite `\\(x^2\\)`.",
    ] {
        assert!(parse(body).html.contains("<code>\\("), "{body}");
    }
}

#[test]
fn formulas_side_by_side_in_an_item_stay_in_it() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "- $$x$$, $$y$$ \n- $$x$$.\n- $$x$$\n\n$$a$$; $$b$$\n\n$$a$$.\n\n$$a$$ $$b$$\n\n<p>$$a$$ <br> $$b$$</p>";
    let document = parse_body(body, 0, None, place);
    expect![[r#"
        <ul>
        <li><span class="math math-inline">x</span>, <span class="math math-inline">y</span></li>
        <li><span class="math math-inline">x</span>.</li>
        <li><span class="math math-display">x</span></li>
        </ul>
        <p><span class="math math-inline">a</span>; <span class="math math-inline">b</span></p>
        <p><span class="math math-display">a</span>.</p>
        <p><span class="math math-display">a</span> <span class="math math-display">b</span></p>
        <p><span class="math math-display">a</span> <br> <span class="math math-display">b</span></p>"#]]
    .assert_eq(&document.body_html(&mut SourceHost));
}

#[test]
fn parts_of_variables_are_no_formulas() {
    check(
        "Columns fit$x1, fit$x2 and fit$fhat, df$x and df$y, but the$x$axis.",
        expect![[r#"
        <p>Columns fit$x1, fit$x2 and fit$fhat, df$x and df$y, but the<span class="math math-inline">x</span>axis.</p>
    "#]],
    );
}

#[test]
fn words_about_a_figure_are_its_caption_in_a_paragraph_of_their_own() {
    check(
        "![a](a.png)\n**Figure 1:** what *it* shows\n\n![b](b.png)\n\n**Figure 2**: b\n\n![c](c.png)\n\nFigure 3: c\n\n\
         ![d](d.png)\n\n**Figure 4** shows d.\n\n![e](e.png)\n\nStep 5: click.\n\n**Fig. 6.** above f\n\n![f](f.png)\n\n\
         **Fig. 7.** above g\n\n![g](g.png)",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="a"><figcaption><strong>Figure 1:</strong> what <em>it</em> shows</figcaption></figure>
            <figure class="figure"><img src="../../posts/b.png" alt="b" loading="lazy" decoding="async"><figcaption><strong>Figure 2</strong>: b</figcaption></figure>
            <figure class="figure"><img src="../../posts/c.png" alt="c" loading="lazy" decoding="async"><figcaption>Figure 3: c</figcaption></figure>
            <figure class="figure"><img src="../../posts/d.png" alt="d" loading="lazy" decoding="async"></figure>
            <p><strong>Figure 4</strong> shows d.</p>
            <figure class="figure"><img src="../../posts/e.png" alt="e" loading="lazy" decoding="async"></figure>
            <p>Step 5: click.</p>
            <p><strong>Fig. 6.</strong> above f</p>
            <figure class="figure"><img src="../../posts/f.png" alt="f" loading="lazy" decoding="async"></figure>
            <p><strong>Fig. 7.</strong> above g</p>
            <figure class="figure"><img src="../../posts/g.png" alt="g" loading="lazy" decoding="async"></figure>
        "#]],
    );
}
