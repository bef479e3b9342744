//! What the panel offers besides search results: sections of the page, labels, actions.

use studybuddy_content::{
    html::{escape_attribute, escaped},
    search::{Label, LabelKind},
};

/// Something that can be done with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its word for the script that does it.
    pub name: &'static str,
    /// What it says.
    pub label: &'static str,
    /// Other words that it is found by.
    pub words: &'static str,
    /// Whether it needs a post.
    pub for_posts: bool,
}

/// All actions, in the order in which they are offered.
pub const ACTIONS: [Action; 8] = [
    Action { name: "theme", label: "Change the theme", words: "dark light colours colors", for_posts: false },
    Action {
        name: "typography",
        label: "Set the text: size, lines, letters, contrast",
        words: "typography font spacing sans serif larger",
        for_posts: false,
    },
    Action {
        name: "link",
        label: "Copy the link to this section",
        words: "url address share",
        for_posts: false,
    },
    Action { name: "markdown", label: "Copy the post as Markdown", words: "source text", for_posts: true },
    Action { name: "bibtex", label: "Copy a citation in BibTeX", words: "cite reference", for_posts: true },
    Action { name: "citation", label: "Copy a citation as text", words: "cite reference", for_posts: true },
    Action { name: "print", label: "Print the page", words: "paper pdf", for_posts: false },
    Action {
        name: "forget",
        label: "Forget what I read",
        words: "clear reading memory history marks privacy",
        for_posts: false,
    },
];

/// A heading of the page that is shown.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its fragment, with `#`.
    pub href: String,
    /// Its text.
    pub text: String,
    /// Its HTML, with formulas as the page shows them.
    pub html: String,
}

/// How many of each kind are offered beside search results.
const FEW: usize = 3;
/// How many of each kind are offered before anything is typed.
const SOME: usize = 7;

/// What is offered for a text, as options of a list box. `>` before the text asks for actions only.
pub fn draw(asked: &str, headings: &[Heading], labels: &[Label], root: &str, is_post: bool) -> String {
    let (only_actions, wanted) = match asked.trim_start().strip_prefix('>') {
        Some(rest) => (true, rest.trim()),
        None => (false, asked.trim()),
    };
    let is_open = wanted.is_empty();
    let mut out = String::new();
    if !only_actions {
        let limit = if is_open { SOME } else { FEW };
        let headings = headings.iter().filter(|heading| fits(&heading.text, wanted)).take(limit);
        group("On this page", headings, &mut out, |heading, out| {
            option_link(&heading.href, &heading.html, "", out);
        });
        let mut labels: Vec<&Label> = labels.iter().filter(|label| fits(&label.name, wanted)).collect();
        labels.sort_by_key(|label| usize::MAX - label.posts);
        group("Tags and categories", labels.into_iter().take(limit), &mut out, |label, out| {
            let folder = if label.kind == LabelKind::Tag { "tags/" } else { "categories/" };
            let count = label.posts.to_string() + if label.posts == 1 { " post" } else { " posts" };
            let href = [root, folder, &label.slug, "/"].concat();
            option_link(&href, &escaped(&label.name), &count, out);
        });
    }
    let actions = ACTIONS.iter().filter(|action| is_post || !action.for_posts);
    let actions =
        actions.filter(|action| fits(action.label, wanted) || (!is_open && fits(action.words, wanted)));
    group("Actions", actions, &mut out, |action, out| {
        out.push_str("<button class=\"search-option\" type=\"button\" role=\"option\" aria-selected=\"false\" tabindex=\"-1\" data-action=\"");
        out.push_str(action.name);
        out.push_str("\">");
        out.push_str(action.label);
        out.push_str("</button>");
    });
    out
}

fn group<T>(
    name: &str,
    items: impl Iterator<Item = T>,
    out: &mut String,
    mut draw: impl FnMut(T, &mut String),
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    out.push_str("<div class=\"search-group\" role=\"group\" aria-label=\"");
    out.push_str(name);
    out.push_str("\"><div class=\"search-group-name\" aria-hidden=\"true\">");
    out.push_str(name);
    out.push_str("</div>");
    items.for_each(|item| draw(item, out));
    out.push_str("</div>");
}

fn option_link(href: &str, html: &str, note: &str, out: &mut String) {
    out.push_str(
        "<a class=\"search-option\" role=\"option\" aria-selected=\"false\" tabindex=\"-1\" href=\"",
    );
    escape_attribute(href, out);
    out.push_str("\">");
    out.push_str(html);
    if !note.is_empty() {
        out.push_str(" <span class=\"search-option-note\">");
        out.push_str(note);
        out.push_str("</span>");
    }
    out.push_str("</a>");
}

/// Whether every word that was typed starts a word of a name.
fn fits(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    let wanted = wanted.to_lowercase();
    wanted.split_whitespace().all(|wanted| {
        name.split(|character: char| !character.is_alphanumeric()).any(|word| word.starts_with(wanted))
            || name.split_whitespace().any(|word| word.starts_with(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(asked: &str) -> Vec<String> {
        let headings = ["Why it matters", "The softmax"].map(|text| Heading {
            href: "#x".into(),
            text: text.into(),
            html: text.into(),
        });
        let label = Label { kind: LabelKind::Tag, slug: "c-plus-plus".into(), name: "C++".into(), posts: 2 };
        let html = draw(asked, &headings, &[label], "/", true);
        let options = html.split("role=\"option\"").skip(1);
        options
            .filter_map(|option| Some(option.split_once('>')?.1.split('<').next()?.trim().to_owned()))
            .collect()
    }

    #[test]
    fn words_that_start_a_name_find_it() {
        assert_eq!(offered("soft"), ["The softmax"]);
        assert_eq!(offered("the so"), ["The softmax"]);
        assert_eq!(offered("c++"), ["C++"]);
        assert_eq!(offered("dark"), ["Change the theme"]);
        assert_eq!(offered(">cop bib"), ["Copy a citation in BibTeX"]);
        assert_eq!(offered("oftmax"), [""; 0]);
        assert_eq!(offered("").len(), 3 + ACTIONS.len());
        assert_eq!(offered(">").len(), ACTIONS.len());
    }
}
