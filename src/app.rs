//! Starting up: read where we are, take the finished page over, and mount what lives.

use leptos::{mount::mount_to, prelude::*};
use studybuddy_content::route::Route;

use crate::{
    components::{
        announcer::Announcer, loading_bar::LoadingBar, page_view::PageView, theme_toggle::ThemeToggle,
    },
    interop::{finder, frame, previews, reading, renderer},
    paths::Site,
    routes::{load_page, rendering},
    state::navigator::Navigator,
};

/// Starts the app in the page that loaded it. If the page is not one of ours there is nothing to take over.
pub fn start() {
    let Some(frame) = frame::find() else { return };
    let site = Site::new(frame.root, frame.config);
    let home = site.page_url(&Route::HOME);
    let navigator = Navigator::new(site.clone(), load_page, rendering::rehearse);

    let retrying = navigator.clone();
    let shown = navigator.shown.clone();
    renderer::prepare(&site);
    finder::prepare(&site);
    previews::prepare(&site);
    reading::prepare(&site);
    mount_to(frame.tools, || view! { <ThemeToggle /> }).forget();
    let (is_loading, announcement) = (navigator.is_loading.clone(), navigator.announcement.clone());
    mount_to(frame.app, move || {
        view! {
            <LoadingBar is_loading />
            <Announcer text=announcement />
        }
    })
    .forget();
    navigator.start(move || {
        mount_to(frame.main, move || {
            let retrying = StoredValue::new_local(retrying);
            let on_retry = Callback::new(move |()| retrying.with_value(Navigator::retry));
            view! { <PageView shown home on_retry /> }
        })
        .forget();
    });
}
