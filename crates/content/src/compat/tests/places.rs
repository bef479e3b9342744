use super::*;

const FOREIGN: &str = "import A from 'a'\n\n* TOC\n{:toc}\n\n{{ site.url }}/x {% cite k %} `{{ c }}` $\\frac{{a}}{b}$\n\n{% details T %}\n*x*\n{% enddetails %}\n\n{% highlight py %}\nx\n{% endhighlight %}\n{% include figure.html path=\"a.png\" caption=\"强 $c$\" %}\n\n![é](b.png){: width=\"50%\"}\n\n![f](c.png)\n:label:`fig_f`\n\n::: {.callout-note}\n## H\nbody\n:::\n\n> [!note] one\n\n**强。**后 {{< youtube id >}} <d-footnote>note $n$</d-footnote> [@k] {#eq:x} :numref:`fig_f`\n\n<div markdown=\"1\">\n  *y*\n</div>\n\n";

#[test]
fn places_behind_translated_constructs_are_those_of_the_file() {
    let file = format!(
        "---\ntitle: X\n---\n{FOREIGN}**é** $x+y$ and [link](https://b.org){{:target=x}}{{: .y}} end $z_1$\n"
    );
    let start = file.find("import").unwrap();
    let posts = |_: &str| None;
    let document = parse_body(&file[start..], start, Some("X"), place(&posts));
    let seen: Vec<_> = document.formulas.iter().map(|formula| &file[formula.span.clone()]).collect();
    for formula in ["$\\frac{{a}}{b}$", "$x+y$", "$z_1$", "$n$", "$c$"] {
        assert!(seen.contains(&formula), "{formula} in {seen:?}");
    }
    let link = document.links.iter().find(|link| link.url == "https://b.org").unwrap();
    assert!(file[link.span.clone()].starts_with("[link](https://b.org)"));
    for diagnostic in &document.diagnostics {
        assert!(file.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
    }
}

#[test]
fn the_place_of_a_formula_between_tags_is_all_of_it() {
    let formula = "{% math %}\nx\n{% endmath %}";
    for behind in ["", "\n\ny", "\n<!-- $$z$$ -->", "\ny", " y"] {
        let body = format!("a\n\n{formula}{behind}");
        let document = parse(&body);
        assert_eq!(&body[document.formulas[0].span.clone()], formula, "{behind:?}");
    }
}

#[test]
fn no_prefix_of_a_post_fails() {
    let body = format!(
        "{FOREIGN}{{% math %}}x{{% endmath %}}\n<d-code>x</d-code> <d-cite key='a'/> {{{{ 'a' | prepend: \"b\" }}}} {{::comment}}x{{:/}}\n\n{{: .b #c}}\n![a](b 'c')\n{{: d=\"e\"}}\n_f_\n"
    );
    for (end, _) in body.char_indices().chain([(body.len(), ' ')]) {
        let document = parse(&body[..end]);
        let spans = document.formulas.iter().map(|formula| &formula.span);
        for span in spans.chain(document.diagnostics.iter().map(|diagnostic| &diagnostic.span)) {
            assert!(body.get(span.clone()).is_some(), "{span:?} of {:?}", &body[..end]);
        }
    }
    for (start, _) in body.char_indices().step_by(7) {
        parse(&body[start..]);
    }
}

#[test]
fn characters_of_several_bytes_do_no_harm() {
    for body in [
        "强@fig:x {#fig:x}",
        "[@[!NOTE][@é@fig:x",
        "{{%-->é%}",
        "{%- 强-%}",
        "![é](强 '。'){: é=强}",
        "é{: #强}",
    ] {
        parse(body);
    }
}

#[test]
fn a_body_of_our_own_is_unchanged() {
    let body = "# X\n\nText `code` $x^{{2}}$ **b** {a} [c](d.md \"e\") ![f](g.png)\n\n| a | b |\n|--|--|\n\n> [!NOTE]\n> x\n\n## H {#id}\n";
    let translated = super::super::translate(body, 7, place(&|_: &str| None));
    assert_eq!(translated.text, body);
    assert_eq!(translated.offsets.to_file(9), 16);
}

#[test]
fn blanks_in_targets_are_meant() {
    check(
        "![a](my plot 2.png) [b](../a b.pdf), ![c](a b.png \"t\") f[i](x + y.z) `[d](a b.md)` [e](not a file)",
        expect![[r#"
            <p><img src="../../posts/my%20plot%202.png" alt="a"> [b](../a b.pdf), ![c](a b.png "t") f[i](x + y.z) <code>[d](a b.md)</code> [e](not a file)</p>
        "#]],
    );
}

#[test]
fn tables_below_a_text_paths_of_pelican_and_items_of_python_markdown() {
    check(
        "Text above\na | b\n--- | ---\n1 | 2\n\n- item\n  c | d\n  --- | ---\n  3 | 4\n\nx | y\nz\n--- | ---",
        expect![[r#"
            <p>Text above</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th><th scope="col">b</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td><td>2</td></tr>
            </tbody>
            </table></div>
            <ul>
            <li><p>item</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">c</th><th scope="col">d</th></tr>
            </thead>
            <tbody>
            <tr><td>3</td><td>4</td></tr>
            </tbody>
            </table></div>
            </li>
            </ul>
            <p>x | y
            z
            --- | ---</p>
        "#]],
    );
    check(
        "See [a]({filename}/2020-01-01-b.md), `{static}/b` and ![c]({static}/c.png) {static}.\n\n<img src=\"{attach}d.png\">\n\n![[e.png | center | 500 ]]\n\n![[f.png|A *cat*|300x200]]",
        expect![[r#"
            <p>See <a href="../../posts/b/">a</a>, <code>{static}/b</code> and <img src="../../c.png" alt="c"> {static}.</p>
            <img src="../../posts/d.png" loading="lazy" decoding="async">
            <figure class="figure"><img src="../../posts/e.png" alt="" width="500" loading="lazy" decoding="async"></figure>
            <figure class="figure"><img src="../../posts/f.png" alt="A cat" width="300" height="200" loading="lazy" decoding="async"></figure>"#]],
    );
    check(
        "=== \"A\"\n\n    a\n\nText:\n\n  1.  One, and\n      more\n\n    ```\n    code\n    ```\n\n    - in it\n\n  2.  Two\n\n- a\n\n      code of its own\n",
        expect![[r#"
            <p><strong>A</strong></p>
            <p>a</p>
            <p>Text:</p>
            <ol>
            <li><p>One, and
            more</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>code</code></pre>
            <ul>
            <li>in it</li>
            </ul>
            </li>
            <li><p>Two</p>
            </li>
            </ol>
            <ul>
            <li><p>a</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>code of its own</code></pre>
            </li>
            </ul>
        "#]],
    );
}

#[test]
fn an_address_that_is_a_link_once_more_is_one() {
    check_text(
        "[A]([https://b.org/c](https://b.org/c)), `[A]([http://b](http://b))` [d](https://e) [f]([g](https://h)) [i]((https://j.org/k))",
        expect![
            "[A](https://b.org/c), `[A]([http://b](http://b))` [d](https://e) [f]([g](https://h)) [i](https://j.org/k)"
        ],
    );
}

#[test]
fn pages_of_films_and_of_papers_have_players_and_addresses() {
    check(
        "![](https://www.youtube.com/watch?v=abc)\n\n[![](https://img.youtube.com/vi/abc/0.jpg)](https://youtu.be/abc)\n\n\
         [the paper](doi:10.1/x), <doi:10.1/x>",
        expect![[r#"
            <iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/abc" width="560" height="315" title="YouTube video" allowfullscreen=""></iframe>
            <figure class="figure"><a href="https://youtu.be/abc"><img src="https://img.youtube.com/vi/abc/0.jpg" alt=""></a></figure>
            <p><a href="https://doi.org/10.1/x">the paper</a>, <a class="autolink" href="https://doi.org/10.1/x">doi:10.1/x</a></p>
        "#]],
    );
}
