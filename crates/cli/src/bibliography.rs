//! BibTeX and BibLaTeX files: the works in them, and what is wrong with them.
//!
//! Start at [`Bibliography::parse`]. One bad entry takes no other along. The parser knows TeX's accents; what else authors
//! write in TeX is read in [`tex`].

mod tex;
mod work;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use biblatex::{Entry, Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};
use studybuddy_content::{diagnostic::Diagnostic, reference::Reference};

use crate::report::File;

/// The fields that say what a reader wants to know. A mistake in another one is no reason to pass an entry over.
const FIELDS: [&str; 21] = [
    "archiveprefix",
    "author",
    "booktitle",
    "crossref",
    "date",
    "doi",
    "editor",
    "eprint",
    "eprinttype",
    "howpublished",
    "institution",
    "journal",
    "journaltitle",
    "note",
    "organization",
    "publisher",
    "school",
    "subtitle",
    "title",
    "url",
    "year",
];

/// What to do about an entry that cannot be read.
const HELP: &str = "correct it; until then it is passed over, and citations of it show their keys";

/// The works in a file.
#[derive(Debug)]
pub struct Bibliography {
    /// The file.
    pub file: File,
    /// What its author should know of it.
    pub problems: Vec<Diagnostic>,
    /// What is written of each work: asked of it for each part of an article that the cache has.
    references: HashMap<String, Reference>,
    keys: Vec<String>,
}

/// A part of a file that was read by itself.
struct Part<'s> {
    /// Where it begins in the file.
    start: usize,
    raw: RawBibliography<'s>,
}

impl Bibliography {
    /// Reads a file as far as it can be read.
    pub fn parse(file: File) -> Self {
        let text = tex::with_braces(&tex::with_plain_accents(&file.text));
        let mut problems = Vec::new();
        let parts = parts(&text, &mut problems);
        let (mut abbreviations, mut entries, mut keys) = (Vec::new(), Vec::new(), HashSet::new());
        for Part { start, raw } in parts {
            abbreviations.extend(raw.abbreviations);
            for entry in raw.entries {
                let key = &entry.v.key;
                if keys.insert(key.v) {
                    entries.push((start, known_fields(entry)));
                } else {
                    let span = start + key.span.start..start + key.span.end;
                    let message =
                        format!("there is another entry `{}` above; this one is passed over", key.v);
                    problems.push(
                        Diagnostic::warning("bibliography/twice", span, message)
                            .with_help("take one of them out, or rename it"),
                    );
                }
            }
        }
        defined_before(&mut abbreviations);
        one_level_of_crossrefs(&mut entries);
        let bibliography = resolve(&entries, &abbreviations, &mut problems);
        problems.sort_by_key(|problem| problem.span.start);
        let reference = |entry: &Entry| (entry.key.clone(), work::read(entry).reference());
        let references = bibliography.iter().map(reference).collect();
        let keys = bibliography.keys().map(str::to_owned).collect();
        Self { file, problems, references, keys }
    }

    /// Several files as one: of two works with one key the first counts. What is wrong in a file is known there.
    pub fn together(files: &[Arc<Self>]) -> Self {
        let path = files.iter().map(|one| &*one.file.path).collect::<Vec<_>>().join(", ");
        let mut all = Self {
            file: File { path, text: Arc::from("") },
            problems: Vec::new(),
            references: HashMap::new(),
            keys: Vec::new(),
        };
        for key in files.iter().flat_map(|one| one.keys()) {
            let reference = files.iter().find_map(|one| one.reference(key));
            if let Some(reference) = reference.filter(|_| !all.references.contains_key(key)) {
                all.references.insert(key.clone(), reference);
                all.keys.push(key.clone());
            }
        }
        all
    }

    /// What is written of the work with this key.
    pub fn reference(&self, key: &str) -> Option<Reference> {
        self.references.get(key).cloned()
    }

    /// The keys of all works, in the order of the file.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }
}

/// Reads a file as a whole or, if there is a mistake in it, entry by entry: those begin lines.
fn parts<'s>(text: &'s str, problems: &mut Vec<Diagnostic>) -> Vec<Part<'s>> {
    if let Ok(raw) = RawBibliography::parse(text) {
        return vec![Part { start: 0, raw }];
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts = Vec::with_capacity(starts.len());
    for (&start, end) in starts.iter().zip(ends) {
        match RawBibliography::parse(&text[start..end]) {
            Ok(raw) => parts.push(Part { start, raw }),
            Err(error) => problems.push(problem(&text[start..end], start, &error)),
        }
    }
    parts
}

