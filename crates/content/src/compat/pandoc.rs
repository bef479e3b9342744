//! Pandoc and Quarto: fenced divs, citations and cross-references.

pub(super) mod bookdown;
pub(super) mod braces;
pub(super) mod divs;
pub(super) mod drawn;
pub(super) mod lists;
pub(super) mod references;
pub(super) mod spans;
pub(super) mod tables;
pub(super) mod theorems;
pub(super) mod verse;
