//! From the files of an author to the files of a site: [`sources`] are read, posts are [`rendered`](render), and
//! [`pages`] are written into an [`output`] folder together with the [`parts`] that they load.

pub mod clock;
pub mod facts;
pub mod headers;
pub mod output;
pub mod pages;
pub mod parts;
pub mod redirects;
pub mod render;
pub mod sources;
pub mod staging;
mod walk;
