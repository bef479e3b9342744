//! Works that a post cites: what its text and its list of references say of them.

use serde::{Deserialize, Serialize};

use crate::compat::{inert, quoted};

/// So many authors stand in a list of references; of more the first are named.
const MAX_AUTHORS: usize = 8;
/// The number of those who are named then.
const FIRST_AUTHORS: usize = 6;

/// A work in an entry of a bibliography. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Who made it.
    pub authors: Vec<Author>,
    /// Whether there are authors that the entry does not name.
    pub has_more_authors: bool,
    /// Its title, in pieces.
    pub title: Vec<TitlePart>,
    /// Where it was published.
    pub venue: String,
    /// The year.
    pub year: String,
    /// Where it can be read. Only an address on the web becomes a link.
    pub url: String,
}

/// A person or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// First names, as written.
    pub given: String,
    /// Last name with its particle, or the group's name.
    pub family: String,
}

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitlePart {
    /// Text.
    Text(String),
    /// A formula in TeX, without its signs.
    Formula(String),
}

/// What is written of a work that is cited, in three lines. They are HTML that Markdown leaves alone, also in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference(String);

impl Reference {
    /// The one with these lines.
    #[must_use]
    pub fn of_lines(lines: &str) -> Self {
        Self(lines.to_owned())
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &str {
        &self.0
    }

    /// Its authors as a sentence names them: `Vaswani et al.`
    #[must_use]
    pub fn name(&self) -> &str {
        self.line(0)
    }

    /// Authors, title and year, without elements.
    #[must_use]
    pub fn label(&self) -> &str {
        self.line(1)
    }

    /// Its entry in the list of references.
    #[must_use]
    pub fn entry(&self) -> &str {
        self.line(2)
    }

    fn line(&self, number: usize) -> &str {
        self.0.split('\n').nth(number).unwrap_or_default()
    }
}

impl Work {
    /// What is written of it.
    #[must_use]
    pub fn reference(&self) -> Reference {
        let title: String = self.title.iter().map(TitlePart::text).collect();
        let name = match self.short_authors() {
            short if short.is_empty() => ["“", &title, "”"].concat(),
            short => short,
        };
        let facts = [self.short_authors(), title, self.year.clone()];
        let facts: Vec<&str> = facts.iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        Reference([&*text(&name), &text(&facts.join(", ")), &self.entry()].join("\n"))
    }

    fn short_authors(&self) -> String {
        match self.authors.as_slice() {
            [] => String::new(),
            [one] if !self.has_more_authors => one.family.clone(),
            [one, other] if !self.has_more_authors => [&*one.family, " and ", &other.family].concat(),
            [first, ..] => [&*first.family, " et al."].concat(),
        }
    }

    fn all_authors(&self) -> String {
        let is_cut = self.authors.len() > MAX_AUTHORS;
        let shown = if is_cut { &self.authors[..FIRST_AUTHORS] } else { &self.authors };
        let names: Vec<String> = shown.iter().map(Author::full).collect();
        let more = if is_cut || self.has_more_authors { " et al." } else { "" };
        names.join(", ") + more
    }

    /// Authors, title, venue and year, each a sentence of its own.
    fn entry(&self) -> String {
        let mut html = String::new();
        if !self.authors.is_empty() {
            html.push_str(&sentence(&text(&self.all_authors())));
        }
        let title: String = self.title.iter().map(TitlePart::html).collect();
        let is_web = ["https://", "http://"].iter().any(|scheme| {
            self.url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let linked = |shown: &str| ["<a href=\"", &text(&self.url), "\">", shown, "</a>"].concat();
        match (title.is_empty(), is_web) {
            (false, true) => html.push_str(&sentence(&linked(&title))),
            (false, false) => html.push_str(&sentence(&title)),
            (true, true) => html.push_str(&sentence(&linked(&text(&self.url)))),
            (true, false) => {}
        }
        let venue = if self.venue.is_empty() { String::new() } else { emphasised(&text(&self.venue)) };
        let place: Vec<String> =
            [venue, text(&self.year)].into_iter().filter(|part| !part.is_empty()).collect();
        if !place.is_empty() {
            html.push_str(&sentence(&place.join(", ")));
        }
        html.truncate(html.trim_end().len());
        html
    }
}

impl Author {
    fn full(&self) -> String {
        [&*self.given, " ", &self.family].concat().trim().to_owned()
    }
}

impl TitlePart {
    /// As it stands in a line of text: a formula as its TeX.
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Formula(text) => text,
        }
    }

