//! From the scopes of Sublime Text's grammars to the classes of highlight.js.
//!
//! Scopes name what a token is and, in their last part, the language: `keyword.control.import.python`. The scopes of
//! a token lie in one another: a variable in a string, the string in a call.

use std::{collections::HashMap, sync::LazyLock};

use syntect::parsing::Scope;

use Meaning::{Class, Plain, Type, Whole, Word};

/// What a scope means for the tokens in it.
#[derive(Clone, Copy)]
enum Meaning {
    /// They are shown in this class, unless a scope further in has a meaning.
    Class(&'static str),
    /// They are shown in this class, whatever is further in.
    Whole(&'static str),
    /// They are shown in this class if they are words: `and` is a keyword, `+` has no class.
    Word(&'static str),
    /// They name types, but for words such as `struct`, which are keywords.
    Type,
    /// They have no class, whatever is further out: code inside of a string.
    Plain,
}

/// Words that grammars take for types.
const KEYWORDS: [&str; 20] = [
    "auto",
    "class",
    "const",
    "enum",
    "fn",
    "impl",
    "let",
    "mod",
    "move",
    "mut",
    "namespace",
    "ref",
    "static",
    "struct",
    "template",
    "trait",
    "type",
    "typedef",
    "typename",
    "union",
];

/// Words that have a class of their own outside of strings and comments, whatever the grammar takes them for: languages,
/// words, class.
const WORDS: &[(&str, &str, Option<&str>)] = &[
    ("c++", "const", Some("hljs-type")),
    ("c++", "operator", Some("hljs-keyword")),
    ("python", "_", None),
    ("rust", "None", Some("hljs-literal")),
    ("rust", "Self self", Some("hljs-keyword")),
    ("rust", "Err Ok Some", Some("hljs-title function_ invoke__")),
];

/// Scopes by their start, the languages they count in (all, if none is named), and what they mean. Of several that
/// fit, the longest counts, and of equals the one that names the language.
const MEANINGS: &[(&str, &str, Meaning)] = &[
    ("comment", "", Whole("hljs-comment")),
    // Strings to highlight.js.
    ("comment.block.documentation", "python", Whole("hljs-string")),
    ("constant.character.entity", "html xml", Class("hljs-symbol")),
    ("constant.language", "", Class("hljs-literal")),
    ("constant.numeric", "", Whole("hljs-number")),
    ("constant.other.color", "", Whole("hljs-number")),
    ("constant.other.format-spec", "python", Class("hljs-number")),
    ("entity.name.class", "", Class("hljs-title class_")),
    ("entity.name.constant", "", Plain),
    ("entity.name.enum", "", Class("hljs-title class_")),
    ("entity.name.function", "", Class("hljs-title function_")),
    ("entity.name.function", "shell", Class("hljs-title")),
    ("entity.name.impl", "", Class("hljs-title class_")),
    ("entity.name.section", "", Class("hljs-section")),
    ("entity.name.struct", "", Class("hljs-title class_")),
    ("entity.name.tag", "", Class("hljs-name")),
    ("entity.name.tag", "css", Class("hljs-selector-tag")),
    ("entity.name.tag", "toml yaml", Class("hljs-attr")),
    ("entity.name.trait", "", Class("hljs-title class_")),
    ("entity.name.type", "", Class("hljs-title class_")),
    ("entity.other.attribute-name", "", Class("hljs-attr")),
    ("entity.other.attribute-name.class", "css", Whole("hljs-selector-class")),
    ("entity.other.attribute-name.id", "css", Whole("hljs-selector-id")),
    ("entity.other.inherited-class", "", Class("hljs-title class_ inherited__")),
    ("entity.other.pseudo-class", "css", Whole("hljs-selector-pseudo")),
    ("entity.other.pseudo-element", "css", Whole("hljs-selector-pseudo")),
    ("invalid", "", Plain),
    ("keyword", "", Class("hljs-keyword")),
    ("keyword.operator", "", Word("hljs-keyword")),
    ("markup.bold", "", Class("hljs-strong")),
    ("markup.deleted", "", Class("hljs-deletion")),
    ("markup.heading", "", Class("hljs-section")),
    ("markup.inserted", "", Class("hljs-addition")),
    ("markup.italic", "", Class("hljs-emphasis")),
    ("markup.quote", "", Class("hljs-quote")),
    ("markup.raw", "", Class("hljs-code")),
    ("markup.underline.link", "", Class("hljs-link")),
    ("meta.annotation", "", Class("hljs-meta")),
    ("meta.diff.header", "", Class("hljs-comment")),
    ("meta.diff.range", "", Class("hljs-meta")),
    ("meta.function.parameters", "python", Class("hljs-params")),
    ("meta.group.expansion.command", "shell", Plain),
    ("meta.group.expansion.parameter", "shell", Whole("hljs-variable")),
    ("meta.image.inline.description", "", Class("hljs-string")),
    ("meta.interpolation", "", Plain),
    ("meta.interpolation", "js python ts tsx", Class("hljs-subst")),
    ("meta.link.inline.description", "", Class("hljs-string")),
    ("meta.mapping.key", "js", Class("hljs-attr")),
    ("meta.mapping.key", "json", Whole("hljs-attr")),
    ("meta.object-literal.key", "", Class("hljs-attr")),
    ("meta.preprocessor", "c c++", Class("hljs-meta")),
    ("meta.property", "js", Class("hljs-property")),
    ("meta.property-name", "css", Whole("hljs-attribute")),
    ("meta.tag", "html xml", Class("hljs-tag")),
    ("meta.tag.key", "toml", Whole("hljs-attr")),
    ("meta.tag.table", "toml", Whole("hljs-section")),
    ("punctuation", "json", Class("hljs-punctuation")),
    ("punctuation.definition.list_item", "", Class("hljs-bullet")),
    ("punctuation.definition.string", "json", Class("hljs-string")),
    ("punctuation.definition.table", "toml", Class("hljs-section")),
    ("punctuation.section.parameters", "python", Plain),
    ("source.css.embedded", "", Plain),
    ("source.js.embedded", "", Class("hljs-subst")),
    ("source.python.embedded", "", Class("hljs-subst")),
    ("storage.modifier", "", Class("hljs-keyword")),
    ("storage.modifier", "c", Class("hljs-type")),
    ("storage.modifier", "shell", Class("hljs-built_in")),
    ("storage.modifier.conversion", "python", Plain),
    ("storage.modifier.lifetime", "rust", Class("hljs-symbol")),
    ("storage.type", "", Word("hljs-keyword")),
    ("storage.type", "c c++ java rust", Type),
    ("storage.type.string", "python", Class("hljs-string")),
    ("string", "", Class("hljs-string")),
    ("string.regexp", "", Whole("hljs-regexp")),
    ("string.unquoted", "shell", Plain),
    ("support.class", "", Class("hljs-built_in")),
    ("support.class", "js ts tsx", Class("hljs-title class_")),
    ("support.constant", "", Class("hljs-built_in")),
    ("support.constant", "css", Plain),
    ("support.function", "", Class("hljs-built_in")),
    ("support.function.double-brace", "shell", Plain),
    ("support.function", "js ts tsx", Class("hljs-title function_")),
    ("support.function", "rust", Class("hljs-title function_ invoke__")),
    ("support.macro", "", Class("hljs-built_in")),
    ("support.type", "", Class("hljs-type")),
    ("support.type", "python", Class("hljs-built_in")),
    ("support.type.custom-property", "css", Whole("hljs-attr")),
    ("support.type.exception", "python", Plain),
    ("support.type.object", "js", Class("hljs-variable language_")),
    ("support.type.primitive", "ts tsx", Class("hljs-built_in")),
    ("support.type.property-name", "", Class("hljs-attribute")),
    ("support.variable.property", "ts tsx", Class("hljs-property")),
    ("variable.annotation", "", Class("hljs-meta")),
    ("variable.function", "js", Class("hljs-title function_")),
    ("variable.language", "", Class("hljs-variable language_")),
    ("variable.language", "rust", Class("hljs-keyword")),
    ("variable.object.property", "ts tsx", Class("hljs-attr")),
    ("variable.other.property", "ts tsx", Class("hljs-property")),
    ("variable.parameter", "", Class("hljs-params")),
    ("variable.parameter", "shell", Plain),
];

/// A scope's start, the language it must end in, and its meaning.
struct Rule {
    start: Scope,
    languages: &'static str,
    meaning: Meaning,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule =
        |&(start, languages, meaning): &_| Some(Rule { start: Scope::new(start).ok()?, languages, meaning });
    MEANINGS.iter().filter_map(rule).collect()
});

/// Finds classes, and remembers what scopes mean: a grammar has few of them, and code has many tokens.
#[derive(Default)]
pub struct Classes {
    known: HashMap<Scope, Option<Meaning>>,
}

impl Classes {
    /// The class of a token in these scopes, outermost first.
    pub fn of(&mut self, scopes: &[Scope], text: &str) -> Option<&'static str> {
        let mut innermost = None;
        for &scope in scopes {
            match *self.known.entry(scope).or_insert_with(|| meaning(scope)) {
                Some(Whole(class)) => return Some(class),
                Some(meaning) => innermost = Some(meaning),
                None => {}
            }
        }
        let meaning = innermost?;
        if let Some(class) = self.word(scopes, text) {
            return class;
        }
        match meaning {
            Class(class) | Whole(class) => Some(class),
            Word(class) => text.starts_with(char::is_alphabetic).then_some(class),
            Type if KEYWORDS.contains(&text) => Some("hljs-keyword"),
            Type => Some("hljs-type"),
            Plain => None,
        }
    }

    /// The class of a word that has one of its own.
    fn word(&self, scopes: &[Scope], text: &str) -> Option<Option<&'static str>> {
        let has = |words: &str, word: &str| words.split(' ').any(|known| known == word);
        let (languages, _, class) = WORDS.iter().find(|(_, words, _)| has(words, text))?;
        let innermost = scopes.last()?.build_string();
        let is_string = innermost.starts_with("string");
        (!is_string && has(languages, innermost.rsplit('.').next()?)).then_some(*class)
    }
}

fn meaning(scope: Scope) -> Option<Meaning> {
    let name = scope.build_string();
    let language = name.rsplit('.').next().unwrap_or_default();
    let fits = |rule: &&Rule| {
        let is_spoken = rule.languages.is_empty() || rule.languages.split(' ').any(|known| known == language);
        is_spoken && rule.start.is_prefix_of(scope)
    };
    let rule = RULES.iter().filter(fits).max_by_key(|rule| (rule.start.len(), !rule.languages.is_empty()))?;
    Some(rule.meaning)
}
