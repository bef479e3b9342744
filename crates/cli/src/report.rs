//! Findings about files, collected and printed.

use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use studybuddy_content::diagnostic::{Diagnostic, Lines, Position, Severity};

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

    /// Adds the findings of another report.
    pub fn append(&mut self, other: Self) {
        self.findings.extend(other.findings);
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

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Forgets what is only worth knowing.
    pub fn drop_hints(&mut self) {
        self.findings.retain(|(_, diagnostic)| diagnostic.severity > Severity::Hint);
    }

    /// The findings by file and place; errors come last, where a terminal shows them.
    pub fn sorted(&self) -> impl Iterator<Item = (&File, &Diagnostic)> {
        let mut findings: Vec<&(File, Diagnostic)> = self.findings.iter().collect();
        findings.sort_by_key(|(file, diagnostic)| {
            (diagnostic.severity == Severity::Error, &file.path, diagnostic.span.start)
        });
        findings.into_iter().map(|(file, diagnostic)| (file, diagnostic))
    }

    /// Each finding, in the order of [`Report::sorted`], as text. The lines of a file are counted once for all of them.
    fn rendered(&self, render: impl Fn(&File, &Diagnostic, &Lines<'_>) -> String) -> String {
        let findings: Vec<_> = self.sorted().collect();
        let of_files = findings.chunk_by(|(one, _), (next, _)| Arc::ptr_eq(&one.text, &next.text));
        let rendered = of_files.flat_map(|findings| {
            let lines = Lines::of(&findings[0].0.text);
            let rendered = findings.iter().map(|(file, diagnostic)| render(file, diagnostic, &lines));
            rendered.collect::<Vec<_>>()
        });
        rendered.collect()
    }

    /// The findings as text with colours.
    pub fn render(&self) -> String {
        self.rendered(|file, diagnostic, lines| colored(file, diagnostic, lines) + "\n")
    }

    /// The findings as commands of GitHub's workflows.
    pub fn render_for_github(&self) -> String {
        self.rendered(github)
    }

    /// The findings as what was mended.
    pub fn render_as_fixed(&self) -> String {
        self.rendered(|file, diagnostic, lines| {
            let Position { line, column } = lines.position(diagnostic.span.start);
            format!("{}:{line}:{column}: fixed: {} [{}]\n", file.path, diagnostic.message, diagnostic.code)
        })
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

    /// How many findings of a kind there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(_, diagnostic)| diagnostic.severity == severity).count()
    }
}

/// A finding as it stands on a terminal; what prints it takes the colours out where there is none.
fn colored(file: &File, diagnostic: &Diagnostic, lines: &Lines<'_>) -> String {
    let color = match diagnostic.severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Hint => AnsiColor::Cyan,
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    let word = format!(": {}: ", diagnostic.severity);
    let painted = format!(": {style}{}{style:#}: ", diagnostic.severity);
    let position = lines.position(diagnostic.span.start);
    diagnostic.render_at(&file.path, position).replacen(&word, &painted, 1)
}

/// A finding as a command of GitHub's workflows: it is shown at its line in the changes of a pull request.
fn github(file: &File, diagnostic: &Diagnostic, lines: &Lines<'_>) -> String {
    let start = lines.position(diagnostic.span.start);
    let end = lines.position(diagnostic.span.end);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let text = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |value: &str| text(value).replace(':', "%3A").replace(',', "%2C");
    let mut message = text(&diagnostic.message);
    if !diagnostic.help.is_empty() {
        message.push_str(&format!("%0Ahelp: {}", text(&diagnostic.help)));
    }
    format!(
        "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{message}\n",
        property(&file.path),
        start.line,
        start.column,
        end.line,
        end.column,
        property(&diagnostic.code)
    )
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
            anstream::adapter::strip_str(&report.render()).to_string(),
            "b.md:1:1: warning: early [x/early]\nb.md:2:1: warning: late [x/late]\na.md:1:1: error: bad [x/bad]\n"
        );
        assert_eq!(report.summary(), "1 error, 2 warnings");
    }

    #[test]
    fn github_reads_one_line_without_signs_of_its_own() {
        let file = File { path: "a,b.md".to_owned(), text: Arc::from("é x\n") };
        let finding = Diagnostic::error("x/bad", 3..4, "100 %\nbad").with_help("do it");
        assert_eq!(
            github(&file, &finding, &Lines::of(&file.text)),
            "::error file=a%2Cb.md,line=1,col=3,endLine=1,endColumn=4,title=x/bad::100 %25%0Abad%0Ahelp: do it\n"
        );
    }
}
