use super::*;

#[test]
fn notes_in_the_line_are_notes() {
    check(
        "Text^[An *inline* note with $x$ and [a link](https://x.org).] and more^[with `]`]; [^[a] and \\^[b] and `^[c]`.",
        expect![[r##"
            <p>Text<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup> and more<sup class="footnote-ref"><a href="#fn:2" id="fnref:2">2</a></sup>; [^[a] and ^[b] and <code>^[c]</code>.</p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="fn:1">An <em>inline</em> note with <span class="math math-inline">x</span> and <a href="https://x.org">a link</a>. <a class="footnote-backref" href="#fnref:1" aria-label="Back to reference 1">↩</a></li>
            <li id="fn:2">with <code>]</code> <a class="footnote-backref" href="#fnref:2" aria-label="Back to reference 2">↩</a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn elements_of_mathjax_are_formulas() {
    check(
        "<script type=\"math/tex\">x_1</script> and\n\n<script type=\"math/tex; mode=display\">\ny = 2\n</script>",
        expect![[r#"
            <p><span class="math math-inline">x_1</span> and</p>
            <div class="math math-display">y = 2</div>
        "#]],
    );
}

#[test]
fn components_of_hugging_face() {
    check(
        "<Tip warning={true}>\nCareful *x*\n</Tip>\n\n<Youtube id=\"abc\"/>\n\n<hfoptions id=\"x\">\n<hfoption id=\"PyTorch\">\n\ncode\n\n</hfoption>\n</hfoptions>\n\n`<Tip>`",
        expect![[r#"
            <div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
            <p>Careful <em>x</em></p>
            </div>
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <p><strong>PyTorch</strong></p>
            <p>code</p>
            <p><code>&lt;Tip&gt;</code></p>
        "#]],
    );
    check(
        "<BlogImage imagePath='/img/x.png' altText=\"An alt\" fullWidth />",
        expect![[
            r#"<figure class="figure"><img src="../../img/x.png" alt="An alt" loading="lazy" decoding="async"></figure>"#
        ]],
    );
}

#[test]
fn shortcodes_of_zola() {
    check(
        "{{ youtube(id=\"abc\") }}\n\n{% note(title=\"My title\") %}\nA *note* with $x$\n{% end %}\n\n[x](@/blog/2020-01-01-b.md#s)\n\n{{ figure(src=\"a.png\", caption=\"hey *you*\") }}\n\n{% mermaid() %}\nA-->B\n{% end %}\n\n{% katex(block=true) %}\na_b\n{% end %}\n\n{% unknown() %}\nx\n{% end %}",
        expect![[r#"
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <div class="alert alert-note" role="note"><p class="alert-title">My title</p>
            <p>A <em>note</em> with <span class="math math-inline">x</span></p>
            </div>
            <p><a href="../../posts/b/#s">x</a></p>
            <figure class="figure"><img src="../../posts/a.png" alt="hey you" loading="lazy" decoding="async"><figcaption>
            hey <em>you</em>
            </figcaption></figure>
            <div class="code-bar"><span class="code-language">mermaid</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-mermaid">A--&gt;B</code></pre>
            <div class="math math-display">a_b</div>
            <p>x</p>
        "#]],
    );
}

#[test]
fn wiki_links_lead_to_posts_that_there_are() {
    check(
        "[[2020-01-01-b]], [[2020-01-01-b#My Setup|text]], [[none]], [[1, 2], [3, 4]], [[#Here|here]], `[[2020-01-01-b]]`, ![[a.png]]\n\n![[a.png|300]]",
        expect![[r##"
            <p><a href="../../posts/b/">2020-01-01-b</a>, <a href="../../posts/b/#my-setup">text</a>, [[none]], [[1, 2], [3, 4]], <a href="#here">here</a>, <code>[[2020-01-01-b]]</code>, <img src="../../posts/a.png" alt=""></p>
            <figure class="figure"><img src="../../posts/a.png" alt="" width="300" loading="lazy" decoding="async"></figure>!! link/wiki at 50..58: no post has the name `none`: it is no link
        "##]],
    );
}

#[test]
fn options_of_quarto_cells_are_for_quarto() {
    check(
        "```{python}\n#| label: fig-plot\n#| echo: false\nprint(1)\n```\n\n```\n#| label: stays\n```\n\nSee @fig-plot and @fig-none.",
        expect![[r##"
            <p><a id="fig-plot"></a></p>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-python">print(1)</code></pre>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>#| label: stays</code></pre>
            <p>See <a href="#fig-plot">Figure plot</a> and @fig-none.</p>
        "##]],
    );
}

#[test]
fn modules_and_their_values_are_no_text() {
    check(
        "import pic from './pic.png'\nimport { A } from \"x\";\nexport const meta = {\n  a: 1,\n}\n\n{/* gone */}\n\n<Figure src={pic} caption=\"A *c*\" />\n\n<img src={require('./a.png').default} alt=\"x\" width={300} />\n\n<div style={{maxWidth: '50%', marginTop: 4}} className=\"wide\">text</div>\n\nimport B from 'y';\n\nText {/* gone */} <img src={pic.src} alt={title} hidden={false} /> and {1+1}.\n\n`<A b={c}>` $a<b={c}$ import C from 'z'",
        expect![[r#"
            <figure class="figure"><img src="../../posts/pic.png" alt="" loading="lazy" decoding="async"><figcaption>
            A <em>c</em>
            </figcaption></figure>
            <img src="../../posts/a.png" alt="x" width="300" loading="lazy" decoding="async">
            <div style="max-width:50%;margin-top:4px" class="wide">text</div>
            <p>Text  <img src="../../posts/pic.png" loading="lazy" decoding="async"> and {1+1}.</p>
            <p><code>&lt;A b={c}&gt;</code> <span class="math math-inline">a&lt;b={c}</span> import C from 'z'</p>
            !! compat/mdx at 310..358: `alt={title}` is computed by a script and left out
        "#]],
    );
}

#[test]
fn components_of_mdx() {
    check(
        "<Callout type=\"warning\" title=\"T *x*\">\n  Body **bold**\n</Callout>\n\n<Note>One line.</Note>\n\n<Tabs groupId=\"a\">\n  <TabItem value=\"b\" label=\"B\">\n\n    ```js\n    c\n    ```\n\n  </TabItem>\n</Tabs>\n\n<Details summary=\"S\">\n\ntext\n\n</Details>\n\n<Foo bar={baz} />\n\n<Figure src={pic} caption=\"No *file*\" />\n\n<Figure>\n<img src=\"a.png\">\n</Figure>\n\nA <Link to=\"/x\">*link*</Link>\n\n<Chart>\nx\n</Chart>\n\nA `Vec<Note>` <Note and <EOS> <Integer> List<Tab> <T>a</T>",
        expect![[r#"
            <div class="alert alert-warning" role="note">
            <p class="alert-title">T <em>x</em></p>
            <p>Body <strong>bold</strong></p>
            </div>
            <div class="alert alert-note" role="note"><p class="alert-title">Note</p>
            <p>One line.</p>
            </div>
            <p><strong>B</strong></p>
            <div class="code-bar"><span class="code-language">JavaScript</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-js">c</code></pre>
            <details><summary>S</summary>
            <p>text</p>
            </details>
            &lt;Foo /&gt;
            <p>No <em>file</em></p>
            <figure>
            <img src="../../posts/a.png" loading="lazy" decoding="async">
            </figure>
            <p>A <a href="../../x"><em>link</em></a></p>
            &lt;Chart&gt;
            x
            &lt;/Chart&gt;
            <p>A <code>Vec&lt;Note&gt;</code> &lt;Note and &lt;EOS&gt; &lt;Integer&gt; List&lt;Tab&gt; &lt;T&gt;a&lt;/T&gt;</p>
            !! compat/mdx at 250..290: `src={pic}` is computed by a script and left out
            !! compat/component at 231..248: `<Foo>` is not translated and shows as it is
            !! compat/component at 361..368: `<Chart>` is not translated and shows as it is
        "#]],
    );
}

#[test]
fn marks_and_comments_of_obsidian() {
    check(
        "A ==marked *text* $x$== and (==b==) %%gone%% here %% gone %%.\n%%\nall\ngone\n%%\nif a == b and c==d or ==e, `==f==` 100%% sure %%time and %%timeit\n\nTitle\n==\n\n%%\nnever closed",
        expect![[r##"
            <p>A <mark>marked <em>text</em> <span class="math math-inline">x</span></mark> and (<mark>b</mark>)  here .
            if a == b and c==d or ==e, <code>==f==</code> 100%% sure %%time and %%timeit</p>
            <h1 id="title">Title<a class="heading-anchor" href="#title" tabindex="-1" aria-hidden="true"></a></h1>
            <p>%%
            never closed</p>
        "##]],
    );
}

#[test]
fn fences_in_html_are_fences() {
    check(
        "<details><summary>S</summary>\n```py\nx\n```\n</details>\n\n<div>\n\n> <p>a</p>\n> ~~~\n> y\n> ~~~\n\n<pre>\n```\nz\n```\n</pre>\n\n- a\n  ```html\n  <div>\n  ```\n  ```py\n  w\n  ```\n",
        expect![[r#"
            <details><summary>S</summary>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-py">x</code></pre>
            </details>
            <div>
            <blockquote>
            <p>a</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>y</code></pre>
            </blockquote>
            <pre>
            ```
            z
            ```
            </pre>
            <ul>
            <li>a<div class="code-bar"><span class="code-language">HTML</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-html">&lt;div&gt;</code></pre>
            <div class="code-bar"><span class="code-language">Python</span><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code class="language-py">w</code></pre>
            </li>
            </ul>
            </div>"#]],
    );
}

#[test]
fn markdown_goes_on_where_an_element_ends() {
    check(
        "<div>\nin *html*\n</div>\n## Heading\n\n<img src=\"a.png\">\n*Caption* $x$\nmore\n\n<p>a</p>\n<p>b</p>\n- item\n\n<div>\n<p>open</p>\n*still html*\n</div>\n\n<img src=\"b.png\"\n alt=\"c\">\n*d*\n\n> <hr>\n> *e*\n\n<p>one <b>f</b>\n*g*</p>\n\ntext\n<br>\n*h*\n\n</div>\n*i*",
        expect![[r##"
            <div>
            in *html*
            </div>
            <h2 id="heading">Heading<a class="heading-anchor" href="#heading" tabindex="-1" aria-hidden="true"></a></h2>
            <img src="../../posts/a.png" loading="lazy" decoding="async">
            <p><em>Caption</em> <span class="math math-inline">x</span>
            more</p>
            <p>a</p>
            <p>b</p>
            <ul>
            <li>item</li>
            </ul>
            <div>
            <p>open</p>
            *still html*
            </div>
            <p><img src="../../posts/b.png" alt="c" loading="lazy" decoding="async">
            <em>d</em></p>
            <blockquote>
            <hr>
            <p><em>e</em></p>
            </blockquote>
            <p>one <b>f</b>
            *g*</p>
            <p>text
            <br>
            <em>h</em></p>

            <p><em>i</em></p>
        "##]],
    );
}

#[test]
fn formulas_in_notes_are_kept() {
    let document = parse(
        "Text<d-footnote>As\n$$\\begin{aligned}\na &= b \\\\\n  &= c\n\\end{aligned}$$\nshows.</d-footnote>",
    );
    assert_eq!(document.formulas[0].tex, "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}");
}

#[test]
fn names_of_blocks_are_places_to_link_to() {
    check(
        "Text. ^my-Block\n\n- item ^37066d\n- two\n\n| a |\n|---|\n| b |\n\n^table\n\n2 ^10k\n\nx ^2\n\n$a ^abc$ `x ^abc`\n\nSee [[#^my-block]] and [[#^table|there]].",
        expect![[r##"
            <p>Text. <a id="my-block"></a></p>
            <ul>
            <li>item <a id="37066d"></a></li>
            <li>two</li>
            </ul>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p><a id="table"></a></p>
            <p>2 ^10k</p>
            <p>x ^2</p>
            <p><span class="math math-inline">a ^abc</span> <code>x ^abc</code></p>
            <p>See <a href="#my-block">^my-block</a> and <a href="#table">there</a>.</p>
        "##]],
    );
}

#[test]
fn brackets_around_a_link_or_without_a_post_show_their_words() {
    check(
        "[[paper]](https://x.org) [[plugins/Latex|La*tex*]] [[Name]] x[[i]]\n\nend \\\n\n![A](a.png)\\\n\nb\\\\",
        expect![[r#"
            <p><a href="https://x.org">[paper]</a> La*tex* [[Name]] x[[i]]</p>
            <p>end </p>
            <p><img src="../../posts/a.png" alt="A"></p>
            <p>b\</p>
            !! link/wiki at 25..50: no post has the name `plugins/Latex`: it is no link
            !! link/wiki at 51..59: no post has the name `Name`: it is no link
        "#]],
    );
}

#[test]
fn elements_of_distill_and_al_folio_show_what_they_hold() {
    check(
        "<d-aside>Beside *it*.</d-aside>\n\n<swiper-container keyboard=\"true\">\n  <swiper-slide><img src=\"a.png\"></swiper-slide>\n</swiper-container>\n\n\
         {% include figure.liquid path=\"assets/a.png\" link=\"true\" caption=\"A\" width=\"100\" %}",
        expect![[r#"
            <aside>Beside *it*.</aside>

              <img src="../../posts/a.png" loading="lazy" decoding="async">

            <figure class="figure"><a href="../../assets/a.png"><img src="../../assets/a.png" alt="" width="100%" loading="lazy" decoding="async"></a><figcaption>A</figcaption></figure>!! html/element at 33..50: `<swiper-container>` is not shown: it is not on the list of allowed HTML
            !! html/element at 70..83: `<swiper-slide>` is not shown: it is not on the list of allowed HTML
        "#]],
    );
}

#[test]
fn a_picture_of_obsidian_has_words_and_a_size() {
    check(
        "![[cat.png|A *cat* on a mat|300x200]] ![[cat.png|left|20]]",
        expect![[r#"
            <p><img src="../../posts/cat.png" alt="A cat on a mat" width="300" height="200" loading="lazy" decoding="async"> <img src="../../posts/cat.png" alt="" width="20" loading="lazy" decoding="async"></p>
        "#]],
    );
}
