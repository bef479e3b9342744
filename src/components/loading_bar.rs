use leptos::prelude::*;

/// A thin line at the top while a page is being loaded; its style sheet keeps it hidden for the first moment.
#[component]
pub fn LoadingBar(is_loading: ArcRwSignal<bool>) -> impl IntoView {
    view! { <div class="loading-bar" hidden=move || !is_loading.get()></div> }
}
