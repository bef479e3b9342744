//! Citations in a post with a bibliography, and in one whose bibliography lacks what it cites.

use super::*;
use crate::reference::{Author, Reference, TitlePart, Work};

/// A bibliography that has every key in the list.
struct Bibliography(&'static [&'static str]);

impl PostLookup for Bibliography {
    fn slug_of(&self, _: &str) -> Option<Slug> {
        None
    }

    fn reference(&self, key: &str) -> Option<Reference> {
        let author = |family: &str| Author { given: "A.".to_owned(), family: family.to_owned() };
        let work = Work {
            authors: vec![author(&key.to_uppercase()), author("B"), author("C")],
            title: vec![TitlePart::Text(format!("On <b>{key}</b>"))],
            year: "2020".to_owned(),
            url: "https://x.org/".to_owned(),
            ..Work::default()
        };
        self.0.contains(&key).then(|| work.reference())
    }
}

fn document(keys: &'static [&'static str], body: &str) -> Document {
    let bibliography = Bibliography(keys);
    let place = PostPlace { has_bibliography: true, ..place(&bibliography) };
    parse_body(body, 0, Some("X"), place)
}

fn html(keys: &'static [&'static str], body: &str) -> String {
    document(keys, body).body_html(&mut SourceHost)
}

/// The text of a page, and what links in it lead to.
fn shown(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        if let Some((_, href)) = tag.split_once("href=\"#") {
            out.push_str(&format!("→{} ", href.split('"').next().unwrap()));
        }
        out.push_str(text);
    }
    out.replace('\n', " ")
}

