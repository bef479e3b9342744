//! `{{ … }}`: addresses of the author's site, with the filters that make addresses.

use std::ops::Range;

use super::{super::markup::site_path, Templates, closing_braces};

/// Variables that say where the site is: addresses from the root need none of them.
const SITE_ADDRESSES: [&str; 12] = [
    "site.baseurl",
    "site.url",
    "site.github.url",
    "site.github.baseurl",
    "site.production_url",
    "site.root",
    "site.base_url",
    "page.url",
    "page.baseurl",
    "base_path",
    "BASE_PATH",
    "baseurl",
];

/// Filters that do not change an address.
const PLAIN_FILTERS: [&str; 9] = [
    "escape",
    "escape_once",
    "xml_escape",
    "uri_escape",
    "url_encode",
    "cgi_escape",
    "strip",
    "strip_html",
    "markdownify",
];

impl Templates<'_, '_> {
    pub(super) fn output(&mut self, at: usize) -> Option<usize> {
        let close = closing_braces(self.source.text, at + 2)?;
        let end = close + 2;
        let expression = &self.source.text[at + 2..close];
        if let Some(text) = variable(expression).and_then(|name| self.captured(name)) {
            let piece = expand(text.text).filter(|_| text.text.contains("{{"));
            let piece = piece.map_or_else(|| text.piece(), Into::into);
            if text.text.contains('\n') || self.is_block_of_markdown(expression, at..end) {
                self.wrap(at..end, vec![piece]);
            } else {
                self.edits.splice(at..end, vec![piece]);
            }
        } else if self.only_captured {
            return Some(end);
        } else if let Some(call) = self.call(at + 2..close) {
            self.inline_call(&call, at..end);
        } else if expression.trim_matches(['-', ' ']).eq_ignore_ascii_case("toc") {
            self.remove(at..end);
        } else if let Some(value) = evaluate(expression) {
            if self.is_block_of_markdown(expression, at..end) {
                self.wrap(at..end, vec![value.into()]);
            } else {
                self.edits.replace(at..end, value);
            }
        } else if is_liquid(expression)
            && !self.source.text[..at].ends_with(['=', '^', '_', '\\', '}', '$', '{'])
        {
            self.report("compat/liquid", format!("{{{{ {} }}}}", expression.trim()), at..end);
        }
        Some(end)
    }

    /// Whether an expression gives Markdown that stands alone, or is all of an element.
    fn is_block_of_markdown(&self, expression: &str, range: Range<usize>) -> bool {
        let text = self.source.text;
        let is_caption = text[..range.start].ends_with("<figcaption>") && text[range.end..].starts_with('<');
        expression.contains("markdownify") && (self.is_alone(&range) || is_caption)
    }
}

/// The variable that an expression shows, if its filters change no more than how it looks.
fn variable(expression: &str) -> Option<&str> {
    let mut parts = expression.trim_matches('-').split('|').map(str::trim);
    let name = parts.next()?;
    parts.all(|filter| PLAIN_FILTERS.contains(&filter) || filter.starts_with("remove")).then_some(name)
}

/// A text with the outputs in it evaluated; `None` if one of them is not known.
pub(super) fn expand(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|open| at + open) {
        let close = closing_braces(text, open + 2)?;
        out.push_str(&text[at..open]);
        out.push_str(&evaluate(&text[open + 2..close])?);
        at = close + 2;
    }
    out.push_str(&text[at..]);
    Some(out)
}

/// The value of an expression with filters, if it is an address.
fn evaluate(expression: &str) -> Option<String> {
    let expression = expression.trim_matches('-');
    let mut parts = split(expression, '|').into_iter();
    let mut value = operand(parts.next()?)?;
    for filter in parts {
        let (name, argument) = filter.split_once(':').unwrap_or((filter, ""));
        value = match name.trim() {
            "relative_url" | "absolute_url" if value.is_empty() => value,
            "relative_url" | "absolute_url" => site_path(&value),
            "prepend" => operand(argument)? + &value,
            // A note of fastpages.
            "fndetail" => ["[^", argument.trim(), "]: ", &value].concat(),
            "append" => value + &operand(argument)?,
            filter if PLAIN_FILTERS.contains(&filter) => value,
            // The paragraph that Markdown makes.
            "remove" if argument.contains("p>") => value,
            _ => return None,
        };
    }
    Some(value)
}

/// A quoted text, or a variable that stands for the site's address.
fn operand(text: &str) -> Option<String> {
    let text = text.trim();
    if SITE_ADDRESSES.contains(&text) {
        return Some(String::new());
    }
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text[1..].strip_suffix(quote)?;
    (!inner.contains(quote)).then(|| inner.to_owned())
}

/// Splits where `separator` is not quoted.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut quote = None;
    let is_separator = |c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        c == separator && quote.is_none()
    };
    text.split(is_separator).collect()
}

/// Whether it is surely an expression of Liquid: a variable or a text, with filters.
fn is_liquid(expression: &str) -> bool {
    let expression = expression.trim_matches(['-', ' ']);
    let allowed = |c: char| c.is_alphanumeric() || c.is_whitespace() || "._-|:,/\"'[]#?&=%".contains(c);
    expression.len() > 1
        && expression.len() < 200
        && !expression.contains('\n')
        && expression.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '"' | '\''))
        && expression.chars().all(allowed)
}
