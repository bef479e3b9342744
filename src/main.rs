//! The StudyBuddy app: what runs in the reader's browser after the finished page is on the screen.
//!
//! Start at [`app::start`]. Rooms, from left to right, each using only what stands before it:
//! `content │ interop │ paths │ fetch │ state │ components │ routes │ app`.

mod app;
mod components;
mod fetch;
mod interop;
mod paths;
mod routes;
mod state;

fn main() {
    app::start();
}
