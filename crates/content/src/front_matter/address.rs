//! Where a post lives, and where it lived before.

use super::{fields::Fields, keys};
use crate::{
    diagnostic::{Diagnostic, words},
    slug::Slug,
};

/// What front matter says about a post's addresses.
pub(super) struct Addresses {
    pub(super) slug: Option<Slug>,
    pub(super) aliases: Vec<String>,
}

/// Reads the slug, or takes the last segment of a permalink for it; the permalink itself becomes an alias, so that
/// links to it still arrive.
pub(super) fn read(fields: &mut Fields<'_>) -> Addresses {
    let mut aliases = fields.texts(keys::ALIASES, "an address, or a list of addresses");
    let written = fields.text(keys::SLUG);
    let mut slug = written.as_deref().and_then(Slug::new);
    if let Some(permalink) = permalink(fields) {
        let segment = permalink.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let segment = segment.strip_suffix(".html").unwrap_or(segment);
        slug = slug.or_else(|| Slug::new(segment));
        if !segment.is_empty() && !aliases.contains(&permalink) {
            aliases.push(permalink);
        }
    }
    if let (Some(written), Some(slug)) = (written, &slug)
        && written.contains('/')
    {
        let span = fields.find(keys::SLUG).map_or(0..0, |field| fields.header().span_of(&field.key));
        let message = words!("a slug is one segment of an address: `{written}` becomes `{slug}`");
        let help = words!("write `slug: {slug}`, or the segment that you mean");
        fields.report(Diagnostic::warning("front-matter/slug", span, message).with_help(help));
    }
    Addresses { slug, aliases }
}

/// An address on this site that is written out: not `https://…`, not a pattern such as `/:title/`.
fn permalink(fields: &mut Fields<'_>) -> Option<String> {
    let permalink = fields.text(keys::PERMALINK)?;
    let is_plain = !permalink.contains([':', '{', '?', '#']) && !permalink.starts_with("//");
    is_plain.then_some(permalink)
}
