//! One person working, drivable without a window.
