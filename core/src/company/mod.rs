//! The company: facts, ownership graph, size class.
