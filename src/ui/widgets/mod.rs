//! Small widgets shared by the panels: each takes a `Ui`, can be reached and worked with keys alone, and says its name to
//! screen readers. They decide nothing; they return what the person did.

mod banner;
mod chip;
mod choice;
mod dots;
mod empty;
mod fields;
mod focus;
mod icons;
mod keys;
mod list;
mod number;
mod overlay;
mod path;
mod progress;
mod row;
mod tick;

pub use banner::{Notice, banner};
pub use chip::LabelChip;
pub use choice::{choice_field, close_when, flag_field};
pub use dots::{SLOT_NAMES, color_dot_picker};
pub use empty::{empty_state, primary_button};
pub use fields::{choose_all, field_row, search_field};
pub use focus::focus_ring;
pub use icons::{Icon, icon_button, icon_toggle};
pub use keys::{key_cap, key_caps_width, key_hint, paint_key_caps, shortcut_button};
pub use list::{List, ListOutput, is_list};
pub use number::{Quantity, number_or_range_field, read_quantity};
pub use overlay::{Closed, modal, palette_frame};
pub use path::{PathKind, path_field};
pub use progress::progress_line;
pub use row::{Dot, ListRow, state_dot};
pub use tick::tick_box;

#[cfg(test)]
mod tests;
