//! What other sites show: players for videos, and links that say where they lead.

use crate::html::{escaped, write_attribute};

/// A link that shows its address; without the scheme, which would make it a link once more.
pub(in super::super) fn link_card(url: &str) -> String {
    let mut html = String::from("<a");
    write_attribute("href", url, &mut html);
    let shown = url.split_once("://").map_or(url, |(_, shown)| shown);
    format!("{html}>{}</a>", escaped(shown))
}

/// A post on Twitter, by address or number.
pub(in super::super) fn tweet(address: &str) -> String {
    if address.bytes().all(|byte| byte.is_ascii_digit()) {
        link_card(&format!("https://twitter.com/i/status/{address}"))
    } else {
        link_card(address)
    }
}

/// A YouTube video, by address or id, from the host that sets no cookies. An address of something else there is a link.
pub(in super::super) fn youtube(address: &str) -> String {
    let id = ["v=", "youtu.be/", "embed/", "shorts/", "live/"]
        .iter()
        .find_map(|before| address.split_once(before).map(|(_, id)| id))
        .or((!address.contains('/')).then_some(address));
    let Some(id) = id else { return link_card(address) };
    let id: String = id.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    frame(&format!("https://www.youtube-nocookie.com/embed/{id}"), "YouTube video")
}

/// A video on Vimeo.
pub(in super::super) fn vimeo(id: &str) -> String {
    let id: String = id.chars().filter(char::is_ascii_digit).collect();
    frame(&format!("https://player.vimeo.com/video/{id}"), "Vimeo video")
}

/// The player for a video on YouTube or Vimeo, by address.
pub(in super::super) fn player(address: &str) -> Option<String> {
    if address.contains("youtu") {
        return Some(youtube(address));
    }
    address.contains("vimeo.com/").then(|| vimeo(address))
}

fn frame(url: &str, title: &str) -> String {
    format!("<iframe src=\"{url}\" width=\"560\" height=\"315\" title=\"{title}\" allowfullscreen></iframe>")
}
