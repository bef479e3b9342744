//! Which file answers an address, and its MIME type: what a plain static host does.

use std::path::{Path, PathBuf};

/// What to answer to a request.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// This file.
    File(PathBuf),
    /// The same address with a slash at its end: relative links in a folder's page need it.
    Redirect(String),
    /// Nothing is there; the text is shown if the site has no page for it.
    NotFound,
}

/// Finds the answer to `address` (path and query, percent-encoded) for the site in `dist` served under `base`.
pub fn answer(dist: &Path, base: &str, address: &str) -> Answer {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Some(inside) = path.strip_prefix(base) else {
        let to_base = path == "/" || format!("{path}/") == base;
        return if to_base { Answer::Redirect(base.to_owned()) } else { Answer::NotFound };
    };
    let Some(relative) = decode(inside).filter(|relative| is_inside(relative)) else {
        return Answer::NotFound;
    };
    let file = dist.join(&relative);
    if file.is_dir() {
        let index = file.join("index.html");
        if !index.is_file() {
            return Answer::NotFound;
        }
        if relative.is_empty() || relative.ends_with('/') {
            return Answer::File(index);
        }
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Answer::Redirect(format!("{path}/{query}"));
    }
    // `a.html/` is not `a.html`.
    if file.is_file() && !relative.ends_with('/') { Answer::File(file) } else { Answer::NotFound }
}

/// Undoes percent-encoding; `None` if the result is no text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Stays in the folder it is joined to.
fn is_inside(relative: &str) -> bool {
    !relative.starts_with('/')
        && !relative.contains(['\\', '\0', ':'])
        && relative.split('/').all(|part| part != "..")
}

/// The MIME type of a file, by its extension.
pub fn mime_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "py" | "csv" | "rs" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_like_a_static_host() {
        let dist = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let index = dist.join("posts/a b/index.html");
        std::fs::create_dir_all(index.parent().unwrap()).unwrap();
        std::fs::write(&index, "").unwrap();

        let table = [
            ("/n/posts/a%20b/", Answer::File(index)),
            ("/n/posts/a%20b?x=1", Answer::Redirect("/n/posts/a%20b/?x=1".into())),
            ("/n/posts/", Answer::NotFound),
            ("/n/posts/a%20b/index.html/", Answer::NotFound),
            ("/n/%2e%2e/secret", Answer::NotFound),
            ("/n//etc/passwd", Answer::NotFound),
            ("/n/%ff", Answer::NotFound),
            ("/n/%2", Answer::NotFound),
            ("/n", Answer::Redirect("/n/".into())),
            ("/", Answer::Redirect("/n/".into())),
            ("/notes", Answer::NotFound),
        ];
        for (address, expected) in table {
            assert_eq!(answer(&dist, "/n/", address), expected, "{address}");
        }
        std::fs::remove_dir_all(&dist).unwrap();
    }
}