/// What is wrong with the entry in a `part` of the file that starts at `start`.
fn problem(part: &str, start: usize, error: &ParseError) -> Diagnostic {
    let is_at_end = part.get(error.span.start..).is_none_or(|rest| rest.trim().is_empty());
    let (span, message) = if is_at_end || error.kind == ParseErrorKind::UnexpectedEof {
        let line = part.lines().next().unwrap_or_default();
        (start..start + line.trim_end().len(), "a brace or a quote is not closed".to_owned())
    } else {
        (start + error.span.start..start + error.span.end, error.kind.to_string())
    };
    Diagnostic::error("bibliography/syntax", span, format!("this entry cannot be read: {message}"))
        .with_help(HELP)
}

fn known_fields(mut entry: Spanned<RawEntry<'_>>) -> Spanned<RawEntry<'_>> {
    entry.v.fields.retain(|field| FIELDS.iter().any(|known| known.eq_ignore_ascii_case(field.key.v)));
    entry
}

/// Leaves out abbreviations that stand for others below them, or for themselves: there would be no end.
fn defined_before(abbreviations: &mut Vec<Pair<'_>>) {
    let mut known = HashSet::new();
    abbreviations.retain(|pair| {
        let is_known = pair.value.v.iter().all(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => known.contains(name),
            RawChunk::Normal(_) => true,
        });
        is_known && known.insert(pair.key.v)
    });
}

