//! What runs in the reader's browser after the finished page is on the screen: two programs of one source.
//!
//! The *app* (`main.rs`) takes the page over; start at [`app::start`]. The *renderer* (`renderer.rs`) draws posts; start at
//! [`drawing`]. It holds the parser, so it is fetched by those who go from page to page. Rooms, from left to right, each
//! using only what stands before it, and `routes` nothing of `drawing`:
//! `content │ interop │ paths │ fetch │ state │ drawing │ components │ routes │ app`.

pub mod app;
mod components;
pub mod drawing;
mod fetch;
mod interop;
mod paths;
mod routes;
mod state;
