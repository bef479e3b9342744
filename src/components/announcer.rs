use leptos::prelude::*;

/// Tells a screen reader the name of the page after the app has changed it, and what was copied.
#[component]
pub fn Announcer(text: ArcRwSignal<String>) -> impl IntoView {
    // What stands in the region already is not read out again: every other text ends with a space that nobody hears.
    let mut has_space = true;
    let said = move || {
        has_space = !has_space;
        text.get() + if has_space { "\u{a0}" } else { "" }
    };
    view! { <div class="visually-hidden" role="status">{said}</div> }
}
