use leptos::prelude::*;

use crate::fetch::LoadError;

/// Says in plain words why a page could not be loaded, and offers another try.
#[component]
pub fn LoadFailure(
    /// What went wrong.
    error: LoadError,
    /// URL of the list of posts.
    home: String,
    /// Tries once more.
    on_retry: Callback<()>,
) -> impl IntoView {
    let reason = match error {
        LoadError::NotFound => {
            "Its text is not on the server. It may have been moved or taken down since this page was opened."
        }
        LoadError::Status(_) => "The server has a problem. It may be over in a minute.",
        LoadError::Network => "The server cannot be reached. Check your connection and try again.",
        LoadError::Malformed | LoadError::NewBuild => {
            "The server sent something that could not be read. Reloading the page may help."
        }
    };
    view! {
        <div class="page message-page load-failure" role="alert">
            <h1>{LoadError::HEADING}</h1>
            <p>{reason}</p>
            <p>
                <button class="retry-button" type="button" on:click=move |_| on_retry.run(())>"Try again"</button>
                " "
                <a href=home>"All posts"</a>
            </p>
        </div>
    }
}