    fn html(&self) -> String {
        match self {
            // Blanks at its ends part it from a formula.
            Self::Text(part) => inert_words(part),
            Self::Formula(tex) if tex.contains(['<', '>', '&', '"', '`', '|']) => text(tex),
            Self::Formula(tex) => ["\\\\(", &one_line(tex), "\\\\)"].concat(),
        }
    }
}

fn emphasised(html: &str) -> String {
    ["<em>", html, "</em>"].concat()
}

/// A sentence with its full stop, unless it ends with another sign, and a blank.
fn sentence(html: &str) -> String {
    let shown = html.trim_end_matches("</a>");
    let end = if shown.ends_with(['.', '?', '!']) { " " } else { ". " };
    [html, end].concat()
}

/// Text that is safe in attributes and cells of tables, too. It has no line breaks: a blank line ends HTML in Markdown.
fn text(text: &str) -> String {
    inert_words(text.trim())
}

fn inert_words(text: &str) -> String {
    quoted(&inert(&one_line(text)))
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let is_blank = character.is_whitespace() || character.is_control();
        match is_blank {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(authors: &[(&str, &str)], title: &str) -> Work {
        let author = |&(given, family): &(&str, &str)| Author { given: given.into(), family: family.into() };
        Work {
            authors: authors.iter().map(author).collect(),
            title: vec![TitlePart::Text(title.to_owned())],
            year: "2017".to_owned(),
            ..Work::default()
        }
    }

    #[test]
    fn a_work_is_named_in_short_and_in_full() {
        let mut two = work(&[("Diederik", "Kingma"), ("Jimmy", "Ba")], "Adam: A Method?");
        two.venue = "ICLR".to_owned();
        two.url = "https://doi.org/10.1/x_y".to_owned();
        let reference = two.reference();
        assert_eq!(reference.name(), "Kingma and Ba");
        assert_eq!(reference.label(), "Kingma and Ba, Adam: A Method?, 2017");
        assert_eq!(
            reference.entry(),
            "Diederik Kingma, Jimmy Ba. <a href=\"https://doi.org/10.1/x&#95;y\">Adam: A Method?</a> <em>ICLR</em>, 2017."
        );
        two.has_more_authors = true;
        assert_eq!(two.reference().name(), "Kingma et al.");
        assert!(two.reference().entry().starts_with("Diederik Kingma, Jimmy Ba et al. <a"));
        let many = work(&[("A", "B"); 9], "T");
        assert_eq!(many.reference().entry(), "A B, A B, A B, A B, A B, A B et al. T. 2017.");
        assert_eq!(work(&[], "T").reference().name(), "“T”");
        assert_eq!(Work::default().reference().entry(), "");
    }

    #[test]
    fn what_an_entry_says_is_text() {
        let mut hostile = work(&[("", "a|b`c")], "<img src=x onerror=alert(1)>\n\n# *x* $y$");
        hostile.url = "javascript:alert(1)".to_owned();
        let reference = hostile.reference();
        assert_eq!(
            reference.entry(),
            "a&#124;b&#96;c. &lt;img src=x onerror=alert(1)&gt; # &#42;x&#42; &#36;y&#36;. 2017."
        );
        hostile.url = "https://x.org/\" onclick=\"alert(1)".to_owned();
        assert!(
            hostile.reference().entry().contains("<a href=\"https://x.org/&quot; onclick=&quot;alert(1)\">")
        );
    }

    #[test]
    fn formulas_in_titles_are_formulas() {
        let title = vec![
            TitlePart::Text("On ".into()),
            TitlePart::Formula("\\beta".into()),
            TitlePart::Text("-VAE".into()),
        ];
        let reference = Work { title, ..Work::default() }.reference();
        assert_eq!(reference.entry(), "On \\\\(\\beta\\\\)-VAE.");
        assert_eq!(reference.label(), "On &#92;beta-VAE");
    }
}
