use super::*;

#[test]
fn comments_of_link_definitions_are_hidden_whatever_they_say() {
    check(
        "[//]: # After tying it turns into a form.\n\na\n\n[//]: # <d-code block language=\"python\">\n\n```python\nx\n```\n\n[//]: # </d-code>\n[comment]: <> (b)\n\n{blog_metadata}\n{authors}\n\n`{authors}`\n\n[//]: paper \"c\"\n\n`[//]: # d`",
        expect![[r#"
            <p>a</p>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">x</code></pre>
            <p><code>{authors}</code></p>
            <p><code>[//]: # d</code></p>
        "#]],
    );
}

#[test]
fn a_comment_below_html_ends_where_it_says() {
    check(
        "<p>\na\n</p>\n<!-- Hidden one\n\n<span>$$\\psi(G)=P(G)$$</span> -->\n\nShown.\n\n<div>b<!-- c\n\nd --></div>\n\n<!-- e\n\n*f* -->\n\n*g*",
        expect![[r#"
            <p>
            a
            </p>
            <p>Shown.</p>
            <div>b</div>

            <p><em>g</em></p>
        "#]],
    );
}

#[test]
fn two_backslashes_of_kramdown_end_a_line() {
    let text = "We limit it to be $$\\alpha$$. \\\\\nThe `a \\\\\nb` problem. \\\\\n\n$$\na \\\\\nb\n$$\n";
    check(
        &format!("{text}\n{{: .x}}"),
        expect![[r#"
            <p>We limit it to be <span class="math math-inline">\alpha</span>. <br>
            The <code>a \\ b</code> problem. </p>
            <div class="math math-display">a \\
            b</div>
        "#]],
    );
}

#[test]
fn markdown_goes_on_behind_each_block_of_html() {
    check(
        "<div>x</div>\nAfter _c_.\n<div>y</div>\nAfter _d_.\n\nText\n<center>z</center>\nAfter _c_.\n<center>y</center><br>\nAfter _d_ and [l](https://a.b).",
        expect![[r#"
            <div>x</div>
            <p>After <em>c</em>.</p>
            <div>y</div>
            <p>After <em>d</em>.</p>
            <p>Text</p>
            <center>z</center>
            <p>After <em>c</em>.</p>
            <center>y</center><br>
            <p>After <em>d</em> and <a href="https://a.b">l</a>.</p>
        "#]],
    );
}

#[test]
fn what_stands_in_katexmm_is_translated() {
    check(
        "{% katexmm %}\n\nA $x$ and [x]({{ site.baseurl }}/a.png), ![i]({{ '/a.png' | relative_url }}).\n\n{% include figure.html src=\"/b.png\" caption=\"c\" %}\n\n{% endkatexmm %}\n\nB.",
        expect![[r#"
            <p>A <span class="math math-inline">x</span> and <a href="../../a.png">x</a>, <img src="../../a.png" alt="i">.</p>
            <figure class="figure"><img src="../../b.png" alt="" loading="lazy" decoding="async"><figcaption>c</figcaption></figure>
            <p>B.</p>
        "#]],
    );
}

#[test]
fn tabs_in_the_line_below_the_head_of_a_table_are_blanks() {
    check(
        "| Analysis \t| Statistics \t|\n|:---\t|:---\t|\n| Citation \t| Forward \t|",
        expect![[r#"
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col" class="align-left">Analysis</th><th scope="col" class="align-left">Statistics</th></tr>
            </thead>
            <tbody>
            <tr><td class="align-left">Citation</td><td class="align-left">Forward</td></tr>
            </tbody>
            </table></div>
        "#]],
    );
}

#[test]
fn includes_of_themes_show_films_and_sound_and_no_title_of_a_picture() {
    check(
        "{% include embed/video.html src=\"/a.mp4\" title=\"The *film*\" %}\n{% include embed/spotify.html id='3Ou' compact=1 %}\n\n\
         {% include embed/bilibili.html id='BV1' %}\n\n{% include audio.liquid path=\"assets/a.mp3\" controls=true %}\n\n{% include figure.liquid path=\"assets/b.png\" title=\"example image\" %}\n\n{{< figure src=\"/c.png\" caption=\"A *b* of <q>$x$</q>\" >}}",
        expect![[r#"
            <p><video controls="" src="../../a.mp4"></video></p>
            <p class="caption">The *film*</p>
            <p><a href="https://open.spotify.com/track/3Ou">open.spotify.com/track/3Ou</a></p>
            <p><a href="https://www.bilibili.com/video/BV1">www.bilibili.com/video/BV1</a></p>
            <p><audio controls="" src="../../assets/a.mp3"></audio></p>
            <figure class="figure"><img src="../../assets/b.png" alt="" title="example image" loading="lazy" decoding="async"></figure>
            <figure class="figure"><img src="../../c.png" alt="A b of x" loading="lazy" decoding="async"><figcaption>
            A <em>b</em> of <q><span class="math math-inline">x</span></q>
            </figcaption></figure>"#]],
    );
}

#[test]
fn comments_that_hold_a_formula_are_comments() {
    check(
        "[//]: # $$\n[//]: # a_{ij} =\n[//]: # \\alpha\n[//]: # $$\n\nSeen, $$x$$.\n\n```\n[//]: # code\n```",
        expect![[r#"
            <p>Seen, <span class="math math-display">x</span>.</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>[//]: # code</code></pre>
        "#]],
    );
}

#[test]
fn styles_and_scripts_are_no_text_beyond_a_blank_line() {
    check(
        "<div>\n<style scoped>\n    .a {\n        b: c;\n    }\n\n    .d {\n        e: f;\n    }\n</style>\n<table><tr><td>x</td></tr></table>\n</div>\n\n\
         <div>\n<script>\nvar x = 1;\n\n    var y = \"*a*\";\n</script>\n</div>\n\n*Text*, `<style>`\n\n    code\n\n\
         <svg viewBox=\"0 0 1 1\">\n  <g>\n\n    <rect x=\"1\"/>\n\n    <text>a_b*c*</text>\n  </g>\n</svg>\n\n*More*",
        expect![[r#"
            <div>

            <table><tr><td>x</td></tr></table>
            </div>
            <div>

            </div>
            <p><em>Text</em>, <code>&lt;style&gt;</code></p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>code</code></pre>
            <svg viewbox="0 0 1 1">
              <g>

                <rect x="1"></rect>

                <text>a_b*c*</text>
              </g>
            </svg>
            <p><em>More</em></p>
            !! html/element at 138..145: `<script>` is not shown: it is not on the list of allowed HTML
            !! html/element at 6..12: `<style>` is not shown: it is not on the list of allowed HTML
        "#]],
    );
}

#[test]
fn code_of_distill_may_stand_in_an_element() {
    check(
        "<div>\n<span> Hook </span>\n<d-code language='python'>\n# ResNet18\nx = []\n\n# VGG16\ny.__class__\n</d-code >\n</div>\n\ntext",
        expect![[r#"
            <div>
            <span> Hook </span>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python"># ResNet18
            x = []

            # VGG16
            y.__class__</code></pre>
            </div>
            <p>text</p>
        "#]],
    );
}
