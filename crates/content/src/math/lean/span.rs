//! KaTeX's HTML as a tree: spans, texts, and what is carried along as it is.

use super::em::Em;

/// What stands in a formula.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// Text; or MathML or SVG, tags and all.
    Raw(&'a str),
    Span(Span<'a>),
}

/// One element.
#[derive(Debug, Default)]
pub(super) struct Span<'a> {
    pub classes: Vec<&'a str>,
    pub style: Vec<(&'a str, Value<'a>)>,
    /// Other attributes, each with a blank before it.
    pub attributes: Vec<&'a str>,
    pub children: Vec<Node<'a>>,
}

/// What a property is set to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Length(Em),
    Other(&'a str),
}

/// How deep elements may stand in each other: a browser takes no more than 512.
const MAX_DEPTH: usize = 400;

impl Span<'_> {
    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.contains(&class)
    }

    /// A length of the style: none if the property is not set, an error if it is no length.
    pub(super) fn length(&self, property: &str) -> Result<Option<Em>, ()> {
        match self.style.iter().find(|(name, _)| *name == property) {
            Some((_, Value::Length(length))) => Ok(Some(*length)),
            Some(_) => Err(()),
            None => Ok(None),
        }
    }

    pub(super) fn set(&mut self, property: &'static str, length: Em) {
        self.unset(property);
        if length != Em::default() {
            self.style.push((property, Value::Length(length)));
        }
    }

    pub(super) fn unset(&mut self, property: &str) {
        self.style.retain(|(name, _)| *name != property);
    }

    /// Whether there is nothing to it but its classes and its content.
    pub(super) fn is_bare(&self) -> bool {
        self.style.is_empty() && self.attributes.is_empty()
    }
}

/// Reads all of it; `None` if it is not what KaTeX writes.
pub(super) fn parse(html: &str) -> Option<Vec<Node<'_>>> {
    let mut rest = html;
    let nodes = siblings(&mut rest, 0)?;
    rest.is_empty().then_some(nodes)
}

fn siblings<'a>(rest: &mut &'a str, depth: usize) -> Option<Vec<Node<'a>>> {
    let mut nodes = Vec::new();
    while !rest.is_empty() && !rest.starts_with("</") && depth < MAX_DEPTH {
        if let Some(tag) = rest.strip_prefix("<span") {
            *rest = tag;
            nodes.push(Node::Span(span(rest, depth)?));
            continue;
        }
        let end = match () {
            () if rest.starts_with("<math") => Some("</math>"),
            () if rest.starts_with("<svg") => Some("</svg>"),
            () => None,
        };
        let length = match end {
            Some(end) => rest.find(end)? + end.len(),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        if length == 0 {
            return None;
        }
        let (raw, after) = rest.split_at(length);
        nodes.push(Node::Raw(raw));
        *rest = after;
    }
    Some(nodes)
}

/// The span behind `<span`.
fn span<'a>(rest: &mut &'a str, depth: usize) -> Option<Span<'a>> {
    let mut span = Span::default();
    while !rest.starts_with('>') {
        let start = *rest;
        let (name, after) = start.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        match name {
            "class" => span.classes.extend(value.split(' ').filter(|class| !class.is_empty())),
            "style" => {
                for declaration in value.split(';').filter(|declaration| !declaration.is_empty()) {
                    let (property, value) = declaration.split_once(':')?;
                    let length = Em::parse(value);
                    // KaTeX says of many that they are not moved.
                    if length != Some(Em::default()) || !(property == "top" || property.starts_with("margin"))
                    {
                        span.style.push((property, length.map_or(Value::Other(value), Value::Length)));
                    }
                }
            }
            _ => span.attributes.push(&start[..start.len() - after.len()]),
        }
        *rest = after;
    }
    *rest = &rest[1..];
    span.children = siblings(rest, depth + 1)?;
    *rest = rest.strip_prefix("</span>")?;
    Some(span)
}

/// Writes it as HTML.
pub(super) fn write(nodes: &[Node<'_>], out: &mut String) {
    for node in nodes {
        let span = match node {
            Node::Raw(raw) => {
                out.push_str(raw);
                continue;
            }
            Node::Span(span) => span,
        };
        out.push_str("<span");
        let mut before = " class=\"";
        for class in &span.classes {
            out.push_str(before);
            out.push_str(class);
            before = " ";
        }
        if !span.classes.is_empty() {
            out.push('"');
        }
        before = " style=\"";
        for (property, value) in &span.style {
            out.push_str(before);
            out.push_str(property);
            out.push(':');
            match value {
                Value::Length(length) => length.write(out),
                Value::Other(value) => out.push_str(value),
            }
            before = ";";
        }
        if !span.style.is_empty() {
            out.push('"');
        }
        for attribute in &span.attributes {
            out.push_str(attribute);
        }
        out.push('>');
        write(&span.children, out);
        out.push_str("</span>");
    }
}
