//! What front matter says about the table of contents.

use serde::{Deserialize, Serialize};

use super::{
    fields::{Fields, as_flag},
    keys,
    value::{self, Value},
};

/// The table of contents that an author asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TocSettings {
    /// Whether there is one.
    pub enabled: bool,
    /// The deepest level of heading in it, 1 to 6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u8>,
}

/// Reads `toc: true`, `toc: 3`, a map with a depth, Distill's list of headings (we make our own), and the keys of
/// other engines. `None` if the author said nothing.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<TocSettings> {
    let mut settings = None;
    if let Some(field) = fields.find(keys::TOC) {
        settings = from_value(&field.value);
        if settings.is_none() {
            fields.expected(&field, "true, false, or a map with `depth` (1 to 6)");
        }
    } else if let Some(field) = fields.find(keys::TOC_OPEN) {
        // PaperMod's switch says how the contents are first shown; only `true` implies that there are any.
        settings =
            (as_flag(&field.value) == Some(true)).then_some(TocSettings { enabled: true, depth: None });
    }
    if let Some(field) = fields.find(keys::TOC_DEPTH) {
        match level(&field.value) {
            Some(depth) => {
                settings.get_or_insert(TocSettings { enabled: true, depth: None }).depth = Some(depth)
            }
            None => fields.expected(&field, "a level of heading, 1 to 6"),
        }
    }
    settings
}

fn from_value(value: &Value) -> Option<TocSettings> {
    let enabled = |depth| Some(TocSettings { enabled: true, depth });
    match value {
        Value::Bool(flag) => Some(TocSettings { enabled: *flag, depth: None }),
        Value::Number(_) => enabled(Some(level(value)?)),
        Value::Text(_) => Some(TocSettings { enabled: as_flag(value).unwrap_or(true), depth: None }),
        // VitePress writes `outline: [2, 3]`, first and last level.
        Value::List(items) => enabled(items.last().and_then(level)),
        Value::Map(entries) => {
            let flag = value::find(entries, &["enable", "enabled", "show"]).and_then(as_flag).unwrap_or(true);
            let depth = match value::find(entries, &["depth", "toc_depth", "endLevel", "max_level", "level"])
            {
                Some(depth) => Some(level(depth)?),
                None => None,
            };
            Some(TocSettings { enabled: flag, depth })
        }
        Value::Null => None,
    }
}

fn level(value: &Value) -> Option<u8> {
    value.scalar()?.parse().ok().filter(|level| (1..=6).contains(level))
}
