//! The reader's choice of colours.

use std::str::FromStr;

use crate::interop::{storage, theme};

const STORAGE_KEY: &str = "theme";

/// Which colours the reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the system.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// A word that names no theme.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a theme")]
pub struct UnknownTheme(String);

impl Theme {
    /// Its word, as it is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The next one in the order in which the toggle goes through them.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// The stored choice.
    pub fn stored() -> Self {
        storage::get(STORAGE_KEY).and_then(|word| word.parse().ok()).unwrap_or_default()
    }

    /// Shows the page in this theme and remembers it.
    pub fn apply(self) {
        match self {
            Self::System => {
                theme::clear();
                storage::remove(STORAGE_KEY);
            }
            Self::Light | Self::Dark => {
                theme::set(self.as_str());
                storage::set(STORAGE_KEY, self.as_str());
            }
        }
    }
}

impl FromStr for Theme {
    type Err = UnknownTheme;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == word)
            .ok_or_else(|| UnknownTheme(word.to_owned()))
    }
}
