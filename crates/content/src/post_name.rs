//! What the name of a post's file says: its slug, and perhaps its date.

use crate::{date::PostDate, slug::Slug};

/// Years that a date in a file name may have: `1984-1-1-x.md` is dated, `3000-1-1-x.md` is not.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

/// What may stand between the parts of a date, and behind it.
const SEPARATORS: [char; 4] = ['-', '_', '.', '/'];

/// Endings of files in Markdown: plain, with components (MDX), with cells that Quarto runs.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdx", "qmd"];

/// Whether a path is that of a file in Markdown.
#[must_use]
pub fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A post's name, read from the path of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostName {
    /// What the slug is made from: the file's (or directory's) name without extension and date, as written.
    pub slug_source: String,
    /// The date in the name.
    pub date: Option<PostDate>,
    /// The file is `index.md` or `README.md`: the directory gave the name, and the post's files are beside it.
    pub is_index: bool,
}

impl PostName {
    /// Reads a path relative to the folder of posts, with `/` between its parts.
    ///
    /// Posts are `slug.md`, `.markdown`, `.mdx` and `.qmd`, `slug/index.md` and `slug/README.md`, at any depth; a date may come
    /// first, as `2024-03-01-slug`, `2024-3-1-slug`, `2024_03_01_slug` or `20240301_slug`, or stand alone, or be that of the
    /// directories (`2024/03/01/slug.md`).
    /// `None` is what editors, systems and authors leave between posts: dotfiles and what is in a dot-directory,
    /// backups (`~`), swap files, names with a leading `#`, a `README.md` at the top, and all other file types.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let file = parts.next_back()?;
        if file.starts_with(['.', '#']) || parts.clone().any(|part| part.starts_with('.')) {
            return None;
        }
        let (stem, _) = file.rsplit_once('.')?;
        if !is_markdown(file) || stem.is_empty() || stem.ends_with('~') || stem == "_index" {
            return None;
        }
        let is_readme = stem.eq_ignore_ascii_case("readme");
        let is_index = is_readme || stem.eq_ignore_ascii_case("index");
        let mut name = match parts.next_back() {
            Some(directory) if is_index => Self::from_stem(directory, true),
            None if is_readme => return None,
            _ => Self::from_stem(stem, false),
        };
        name.date = name.date.or_else(|| date_in(path));
        Some(name)
    }

    /// The slug that the name gives; front matter may give another.
    #[must_use]
    pub fn slug(&self) -> Option<Slug> {
        Slug::new(&self.slug_source)
    }

    fn from_stem(stem: &str, is_index: bool) -> Self {
        let (date, slug_source) = match split_date(stem) {
            Some((date, "")) => (Some(date), stem),
            Some((date, rest)) => (Some(date), rest),
            None => (None, stem),
        };
        Self { slug_source: slug_source.to_owned(), date, is_index }
    }
}

/// The date in an address of a post, such as `/2024/03/01/slug.html` or `blog/2024-03-01-slug`.
pub(crate) fn date_in(address: &str) -> Option<PostDate> {
    let segments = std::iter::once(0).chain(address.match_indices('/').map(|(at, _)| at + 1));
    segments.filter_map(|at| split_date(&address[at..])).map(|(date, _)| date).next()
}

/// Takes a date and the separators after it off the start of a name.
fn split_date(stem: &str) -> Option<(PostDate, &str)> {
    let (year, rest) = digits(stem, 4..=4)?;
    let (month, day, rest) = match rest.strip_prefix(SEPARATORS) {
        Some(rest) => {
            let (month, rest) = digits(rest, 1..=2)?;
            let (day, rest) = digits(rest.strip_prefix(SEPARATORS)?, 1..=2)?;
            (month, day, rest)
        }
        None => {
            let (month, rest) = digits(rest, 2..=2)?;
            let (day, rest) = digits(rest, 2..=2)?;
            (month, day, rest)
        }
    };
    let slug = rest.trim_start_matches(|c| c == ' ' || SEPARATORS.contains(&c));
    let is_apart = rest.is_empty() || slug.len() < rest.len();
    let date = PostDate::from_calendar(year, month, day).filter(|_| YEARS.contains(&year) && is_apart)?;
    Some((date, slug))
}

