//! An independent reading of the HTML that we write: what must hold of every body, whatever its author wrote.
//!
//! Shared by the tests and the fuzz targets. The parser is html5ever, which builds the tree that browsers build.

use std::{collections::HashSet, sync::LazyLock};

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use studybuddy_content::html::{AllowList, allow_list};

/// The one list.
pub static LIST: LazyLock<AllowList> = LazyLock::new(allow_list);

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Ids of the frame, which no post may take.
const FRAME_IDS: [&str; 4] = ["sb-main", "sb-tools", "sb-app", "sb-config"];
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// Where the post stands.
pub static BASE: LazyLock<url::Url> =
    LazyLock::new(|| url::Url::parse("https://this.site/posts/x/").expect("an address"));

/// Checks a body: its tags are balanced; a browser finds all of it inside its element; nothing in it is off the list.
///
/// # Errors
/// What does not hold.
pub fn check_body(html: &str) -> Result<(), String> {
    check_balance(html)?;
    // Two frames, because a page has elements of the same names around a post.
    let page = format!(
        "<!DOCTYPE html><main id=sb-main><div><article><div id=sb-app>{html}</div><p id=sb-tools></p></article></div></main>"
    );
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let body = find(&dom.document, "sb-app").ok_or("the frame is gone")?;
    let after = find(&dom.document, "sb-tools").ok_or("what follows is gone")?;
    let beside = parent(&body).ok_or("the frame has no parent")?;
    let siblings = names(&beside);
    if siblings != ["div", "p"] || !parent(&after).is_some_and(|parent| std::rc::Rc::ptr_eq(&parent, &beside))
    {
        return Err(format!("it leaves its element: {siblings:?} stand where `div` and `p` should"));
    }
    check_nodes(&body)
}

/// Every start tag has its end tag, in order; quotes are double, `<` and `>` stand for tags only.
fn check_balance(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        let tag = rest[at..]
            .strip_prefix('<')
            .ok_or_else(|| format!("a stray `>` after {:?}", tail(&rest[..at])))?;
        let end = tag.find('>').ok_or_else(|| format!("a tag without end: {:?}", head(tag)))?;
        let (inner, behind) = (&tag[..end], &tag[end + 1..]);
        rest = behind;
        if let Some(name) = inner.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("`</{name}>` closes nothing before {:?}", head(behind)));
            }
            continue;
        }
        let name_end = inner.find(' ').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        check_attributes(attributes).ok_or_else(|| format!("attributes of another form: <{inner}>"))?;
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} are never closed")) }
}

/// ` name="value"` or ` name`, each once.
fn check_attributes(attributes: &str) -> Option<()> {
    let mut seen = HashSet::new();
    let mut rest = attributes;
    while !rest.is_empty() {
        rest = rest.strip_prefix(' ')?;
        let end = rest.find(|c: char| !matches!(c, 'a'..='z' | '0'..='9' | '-' | ':')).unwrap_or(rest.len());
        if end == 0 || !seen.insert(&rest[..end]) {
            return None;
        }
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            rest = value.split_once('"')?.1;
        }
    }
    Some(())
}

fn check_nodes(body: &Handle) -> Result<(), String> {
    let mut todo: Vec<Handle> = body.children.borrow().clone();
    while let Some(node) = todo.pop() {
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let element = name.local.to_ascii_lowercase();
                let listed = match &*name.ns {
                    HTML => LIST.elements.contains(&&*name.local),
                    SVG => LIST.svg_elements.contains(&&*element),
                    MATHML => LIST.mathml_elements.contains(&&*element),
                    _ => false,
                };
                if !listed {
                    return Err(format!("<{element}> of {} is not on the list", name.ns));
                }
                for attribute in attrs.borrow().iter() {
                    let name = &attribute.name;
                    let prefix = name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                    let prefix = prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default();
                    let name = format!("{prefix}{}", name.local.to_ascii_lowercase());
                    check_attribute(&element, &name, &attribute.value)?;
                }
            }
            NodeData::Text { .. } => {}
            other => return Err(format!("a node of another kind: {other:?}")),
        }
        todo.extend(node.children.borrow().iter().cloned());
    }
    Ok(())
}

fn check_attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    let listed = LIST.global_attributes.contains(&name)
        || LIST.attributes.iter().any(|(of, attributes)| *of == element && attributes.contains(&name));
    let fault = if !listed {
        "is not on the list"
    } else if name == "id" && FRAME_IDS.contains(&value) {
        "is an id of the frame"
    } else if LIST.svg_elements.contains(&element) && name.ends_with("href") {
        if value.starts_with('#') {
            return Ok(());
        }
        "leads out of the page"
    } else if LIST.url_attributes.contains(&name) && !is_safe(value, name == "src", element == "iframe") {
        "is not a safe address"
    } else if name == "srcset" && !value.split(',').all(|part| is_safe(part, false, false)) {
        "has an address that is not safe"
    } else if name == "style" && !is_harmless_style(value) {
        "has a style that is not on the list"
    } else {
        return Ok(());
    };
    Err(format!("{name}={value:?} of <{element}> {fault}"))
}

/// By the URL parser of browsers, seen from a page of the site.
fn is_safe(value: &str, image: bool, frame: bool) -> bool {
    // What cannot be parsed leads nowhere.
    let Ok(url) = BASE.join(value) else { return true };
    let host = url.host_str().unwrap_or_default();
    let is_within = |allowed: &&str| {
        host.strip_suffix(*allowed).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if frame {
        return url.scheme() == "https" && (host == "this.site" || LIST.frame_hosts.iter().any(is_within));
    }
    match url.scheme() {
        "data" => {
            image && LIST.image_kinds.iter().any(|kind| url.path().starts_with(&format!("image/{kind}")))
        }
        scheme => LIST.schemes.contains(&scheme),
    }
}

fn is_harmless_style(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_listed = |declaration: &str| {
        declaration.split_once(':').is_some_and(|(property, _)| LIST.style_properties.contains(&property))
    };
    !lower.contains("url(") && !lower.contains('\\') && (value.is_empty() || value.split(';').all(is_listed))
}

fn find(node: &Handle, id: &str) -> Option<Handle> {
    let mut todo = vec![node.clone()];
    let mut found = None;
    while let Some(node) = todo.pop() {
        if let NodeData::Element { attrs, .. } = &node.data
            && attrs
                .borrow()
                .iter()
                .any(|attribute| &*attribute.name.local == "id" && &*attribute.value == id)
        {
            found = Some(node.clone());
        }
        // The first in the document is the frame's own, unless a post comes before its frame.
        todo.extend(node.children.borrow().iter().cloned());
    }
    found
}

fn parent(node: &Handle) -> Option<Handle> {
    let weak = node.parent.take();
    let parent = weak.as_ref().and_then(std::rc::Weak::upgrade);
    node.parent.set(weak);
    parent
}

/// Names of the elements in a node, with `#` for text and the like.
fn names(node: &Handle) -> Vec<String> {
    let name = |child: &Handle| match &child.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => "#".to_owned(),
    };
    node.children.borrow().iter().map(name).collect()
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(60)]
}

fn tail(text: &str) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(60))..]
}
