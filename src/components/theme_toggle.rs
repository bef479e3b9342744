use leptos::prelude::*;

use crate::state::theme::Theme;

/// Goes through the themes: the system's, light, dark. The icon is drawn by the style sheet.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let (theme, set_theme) = signal(Theme::stored());
    let change = move |_| {
        let next = theme.get_untracked().next();
        next.apply();
        set_theme.set(next);
    };
    let label = move || format!("Theme: {}", theme.get().as_str());
    view! {
        <button
            class="theme-toggle"
            type="button"
            data-choice=move || theme.get().as_str()
            aria-label=label
            title=label
            on:click=change
        ></button>
    }
}
