//! A post as a reference.

/// What is known of a post that is cited.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// When it was published, starting with the year; may be empty.
    pub date: String,
    /// Its address.
    pub url: String,
    /// Who wrote it.
    pub authors: Vec<String>,
}

impl Citation {
    /// Reads title, date, address and authors, in this order.
    pub fn read(facts: Vec<String>) -> Self {
        let mut facts = facts.into_iter();
        let mut next = || facts.next().unwrap_or_default();
        Self { title: next(), date: next(), url: next(), authors: facts.collect() }
    }

    fn year(&self) -> &str {
        let digits = self.date.bytes().take_while(u8::is_ascii_digit).count();
        &self.date[..digits]
    }

    /// An entry for BibTeX. The inner braces keep the capitals of the title.
    pub fn bibtex(&self) -> String {
        let key: String = self
            .url
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|character| character.is_ascii_alphanumeric() || *character == '-')
            .collect();
        let mut entry = ["@misc{", &key, self.year(), ",\n"].concat();
        let authors = self.authors.join(" and ");
        let title = ["{", &escaped(&self.title), "}"].concat();
        for (field, value) in
            [("author", &*authors), ("title", &title), ("year", self.year()), ("url", &self.url)]
        {
            if !value.is_empty() {
                entry.push_str(&["  ", field, " = {", value, "},\n"].concat());
            }
        }
        entry + "}\n"
    }

    /// A line for a list of references.
    pub fn text(&self) -> String {
        let mut text = self.authors.join(", ");
        if !self.year().is_empty() {
            text.push_str(&[" (", self.year(), ")"].concat());
        }
        let before = text.trim();
        let before = if before.is_empty() { String::new() } else { [before, ". "].concat() };
        [&before, "“", &self.title, "”. ", &self.url].concat()
    }
}

/// What TeX would take for its own is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '&' | '%' | '$' | '#' | '_') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_cited() {
        let facts =
            ["Bias & variance", "2026/09/14", "https://example.org/posts/bias/", "A. Writer", "B. Other"];
        let citation = Citation::read(facts.map(str::to_owned).to_vec());
        assert_eq!(
            citation.bibtex(),
            "@misc{bias2026,\n  author = {A. Writer and B. Other},\n  title = {{Bias \\& variance}},\n  \
             year = {2026},\n  url = {https://example.org/posts/bias/},\n}\n"
        );
        assert_eq!(
            citation.text(),
            "A. Writer, B. Other (2026). “Bias & variance”. https://example.org/posts/bias/"
        );
        let bare = Citation { title: "X".into(), url: "http://x/x/".into(), ..Citation::default() };
        assert_eq!(bare.text(), "“X”. http://x/x/");
    }
}
