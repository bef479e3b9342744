use super::*;

#[test]
fn addresses_of_the_site_are_addresses_from_the_root() {
    check_text(
        "{{ site.baseurl }}/a {{site.url}}{{ site.baseurl }}/b {{- page.url -}}#c {{ '/d.png' | relative_url }} \
         {{ \"e f.png\" | absolute_url }} {{ 'g.png' | prepend: '/img/' | prepend: site.baseurl }}",
        expect!["/a /b #c /d.png /e%20f.png /img/g.png"],
    );
    check(
        "![x]({{ '/a.png' | relative_url }}) [y]({{ site.baseurl }}{% post_url 2020-01-01-b %}#s)\n\n<img src=\"{{ \"/a.png\" | relative_url }}\">",
        expect![[r#"
            <p><img src="../../a.png" alt="x"> <a href="../../posts/b/#s">y</a></p>
            <img src="../../a.png" loading="lazy" decoding="async">"#]],
    );
}

#[test]
fn code_and_formulas_are_left_alone() {
    let body = "```\n{{ site.url }} {% raw %}\n```\n\n> ~~~\n> {{ site.url }}\n> ~~~\n\n- x\n\n  ```\n  {% x %}\n  ```\n\n`{{ site.url }}` <!-- {% x %} --> <pre>{{ site.url }}</pre>\n\n    {{ site.url }}\n\n$\\frac{{a}}{b}$ and $$\\sum_{{i}} x^{{ abc }}$$ and {{a}}{b}\n";
    let translated = super::super::translate(body, 0, place(&|_: &str| None));
    assert_eq!(translated.text, body);
    assert!(translated.diagnostics.is_empty(), "{:?}", translated.diagnostics);
}

#[test]
fn highlight_is_a_fence() {
    check_text(
        "{% highlight python linenos %}\nx = '{{ y }}'\n{% endhighlight %}\n\n- {% highlight md %}\n  ```\n  {% endhighlight %}\n\na {% highlight c %}int x;{% endhighlight %} b",
        expect![[r#"
            ```python linenos
            x = '{{ y }}'
            ```

            - ````md
              ```
              ````

            a 

            ```c
            int x;
            ```
             b"#]],
    );
    check(
        "{% highlight py linenos %}\nx = 1\n{% endhighlight %}\ntext",
        expect![[r#"
        <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code code-lines code-numbered" tabindex="0"><code class="language-py"><span class="line">x = 1</span></code></pre>
        <p>text</p>
    "#]],
    );
}

#[test]
fn details_hold_markdown() {
    check(
        "{% details More *of* $x$ %}\n- a $y$\n{% enddetails %}\nnext\n\n> {% details \"Q\" %}\n> - b\n> {% enddetails %}",
        expect![[r#"
            <details>
            <summary>More <em>of</em> <span class="math math-inline">x</span></summary>
            <ul>
            <li>a <span class="math math-inline">y</span></li>
            </ul>
            </details>
            <p>next</p>
            <blockquote>
            <details><summary>Q</summary>
            <ul>
            <li>b</li>
            </ul>
            </details></blockquote>
        "#]],
    );
}

#[test]
fn includes_of_figures_are_figures() {
    check(
        "{% include figure.html path=\"assets/img/9.jpg\" class=\"img-fluid rounded\" width=\"50%\" caption=\"Caption of $x$ & <b>y</b>\" %}\n\nText {% include image.html url='/b.png' caption='c \"d\"' %} text\n\n<div class=\"row\">\n  <div>\n    {% include figure.liquid loading=\"eager\" path=\"{{ site.baseurl }}/c.png\" title=\"T\" %}\n  </div>\n</div>\n\n{% include figure.html\n  src=\"https://e.org/d.png\"\n  caption=\"[l](b.md) and *e*\" alt=\"A\" %}\nmore",
        expect![[r#"
            <figure class="figure"><img src="../../assets/img/9.jpg" alt="" class="img-fluid rounded" width="50%" loading="lazy" decoding="async"><figcaption>Caption of <span class="math math-inline">x</span> &amp; <b>y</b></figcaption></figure>
            <p>Text <img src="../../b.png" alt="" title="c &quot;d&quot;" loading="lazy" decoding="async"> text</p>
            <div class="row">
              <div>
                <figure class="figure"><img src="../../c.png" alt="" title="T" loading="lazy" decoding="async"></figure>
              </div>
            </div>
            <figure class="figure"><img src="https://e.org/d.png" alt="A" loading="lazy" decoding="async"><figcaption>
            <a href="../../posts/b.md">l</a> and <em>e</em>
            </figcaption></figure>
            <p>more</p>
            !! link/post at 385..394: no post stands in `b.md`
        "#]],
    );
}

#[test]
fn notes_and_captions_of_themes_are_kept() {
    check(
        "A{% include sidenote.html id=\"n\" note=\"A note with $x$.\" %} B{% sidenote 'm' 'Another.' %} C{% sidenote o Not quoted, but whole. %} {% marginnote 'the words' 'Last.' %}{% sidenote \"Some \\\"words\\\" [l](/l)\" %}\n\n{% include marginfigure.html id=\"f\" url=\"assets/f.png\" description=\"About f\" %}\n\n{% include maincolumn_img.html src='assets/g.png' caption='About g' %}\n\n{% include table-caption.html text=\"Table 1\" %}\n| a |\n|---|\n| b |\n",
        expect![[r##"
            <p>A<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup> B<sup class="footnote-ref"><a href="#fn:2" id="fnref:2">2</a></sup> C<sup class="footnote-ref"><a href="#fn:3" id="fnref:3">3</a></sup> the words<sup class="footnote-ref"><a href="#fn:4" id="fnref:4">4</a></sup><sup class="footnote-ref"><a href="#fn:5" id="fnref:5">5</a></sup></p>
            <figure class="figure" id="f"><img src="../../assets/f.png" alt="" loading="lazy" decoding="async"><figcaption>About f</figcaption></figure>
            <figure class="figure"><img src="../../assets/g.png" alt="" loading="lazy" decoding="async"><figcaption>About g</figcaption></figure>
            <p class="caption">Table 1</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1">A note with <span class="math math-inline">x</span>. <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></li>
            <li id="fn:2">Another. <a class="footnote-backref" href="#fnref:2" aria-label="Back to reference 2">↩</a></li>
            <li id="fn:3">Not quoted, but whole. <a class="footnote-backref" href="#fnref:3" aria-label="Back to reference 3">↩</a></li>
            <li id="fn:4">Last. <a class="footnote-backref" href="#fnref:4" aria-label="Back to reference 4">↩</a></li>
            <li id="fn:5">Some "words" <a href="../../l">l</a> <a class="footnote-backref" href="#fnref:5" aria-label="Back to reference 5">↩</a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn other_tags_are_translated() {
    check(
        "{% comment %}\ngone\n{% endcomment %}\n{% raw %}\n{{ x }} and {% y %}\n{% endraw %}\n\nAs {% cite a_b c --prefix x %} says.\n\n{% bibliography --cited %}\n\n{% twitter https://twitter.com/a/status/1 maxwidth=500 %}\n\n{% youtube dQw4w9WgXcQ %}\n\nSo\n{% math %}\na_b*c*\n{% endmath %}\nend. [p]({% link _posts/2020-01-01-b.md %})",
        expect![[r#"
            <p>{{ x }} and {% y %}</p>
            <p>As <span class="citation">[a_b, c]</span> says.</p>
            <p><a href="https://twitter.com/a/status/1">twitter.com/a/status/1</a></p>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <p>So</p>
            <div class="math math-display">a_b*c*</div>
            <p>end. <a href="../../posts/b/">p</a></p>
            !! compat/bibliography at 118..144: the list of references is left out: nothing is known of what the post cites
        "#]],
    );
}

#[test]
fn what_is_not_known_stays_and_is_told_once() {
    check(
        "{% if x %}a{% endif %} {% if y %}b{% endif %} {{ site.title }} {{ x | date: '%Y' }} {{ site.title }}\n\n{% include mystery.html %}\n\n{% raw %} never closed",
        expect![[r#"
            <p>{% if x %}a{% endif %} {% if y %}b{% endif %} {{ site.title }} {{ x | date: '%Y' }} {{ site.title }}</p>
            <p>{% include mystery.html %}</p>
            <p>{% raw %} never closed</p>
            !! compat/liquid at 0..10: `{% if %}` is not translated and shows as it is
            !! compat/liquid at 46..62: `{{ site.title }}` is not translated and shows as it is
            !! compat/liquid at 63..83: `{{ x | date: '%Y' }}` is not translated and shows as it is
            !! compat/liquid at 102..128: `{% include mystery.html %}` is not translated and shows as it is
            !! compat/liquid at 130..139: `{% raw %}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn captured_texts_are_captions() {
    check(
        "{% capture caption %}\nPage **343** of $x$.\n{% endcapture %}\n{% include figure.html path=\"a.png\" caption=caption %}",
        expect![[r#"
            <figure class="figure"><img src="../../a.png" alt="" loading="lazy" decoding="async"><figcaption>
            Page <strong>343</strong> of <span class="math math-inline">x</span>.
            </figcaption></figure>"#]],
    );
}

#[test]
fn figures_of_the_tufte_theme_stand_above_their_text() {
    check(
        "{% marginfigure 'nb1' 'assets/nb.png' 'A model' %} As *an* example.\n\nHere {%m%} q = p {%em%}.\n\n{% maincolumn 'c.png' %}",
        expect![[r#"
            <figure class="figure"><img src="../../assets/nb.png" alt="" loading="lazy" decoding="async"><figcaption>A model</figcaption></figure>
            <p>As <em>an</em> example.</p>
            <p>Here <span class="math math-inline">q = p</span>.</p>
            <figure class="figure"><img src="../../c.png" alt="" loading="lazy" decoding="async"></figure>"#]],
    );
}

#[test]
fn assigned_texts_are_outputs() {
    check(
        "{% assign fig = '<b>Fig.</b>' %}\nSee {{ fig }} 1. {% assign x = page.y %}",
        expect![[r#"
        <p>See <b>Fig.</b> 1. {% assign x = page.y %}</p>
        !! compat/liquid at 50..73: `{% assign %}` is not translated and shows as it is
    "#]],
    );
}

#[test]
fn films_of_shortcodes_stand_beside_the_post() {
    check(
        "{% include video.html path=\"a.mp4\" %}\n\n{{< video b.mp4 >}}",
        expect![[r#"
            <p><video controls="" src="../../a.mp4"></video></p>
            <p><video controls="" src="../../posts/b.mp4"></video></p>
        "#]],
    );
}

#[test]
fn players_of_other_engines_are_ours() {
    check(
        "{% include video id=\"abc\" provider=\"youtube\" %}\n\n{{ katex(body=\"x_1\", block=true) }}\n\n<d-toc></d-toc><d-math block=\"\">y</d-math>",
        expect![[r#"
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <div class="math math-display">x_1</div>
            <div class="math math-display">y</div>
        "#]],
    );
}

#[test]
fn blocks_of_gitbook_hold_markdown() {
    check(
        "{% hint style=\"danger\" %}\nA *b*\n- c\n{% endhint %}\n{% hint style='success' %}inline $x${% endhint %} text\n\n{% tabs %}\n{% tab title=\"A_b\" %}\n{% hint %}\nd\n{% endhint %}\n{% endtab %}\n\n{% tab title=\"B\" %}\n{% code title=\"x.py\" overflow=\"wrap\" %}\n```python\ny = '{% hint %}'\n```\n{% endcode %}\n{% endtab %}\n{% endtabs %}\n\n{% tabs g %}{% tab g Py thon %}\ne\n{% endtab %}{% endtabs %}\n\n- {% hint style=\"info\" %}\n  f\n  {% endhint %}\n\n- {% tabs %}\n  {% tab title=\"C\" %}\n  g\n  {% endtab %}\n  {% endtabs %}\n\n{% content-ref url=\"a/\" %}\n[g](https://a.org)\n{% endcontent-ref %}",
        expect![[r#"
            <div class="alert alert-caution" role="note"><p class="alert-title">Danger</p>
            <p>A <em>b</em></p>
            <ul>
            <li>c</li>
            </ul>
            </div>
            <div class="alert alert-tip" role="note"><p class="alert-title">Success</p>
            <p>inline <span class="math math-inline">x</span></p>
            </div>
            <p>text</p>
            <p><strong>A_b</strong></p>
            <div class="alert alert-note" role="note"><p class="alert-title">Info</p>
            <p>d</p>
            </div>
            <p><strong>B</strong></p>
            <div class="code-bar"><span class="code-title">x.py</span><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">y = '{% hint %}'</code></pre>
            <p><strong>Py thon</strong></p>
            <p>e</p>
            <ul>
            <li><div class="alert alert-note" role="note"><p class="alert-title">Info</p>
            <p>f</p>
            </div>
            </li>
            <li><div>
            <p><strong>C</strong></p>
            <p>g</p>
            </div>
            </li>
            </ul>
            <p><a href="https://a.org">g</a></p>
        "#]],
    );
}

#[test]
fn quotes_embeds_and_notes_of_themes() {
    check(
        "{% quote %}\na\n{% endquote %}\n\n{% blockquote A. B, *C* %}\nb\n{% endblockquote %}\n\n{% embed url=\"https://youtu.be/abc\" %}\n\n{% embed url=\"https://x.org/?a&b\" %}\nCaption\n{% endembed %}\n\n{% embed https://dev.to/x %}\n\nText{% fn 1 %} and{% fn 2 %}.\n\n{{ 'The *first*.' | fndetail: 1 }}\n{{ \"Two $x$.\" | fndetail: 2 }}",
        expect![[r##"
            <blockquote>
            <p>a</p>
            </blockquote>
            <blockquote>
            <p><strong>A. B, *C*</strong></p>
            <p>b</p>
            </blockquote>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <p><a href="https://x.org/?a&amp;b">x.org/?a&amp;b</a></p>
            <p>Caption</p>
            <p><a href="https://dev.to/x">dev.to/x</a></p>
            <p>Text<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup> and<sup class="footnote-ref"><a href="#fn:2" id="fnref:2">2</a></sup>.</p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1">The <em>first</em>. <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></li>
            <li id="fn:2">Two <span class="math math-inline">x</span>. <a class="footnote-backref" href="#fnref:2" aria-label="Back to reference 2">↩</a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn blocks_that_do_not_end_stay() {
    check(
        "{% endhint %}\n\n{% tab title=\"A\" %}\n\n{% embed %} {% fn %}\n\n`{% hint %}` $x {% quote %}$ {% code %} a\n\n<!-- {% hint %}x{% endhint %} -->\n\n```\n{% hint %}\nx\n{% endhint %}\n```",
        expect![[r#"
            <p>{% endhint %}</p>
            <p>{% tab title="A" %}</p>
            <p>{% embed %} {% fn %}</p>
            <p><code>{% hint %}</code> <span class="math math-inline">x {% quote %}</span> {% code %} a</p>

            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>{% hint %}
            x
            {% endhint %}</code></pre>
            !! compat/liquid at 0..13: `{% endhint %}` is not translated and shows as it is
            !! compat/liquid at 15..34: `{% tab %}` is not translated and shows as it is
            !! compat/liquid at 36..47: `{% embed %}` is not translated and shows as it is
            !! compat/liquid at 48..56: `{% fn %}` is not translated and shows as it is
            !! compat/liquid at 87..97: `{% code %}` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn raw_tags_go_in_code_too() {
    let body = "{{ 'a.css' | relative_url }}\n\n```yaml\n{% raw %}\na: {{ b }}\n{% endraw %}\n```\n\n{% highlight html %}\n\n\
                {%- raw -%}<a href=\"{{ c }}\">{% endraw %}\n\n{% endhighlight %}\n\n\
                `{% raw %}{{ d }}{% endraw %}` `{% raw %}{% raw %}{% endraw %}` `{% raw %}` `{% endraw %}`\n\n\
                <pre>\n{% raw %}\n{{ e }}\n{% endraw %}\n</pre>\n\n> ```\n> {% raw %}\n> {{ f }}\n> {% endraw %}\n> ```";
    check(
        body,
        expect![[r#"
        <p>/a.css</p>
        <div class="code-bar"><span class="code-language">YAML</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-yaml">a: {{ b }}</code></pre>
        <div class="code-bar"><span class="code-language">HTML</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-html">&lt;a href="{{ c }}"&gt;</code></pre>
        <p><code>{{ d }}</code> <code>{% raw %}</code> <code>{% raw %}</code> <code>{% endraw %}</code></p>
        <pre>
        {{ e }}
        </pre>
        <blockquote>
        <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>
        {{ f }}
        </code></pre>
        </blockquote>
    "#]],
    );
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, is_plain: true, ..place(&posts) };
    assert_eq!(crate::compat::translate(body, 0, place).text, body);
    // A post of another engine that is about Jekyll.
    check_text(
        "```\n{% raw %}\n```",
        expect![[r#"
        ```
        {% raw %}
        ```"#]],
    );
}

#[test]
fn epigraphs_are_quotes() {
    check(
        "{% epigraph 'text $x$' 'author' 'source' %}\n\n{% epigraph 'a' %}",
        expect![[r#"
        <blockquote><p>text <span class="math math-inline">x</span></p><footer>— author, source</footer></blockquote>
        <blockquote><p>a</p></blockquote>"#]],
    );
}