#[test]
fn numbers_follow_the_order_of_first_citation() {
    let seen = html(
        &["a", "b_c"],
        "One [@b_c], two <d-cite key=\"a,none,b_c\"></d-cite>, {% cite a %}; [see @a, p. 3; also @none].",
    );
    expect![[r##"
        <p>One <span class="cite-ref">[<a href="#ref-b_c" id="cite:1" aria-label="1: B_C et al., On &lt;b&gt;b_c&lt;/b&gt;, 2020">1</a>]</span>, two <span class="cite-ref">[<a href="#ref-a" id="cite:2" aria-label="2: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">2</a>, none, <a href="#ref-b_c" id="cite:1:2" aria-label="1: B_C et al., On &lt;b&gt;b_c&lt;/b&gt;, 2020">1</a>]</span>, <span class="cite-ref">[<a href="#ref-a" id="cite:2:2" aria-label="2: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">2</a>]</span>; <span class="cite-ref">[see <a href="#ref-a" id="cite:2:3" aria-label="2: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">2</a>, p. 3; also none]</span>.</p>
    "##]]
    .assert_eq(seen.split("<h2").next().unwrap());
}

#[test]
fn the_list_leads_back() {
    let seen = html(&["a"], "[@a] and [@a].");
    expect![[r##"
         id="references">References<a class="heading-anchor" href="#references" tabindex="-1" aria-hidden="true"></a></h2>
        <section class="references" role="doc-bibliography" aria-label="References"><ol><li id="ref-a">A. A, A. B, A. C. <a href="https://x.org/">On &lt;b&gt;a&lt;/b&gt;</a>. 2020. <a class="footnote-backref" href="#cite:1" aria-label="Back to reference 1">↩</a> <a class="footnote-backref" href="#cite:1:2" aria-label="Back to reference 1-2">↩<sup>2</sup></a></li></ol></section>
    "##]].assert_eq(seen.split_once("<h2").unwrap().1);
}

#[test]
fn sentences_name_the_authors() {
    let said = html(&["a1"], "<p>By @a1</p>\n\n![As @a1](x.png){#fig-x}");
    assert!(said.contains("</span></p>") && said.contains("</span></figcaption></figure>"), "{said}");
    let seen = html(&["a1", "b"], "@a1 says, @a1 [p. 5] and [-@b]; @b too; @n2 [p. 1].");
    expect!["A1 et al. [→ref-a1 1] says, A1 et al. [→ref-a1 1, p. 5] and [→ref-b 2]; B et al. [→ref-b 2] too; n2 [p. 1]. "].assert_eq(&shown(seen.split("<h2").next().unwrap()));
}

#[test]
fn keys_are_known_by_the_bibliography_and_by_their_place() {
    let seen = html(
        &["a", "b"],
        "As @a said, and @none not, by [@b]:\n\nIt is^[Note, see [@a] of $x$ by @b.].\n\n[@a]: u",
    );
    expect!["As A et al. [→ref-a 1] said, and @none not, by [→ref-b 2]: It is→fn:1 1. References→references  A. A, A. B, A. C. On &lt;b&gt;a&lt;/b&gt;. 2020. →cite:1 ↩ →cite:1:2 ↩2A. B, A. B, A. C. On &lt;b&gt;b&lt;/b&gt;. 2020. →cite:2 ↩ →cite:2:2 ↩2   Note, see [→ref-a 1] of x by B et al. [→ref-b 2]. →fnref:1 ↩   "].assert_eq(&shown(&seen));
}

#[test]
fn without_what_is_cited_keys_stay() {
    check(
        "[@a; @b, p. 3] and <d-cite key=\"c\"></d-cite>.\n\n## References\n\n<d-bibliography src=\"x.bib\"></d-bibliography>",
        expect![[r##"
            <p><span class="citation">[a; b, p. 3]</span> and <span class="citation">[c]</span>.</p>
            <h2 id="references">References<a class="heading-anchor" href="#references" tabindex="-1" aria-hidden="true"></a></h2>
            !! compat/bibliography at 62..107: the list of references is left out: nothing is known of what the post cites
        "##]],
    );
}

#[test]
fn the_list_stands_where_the_post_has_a_place_for_it() {
    let outline = |body: &str| {
        let html = html(&["a"], body);
        let names = [
            "<h1",
            "<h2",
            "<section class=\"references",
            "<section class=\"footnotes",
            "<p>",
            "<div id=\"refs\">",
        ];
        let mut places: Vec<_> = names.iter().flat_map(|name| html.match_indices(name)).collect();
        places.sort_unstable();
        assert_eq!(html.matches("<section class=\"references").count(), 1, "{html}");
        let names =
            places.iter().map(|(_, name)| name.rsplit(['"', '<']).find(|part| part.len() > 1).unwrap());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(outline("[@a]"), "p> h2 references");
    assert_eq!(outline("# A\n\n[@a]\n\n# B\n\nx"), "h1 p> h1 p> h1 references");
    assert_eq!(outline("[@a][^n]\n\n## References\n\n[^n]: note\n"), "p> h2 references footnotes");
    assert_eq!(outline("[@a]\n\n## Bibliography {.unnumbered}"), "p> h2 references");
    assert_eq!(outline("[@a]\n\n## References\n\nmine"), "p> h2 p> h2 references");
    assert_eq!(outline("[@a]\n\n## R\n\n{% bibliography --cited %}\n\n## B\n\nx"), "p> h2 references h2 p>");
    assert_eq!(outline("[@a]\n\n::: {#refs}\n:::\n\n## B\n\nx"), "p> refs references h2 p>");
    assert_eq!(outline("[@a]\n<d-bibliography src=\"x\"></d-bibliography>\n"), "p> references");
    assert_eq!(outline("x<d-footnote>n [@a]</d-footnote>"), "p> h2 references footnotes");
}

#[test]
fn a_citation_may_stand_anywhere() {
    let body = "## Head [@a]\n\n| a [@a] | b |\n|--|--|\n| <d-cite key=\"a\"></d-cite> | c |\n\nx[^1]\n\n![cap [@a]](i.png){#fig-x}\n\n\
                <figure><img src=\"j.png\" alt=\"alt [@a]\"><figcaption>raw <d-cite key=\"a\"></d-cite></figcaption></figure>\n\n\
                [link [@a]](u) and ![im [@a]](k.png \"t [@a]\").\n\n`[@a]`\n\n[^1]: Note [@a].\n";
    let document = document(&["a"], body);
    assert_eq!(document.toc[0].html, "Head");
    assert_eq!(document.toc[0].id, "head");
    assert_eq!(document.toc[1].id, "references");
    expect![[r##"
        <h2 id="head">Head <span class="cite-ref">[<a href="#ref-a" id="cite:1" aria-label="1: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">1</a>]</span><a class="heading-anchor" href="#head" tabindex="-1" aria-hidden="true"></a></h2>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a <span class="cite-ref">[<a href="#ref-a" id="cite:1:2" aria-label="1: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">1</a>]</span></th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td><span class="cite-ref">[<a href="#ref-a" id="cite:1:3" aria-label="1: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">1</a>]</span></td><td>c</td></tr>
        </tbody>
        </table></div>
        <p>x<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup></p>
        <figure class="figure" id="fig-x"><img src="../../posts/i.png" alt="cap [1]" loading="lazy" decoding="async"><figcaption>Figure 1: cap <span class="cite-ref">[<a href="#ref-a" id="cite:1:4" aria-label="1: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">1</a>]</span></figcaption></figure>
        <figure><img src="../../posts/j.png" alt="alt [1]" loading="lazy" decoding="async"><figcaption>raw <span class="cite-ref">[<a href="#ref-a" id="cite:1:5" aria-label="1: A et al., On &lt;b&gt;a&lt;/b&gt;, 2020">1</a>]</span></figcaption></figure>
        <p><a href="../../posts/u">link [1]</a> and <img src="../../posts/k.png" alt="im [1]" title="t [1]" loading="lazy" decoding="async">.</p>
        <p><code>[@a]</code></p>
    "##]].assert_eq(document.body_html(&mut SourceHost).split("<h2 id=\"references").next().unwrap());
}

#[test]
fn the_description_and_the_search_have_no_numbers() {
    let document = document(&["a"], "It is so [@a, p. 3], says @a.");
    assert_eq!(document.excerpt, "It is so, says A et al..");
    assert_eq!(crate::search::sections(&document)[0].text, "It is so , says A et al. .");
}

#[test]
fn keys_may_have_odd_signs() {
    for key in ["DBLP:conf/nips/X-1", "müller_2020", "a+b&c", "50%25", "a|b", "a'b", "a`b"] {
        let keys: &'static [&'static str] = Box::leak(Box::new([key]));
        let escaped = key.replace('&', "&amp;");
        let body = format!("| a |\n|--|\n| <d-cite key=\"{}\"></d-cite> |\n", escaped.replace('|', "&#124;"));
        let html = html(keys, &body);
        assert!(html.contains(&format!("href=\"#ref-{escaped}\"")), "{html}");
        assert!(html.contains(&format!("<li id=\"ref-{escaped}\">")), "{html}");
    }
}

#[test]
fn nothing_in_a_reference_gets_out_of_the_article() {
    struct Hostile;
    impl PostLookup for Hostile {
        fn slug_of(&self, _: &str) -> Option<Slug> {
            None
        }

        /// As no tool of ours writes it.
        fn reference(&self, _: &str) -> Option<Reference> {
            let entry = "<a href=\"javascript:alert(1)\" onclick=\"x\">t</a><script>alert(1)</script></li></ol></section></div><h1 id=\"sb-main\">";
            let label = "\"><img src=x onerror=alert(1)>";
            Some(Reference::of_lines(&[entry, label, entry].join("\n")))
        }
    }
    let place = PostPlace { has_bibliography: true, ..place(&Hostile) };
    let html = parse_body("[@a] and @a [p. 3].", 0, Some("X"), place).body_html(&mut SourceHost);
    for dead in ["javascript:", "onclick", "onerror", "<script", "sb-main"] {
        assert!(!html.contains(dead), "{dead}: {html}");
    }
    assert_eq!(html.matches("<section").count(), html.matches("</section>").count(), "{html}");
    assert_eq!(html.matches("</div>").count(), 0);
}

#[test]
fn a_quote_that_is_left_open_takes_no_citation_along() {
    check(
        "One <d-cite key=\"a></d-cite>, *two* <d-cite key=\"b\"></d-cite>.",
        expect![[r#"
        <p>One <span class="citation">[a]</span>, <em>two</em> <span class="citation">[b]</span>.</p>
    "#]],
    );
}

#[test]
fn scholars_refer_and_quote_by_key() {
    check(
        "See {% reference a20 %}.\n\n{% quote a20 %}\nSo *it* is.\n{% endquote %}\n\n{% quote Ada L. %}\nSo.\n{% endquote %}",
        expect![[r#"
            <p>See <span class="citation">[a20]</span>.</p>
            <blockquote>
            <p><span class="citation">[a20]</span></p>
            <p>So <em>it</em> is.</p>
            </blockquote>
            <blockquote>
            <p><strong>Ada L.</strong></p>
            <p>So.</p>
            </blockquote>"#]],
    );
}

#[test]
fn a_key_ends_where_a_tag_begins() {
    let seen = html(
        &["a1"],
        "<table><tr><td>@a1</td><td>x</td></tr></table>\n\n::: {.callout-note title=\"By @a1\"}\nHi.\n:::\n\n![From @a1](x.png){#fig-x}",
    );
    expect![[r##"
        <table><tr><td>A1 et al. <span class="cite-ref">[<a href="#ref-a1" id="cite:1" aria-label="1: A1 et al., On &lt;b&gt;a1&lt;/b&gt;, 2020">1</a>]</span></td><td>x</td></tr></table>
        <div class="alert alert-note" role="note"><p class="alert-title">By A1 et al. <span class="cite-ref">[<a href="#ref-a1" id="cite:1:2" aria-label="1: A1 et al., On &lt;b&gt;a1&lt;/b&gt;, 2020">1</a>]</span></p>
        <p>Hi.</p>
        </div>
        <figure class="figure" id="fig-x"><img src="../../posts/x.png" alt="From A1 et al. [1]" loading="lazy" decoding="async"><figcaption>Figure 1: From A1 et al. <span class="cite-ref">[<a href="#ref-a1" id="cite:1:3" aria-label="1: A1 et al., On &lt;b&gt;a1&lt;/b&gt;, 2020">1</a>]</span></figcaption></figure>
    "##]].assert_eq(seen.split("<h2").next().unwrap());
}
