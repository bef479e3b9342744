//! From the files of an author to the files of a site: [`sources`] are read, posts are [`rendered`](render), and
//! [`pages`] are written into an [`output`] folder together with the [`parts`] that they load.

mod address;
pub mod articles;
pub mod bibliographies;
pub mod cache;
mod cards;
pub mod clock;
pub mod discovery;
pub mod facts;
pub mod feeds;
pub mod headers;
mod images;
mod llms;
pub mod output;
pub mod pages;
pub mod parts;
pub mod precompress;
pub mod redirects;
pub mod render;
pub mod search;
mod sitemap;
pub mod sources;
pub mod staging;
mod update;
pub mod walk;
