//! The part of the list that is not HTML: drawings (SVG) and formulas (MathML), as far as they only show something.
//!
//! What could load, run, animate or hold HTML is left out: `script`, `foreignObject`, `animate`, `image`,
//! `annotation-xml`, and addresses other than places in the same page.

use super::style;

/// Elements of drawings, in lower case.
pub(super) const SVG: &[&str] = &[
    "circle",
    "clippath",
    "defs",
    "ellipse",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "textpath",
    "tspan",
    "use",
];

/// Elements of formulas.
pub(super) const MATHML: &[&str] = &[
    "annotation",
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "semantics",
];

pub(super) const SVG_ATTRIBUTES: &[&str] = &[
    "clip-path",
    "clip-rule",
    "clippathunits",
    "color",
    "cx",
    "cy",
    "d",
    "display",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fx",
    "fy",
    "gradienttransform",
    "gradientunits",
    "height",
    "href",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerheight",
    "markerunits",
    "markerwidth",
    "mask",
    "offset",
    "opacity",
    "orient",
    "patterncontentunits",
    "patterntransform",
    "patternunits",
    "points",
    "preserveaspectratio",
    "r",
    "refx",
    "refy",
    "rotate",
    "rx",
    "ry",
    "spreadmethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "vector-effect",
    "version",
    "viewbox",
    "visibility",
    "width",
    "x",
    "x1",
    "x2",
    "xlink:href",
    "xmlns",
    "xmlns:xlink",
    "y",
    "y1",
    "y2",
];

pub(super) const MATHML_ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "columnalign",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "encoding",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathbackground",
    "mathcolor",
    "mathsize",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
    "xmlns",
];

pub(super) fn is_foreign(element: &str) -> bool {
    SVG.contains(&element) || MATHML.contains(&element)
}

pub(super) fn is_allowed_attribute(element: &str, attribute: &str) -> bool {
    (SVG.contains(&element) && SVG_ATTRIBUTES.contains(&attribute))
        || (MATHML.contains(&element) && MATHML_ATTRIBUTES.contains(&attribute))
}

/// Functions that a value may call besides `url(#…)`: colours and transformations.
const FUNCTIONS: &[&str] =
    &["hsl", "hsla", "matrix", "rgb", "rgba", "rotate", "scale", "skewx", "skewy", "translate", "url"];

/// Whether a value may stay: what it points to is in the same page.
pub(super) fn is_safe_value(attribute: &str, value: &str) -> bool {
    if matches!(attribute, "href" | "xlink:href") {
        return value.starts_with('#');
    }
    let value = value.to_ascii_lowercase();
    let is_local =
        !value.contains("url") || (value.starts_with("url(#") && value.matches("url").count() == 1);
    is_local && !value.contains('\\') && style::calls_only(&value, FUNCTIONS)
}
