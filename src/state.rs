//! What the app remembers while it runs.

pub mod ahead;
pub mod drawn_page;
pub mod library;
pub mod loaded_page;
pub mod navigator;
pub mod order;
pub mod scroll_places;
pub mod theme;
