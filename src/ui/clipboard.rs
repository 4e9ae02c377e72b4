//! What the clipboard holds beside plain text, which egui tells itself; behind a trait, so that tests can hold something too.

/// Something that knows the HTML of the clipboard.
pub trait Clipboard: Send + Sync {
    /// The HTML that was copied; `None` where there is none. May wait for the program that it was copied in.
    fn html(&self) -> Option<String>;
}

/// The clipboard of the desktop, by arboard.
pub struct SystemClipboard;

impl Clipboard for SystemClipboard {
    fn html(&self) -> Option<String> {
        let found = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html());
        found.inspect_err(|error| log::debug!("no HTML on the clipboard: {error}")).ok().filter(|html| !html.trim().is_empty())
    }
}
