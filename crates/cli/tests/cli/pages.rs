//! What finished pages say of their posts.

use crate::support::Site;

#[test]
fn a_page_names_the_authors_of_its_post_and_shows_code_in_its_title() {
    let header = "title: Using `a<b>` & more\ndescription: D.\nsubtitle: S.\nauthors:\n  - name: Ada & Co\n    url: https://ada.org/\n  - name: Eve\n    url: javascript:x\n";
    Site::new()
        .post("a", header, "Text.")
        .succeeds()
        .expect(
            "dist/posts/a/index.html",
            "<h1 class=\"post-title\">Using <code>a&lt;b&gt;</code> &amp; more</h1>",
        )
        .expect(
            "dist/posts/a/index.html",
            "<p class=\"post-description\">S.</p><p class=\"post-description\">D.</p>",
        )
        .expect(
            "dist/posts/a/index.html",
            "<p class=\"post-authors\"><a href=\"https://ada.org/\">Ada &amp; Co</a>, Eve</p>",
        )
        .expect("dist/index.html", ">Using <code>a&lt;b&gt;</code> &amp; more</a></h2>");
}
