//! A project to somebody else's format.
