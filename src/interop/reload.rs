//! Loading a document anew when the site has been published again: an open page must not be mixed with parts of another
//! build. At most one reload for each build, so that a host with an old page or an old list in a cache cannot make the
//! reader go round in circles.

use super::{storage, window};

/// The build for which this tab was last reloaded.
const RELOADED_FOR: &str = "reloaded-for";

/// Whether the document may be loaded anew because of this build. Without storage that could not be counted.
pub fn is_allowed(build: &str) -> bool {
    storage::session_get(RELOADED_FOR).as_deref() != Some(build) && storage::session_set(RELOADED_FOR, build)
}

/// Loads the document at a URL: as a new entry of the history, or in the place of the current one.
pub fn load(url: &str, as_new_entry: bool) {
    if let Some(window) = window() {
        // The browser refuses only URLs that are none.
        _ = if as_new_entry { window.location().assign(url) } else { window.location().reload() };
    }
}
