//! What hosts are told: headers, and what crawlers may read.

use std::fmt::Write as _;

/// The security policy of every page. Scripts come from files of the site alone; `style` attributes are KaTeX's.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    style-src-attr 'unsafe-inline'; img-src 'self' data: https:; media-src 'self' https:; frame-src 'self' https:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// The icon of a site that brings none of its own: every page names one.
pub const FAVICON: &str = include_str!("../../../../public/favicon.svg");

/// `robots.txt`: everything may be read, and that is where the list of pages is, if there is one.
pub fn robots_file(sitemap: Option<&str>) -> String {
    let sitemap = sitemap.map(|address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// The file `_headers` of Netlify, Cloudflare Pages and others, for a site under `base` (with slashes at its ends).
pub fn headers_file(base: &str) -> String {
    let rules: [(&str, &[(&str, &str)]); 3] = [
        (
            "*",
            &[
                ("Content-Security-Policy", POLICY),
                ("Referrer-Policy", "strict-origin-when-cross-origin"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        ),
        // Names there hold a hash of the content: what is cached never has to be asked for again.
        ("assets/*", &[("Cache-Control", "public, max-age=31536000, immutable")]),
        ("assets/*.wasm", &[("Content-Type", "application/wasm")]),
    ];
    let mut text = String::new();
    for (path, headers) in rules {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{base}{path}");
        for (name, value) in headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_below_the_base() {
        let text = headers_file("/notes/");
        assert!(text.starts_with("/notes/*\n  Content-Security-Policy: default-src 'self';"), "{text}");
        assert!(
            text.contains("\n/notes/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"),
            "{text}"
        );
        assert!(!POLICY.contains("  "), "{POLICY}");
    }

    #[test]
    fn configurations_for_servers_have_the_same_policy() {
        for text in [
            include_str!("../../../../docs/hosting/nginx.conf"),
            include_str!("../../../../docs/hosting/Caddyfile"),
        ] {
            assert!(text.contains(POLICY), "lacks {POLICY}:\n{text}");
            assert!(text.contains("public, max-age=31536000, immutable"), "{text}");
        }
    }
}
