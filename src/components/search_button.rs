use leptos::prelude::*;

use crate::interop::finder;

/// Opens the search and the palette. The icon is drawn by the style sheet.
#[component]
pub fn SearchButton() -> impl IntoView {
    view! {
        <button
            class="search-button"
            type="button"
            aria-label="Search"
            aria-keyshortcuts="/ Control+K Meta+K"
            title="Search (/)"
            on:click=|_| finder::open()
        ></button>
    }
}
