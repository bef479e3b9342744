//! What the finder does with the browser; the work is in the scripts beside this file.

pub mod dom;
pub mod marks;
pub mod pieces;
pub mod timer;
