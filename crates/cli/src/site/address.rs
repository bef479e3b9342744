//! Absolute addresses, for files that are read away from the site: feeds and the sitemap.

use studybuddy_content::{route::Route, settings::Settings};

/// The absolute addresses of a site whose owner has said where it will be.
///
/// Paths are written in ASCII (RFC 3986, section 2.1), as the sitemap protocol and feed readers want them; to a
/// browser they are the same addresses.
#[derive(Clone, Copy, Debug)]
pub struct Addresses<'a> {
    /// The site's root, with a slash at the end.
    root: &'a str,
}

impl<'a> Addresses<'a> {
    /// `None` while the owner has not said where the site will be.
    pub fn new(settings: &'a Settings) -> Option<Self> {
        settings.url.as_deref().map(|root| Self { root })
    }

    /// The address of a page.
    pub fn page(&self, route: &Route) -> String {
        self.file(&route.path())
    }

    /// The address of a file at a path below the root.
    pub fn file(&self, path: &str) -> String {
        let mut address = String::with_capacity(self.root.len() + path.len());
        address.push_str(self.root);
        for byte in path.bytes() {
            if byte.is_ascii_graphic() {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
        address
    }

    /// An address without a scheme (`//host/path`), given the scheme of the site.
    pub fn with_scheme(&self, address: &str) -> String {
        let scheme = self.root.split_once("//").map_or("https:", |(scheme, _)| scheme);
        format!("{scheme}{address}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_ascii() {
        let addresses = Addresses { root: "https://example.org/notes/" };
        for (path, address) in [
            ("", "https://example.org/notes/"),
            ("posts/a%20b/?c=1&d#e", "https://example.org/notes/posts/a%20b/?c=1&d#e"),
            ("posts/über/", "https://example.org/notes/posts/%C3%BCber/"),
        ] {
            assert_eq!(addresses.file(path), address);
        }
        assert_eq!(addresses.with_scheme("//cdn.example/x"), "https://cdn.example/x");
    }
}