/// Takes as many digits off the start as the range allows; at least its start must be there.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let found = text.bytes().take(*count.end()).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(found).filter(|_| count.contains(&found))?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, slug_source: &str, date: Option<&str>, is_index: bool) {
        let expected = PostName {
            slug_source: slug_source.to_owned(),
            date: date.map(|date| date.parse().unwrap()),
            is_index,
        };
        assert_eq!(PostName::parse(path), Some(expected), "{path}");
    }

    #[test]
    fn names_give_slug_and_date() {
        for (path, slug_source, date) in [
            ("bayes-rule.md", "bayes-rule", None),
            ("bayes-rule.markdown", "bayes-rule", None),
            ("Bayes.MD", "Bayes", None),
            ("2024-03-01-bayes.md", "bayes", Some("2024-03-01")),
            ("2021-4-2-sota.md", "sota", Some("2021-04-02")),
            ("2024_03_01_bayes_rule.md", "bayes_rule", Some("2024-03-01")),
            ("20170221_lecture4.md", "lecture4", Some("2017-02-21")),
            ("20170221-lecture4.md", "lecture4", Some("2017-02-21")),
            ("2022-06-02_jupyter.md", "jupyter", Some("2022-06-02")),
            ("2020-12-17-explaining transformers.md", "explaining transformers", Some("2020-12-17")),
            ("2020-12-17 notes.md", "notes", Some("2020-12-17")),
            ("2024-03-01.md", "2024-03-01", Some("2024-03-01")),
            ("20240301.md", "20240301", Some("2024-03-01")),
            ("2024-03-01-.md", "2024-03-01-", Some("2024-03-01")),
            ("Rust-1.0.md", "Rust-1.0", None),
            ("2015-05-15-Rust-1.0@final.md", "Rust-1.0@final", Some("2015-05-15")),
            ("2024-02-30-leap.md", "2024-02-30-leap", None),
            ("2024-03-011-x.md", "2024-03-011-x", None),
            ("3000-01-01-future.md", "3000-01-01-future", None),
            ("2001-a-space-odyssey.md", "2001-a-space-odyssey", None),
            ("2024.md", "2024", None),
            ("123.md", "123", None),
            ("sub/dir/2024-03-01-x.md", "x", Some("2024-03-01")),
            ("2024/3/1/x.md", "x", Some("2024-03-01")),
            ("blog/2024/03/01/2024-04-05-x.md", "x", Some("2024-04-05")),
            ("2024/03/x.md", "x", None),
            ("2024/1/12-x.md", "12-x", Some("2024-01-12")),
            ("9999/12/31/x.md", "x", None),
            ("注意力.md", "注意力", None),
            ("２０２４-01-01-x.md", "２０２４-01-01-x", None),
            ("index.md", "index", None),
        ] {
            check(path, slug_source, date, false);
        }
    }

    #[test]
    fn directories_name_their_index() {
        check("bayes/index.md", "bayes", None, true);
        check("2024-03-01-bayes/index.md", "bayes", Some("2024-03-01"), true);
        check("2024-03-01/index.markdown", "2024-03-01", Some("2024-03-01"), true);
        check("notes/bayes/README.md", "bayes", None, true);
        check("bayes/other.md", "other", None, false);
    }

    #[test]
    fn addresses_give_a_date() {
        let date = |address| date_in(address).map(|date| date.iso_date());
        for address in [
            "2018/12/06/Rust-1.31",
            "/2018/12/06/rust.html",
            "/blog/2018-12-06-x/",
            "https://a.b/2018/12/06/x",
        ] {
            assert_eq!(date(address).as_deref(), Some("2018-12-06"), "{address}");
        }
        for address in [
            "",
            "/",
            "/2018/12/",
            "/2018/13/01/x",
            "9999/12/31/x",
            "/v2018/12/06/x",
            "/2018/12/061/x",
            "/a/2018/b/12/06",
        ] {
            assert_eq!(date(address), None, "{address}");
        }
    }

    #[test]
    fn other_files_are_skipped() {
        for path in [
            "",
            ".md",
            ".DS_Store",
            ".2024-03-01-x.md",
            ".obsidian/x.md",
            "a/.trash/x.md",
            "../x.md",
            "x.md~",
            "x~.md",
            ".x.md.swp",
            "x.md.swp",
            "#x.md#",
            "#x.md",
            "README.md",
            "readme.markdown",
            "notes/_index.md",
            "x.txt",
            "x.mdxx",
            "noextension",
            "images/",
        ] {
            assert_eq!(PostName::parse(path), None, "{path}");
        }
    }

    #[test]
    fn slugs_are_addresses() {
        let slug = |path: &str| PostName::parse(path).unwrap().slug().unwrap().to_string();
        assert_eq!(slug("2020-12-17-explaining transformers.md"), "explaining-transformers");
        assert_eq!(slug("---.md"), "u-2d-2d-2d");
    }
}
