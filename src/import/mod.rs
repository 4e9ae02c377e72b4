//! A file of any kind to articles.
