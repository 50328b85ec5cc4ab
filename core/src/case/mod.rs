//! The case document, and everything that follows from it in one call.
