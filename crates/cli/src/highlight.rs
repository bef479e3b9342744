//! Colours code at build with the classes of highlight.js, which colours it in the browser: one style sheet serves
//! both. The grammars are Sublime Text's, read by syntect.

mod classes;
pub mod languages;

use std::sync::LazyLock;

use classes::Classes;
use studybuddy_content::html::escape_text;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The code as HTML, with tokens in `<span class="hljs-…">`; `None` if the language has no grammar here.
///
/// The text without its tags is the code, character for character.
pub fn highlight(code: &str, language: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_name(languages::grammar(language)?)?;
    tokens(code, syntax).map(|tokens| write_html(&tokens))
}

/// A piece of code, and the class it is shown in.
struct Token<'a> {
    text: &'a str,
    class: Option<&'static str>,
}

/// Cuts code into tokens; `None` if the grammar fails on it.
fn tokens<'a>(code: &'a str, syntax: &SyntaxReference) -> Option<Vec<Token<'a>>> {
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut classes = Classes::default();
    let mut tokens = Vec::new();
    let mut push = |text: &'a str, scopes: &ScopeStack| {
        if !text.is_empty() {
            tokens.push(Token { text, class: classes.of(scopes.as_slice(), text) });
        }
    };
    for line in code.split_inclusive('\n') {
        // Grammars match the ends of lines.
        let is_complete = line.ends_with('\n');
        let changes = if is_complete {
            state.parse_line(line, &SYNTAXES)
        } else {
            state.parse_line(&format!("{line}\n"), &SYNTAXES)
        };
        let mut at = 0;
        for (end, change) in changes.ok()? {
            let end = end.min(line.len());
            push(&line[at..end], &scopes);
            at = end;
            scopes.apply(&change).ok()?;
        }
        push(&line[at..], &scopes);
    }
    Some(tokens)
}

/// Writes tokens; neighbours of one class share an element.
fn write_html(tokens: &[Token<'_>]) -> String {
    let mut html = String::with_capacity(tokens.iter().map(|token| token.text.len() * 3).sum());
    let mut open = None;
    for token in tokens {
        if token.class != open {
            close(open, &mut html);
            if let Some(class) = token.class {
                html.extend(["<span class=\"", class, "\">"]);
            }
            open = token.class;
        }
        escape_text(token.text, &mut html);
    }
    close(open, &mut html);
    html
}

fn close(open: Option<&str>, html: &mut String) {
    if open.is_some() {
        html.push_str("</span>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, code: &str, html: &str) {
        assert_eq!(highlight(code, language).as_deref(), Some(html), "{language}");
    }

    #[test]
    fn tokens_have_the_classes_of_highlight_js() {
        check(
            "python",
            "def f(x):  # twice\n    return 2 * len(\"a\")",
            "<span class=\"hljs-keyword\">def</span> <span class=\"hljs-title function_\">f</span>(\
             <span class=\"hljs-params\">x</span>):  <span class=\"hljs-comment\"># twice\n</span>    \
             <span class=\"hljs-keyword\">return</span> <span class=\"hljs-number\">2</span> * \
             <span class=\"hljs-built_in\">len</span>(<span class=\"hljs-string\">\"a\"</span>)",
        );
        check(
            "rust",
            "let x: u32 = 1;",
            "<span class=\"hljs-keyword\">let</span> x: <span class=\"hljs-type\">u32</span> = \
             <span class=\"hljs-number\">1</span>;",
        );
    }

    #[test]
    fn text_is_kept() {
        let code = "if a < b && c > \"<&>\":\r\n\n\t# ünïcode 🚀\n'''unclosed\n\\";
        for language in
            ["python", "rust", "bash", "html", "typescript", "toml", "latex", "cpp", "yaml", "r", "julia"]
        {
            let html = highlight(code, language).unwrap_or_else(|| panic!("{language}"));
            let mut text = String::new();
            let mut rest = html.as_str();
            while let Some(at) = rest.find('<') {
                text.push_str(&rest[..at]);
                rest = &rest[at + rest[at..].find('>').unwrap() + 1..];
            }
            text.push_str(rest);
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(text, code, "{language}");
        }
    }

    #[test]
    fn languages_without_a_grammar_are_left_alone() {
        for language in ["output", "text", "mermaid", ""] {
            assert_eq!(highlight("x = 1", language), None, "{language}");
        }
    }
}