/// Leaves out references to entries that refer to others: BibTeX has one level, and two entries might mean each other.
fn one_level_of_crossrefs(entries: &mut [(usize, Spanned<RawEntry<'_>>)]) {
    let is_crossref = |field: &Pair<'_>| field.key.v.eq_ignore_ascii_case("crossref");
    let refer = |entry: &RawEntry<'_>| entry.fields.iter().any(is_crossref);
    let referring: HashSet<&str> =
        entries.iter().filter(|(_, entry)| refer(&entry.v)).map(|(_, entry)| entry.v.key.v).collect();
    for (_, entry) in entries {
        entry.v.fields.retain(|field| {
            let leads_on = field.value.v.iter().any(
                |chunk| matches!(chunk.v, RawChunk::Normal(key) | RawChunk::Abbreviation(key) if referring.contains(key.trim())),
            );
            !(is_crossref(field) && leads_on)
        });
    }
}

/// Reads the fields of all entries; those that cannot be read are left out.
fn resolve(
    entries: &[(usize, Spanned<RawEntry<'_>>)],
    abbreviations: &[Pair<'_>],
    problems: &mut Vec<Diagnostic>,
) -> biblatex::Bibliography {
    let all = |entries: Vec<_>| {
        let abbreviations = abbreviations.to_vec();
        let raw = RawBibliography { preamble: String::new(), entries, abbreviations };
        biblatex::Bibliography::from_raw(raw)
    };
    if let Ok(bibliography) = all(entries.iter().map(|(_, entry)| entry.clone()).collect()) {
        return bibliography;
    }
    let mut good = Vec::with_capacity(entries.len());
    for (start, entry) in entries {
        match all(vec![entry.clone()]) {
            Ok(_) => good.push(entry.clone()),
            Err(error) => problems.push(entry_problem(*start, entry, &error)),
        }
    }
    all(good).unwrap_or_default()
}

/// What is wrong with the fields of an entry.
fn entry_problem(start: usize, entry: &Spanned<RawEntry<'_>>, error: &ParseError) -> Diagnostic {
    let key = &entry.v.key;
    let is_inside = entry.span.contains(&error.span.start);
    let span = if is_inside { &error.span } else { &key.span };
    let message = format!("the entry `{}` cannot be read: {}", key.v, error.kind);
    Diagnostic::error("bibliography/syntax", start + span.start..start + span.end, message).with_help(HELP)
}

#[cfg(test)]
mod tests {
    use studybuddy_content::diagnostic::Position;

    use super::*;

    fn parse(text: &str) -> Bibliography {
        Bibliography::parse(File { path: "x.bib".to_owned(), text: Arc::from(text) })
    }

    #[track_caller]
    fn check(entry: &str, name: &str, html: &str) {
        let bibliography = parse(entry);
        assert!(bibliography.problems.is_empty(), "{:?}", bibliography.problems);
        let reference = bibliography.reference("k").unwrap();
        assert_eq!((reference.name(), reference.entry()), (name, html));
    }

    #[test]
    fn entries_are_read_as_authors_write_them() {
        check(
            "@article{k, author={Vaswani, Ashish and Shazeer, Noam and others}, title={Attention Is All You {Need}}, journal={arXiv preprint arXiv:1706.03762}, year={2017}}",
            "Vaswani et al.",
            "Ashish Vaswani, Noam Shazeer et al. <a href=\"https://arxiv.org/abs/1706.03762\">Attention Is All You Need</a>. <em>arXiv preprint arXiv:1706.03762</em>, 2017.",
        );
        check(
            "@string{jmlr = \"Journal of {ML} Research\"}\n@Article{k,\n  author = \"Aaron van den Oord and {\\'E}variste Galois\",\n  title = {{\\\"U}ber \\emph{deep} nets -- a~survey},\n  journal = jmlr # {, Series B},\n  month = sept, year = 2016, doi = {10.1000/ab_c},\n}",
            "van den Oord and Galois",
            "Aaron van den Oord, Évariste Galois. <a href=\"https://doi.org/10.1000/ab&#95;c\">Über deep nets – a survey</a>. <em>Journal of ML Research, Series B</em>, 2016.",
        );
        check(
            "@misc{k, author = {{The OpenAI Team} and {Barnes and Noble}}, title = {On $\\beta$-VAE & ``more''}, howpublished = {\\url{https://x.org/a~b}}, date = {2024-03-01}}",
            "The OpenAI Team and Barnes and Noble",
            "The OpenAI Team, Barnes and Noble. <a href=\"https://x.org/a&#126;b\">On \\\\(\\beta\\\\)-VAE &amp; “more”</a>. 2024.",
        );
        check(
            "@inproceedings{k, author = {S{\\o}ren H{\\aa}kan and Ł{\\'o}d{\\'z}, Jr., Jan and Ho\\v{r}ava, P.}, title = {A?}, crossref = {p}}\n@proceedings{p, title = {Proc. of {X}}, year = 1999, publisher = {ACM}}",
            "Håkan et al.",
            "Søren Håkan, Jan Łódź Jr., P. Hořava. A? <em>Proc. of X</em>, 1999.",
        );
        check(
            "@book{k, editor = {Lo{\\\"\\i}c Mart{\\'\\i}n}, title = {T}, publisher = {P}, year = {in press}}",
            "Martín",
            "Loïc Martín. T. <em>P</em>, in press.",
        );
        check(
            "@online{k, title = {Docs}, url = {https://x.org/a\\_b}, eprint = {2001.1}, archivePrefix = {arXiv}}",
            "“Docs”",
            "<a href=\"https://x.org/a&#95;b\">Docs</a>. <em>arXiv:2001.1</em>.",
        );
    }

    #[test]
    fn an_entry_may_stand_in_parentheses() {
        check(
            "@string(acm = \"ACM (Press)\")\n@Book(k,\n  author = {Knuth, D. (Don)},\n  title = \"A) B\",\n  publisher = acm, year = 1984\n)\n",
            "Knuth",
            "D. (Don) Knuth. A) B. <em>ACM (Press)</em>, 1984.",
        );
        let open = parse("@book(a, title = {A}\n@book{b, title = {B (C)}}");
        assert_eq!(open.keys(), ["b"]);
    }

    #[test]
    fn several_files_are_one() {
        let first = Arc::new(parse("@book{a, title = {A}}\n@book{b, title = {B}}"));
        let other = Arc::new(parse("@book{b, title = {other}}\n@book{c, title = {C}}"));
        let all = Bibliography::together(&[first.clone(), other]);
        assert_eq!(all.keys(), ["a", "b", "c"]);
        assert_eq!(all.reference("b"), first.reference("b"));
    }

    #[test]
    fn a_bad_entry_takes_no_other_along() {
        let text = "% me@x.org\n@article{a, title = {A}}\n\n@article{b,\n  title = {B\n}\n\n@article{c, title = {C}, journal = none}\n@article{a, title = {again}}\n@article{d title = {D}}\n@comment{x}\n@article{e, title = {E}}\n";
        let bibliography = parse(text);
        assert_eq!(bibliography.keys(), ["a", "e"]);
        let seen = bibliography.problems.iter().map(|problem| {
            let Position { line, column } = Position::of(text, problem.span.start);
            format!("{line}:{column}: {}", problem.message)
        });
        assert_eq!(
            seen.collect::<Vec<_>>(),
            [
                "4:1: this entry cannot be read: a brace or a quote is not closed",
                "8:36: the entry `c` cannot be read: unknown abbreviation \"none\"",
                "9:10: there is another entry `a` above; this one is passed over",
                "10:12: this entry cannot be read: expected comma",
            ]
        );
    }

    #[test]
    fn what_refers_to_itself_ends() {
        let text = "@string{s = s}\n@string{t = \"T\" # u}\n@article{a, title = {A}, crossref = {b}}\n@article{b, title = {B}, crossref = {a}}\n@article{c, title = {C}, crossref = {c}}";
        assert_eq!(parse(text).keys(), ["a", "b", "c"]);
        for text in [
            "",
            "@",
            "@a",
            "@a{",
            "\\",
            "@a{k, title = {\\}}",
            "@a{k, author = {and and and}}",
            "@a{k, title = \"$x\"}",
        ] {
            parse(text);
        }
    }
}
