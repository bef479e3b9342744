use leptos::{either::EitherOf3, prelude::*};

use crate::{components::load_failure::LoadFailure, state::loaded_page::Shown};

/// The page in `<main>`: nothing while the finished page stands there, then what the app has loaded. This is the one
/// place where rendered HTML enters the document.
#[component]
pub fn PageView(
    /// What to show.
    shown: ArcRwSignal<Shown>,
    /// URL of the list of posts.
    home: String,
    /// Loads a page once more that could not be loaded.
    on_retry: Callback<()>,
) -> impl IntoView {
    move || match shown.get() {
        Shown::TakenOver => EitherOf3::A(()),
        Shown::Page(page) => {
            EitherOf3::B(view! { <div class=page.class.clone() inner_html=page.html.clone()></div> })
        }
        Shown::Failure(error) => EitherOf3::C(view! { <LoadFailure error home=home.clone() on_retry /> }),
    }
}
