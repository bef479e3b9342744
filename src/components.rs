//! What lives in the page. Documents are drawn by `content::page`; these are for what changes while it is read.

pub mod announcer;
pub mod load_failure;
pub mod loading_bar;
pub mod page_view;
pub mod theme_toggle;
