//! Findings about files, collected and printed.

use std::sync::Arc;

use studybuddy_content::diagnostic::{Diagnostic, Severity};

/// A file that findings are about.
#[derive(Clone, Debug)]
pub struct File {
    /// As authors know it, such as `posts/x.md`.
    pub path: String,
    /// Its text, for lines and columns.
    pub text: Arc<str>,
}

impl File {
    /// A file whose places do not matter.
    pub fn without_text(path: impl Into<String>) -> Self {
        Self { path: path.into(), text: Arc::from("") }
    }
}

/// All findings of a run.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<(File, Diagnostic)>,
}

impl Report {
    /// Adds findings about one file.
    pub fn add(&mut self, file: &File, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.findings.extend(diagnostics.into_iter().map(|diagnostic| (file.clone(), diagnostic)));
    }

    /// The findings about one file, by place.
    pub fn about(&self, path: &str) -> Vec<&Diagnostic> {
        let findings = self.findings.iter().filter(|(file, _)| file.path == path);
        let mut diagnostics: Vec<&Diagnostic> = findings.map(|(_, diagnostic)| diagnostic).collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        diagnostics
    }

    /// Whether something is lost or broken for readers.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The findings as text, by file and place; errors come last, where a terminal shows them.
    pub fn render(&self) -> String {
        let mut findings: Vec<&(File, Diagnostic)> = self.findings.iter().collect();
        findings.sort_by_key(|(file, diagnostic)| {
            (diagnostic.severity == Severity::Error, &file.path, diagnostic.span.start)
        });
        findings.iter().map(|(file, diagnostic)| diagnostic.render(&file.path, &file.text) + "\n").collect()
    }

    /// `1 error, 2 warnings`; empty if there is nothing to say.
    pub fn summary(&self) -> String {
        let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
        let counts = kinds.map(|(severity, name)| (self.count(severity), name));
        let texts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| counted(*count, name))
            .collect();
        texts.join(", ")
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(_, diagnostic)| diagnostic.severity == severity).count()
    }
}

/// `1 post`, `2 posts`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_last_and_places_are_in_order() {
        let file = |path: &str| File { path: path.to_owned(), text: Arc::from("one\ntwo\n") };
        let mut report = Report::default();
        report.add(
            &file("b.md"),
            [Diagnostic::warning("x/late", 4..5, "late"), Diagnostic::warning("x/early", 0..1, "early")],
        );
        report.add(&file("a.md"), [Diagnostic::error("x/bad", 0..1, "bad")]);
        assert_eq!(
            report.render(),
            "b.md:1:1: warning: early [x/early]\nb.md:2:1: warning: late [x/late]\na.md:1:1: error: bad [x/bad]\n"
        );
        assert_eq!(report.summary(), "1 error, 2 warnings");
    }
}
