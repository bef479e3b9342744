//! What the app remembers while it runs.

pub mod library;
pub mod navigator;
pub mod reading;
pub mod theme;
