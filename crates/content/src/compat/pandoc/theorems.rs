//! Theorems and their like: `::: {#thm-x}` of Quarto, `::: {.theorem #x name="…"}` of bookdown, `{prf:theorem}` of MyST.
//! They are drawn as notes; those with an id are numbered, each kind by itself.

use super::super::{edits::Piece, markup, source::Source};

/// How the ids of each kind begin, and what it is called.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("thm", "Theorem"),
    ("lem", "Lemma"),
    ("cor", "Corollary"),
    ("prp", "Proposition"),
    ("cnj", "Conjecture"),
    ("def", "Definition"),
    ("exm", "Example"),
    ("exr", "Exercise"),
    ("rem", "Remark"),
    ("alg", "Algorithm"),
    ("prf", "Proof"),
    ("sol", "Solution"),
];

/// Theorems so far, of each kind.
pub(super) type Counts = [usize; KINDS.len()];

/// The kind that an id says.
pub(super) fn of_id(id: &str) -> Option<usize> {
    let (short, _) = id.split_once(['-', ':'])?;
    KINDS.iter().position(|(own, _)| *own == short)
}

/// The kind with a name.
pub(in super::super) fn named(name: &str) -> Option<usize> {
    KINDS.iter().position(|(_, own)| name.eq_ignore_ascii_case(own))
}

/// What the note is called, `Theorem 1 (Title)`, with the place that links lead to.
pub(in super::super) fn title(
    source: &Source<'_>,
    kind: usize,
    number: usize,
    id: &str,
    title: Option<Piece>,
) -> Piece {
    let mut text = if id.is_empty() { String::new() } else { markup::anchor(id) };
    text.push_str(KINDS[kind].1);
    if number > 0 {
        text.push_str(&[" ", &number.to_string()].concat());
    }
    if let Some(title) = title {
        text.push_str(&[" (", title.text(source), ")"].concat());
    }
    text.into()
}
