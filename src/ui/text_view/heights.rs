//! Heights of a long column of items, summed in a Fenwick tree: any height replaced and any place found in logarithmic time.

/// The heights of items stacked from top to bottom, in points, as f64 so that no precision is lost far down.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f64>,
    tree: Vec<f64>,
}

impl Heights {
    /// Takes the height of every item.
    pub fn new(each: Vec<f64>) -> Self {
        let mut tree = each.clone();
        for index in 1..=tree.len() {
            let above = index + lowest_bit(index);
            let sum = tree.get(index - 1).copied().unwrap_or(0.0);
            if let Some(slot) = tree.get_mut(above - 1) {
                *slot += sum;
            }
        }
        Self { each, tree }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// The height of one item; 0 past the end.
    pub fn get(&self, index: usize) -> f64 {
        self.each.get(index).copied().unwrap_or(0.0)
    }

    /// Replaces the height of one item.
    pub fn set(&mut self, index: usize, height: f64) {
        let Some(slot) = self.each.get_mut(index) else {
            return;
        };
        let change = height - *slot;
        if change == 0.0 {
            return;
        }
        *slot = height;
        let mut node = index + 1;
        while let Some(sum) = self.tree.get_mut(node - 1) {
            *sum += change;
            node += lowest_bit(node);
        }
    }

    /// The height of all items before this one: where it begins.
    pub fn above(&self, index: usize) -> f64 {
        let mut node = index.min(self.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree.get(node - 1).copied().unwrap_or(0.0);
            node -= lowest_bit(node);
        }
        sum
    }

    /// The height of everything.
    pub fn total(&self) -> f64 {
        self.above(self.len())
    }

    /// The item at a distance from the top, and how far into it; the last item when past the end.
    pub fn find(&self, distance: f64) -> (usize, f64) {
        let mut rest = distance.max(0.0);
        let mut node = 0;
        let mut step = (self.len() + 1).next_power_of_two() / 2;
        while step > 0 {
            if let Some(&sum) = self.tree.get(node + step - 1)
                && sum <= rest
            {
                rest -= sum;
                node += step;
            }
            step /= 2;
        }
        match self.len().checked_sub(1) {
            Some(last) if node > last => (last, self.get(last)),
            _ => (node, rest),
        }
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_agree_with_a_plain_list(
            mut each in proptest::collection::vec(0u32..50, 1..80),
            changes in proptest::collection::vec((0usize..80, 0u32..50), 0..20),
            distance in 0u32..3000,
        ) {
            let mut heights = Heights::new(each.iter().map(|&h| f64::from(h)).collect());
            for (index, height) in changes {
                let index = index % each.len();
                each[index] = height;
                heights.set(index, f64::from(height));
            }
            for index in 0..=each.len() {
                prop_assert_eq!(heights.above(index), f64::from(each[..index].iter().sum::<u32>()));
            }
            let (item, rest) = heights.find(f64::from(distance));
            let total: u32 = each.iter().sum();
            if distance < total {
                prop_assert_eq!(heights.above(item) + rest, f64::from(distance));
                prop_assert!(rest < heights.get(item));
            } else {
                prop_assert_eq!(item, each.len() - 1);
            }
        }
    }
}
