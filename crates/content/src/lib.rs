//! Posts as values: text in, values out.
//!
//! This crate is the one parser behind StudyBuddy's three outputs: the app in the browser, the finished pages
//! written at build, and the checker. It reads no files, asks no clock and no network, and gives the same bytes
//! natively and in WebAssembly.
//!
//! Start at [`post::Post`]: front matter ([`front_matter`]) and Markdown ([`markdown`]) become a
//! [`document::Document`], whose formulas and code a [`document::Host`] fills in. [`page`] draws whole pages.

pub mod citation;
mod cjk;
mod compat;
pub mod connections;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod front_matter;
pub mod html;
pub mod image_file;
pub mod json;
pub mod link;
pub mod lint;
pub mod lists;
pub mod manifest;
pub mod markdown;
pub mod math;
pub mod page;
pub mod post;
pub mod post_name;
pub mod reading;
pub mod reference;
pub mod route;
pub mod search;
pub mod settings;
pub mod slug;
mod sort;
mod unicode;
