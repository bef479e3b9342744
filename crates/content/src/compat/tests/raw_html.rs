use super::*;

#[test]
fn paragraphs_and_headings_of_html_hold_no_paragraphs() {
    check(
        "<p align=\"center\">\n A caption with **bold** and $x$\n</p>\n\n<h3>\nA **heading** $y$\n</h3>\n\n\
         <p>\n\nFirst\n\nSecond\n</p>\n\n<p>\nplain\nand **bold** [x](a.html)\n</p>\n\n\
         <p class=\"x\">\n![a](a.png)\n*Caption*\n</p>\n\n<p>\n\n$$\nz\n$$\n\n</p>\n\n\
         <p>Never closed\n\n- list\n\n`c`\n\n<p>\n\n---\n\n<p>\n\n## H",
        expect![[r##"
            <p align="center">
            A caption with <strong>bold</strong> and <span class="math math-inline">x</span>
            </p>
            <h3 id="a-heading-y">
            A <strong>heading</strong> <span class="math math-inline">y</span>
            </h3>
            <p>
            First
            </p><p>Second</p>

            <p>
            plain
            and <strong>bold</strong> <a href="../../posts/a.html">x</a>
            </p>
            <figure class="figure"><img src="../../posts/a.png" alt="a"><figcaption>Caption</figcaption></figure>

            <p>
            <span class="math math-display">z</span>
            </p>
            <p>Never closed
            </p><ul>
            <li>list</li>
            </ul>
            <p><code>c</code></p>
            <p>
            </p><hr>
            <p>
            </p><h2 id="h">H<a class="heading-anchor" href="#h" tabindex="-1" aria-hidden="true"></a></h2>
        "##]],
    );
}

#[test]
fn elements_that_are_closed_in_their_tag_hold_nothing() {
    check(
        "<a name=\"x\" />\n![a](a.png){: width=\"50%\"}\n*Caption*\n\n<a id=\"y\"/>A [link](u).\n\n<p class=\"gap\"/>\n\n\
         <!-- c -->\n![b](b.png){: .wide}\n\n<div id=\"z\" markdown=\"1\"/>\n\n*a*<br/><span id=\"k\" />\n\n\
         <h3 id=\"h\"/>\n\n<s/> <svg><g/><path d=\"M0 0\"/></svg>\n\n<table><tr><td/><td>b</td></tr></table>",
        expect![[r#"
            <a name="x"></a>
            <figure class="figure"><img src="../../posts/a.png" alt="a" width="50%" loading="lazy" decoding="async"><figcaption>Caption</figcaption></figure>
            <p><a id="y"></a>A <a href="../../posts/u">link</a>.</p>
            <p class="gap"></p>

            <figure class="figure"><img src="../../posts/b.png" alt="b" class="wide" loading="lazy" decoding="async"></figure>
            <div id="z"></div>
            <p><em>a</em><br><span id="k"></span></p>
            <h3 id="h"></h3>
            <p><s></s> <svg><g></g><path d="M0 0"></path></svg></p>
            <table><tr><td></td><td>b</td></tr></table>"#]],
    );
}
