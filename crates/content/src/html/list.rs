//! The one list as data.

use serde::Serialize;

use super::{allow::*, foreign, style};

/// What our own writer puts into a body besides; authors cannot.
const WRITTEN: &[(&str, &[&str])] = &[
    ("a", &["tabindex"]),
    ("button", &["type"]),
    ("div", &["tabindex"]),
    ("iframe", &["loading"]),
    ("input", &["type", "checked", "disabled"]),
    ("pre", &["tabindex"]),
];

/// The list as data: what a rendered body may hold, for tests that hold other sanitisers against ours.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowList {
    /// Elements of HTML that are kept.
    pub elements: Vec<&'static str>,
    /// Elements of drawings, in lower case.
    pub svg_elements: &'static [&'static str],
    /// Elements of formulas.
    pub mathml_elements: &'static [&'static str],
    /// Elements that go with all that stands in them.
    pub dropped: &'static [&'static str],
    /// Attributes that every element may have.
    pub global_attributes: &'static [&'static str],
    /// Attributes of single elements; an element may come twice.
    pub attributes: Vec<(&'static str, &'static [&'static str])>,
    /// Attributes that hold an address.
    pub url_attributes: &'static [&'static str],
    /// Schemes that an address may have.
    pub schemes: &'static [&'static str],
    /// Kinds of `data:image/` that may be shown.
    pub image_kinds: &'static [&'static str],
    /// Properties that a `style` attribute may set.
    pub style_properties: &'static [&'static str],
    /// Hosts whose pages may be framed.
    pub frame_hosts: &'static [&'static str],
}

/// The one list, of raw HTML and of what is written around it.
#[must_use]
pub fn allow_list() -> AllowList {
    let written = WRITTEN.iter().map(|(element, _)| *element).filter(|element| !KEPT.contains(element));
    let svg = foreign::SVG.iter().map(|element| (*element, foreign::SVG_ATTRIBUTES));
    let mathml = foreign::MATHML.iter().map(|element| (*element, foreign::MATHML_ATTRIBUTES));
    AllowList {
        elements: KEPT.iter().copied().chain(written).collect(),
        svg_elements: foreign::SVG,
        mathml_elements: foreign::MATHML,
        dropped: DROPPED,
        global_attributes: GLOBAL_ATTRIBUTES,
        attributes: ATTRIBUTES.iter().chain(WRITTEN).copied().chain(svg).chain(mathml).collect(),
        url_attributes: URL_ATTRIBUTES,
        schemes: SCHEMES,
        image_kinds: IMAGE_KINDS,
        style_properties: style::STYLE_PROPERTIES,
        frame_hosts: FRAME_HOSTS,
    }
}
