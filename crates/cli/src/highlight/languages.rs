//! Which grammar reads which language: those that the browser's highlighter knows, by its names and aliases.

/// The name of the grammar for a language as authors write it.
pub fn grammar(language: &str) -> Option<&'static str> {
    let name = match language.to_ascii_lowercase().as_str() {
        "bash" | "sh" | "zsh" => "Bourne Again Shell (bash)",
        "c" | "h" => "C",
        "cc" | "c++" | "cpp" | "cu" | "cuda" | "cxx" | "h++" | "hh" | "hpp" | "hxx" => "C++",
        "css" => "CSS",
        "diff" | "patch" => "Diff",
        "docker" | "dockerfile" => "Dockerfile",
        "go" | "golang" => "Go",
        "haskell" | "hs" => "Haskell",
        "ini" => "INI",
        "toml" => "TOML",
        "java" | "jsp" => "Java",
        "cjs" | "javascript" | "js" | "jsx" | "mjs" => "JavaScript",
        "json" | "json5" | "jsonc" => "JSON",
        "jl" | "julia" => "Julia",
        "kotlin" | "kt" | "kts" => "Kotlin",
        "latex" | "tex" => "LaTeX",
        "lua" | "pluto" => "Lua",
        "mak" | "make" | "makefile" | "mk" => "Makefile",
        "markdown" | "md" | "mkd" | "mkdown" => "Markdown",
        "matlab" | "octave" => "MATLAB",
        "gyp" | "ipython" | "py" | "py3" | "python" | "python3" => "Python",
        "r" => "R",
        "rs" | "rust" => "Rust",
        "scala" => "Scala",
        "console" | "shell" | "shellsession" => "Bourne Again Shell (bash)",
        "sql" => "SQL",
        "swift" => "Swift",
        "cts" | "mts" | "ts" | "typescript" => "TypeScript",
        "tsx" => "TypeScriptReact",
        "html" | "xhtml" => "HTML",
        "atom" | "plist" | "rss" | "svg" | "wsf" | "xjb" | "xml" | "xsd" | "xsl" => "XML",
        "yaml" | "yml" => "YAML",
        _ => return None,
    };
    Some(name)
}

/// Names of languages that authors write in full, for "did you mean".
pub const NAMES: &[&str] = &[
    "bash",
    "console",
    "cpp",
    "css",
    "cuda",
    "diff",
    "dockerfile",
    "go",
    "haskell",
    "html",
    "ini",
    "ipython",
    "java",
    "javascript",
    "json",
    "julia",
    "kotlin",
    "latex",
    "lua",
    "makefile",
    "markdown",
    "matlab",
    "octave",
    "python",
    "rust",
    "scala",
    "shell",
    "sql",
    "swift",
    "toml",
    "tsx",
    "typescript",
    "xml",
    "yaml",
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_name_has_a_grammar() {
        for name in super::NAMES {
            assert!(super::grammar(name).is_some(), "{name}");
        }
    }

    use super::*;

    #[test]
    fn every_grammar_exists() {
        for language in [
            "bash",
            "c",
            "cpp",
            "css",
            "diff",
            "dockerfile",
            "go",
            "haskell",
            "ini",
            "toml",
            "java",
            "js",
            "json",
            "julia",
            "kotlin",
            "latex",
            "lua",
            "makefile",
            "markdown",
            "matlab",
            "python",
            "r",
            "rust",
            "scala",
            "sql",
            "swift",
            "ts",
            "tsx",
            "html",
            "xml",
            "yaml",
        ] {
            let name = grammar(language).unwrap_or_else(|| panic!("{language}"));
            assert!(super::super::SYNTAXES.find_syntax_by_name(name).is_some(), "{name}");
        }
    }
}
