//! The window.

pub mod text_view;
pub mod theme;
pub mod widgets;
