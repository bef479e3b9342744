use super::*;

#[test]
fn hugo_shortcodes_are_translated() {
    check(
        "{{< figure src=\"img/a.png\" title=\"T\" caption=\"C *m* $x$\" alt=\"A\" width=\"300\" >}}\n\n{{<figure src=/b.png>}}\n\n{{< youtube id=\"abc\" >}}\n\n{{< highlight py \"linenos=true\" >}}\nx < 1\n{{< /highlight >}}\n\n[r]({{< ref \"2020-01-01-b.md#s\" >}}) [s]({{% relref \"posts/2020-01-01-b\" %}})\n\n{{< tweet user=\"u\" id=\"1\" >}}\n\n{{< rawhtml >}}\n<b>x</b>\n{{< /rawhtml >}}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/img/a.png" alt="A" title="T" width="300" loading="lazy" decoding="async"><figcaption>
            C <em>m</em> <span class="math math-inline">x</span>
            </figcaption></figure>
            <figure class="figure"><img src="../../b.png" alt="" loading="lazy" decoding="async"></figure>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code code-lines code-numbered" tabindex="0"><code class="language-py"><span class="line">x &lt; 1</span></code></pre>
            <p><a href="../../posts/b/#s">r</a> <a href="../../posts/b/">s</a></p>
            <p><a href="https://twitter.com/u/status/1">twitter.com/u/status/1</a></p>
            <p><b>x</b></p>
        "#]],
    );
}

