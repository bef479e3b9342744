//! Sorting without a copy of the standard library's sort for each type: one is 4 kB of the app, a heap a tenth of that.

use std::collections::BinaryHeap;

/// Sorts by a number; what has the same stays in its order.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> usize) {
    let mut order: Vec<(usize, usize)> = items.iter().map(number).zip(0..).collect();
    if order.is_sorted() {
        return;
    }
    order = BinaryHeap::from(order).into_sorted_vec();
    let mut rest: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|&(_, place)| rest[place].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_keep_their_order() {
        let mut items = vec!["bb", "a", "cc", "", "d", "ee"];
        sort_by_number(&mut items, |item| item.len());
        assert_eq!(items, ["", "a", "d", "bb", "cc", "ee"]);
        sort_by_number(&mut items, |item| item.len());
        assert_eq!(items, ["", "a", "d", "bb", "cc", "ee"]);
    }
}
