//! A post as a reference, for those who cite it.

/// What is known of a post that is cited. What is empty is left out.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// When it was published, starting with the year.
    pub date: String,
    /// Its address.
    pub url: String,
    /// The site that it stands on.
    pub site: String,
    /// Who wrote it.
    pub authors: Vec<String>,
}

impl Citation {
    /// Reads title, date, address, site and authors, in this order.
    #[must_use]
    pub fn read(facts: Vec<String>) -> Self {
        let mut facts = facts.into_iter();
        let mut next = || facts.next().unwrap_or_default();
        Self { title: next(), date: next(), url: next(), site: next(), authors: facts.collect() }
    }

    fn year(&self) -> &str {
        let digits = self.date.bytes().take_while(u8::is_ascii_digit).count();
        &self.date[..digits]
    }

    /// As Google Scholar makes keys: the first author's last name, the year, the first long word of the title.
    fn key(&self) -> String {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let name = self.authors.first().and_then(|author| author.split_whitespace().last());
        let words = || self.title.split(|character: char| !character.is_alphanumeric()).map(plain);
        let word = words().find(|word| word.len() > 3).or_else(|| words().find(|word| !word.is_empty()));
        let key = [&*plain(name.unwrap_or_default()), self.year(), &*word.unwrap_or_default()].concat();
        if key.is_empty() { "post".to_owned() } else { key.to_ascii_lowercase() }
    }

    /// An entry for BibTeX. The inner braces keep the capitals of the title.
    #[must_use]
    pub fn bibtex(&self) -> String {
        let mut entry = ["@misc{", &self.key(), ",\n"].concat();
        let authors: Vec<String> = self.authors.iter().map(|name| author(name)).collect();
        let fields = [
            ("author", authors.join(" and ")),
            ("title", ["{", &escaped(&self.title), "}"].concat()),
            ("year", self.year().to_owned()),
            ("howpublished", escaped(&self.site)),
            ("url", self.url.clone()),
        ];
        for (field, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            entry.push_str(&["  ", field, " = {", value, "},\n"].concat());
        }
        entry + "}\n"
    }

    /// A line for a list of references.
    #[must_use]
    pub fn text(&self) -> String {
        let year = if self.year().is_empty() { String::new() } else { [" (", self.year(), ")"].concat() };
        let title = ["“", &self.title, "”"].concat();
        let mut text = match self.authors.join(", ") {
            authors if authors.is_empty() => title + &year,
            authors => [&authors, &year, ". ", &title].concat(),
        };
        for part in [&self.site, &self.url].into_iter().filter(|part| !part.is_empty()) {
            text.push_str(". ");
            text.push_str(part);
        }
        text
    }
}

/// A name as BibTeX takes it. One with a comma or an `and` in it is that of a group, which braces hold together.
fn author(name: &str) -> String {
    let is_group = name.contains(',') || name.contains(" and ");
    if is_group { ["{", &escaped(name), "}"].concat() } else { escaped(name) }
}

/// What TeX would take for its own is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', character]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_cited() {
        let facts = [
            "On bias & variance",
            "2026/09/14",
            "https://example.org/posts/bias/",
            "Notes",
            "Ann Writer",
            "B. Other",
        ];
        let citation = Citation::read(facts.map(str::to_owned).to_vec());
        assert_eq!(
            citation.bibtex(),
            "@misc{writer2026bias,\n  author = {Ann Writer and B. Other},\n  title = {{On bias \\& variance}},\n  \
             year = {2026},\n  howpublished = {Notes},\n  url = {https://example.org/posts/bias/},\n}\n"
        );
        assert_eq!(
            citation.text(),
            "Ann Writer, B. Other (2026). “On bias & variance”. Notes. https://example.org/posts/bias/"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let bare = Citation { title: "X".into(), ..Citation::default() };
        assert_eq!(bare.text(), "“X”");
        let year = Citation { date: "2026".into(), site: "Notes".into(), ..bare.clone() };
        assert_eq!(year.text(), "“X” (2026). Notes");
        assert_eq!(bare.bibtex(), "@misc{x,\n  title = {{X}},\n}\n");
        assert_eq!(Citation { title: "注意力".into(), ..Citation::default() }.key(), "post");
    }

    #[test]
    fn nothing_in_a_name_or_a_title_breaks_the_entry() {
        let authors = vec!["Smith and Sons, Ltd.".to_owned(), "R{t} \\x".to_owned()];
        let entry = Citation { title: "A} ^ ~".into(), authors, ..Citation::default() }.bibtex();
        assert!(
            entry.contains("author = {{Smith and Sons, Ltd.} and R\\{t\\} \\textbackslash{}x}"),
            "{entry}"
        );
        assert!(entry.contains("title = {{A\\} \\textasciicircum{} \\textasciitilde{}}}"), "{entry}");
    }
}
