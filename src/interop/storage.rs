//! What the browser keeps for this site. All of it may be forbidden or full; then nothing is kept.

use web_sys::Storage;

use super::window;

fn local() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// A value that outlives the tab.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Keeps a value beyond the tab.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = local() {
        // A full or forbidden store only loses the preference.
        _ = storage.set_item(key, value);
    }
}

/// Forgets a value.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        _ = storage.remove_item(key);
    }
}

/// A value of this tab.
pub fn session_get(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Keeps a value for this tab; says whether it could.
pub fn session_set(key: &str, value: &str) -> bool {
    session().is_some_and(|storage| storage.set_item(key, value).is_ok())
}
