//! Colours, sizes and fonts, from `assets/themes`.
