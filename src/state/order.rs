//! What a post is drawn from, as texts: ready to be handed from one program to another.

/// An order to draw a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// URL of the site's root, with a slash at the end.
    pub root: String,
    /// What the build says, as the page has it.
    pub config: String,
    /// The manifest, as it was fetched.
    pub manifest: String,
    /// The post's address.
    pub slug: String,
    /// What the site says of the post, as it was fetched; empty if the manifest says it.
    pub shard: String,
    /// The post's file.
    pub markdown: String,
    /// Whether the window is as wide as a text and more.
    pub is_wide: bool,
}

/// What an order says of a window as wide as a text and more.
const WIDE: &str = "wide";

impl Order {
    /// Its texts, for [`Order::from_texts`] on the other side.
    pub fn to_texts(&self) -> Vec<String> {
        let Self { root, config, manifest, slug, shard, markdown, is_wide } = self;
        let width = if *is_wide { WIDE } else { "" };
        [root, config, manifest, slug, shard, markdown, width].map(str::to_owned).to_vec()
    }

    /// The order that was made into these texts; `None` if they are not those of an order.
    pub fn from_texts(texts: Vec<String>) -> Option<Self> {
        let [root, config, manifest, slug, shard, markdown, width] = texts.try_into().ok()?;
        Some(Self { root, config, manifest, slug, shard, markdown, is_wide: width == WIDE })
    }
}

#[cfg(test)]
mod tests {
    use std::array;

    use super::*;

    #[test]
    fn an_order_is_the_same_on_the_other_side() {
        let [root, config, manifest, slug, shard, markdown] = array::from_fn(|index| index.to_string());
        let order = Order { root, config, manifest, slug, shard, markdown, is_wide: true };
        for order in [Order { is_wide: false, ..order.clone() }, order] {
            assert_eq!(Order::from_texts(order.to_texts()), Some(order));
        }
        assert_eq!(Order::from_texts(Vec::new()), None);
    }
}
