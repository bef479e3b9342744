use leptos::prelude::*;

/// Tells a screen reader the name of the page after the app has changed it.
#[component]
pub fn Announcer(text: ArcRwSignal<String>) -> impl IntoView {
    view! { <div class="visually-hidden" role="status">{move || text.get()}</div> }
}