#[test]
fn callouts_and_disclosures_hold_markdown() {
    check(
        "{{% notice tip %}}\n- a\n{{% /notice %}}\n\n{{< details \"S\" >}}\n**b**\n{{< /details >}}",
        expect![[r#"
            <div class="alert alert-tip" role="note"><p class="alert-title">Tip</p>
            <ul>
            <li>a</li>
            </ul>
            </div>
            <details><summary>S</summary>
            <p><strong>b</strong></p>
            </details>"#]],
    );
}

#[test]
fn unknown_shortcodes_stay_and_are_told_once() {
    check(
        "{{< color red >}}\n$$x$$\n{{< /color >}}\n\n{{< embed a.qmd >}} {{</* shown */>}} {{< include b.qmd >}}",
        expect![[r#"
            <div style="color:red">
            <div class="math math-display">x</div>
            </div>
            <p>{{&lt; embed a.qmd &gt;}} {{&lt; shown &gt;}}</p>
            !! compat/shortcode at 40..59: `{{< embed >}}` is not translated and shows as it is
            !! compat/shortcode at 78..99: the file of `include` is not put in
        "#]],
    );
}

#[test]
fn prose_may_begin_with_import() {
    let body = "import duties and 'tariffs' rose.\n\nreturns\n{:ok, pid}\nor {:error}";
    assert_eq!(super::super::translate(body, 0, place(&|_: &str| None)).text, body);
}

#[test]
fn mdx_modules_and_comments_go() {
    check(
        "import A from '../a'\nimport {\n  B,\n} from \"b\"\nexport const meta = {\n  x: 1\n}\n\n# T\n\nimport is a word {/* gone */} here",
        expect![[r##"
            <h1 id="t">T<a class="heading-anchor" href="#t" tabindex="-1" aria-hidden="true"></a></h1>
            <p>import is a word  here</p>
        "##]],
    );
}

#[test]
fn mathematics_tabs_and_diagrams_of_themes() {
    check(
        "{{< katex >}}\n\nA {{< katex >}}a_b{{< /katex >}} and {{< katex display=true >}}c_d{{< /katex >}}\n\n{{< mathjax/block >}}\\[e\\]{{< /mathjax/block >}}\n\n{{< tabs >}}\n{{< tab \"One\" >}}\n- x\n{{< /tab >}}\n{{< /tabs >}}\n\n{{< mermaid >}}\nA-->B\n{{< /mermaid >}}\n{{< figure src=\"a.png\" >}}\n{{< video https://youtu.be/abc >}}\n## Heading\n\n{{< callout text=\"T *x*\" >}} {{< kbd Ctrl-C >}} {{< pagebreak >}}",
        expect![[r##"
            <p>A <span class="math math-inline">a_b</span> and</p>
            <div class="math math-display">c_d</div>
            <p>[e]</p>
            <p><strong>One</strong></p>
            <ul>
            <li>x</li>
            </ul>
            <div class="code-bar"><span class="code-language">mermaid</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-mermaid">A--&gt;B</code></pre>
            <figure class="figure"><img src="../../posts/a.png" alt="" loading="lazy" decoding="async"></figure>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <h2 id="heading">Heading<a class="heading-anchor" href="#heading" tabindex="-1" aria-hidden="true"></a></h2>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>T <em>x</em></p>
            </div>
            <p><kbd>Ctrl-C</kbd></p>
        "##]],
    );
}

#[test]
fn colors_and_videos_of_hugo_and_quarto() {
    check(
        "{{< color \"red\" >}}$y_1${{< /color >}} {{< color \"#f00\" >}}t{{< /color >}} {{< color x >}}\n\n{{< video https://www.youtube.com/watch?v=abc >}}",
        expect![[r#"
            <p><span style="color:red"><span class="math math-inline">y_1</span></span> <span style="color:#f00">t</span> {{&lt; color x &gt;}}</p>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>!! compat/shortcode at 75..90: `{{< color >}}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn color_takes_its_text_as_an_argument() {
    check(
        "The {{<color red \"*two* words\">}} and {{<color blue one>}}.\n\n{{<color red \"$$p(\\theta_{i+1} | x)$$\">}}",
        expect![[r#"
            <p>The <span style="color:red"><em>two</em> words</span> and <span style="color:blue">one</span>.</p>
            <p><span style="color:red"><span class="math math-display">p(\theta_{i+1} | x)</span></span></p>
        "#]],
    );
}

#[test]
fn comments_of_templates_go_and_shown_shortcodes_are_shown() {
    check(
        "a {{/* b */}} c\n\n{{/* d\ne */}}\n\nUse {{</* figure src=\"x\" */>}} or {{%/* /note */%}}.",
        expect![[r#"
            <p>a  c</p>
            <p>Use {{&lt; figure src="x" &gt;}} or {{% /note %}}.</p>
        "#]],
    );
}

#[test]
fn inline_shortcodes_show_what_their_actions_stand_around() {
    check(
        "{{< math.inline >}}\n{{ if or .Page.Params.math }}\n<!-- c -->\n{{ end }}\n{{</ math.inline >}}\n\n\
         {{< a.inline >}}\n<p>\n{{ .x }} \\(x\\)\n</p>\n{{</ a.inline >}}\n\n{{< b.inline >}} open {{ y }}",
        expect![[r#"

            <p>
             <span class="math math-inline">x</span>
            </p>
            <p>open {{ y }}</p>
        "#]],
    );
}

#[test]
fn figures_say_whom_they_are_from_and_hold_talks() {
    check(
        "{{< figure src=\"a.png\" caption=\"A $x$\" attr=\"by me\" attrlink=\"https://x.y\" >}}\n\n{{< figure src=\"b.png\" attr=\"[A](u)\" >}}\n\n\
         {{<figure caption=\"<q>C</q>\">}}\n{{<discord/thread channel=\"g\">}}\n{{<discord/message handle=\"D*j\" img-src=\"https://x.org/a.png\">}}https://x.org/b  \n\
         hey{{</discord/message>}}{{</discord/thread>}}\n{{</figure>}}\n\n{{<discord/mention \"@D\" >}} this\n\n{{< figure >}} {{</ figure >}}\n\n{{< figure >}}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="A x" loading="lazy" decoding="async"><figcaption>A <span class="math math-inline">x</span> <a href="https://x.y">by me</a></figcaption></figure>
            <figure class="figure"><img src="../../posts/b.png" alt="" loading="lazy" decoding="async"><figcaption>
            <a href="../../posts/u">A</a>
            </figcaption></figure>
            <figure class="figure"><figcaption><q>C</q></figcaption>
            <blockquote>
            <p><strong>D*j</strong></p>
            <p><a class="autolink" href="https://x.org/b">https://x.org/b</a><br>
            hey</p>
            </blockquote>
            </figure>
            <p>@D this</p>
            <figure class="figure">
            </figure>
            <p>{{&lt; figure &gt;}}</p>
            !! compat/shortcode at 397..411: `{{< figure >}}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn calls_of_zola_show_what_they_are_about() {
    check(
        "{{ dual_theme_image(light_src=\"d.webp\", dark_src=\"n.webp\" alt=\"A\") }}\n\n{{ image_hover(default_src=\"e.webp\", default_alt=\"E\") }}\n\n\
         {% wide_container() %}\na *b*\n{% end %}\n\na {{ spoiler(text=\"b [c](u)\", fixed_blur=true) }} d\n\n\
         {{ multilingual_quote(original=\"o\", translated=\"t\", author=\"A\") }}\n{{ add_src_to_code_block(src=\"https://x.org\") }}\n\n{% open() %}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/d.webp" alt="A" loading="lazy" decoding="async"></figure>
            <figure class="figure"><img src="../../posts/e.webp" alt="E" loading="lazy" decoding="async"></figure>
            <p>a <em>b</em></p>
            <p>a b <a href="../../posts/u">c</a> d</p>
            <blockquote><p>o</p><p>t</p><p>A</p></blockquote>
            <p>{% open() %}</p>
            !! compat/shortcode at 339..351: `{% open() %}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn what_themes_put_around_text_is_left_out_and_theorems_are_notes() {
    check(
        "{{< theorem title=\"Main\" id=\"t\" >}}\nLet $x$.\n{{< /theorem >}}\n{{< proof >}} Easy. {{< /proof >}} Next.\n\n{{< question \"One or two\" >}}\nWhich?\n{{< /question >}}\n\nSo {{< hl >}}*this*{{< /hl >}} and that{{< sidenote >}}a note{{< /sidenote >}}.\n\n{{< tip \"Try it\" >}}\nT\n{{< /tip >}}\n\n{{< lone >}}",
        expect![[r##"
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="t"></a>Theorem (Main)</p>
            <p>Let <span class="math math-inline">x</span>.</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Proof</p>
            <p>Easy.</p>
            </div>
            <p>Next.</p>
            <p><strong>One or two</strong></p>
            <p>Which?</p>
            <p>So <em>this</em> and that<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup>.</p>
            <div class="alert alert-tip" role="note"><p class="alert-title">Try it</p>
            <p>T</p>
            </div>
            <p>{{&lt; lone &gt;}}</p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1">a note <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></li>
            </ol>
            </section>
            !! compat/shortcode at 104..133: `{{< question >}}` is not known here: only what it holds is shown
            !! compat/shortcode at 163..173: `{{< hl >}}` is not known here: only what it holds is shown
            !! compat/shortcode at 278..290: `{{< lone >}}` is not translated and shows as it is
        "##]],
    );
    check(
        "{% figure(src=\"a.png\", title=\"T\") %}\nMore\n{% end %}\n\nA {% m() %}x_1{% end %} and {% mark() %}b{% end %}.\n\n{% math() %}\ny\n{% end %}\n\n{% quote(author=\"Q\") %}\nWords\n{% end %}",
        expect![[r#"
            <figure class="figure"><img src="../../posts/a.png" alt="" loading="lazy" decoding="async"><figcaption>T</figcaption></figure>
            <p>More</p>
            <p>A <span class="math math-inline">x_1</span> and b.</p>
            <div class="math math-display">y</div>
            <blockquote>
            <p><strong>Q</strong></p>
            <p>Words</p>
            </blockquote>"#]],
    );
}

#[test]
fn blocks_of_themes_and_of_hexo_show_what_they_hold() {
    check(
        "{% note info %}\nA $x$\n{% endnote %}\n\n{% note success 标题 %}\nB\n{% endnote %}\n\n{% theorem Bayes %}\nC\n{% endtheorem %}\n\n{% lemma label=l caption=\"Of $x$\" %}\nC\n{% endlemma %}\n\n{% cq %}D{% endcq %} and {% cq %}E{% endcq %}\n\n{% box title=\"T\" %}\nF\n{% endbox %}\n\n{% codeblock lang:js %}\nx\n{% endcodeblock %}\n\n{% lone %}",
        expect![[r#"
            <div class="alert alert-note" role="note"><p class="alert-title">Info</p>
            <p>A <span class="math math-inline">x</span></p>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">标题</p>
            <p>B</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Theorem (Bayes)</p>
            <p>C</p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title"><a id="l"></a>Lemma (Of <span class="math math-inline">x</span>)</p>
            <p>C</p>
            </div>
            <p>D and E</p>
            <p><strong>T</strong></p>
            <p>F</p>
            <div class="code-bar"><span class="code-language">JavaScript</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-js">x</code></pre>
            <p>{% lone %}</p>
            !! compat/liquid at 175..183: `{% cq %}` is not known here: only what it holds is shown
            !! compat/liquid at 222..241: `{% box %}` is not known here: only what it holds is shown
            !! compat/liquid at 304..314: `{% lone %}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn an_end_belongs_to_the_nearest_start() {
    check(
        "A {{< badge \"default\" >}} and {{< badge content=\"R\" >}} here.\n\n{{< badge >}}\nNew!\n{{< /badge >}}\n\n{{< box >}}\n{{< box >}}\nIn\n{{< /box >}}\n{{< /box >}}\n\n{{< pdf />}} {{< pdf >}}x{{< /pdf >}}",
        expect![[r#"
            <p>A {{&lt; badge "default" &gt;}} and {{&lt; badge content="R" &gt;}} here.</p>
            <p>New!</p>
            <p>In</p>
            <p>{{&lt; pdf /&gt;}} x</p>
            !! compat/shortcode at 2..25: `{{< badge >}}` is not translated and shows as it is
            !! compat/shortcode at 63..76: `{{< badge >}}` is not known here: only what it holds is shown
            !! compat/shortcode at 98..109: `{{< box >}}` is not known here: only what it holds is shown
            !! compat/shortcode at 152..164: `{{< pdf >}}` is not translated and shows as it is
            !! compat/shortcode at 165..176: `{{< pdf >}}` is not known here: only what it holds is shown
        "#]],
    );
}

#[test]
fn buttons_and_cards_are_links() {
    check(
        "{{<button href=\"/\">}}Get *Home*{{</button>}} {{< button relref=\"2020-01-01-b.md\" >}}b{{< /button >}}\n\n{{< button href=\"https://x.org\" >}}\nCall\n{{< /button >}}\n\n{{< card link=\"/c\" >}}\nA\n\nB\n{{< /card >}}\n\n{{ button(text=\"Z\", url=\"https://z.org\") }}",
        expect![[r#"
            <p><a href="../../">Get <em>Home</em></a> <a href="../../posts/b/">b</a></p>
            <p><a href="https://x.org">Call</a></p>
            <p>A</p>
            <p>B</p>
            <p><a href="https://z.org">Z</a></p>
            !! compat/shortcode at 160..182: `{{< card >}}` is not known here: only what it holds is shown
        "#]],
    );
}

#[test]
fn tabs_may_be_named_by_what_is_around_them() {
    check(
        "{{< tabs items=\"npm, yarn\" >}}\n\n{{< tab >}}\n```bash\nnpm install x\n```\n{{< /tab >}}\n\n{{< tab >}}An *other*.{{< /tab >}}\n\n{{< /tabs >}}\n\n{{< chart >}}\ntype: 'bar',\n\ndata: {}\n{{< /chart >}}",
        expect![[r#"
            <p><strong>npm</strong></p>
            <div class="code-bar"><span class="code-language">Shell</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-bash">npm install x</code></pre>
            <p><strong>yarn</strong></p>
            <p>An <em>other</em>.</p>
            <div class="code-bar"><span class="code-language">JavaScript</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-js">type: 'bar',

            data: {}</code></pre>
            !! compat/shortcode at 135..148: `{{< chart >}}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn shortcodes_are_shown_in_code_too() {
    check(
        "```md\n{{</* alert \"t\" */>}}\nW\n{{</* /alert */>}}\n```\n\nUse `{{%/* toc */%}}`, {{</* toc */>}} and `/* c */`.",
        expect![[r#"
            <div class="code-bar"><span class="code-language">Markdown</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-md">{{&lt; alert "t" &gt;}}
            W
            {{&lt; /alert &gt;}}</code></pre>
            <p>Use <code>{{% toc %}}</code>, {{&lt; toc &gt;}} and <code>/* c */</code>.</p>
        "#]],
    );
}

#[test]
fn plugins_of_jekyll_show_pictures() {
    check(
        "{% responsive_image path: images/a.jpg alt: \"Two: times.\" title: \"T\" %}\n\n\
         <figure>\n  {% picture small {{site.baseurl}}/b.jpg --alt X-Ray Service --img class=c %}\n</figure>\n\n{% lightbox /c.png --title=\"C\" %}\n\n\
         {% figure caption:\"The *Run* button\" label:run %}\n![D](/d.png)\n{% endfigure %}\n\n\
         {% include image.html name=\"e.png\" caption=\"E\" %}\n\n{% include aligner.html images=\"f/g.jpg,h.png\" column=2 caption=\"F\" %}",
        expect![[r#"
            <figure class="figure"><img src="../../images/a.jpg" alt="Two: times." title="T" loading="lazy" decoding="async"></figure>
            <figure>
              <img src="../../b.jpg" alt="X-Ray Service" loading="lazy" decoding="async">
            </figure>
            <img src="../../c.png" alt="" loading="lazy" decoding="async">
            <figure class="figure" id="run"><figcaption>
            The <em>Run</em> button
            </figcaption>
            <img src="../../d.png" alt="D" loading="lazy" decoding="async">
            </figure>
            <figure class="figure"><img src="../../e.png" alt="" loading="lazy" decoding="async"><figcaption>E</figcaption></figure>
            <figure class="figure"><img src="../../f/g.jpg" alt="" loading="lazy" decoding="async"><img src="../../h.png" alt="" loading="lazy" decoding="async"><figcaption>F</figcaption></figure>"#]],
    );
}
