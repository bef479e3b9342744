//! Pages at old addresses that lead readers to the new ones.

use studybuddy_content::html::{escape_attribute, escaped};

/// An old address and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The file of the page at the old address, below the site's root.
    pub file: String,
    /// The new address, as the page writes it.
    href: String,
}

impl Redirect {
    /// A redirect between addresses on this site, or to another site. Addresses are meant from the site's root,
    /// with or without a slash at the start. `None` if no file can stand for the old one.
    pub fn new(from: &str, to: &str) -> Option<Self> {
        let file = page_file(from)?;
        let is_elsewhere = to.starts_with("https://") || to.starts_with("http://");
        let href = if is_elsewhere { to.to_owned() } else { relative(&file, to) };
        Some(Self { file, href })
    }

    /// The page. `canonical` is the absolute address of the new place, if it is known.
    pub fn page(&self, title: &str, canonical: Option<&str>) -> String {
        let attribute = |text: &str| {
            let mut out = String::new();
            escape_attribute(text, &mut out);
            out
        };
        let (href, canonical) = (attribute(&self.href), attribute(canonical.unwrap_or(&self.href)));
        let title = escaped(title);
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <link rel=\"canonical\" href=\"{canonical}\">\n</head>\n<body>\n\
             <p>This page has moved: <a href=\"{href}\">{title}</a>.</p>\n</body>\n</html>\n"
        )
    }
}

/// The file that hosts serve at an address: `old/` and `old` are `old/index.html`, `old.html` is itself.
fn page_file(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        let part = percent_decode(part)?;
        if part == ".." || part.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        parts.push(part);
    }
    let is_page = |name: &String| name.ends_with(".html") || name.ends_with(".htm");
    if path.ends_with('/') || !parts.last().is_some_and(is_page) {
        parts.push("index.html".to_owned());
    }
    Some(parts.join("/"))
}

/// An address on this site, as the page in `file` writes it.
fn relative(file: &str, to: &str) -> String {
    let up = match file.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    };
    format!("{up}{}", to.trim_start_matches('/'))
}

/// Files are named as servers look for them; `None` if that is not text.
fn percent_decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_files_inside_of_the_site() {
        for (address, file) in [
            ("/old/", Some("old/index.html")),
            ("old", Some("old/index.html")),
            ("/2020/01/02/x.html", Some("2020/01/02/x.html")),
            ("/v1.0", Some("v1.0/index.html")),
            ("/a%20b/?page=2#x", Some("a b/index.html")),
            ("/", Some("index.html")),
            ("/../etc/", None),
            ("/%2e%2e/etc/", None),
            ("/a%2fb/", None),
            ("https://example.org/x/", None),
        ] {
            assert_eq!(page_file(address).as_deref(), file, "{address}");
        }
    }

    #[test]
    fn new_addresses_are_relative_on_this_site() {
        let href = |from: &str, to: &str| Redirect::new(from, to).unwrap().href;
        assert_eq!(href("/old/", "/posts/x/"), "../posts/x/");
        assert_eq!(href("/2020/x.html", "posts/x/"), "../posts/x/");
        assert_eq!(href("/old.html", "/"), "./");
        assert_eq!(href("/old/", "https://example.org/x"), "https://example.org/x");
    }
}
