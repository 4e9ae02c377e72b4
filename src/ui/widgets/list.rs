//! A list of any length that lays out only the rows on screen and is worked with the arrow keys.

use egui::{Context, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::focus::ring;

/// A virtual list. It has the keyboard as a whole; rows are [`super::ListRow`]s made with `in_list`.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// What screen readers say of the list.
    pub name: &'a str,
    /// Height of every row in points.
    pub row_height: f32,
    pub count: usize,
    /// The chosen row, from which the arrow keys move.
    pub selected: Option<usize>,
    /// A row to bring on screen, such as one chosen elsewhere; given for one frame.
    pub reveal: Option<usize>,
}

/// What a person did to a list.
#[derive(Debug)]
pub struct ListOutput {
    /// The list as a whole; it can be given the keyboard with `request_focus`.
    pub response: Response,
    /// The row the keys moved to.
    pub moved_to: Option<usize>,
    /// The row on which Enter was pressed.
    pub entered: Option<usize>,
}

/// Remembered of every list that was shown.
#[derive(Clone)]
struct IsList;

/// Whether a widget is a list.
pub fn is_list(ctx: &Context, id: Id) -> bool {
    ctx.data(|memory| memory.get_temp::<IsList>(id)).is_some()
}

impl List<'_> {
    /// Shows the rows on screen with `row`, which is given the number of each and says whether it was clicked by returning
    /// its response.
    pub fn show(self, ui: &mut Ui, mut row: impl FnMut(&mut Ui, usize) -> Response) -> ListOutput {
        let id = ui.make_persistent_id((self.name, "list"));
        let area = ui.available_rect_before_wrap();
        let response = ui.interact(area, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::ListBox, ui.is_enabled(), self.name));
        ui.data_mut(|memory| memory.insert_temp(response.id, IsList));
        let page = (area.height() / self.row_height).floor().max(1.0) as usize;
        let moved_to = response.has_focus().then(|| self.keys(ui, id, page)).flatten();
        let entered =
            self.selected.filter(|_| response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)));
        let reveal = moved_to.or(self.reveal);
        let ringed = self.rows(ui, &response, reveal, &mut row);
        if response.has_focus() && !ringed {
            ring(ui, area);
        }
        ListOutput { response, moved_to, entered }
    }

    /// Shows the rows on screen; returns whether the chosen one was among them and wears the focus ring for the list.
    fn rows(
        &self,
        ui: &mut Ui,
        list: &Response,
        reveal: Option<usize>,
        row: &mut impl FnMut(&mut Ui, usize) -> Response,
    ) -> bool {
        let mut ringed = false;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().id_salt(self.name).auto_shrink(false).show_rows(
                ui,
                self.row_height,
                self.count,
                |ui, shown| {
                    if let Some(target) = reveal {
                        let below = target as f32 - shown.start as f32;
                        let top = ui.max_rect().left_top() + vec2(0.0, below * self.row_height);
                        let size = vec2(ui.available_width(), self.row_height);
                        ui.scroll_to_rect(Rect::from_min_size(top, size), None);
                    }
                    for number in shown {
                        let shown = row(ui, number);
                        if shown.clicked() {
                            list.request_focus();
                        }
                        if list.has_focus() && self.selected == Some(number) {
                            ring(ui, shown.rect);
                            tell_screen_readers(list, &shown);
                            ringed = true;
                        }
                    }
                },
            );
        });
        ringed
    }

    /// Takes the keys that move in a list; returns the row they lead to.
    fn keys(&self, ui: &Ui, id: Id, page: usize) -> Option<usize> {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let last = self.count.checked_sub(1)?;
        let (page, all) = (page as isize, last as isize);
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::End, all),
            (Key::Home, -all),
        ];
        let mut at = self.selected;
        ui.input_mut(|input| {
            for (key, by) in steps {
                for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                    at = Some(match at {
                        Some(at) => at.saturating_add_signed(by).min(last),
                        None if matches!(key, Key::End | Key::ArrowUp) => last,
                        None => 0,
                    });
                }
            }
        });
        at.filter(|_| at != self.selected)
    }
}

/// Says that the chosen row is what the keyboard is on, though the list has it.
fn tell_screen_readers(list: &Response, row: &Response) {
    list.ctx.accesskit_node_builder(list.id, |node| {
        node.set_active_descendant(row.id.accesskit_id());
    });
}
