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
