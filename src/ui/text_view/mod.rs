//! The article on screen: laid out in pieces, only those visible.
